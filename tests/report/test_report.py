"""What the report holds, read as a file."""

import re
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from profile_scraper.cli import main
from profile_scraper.dataset.read import read_dataset
from tests.exporters.invented import EMAIL, HOSTILE_TITLE

ROOMS = files("profile_scraper.report")


@pytest.fixture(scope="session")
def page(report: Path) -> html.HtmlElement:
    return html.document_fromstring(report.read_text(encoding="utf8"))


def test_nothing_from_a_page_becomes_markup(page: html.HtmlElement) -> None:
    assert (
        page.xpath("//script | //img | //iframe | //object | //embed | //form | //b[contains(., 'Just a moment')]")
        == []
    )
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
    shown = {tuple(side.xpath("p/text() | small[1]/text() | a/text()")) for side in page.xpath("//div[@class='side']")}
    assert shown == {
        (side.title, ", ".join(side.authors), f"{side.url} #{side.position}")
        for decision in decisions
        for side in decision.entries
    }, "as printed, not as merged"
    for case in page.xpath("//section[@aria-labelledby='decisions']//details[@class='case']"):
        assert len(case.xpath(".//text()[starts-with(., 'Write to [e-mail].')]")) == 1, (
            "once: on its side, or under both"
        )
    scores = [float(case.xpath("string(summary/span)").replace("−", "-")) for case in uncertain]
    assert scores == sorted(scores, reverse=True), "the closest calls come first"


def test_what_changed_is_counted(page: html.HtmlElement) -> None:
    tiles = page.xpath("//section[@aria-labelledby='changed']//dl/div")
    counts = {str(tile.xpath("string(dt)")): int(tile.xpath("string(dd)")) for tile in tiles}
    assert counts["peoplepersonnes addedajoutés"] == 2
    assert counts["values changedvaleurs changées"] > 0


def test_every_word_is_said_in_both_languages_and_used() -> None:
    words = tomllib.loads(ROOMS.joinpath("messages.toml").read_text(encoding="utf8"))
    assert all(set(word) == {"en", "fr"} and all(word.values()) for word in words.values())
    speakers = [one for one in ROOMS.iterdir() if one.name.endswith((".jinja", ".py"))]
    quoted = re.findall(r"[\"'](\w+)[\"']", "".join(one.read_text(encoding="utf8") for one in speakers))
    named_by_records = {"principal", "co", "ask_publication", "ask_page", "ask_term", "ask_conflict"}
    assert set(words) - set(quoted) == named_by_records


def test_a_report_on_an_empty_dataset_says_so(tmp_path: Path) -> None:
    from profile_scraper.dataset.write import Contents, write_dataset

    write_dataset(tmp_path / "empty", Contents(sites=["invented"], profiles=[], publications=[]))
    assert main(["report", str(tmp_path / "empty"), "--out", str(tmp_path / "report.html")]) == 0
    text = (tmp_path / "report.html").read_text(encoding="utf8")
    assert text.count(">None.<") == 7


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
