"""What the report holds, read as a file."""

import re
import shutil
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import html

from profile_scraper.cli import main
from profile_scraper.dataset.diff import ChangeKind
from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.base import ExtractionMethod
from profile_scraper.records.problem import ConflictKind, Reason, Stage
from profile_scraper.records.profile import Profile, Role, RoleKind, Student
from profile_scraper.records.publication import Publication
from profile_scraper.report.render import script, script_hash
from profile_scraper.report.review import Review
from profile_scraper.report.wording import date, field_phrase, number
from tests.exporters.invented import EMAIL, HOSTILE_TITLE, write_invented

PACKAGE = files("profile_scraper.report")


@pytest.fixture(scope="session")
def page(report: Path) -> html.HtmlElement:
    return html.document_fromstring(report.read_text(encoding="utf8"))


def test_nothing_from_a_page_becomes_markup(page: html.HtmlElement) -> None:
    assert page.xpath("//img | //iframe | //object | //embed | //b[contains(., 'Just a moment')]") == []
    scripts = [str(script(name)) for name in ("language", "people")]
    assert [str(each.text) for each in page.xpath("//script")] == scripts, "our own scripts alone"
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert f"script-src '{script_hash('language')}' '{script_hash('people')}';" in policy
    attributes = {str(name) for element in page.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on")]
    assert HOSTILE_TITLE in page.text_content()
    assert "<b>Just a moment...</b>" in page.text_content()


def test_links_lead_to_web_pages_or_parts_of_the_report_alone(page: html.HtmlElement) -> None:
    links = [str(link) for link in page.xpath("//@href")]
    assert links
    assert all(link.startswith(("https://", "#")) for link in links)
    parts = {str(one) for one in page.xpath("//@id")}
    assert {link[1:] for link in links if link.startswith("#")} <= parts


def test_nothing_is_loaded(page: html.HtmlElement) -> None:
    assert page.xpath("//@src | //link | //*[local-name()='image' or local-name()='use']") == []
    assert "url(" not in page.xpath("string(//style)")
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")


def test_emails_are_left_out(report: Path) -> None:
    assert EMAIL not in report.read_text(encoding="utf8")


def test_every_decision_is_shown_with_its_evidence(page: html.HtmlElement, dataset: Path) -> None:
    decisions = list(read_dataset(dataset).merges)
    cases = page.xpath("//section[@aria-labelledby='decisions']//details[@class='case']")
    assert len(cases) == len(decisions) == 19
    evidence = page.xpath("//section[@aria-labelledby='decisions']//ul[@class='fall']/li[not(@class='sum')]")
    assert len(evidence) == sum(len(decision.evidence) for decision in decisions)
    uncertain = page.xpath(
        "//section[@aria-labelledby='decisions']//details[@class='group'][1]//details[@class='case']"
    )
    assert all(len(case.xpath(".//div[@class='side']")) == 2 for case in uncertain)
    for case in page.xpath("//section[@aria-labelledby='decisions']//details[@class='case']"):
        assert len(case.xpath(".//div[@class='side']")) == 2, "a merge has two sides too"
    shown = {
        tuple(entry.xpath("p/text() | small[1]/text() | a/text()")) for entry in page.xpath("//div[@class='side']")
    }
    assert shown == {
        (entry.title, ", ".join(entry.authors), f"{entry.url} #{entry.position}")
        for decision in decisions
        for entry in decision.entries
    }, "as printed, not as merged"
    for case in page.xpath("//section[@aria-labelledby='decisions']//details[@class='case']"):
        assert len(case.xpath(".//text()[starts-with(., 'Write to [e-mail].')]")) == 1, (
            "once: on its side, or under both"
        )
    scores = [float(case.xpath("string(summary/span/span[@lang='en'])").replace("−", "-")) for case in uncertain]
    assert scores == sorted(scores, reverse=True), "the closest calls come first"


def test_what_changed_is_counted(page: html.HtmlElement) -> None:
    tiles = page.xpath("//section[@aria-labelledby='changed']//dl/div")
    counts = {str(tile.xpath("string(dt)")): int(tile.xpath("string(dd)")) for tile in tiles}
    assert counts["peoplepersonnes addedajoutés"] == 2
    assert counts["values changedvaleurs changées"] > 0


def test_every_message_has_both_languages_and_is_used() -> None:
    messages = tomllib.loads(PACKAGE.joinpath("messages.toml").read_text(encoding="utf8"))
    assert all(set(texts) == {"en", "fr"} and all(texts.values()) for texts in messages.values())
    users = [*PACKAGE.iterdir(), *PACKAGE.joinpath("templates").iterdir()]
    text = "".join(each.read_text(encoding="utf8") for each in users if each.name.endswith((".jinja", ".py")))
    quoted = set(re.findall(r"[\"'](\w+)[\"']", text))
    prefixes = (*re.findall(r"[\"'](\w+_)(?:[\"'] ~|\{)", text), "attention_")
    unused = {key for key in messages if not {key, key.removesuffix("_one")} & quoted and not key.startswith(prefixes)}
    assert unused == set()


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("reason", get_args(Reason)),
        ("stage", get_args(Stage)),
        ("conflict", get_args(ConflictKind)),
        ("role", get_args(RoleKind)),
        ("method", get_args(ExtractionMethod)),
        ("change", get_args(ChangeKind)),
        ("field", [*Profile.model_fields, *Publication.model_fields, *Role.model_fields, *Student.model_fields]),
    ],
)
def test_every_code_of_the_records_has_words_in_both_languages(table: str, codes: Sequence[str]) -> None:
    wording = tomllib.loads(PACKAGE.joinpath("wording.toml").read_text(encoding="utf8"))[table]
    assert set(codes) - set(wording) == set()
    assert all(set(words) == {"en", "fr"} and all(words.values()) for words in wording.values())


@pytest.mark.parametrize(
    ("path", "en", "fr"),
    [
        ("roles[2].title.fr", "role 3 – title (French)", "fonction 3 – titre (français)"),
        ("roles.0.title", "role 1 – title", "fonction 1 – titre"),
        ("profile.biography", "biography", "biographie"),
        ("students[Ana Roy].level", "student ‘Ana Roy’ – level", "étudiant ‘Ana Roy’ – niveau"),
        ("never_heard_of", "never heard of", "never heard of"),
    ],
)
def test_a_field_is_named_in_words(path: str, en: str, fr: str) -> None:
    assert (field_phrase(path, "en"), field_phrase(path, "fr")) == (en, fr)


def test_numbers_and_dates_are_written_as_each_language_does() -> None:
    assert html.fromstring(f"<p>{number(7000)}</p>").xpath("span/text()") == ["7,000", "7\xa0000"]
    assert html.fromstring(f"<p>{date('2026-11-22T06:00:00Z')}</p>").xpath("span/text()") == [
        "November 22, 2026",
        "22 novembre 2026",
    ]
    assert date("some day") == "some day"


def test_every_person_has_a_row_and_a_card(page: html.HtmlElement, dataset: Path) -> None:
    profiles = list(read_dataset(dataset).profiles)
    rows = page.xpath("//div[@id='people-list']//tr[@data-name]")
    assert sorted(str(row.get("data-name")) for row in rows) == sorted(profile.name for profile in profiles)
    for row in rows:
        (link,) = row.xpath("th/a/@href")
        (article,) = page.xpath(f"//article[h3[@id='{link[1:]}']]")
        assert article.xpath("string(h3)") == row.get("data-name")
        assert article.xpath(".//a[starts-with(@href, 'https://')]")


def test_the_first_screen_says_what_needs_attention(page: html.HtmlElement) -> None:
    sentences = page.xpath("//ul[@class='attention']/li/a/span[@lang='en']/text()")
    assert sentences[0] == "2 pages or values could not be used."
    assert "In 1 place two pages contradict each other." in sentences
    assert "3 people have a page in one language only." in sentences
    assert "2 people are new." in sentences


def test_a_large_report_has_a_page_for_each_person_beside_it(tmp_path: Path) -> None:
    dataset = write_invented(tmp_path / "dataset", people=230, publications=40)
    out = tmp_path / "report.html"
    assert main(["report", str(dataset), "--out", str(out)]) == 0
    page: Any = html.document_fromstring(out.read_text(encoding="utf8"))
    links = page.xpath("//div[@id='people-list']//tr[@data-name]/th/a/@href")
    assert len(links) == 230
    assert all((tmp_path / link).is_file() for link in links)
    person_page: Any = html.document_fromstring((tmp_path / links[0]).read_text(encoding="utf8"))
    assert person_page.xpath("//img | //iframe") == []
    assert [str(each.text) for each in person_page.xpath("//script")] == [str(script("language"))]
    assert EMAIL not in "".join(path.read_text(encoding="utf8") for path in (tmp_path / "report-people").iterdir())
    small = write_invented(tmp_path / "small", people=3, publications=2)
    assert main(["report", str(small), "--out", str(out)]) == 0
    assert not (tmp_path / "report-people").exists(), "people who were removed since do not stay in old cards"


def test_cards_do_not_replace_a_folder_of_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = write_invented(tmp_path / "dataset", people=230, publications=2)
    own = tmp_path / "report-people" / "notes.txt"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf8")
    assert main(["report", str(dataset), "--out", str(tmp_path / "report.html")]) == 2
    assert own.read_text(encoding="utf8") == "mine"
    assert "notes.txt" in capsys.readouterr().err


def test_the_site_report_says_what_to_correct_by_person(dataset: Path, tmp_path: Path) -> None:
    out, decisions = tmp_path / "site.html", tmp_path / "decisions.jsonl"
    review = Review(dataset, decisions, "ana", ["conflict"])
    asked = review.next()
    assert asked is not None
    review.say_correct(asked.key, "second", "")
    command = ["report", str(dataset), "--for-site", "--decisions", str(decisions), "--out", str(out)]
    assert main(command) == 0
    page: Any = html.document_fromstring(out.read_text(encoding="utf8"))
    assert page.xpath("//img | //b[contains(., 'Just a moment')]") == []
    assert [str(each.text) for each in page.xpath("//script")] == [str(script("language"))]
    person = page.xpath("//section[h2[.='Noémie Aubry']]")[0]
    text = person.text_content()
    assert "Full Professor" in text
    assert "Professeure <agrégée>" in text
    assert person.xpath("string(.//strong/span[@lang='en'])") == "The right page: French page – Professeure <agrégée>."
    assert "There is no English page." in page.text_content()
    assert "challenge" not in page.text_content(), "words, not codes"
    assert EMAIL not in out.read_text(encoding="utf8")


def test_a_report_on_an_empty_dataset_says_so(tmp_path: Path) -> None:
    from profile_scraper.dataset.write import Contents, write_dataset

    write_dataset(tmp_path / "empty", Contents(sites=["invented"], profiles=[], publications=[]))
    assert main(["report", str(tmp_path / "empty"), "--out", str(tmp_path / "report.html")]) == 0
    text = (tmp_path / "report.html").read_text(encoding="utf8")
    assert text.count(">None.<") == 8


def test_a_reference_to_nothing_is_told(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path(shutil.copytree(dataset, tmp_path / "broken"))
    (broken / "publications.jsonl").write_text("", encoding="utf8")
    for command in (["report", str(broken), "--out", str(tmp_path / "report.html")], ["review", str(broken)]):
        assert main(command) == 2
        assert "publications.jsonl lacks: build the dataset again" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()


def test_the_same_dataset_gives_the_same_report(dataset: Path, tmp_path: Path) -> None:
    for name in ("first.html", "second.html"):
        main(["report", str(dataset), "--out", str(tmp_path / name)])
    assert (tmp_path / "first.html").read_bytes() == (tmp_path / "second.html").read_bytes()


def test_a_missing_dataset_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "nowhere"), "--out", str(tmp_path / "report.html")]) == 2
    assert "no dataset folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
