"""What a reader meets in the report and the site report: separated words, dates, languages, headings."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import html

from profile_scraper.cli import main
from profile_scraper.dataset.write import write_dataset
from profile_scraper.dedupe.decide.rules import RULES
from profile_scraper.records.base import Bilingual
from profile_scraper.records.decision import PairingVerdict
from profile_scraper.records.manifest import UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem, Statement
from profile_scraper.records.profile import Profile, Topic
from profile_scraper.records.publication import Publication
from profile_scraper.report.charts import circle_size, circular_layout
from profile_scraper.report.wording import date, field_phrase
from tests.exporters.invented import contents

PACKAGE = files("profile_scraper.report")
INLINE = ("a", "b", "small", "span", "strong", "time", "q")
FRENCH_MARK = re.compile(r"[^\s\u00a0] [:;?!»]|« |[\w)»][:;?!](?!\w|/)")
"""A mark with an ordinary space, or none, where French writes a no-break space."""


def page_of(path: Path) -> Any:
    return html.document_fromstring(path.read_text(encoding="utf8"))


def report_of(folder: Path, *options: str) -> Any:
    assert main(["report", str(folder), "--out", str(folder.parent / "page.html"), *options]) == 0
    return page_of(folder.parent / "page.html")


def site_dataset(folder: Path) -> Path:
    """A site with one untranslated text, one label printed alike, a dead link and three problems of its owner."""
    invented = contents(people=3, publications=2)
    first, *others = invented.profiles
    alike = Topic(id="tides", en="Theory of tides", fr="Theory of tides")
    short = Topic(id="cnrs", en="CNRS", fr="CNRS")
    url = "https://invented.invalid/fr/annuaire/person-00000"
    text = "She studies tides. " * 30 + "\n\nShe also studies ice."
    untranslated = Conflict(
        profile=first.id,
        kind="not-translated",
        field="biography.fr",
        statements=[Statement(url=url, language="fr", text=text)],
        chosen=None,
        detail="2 of 2 paragraphs of the biography are in English",
    )
    problems = [
        Problem(stage="pair", url=where, record=None, field=None, reason=reason, detail=f"{detail} (by root, 2026)")
        for where, reason, detail in (
            ("decisions.jsonl", "not-found", "no conflict here"),
            ("saved/page.html", "unreadable", "an own file"),
            ("https://invented.invalid/robots.txt", "forbidden-by-robots", "our crawl"),
        )
    ]
    dead = problems[0].model_copy(update={"url": "https://invented.invalid/en/lost", "detail": "404"})
    write_dataset(
        folder,
        invented._replace(
            profiles=[first.model_copy(update={"topics": [*first.topics, alike, short]}), *others],
            conflicts=[untranslated],
            problems=[*problems, dead],
        ),
    )
    return folder


@pytest.mark.parametrize("options", [(), ("--for-site",)])
def test_words_of_neighbouring_elements_are_separated(dataset: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    out = tmp_path / "page.html"
    assert main(["report", str(dataset), "--out", str(out), *options]) == 0
    joined = []
    for element in page_of(out).iter(*INLINE):
        other = element.getnext()
        if element.getparent().get("class") in {"side", "meter"}:
            continue  # the style sheet gives each a line or a column of its own
        in_two_languages = other is not None and element.get("class") == other.get("class") == "t"
        if other is None or other.tag not in INLINE or element.tail or in_two_languages:
            continue
        words = element.text_content(), other.text_content()
        if not words[1].lstrip("\u00a0").startswith((":", ",", ";")):
            joined.append(words)
    assert joined == []


def test_a_role_names_department_and_institution_apart(dataset: Path, tmp_path: Path) -> None:
    assert main(["report", str(dataset), "--out", str(tmp_path / "page.html")]) == 0
    text = page_of(tmp_path / "page.html").xpath("string(//article[1])")
    assert re.search(r"Professeure agrégée, Department of Tides\s*Département des marées, Université du Fjord", text)


def test_fields_are_counted_by_record_and_no_name_stands_twice(dataset: Path, tmp_path: Path) -> None:
    assert main(["report", str(dataset), "--out", str(tmp_path / "page.html")]) == 0
    page = page_of(tmp_path / "page.html")
    section = page.xpath("//section[@aria-labelledby='coverage']")[0]
    tables = section.xpath("table[@class='coverage']")
    assert len(tables) == 2
    for table in tables:
        assert section.xpath(f"string(h3[@id='{table.get('aria-labelledby')}'])")
        names = [str(each.text_content()) for each in table.xpath("tbody/tr/th")]
        assert len(names) == len(set(names))
    for record in (Profile, Publication):
        for language in ("en", "fr"):
            words = [field_phrase(field, language) for field in record.model_fields]
            assert len(words) == len(set(words)), record


def test_one_day_is_one_date_and_no_date_is_said(tmp_path: Path) -> None:
    invented = contents(people=2, publications=1)
    write_dataset(tmp_path / "fetched", invented)
    assert "Pages fetched on November 22, 2026" in html_text(report_of(tmp_path / "fetched"))
    unknown = [
        profile.model_copy(
            update={"sources": [source.model_copy(update={"retrieved": None}) for source in profile.sources]}
        )
        for profile in invented.profiles
    ]
    write_dataset(tmp_path / "saved", invented._replace(profiles=unknown))
    for options in ((), ("--for-site",)):
        assert "their date is not known" in html_text(report_of(tmp_path / "saved", *options))


def html_text(page: Any) -> str:
    """The English text."""
    for hidden in page.xpath("//*[@class='t'][@lang='fr']"):
        hidden.drop_tree()
    return " ".join(str(page.text_content()).split())


def test_french_dates_have_an_ordinal_first_day() -> None:
    assert "1er décembre 2026" in date("2026-12-01")
    assert "11 décembre 2026" in date("2026-12-11")


@pytest.mark.parametrize(("variable", "language"), [("en_CA.UTF-8", "en"), ("fr_CA.UTF-8", "fr"), ("de_DE", "en")])
def test_pages_open_in_the_language_of_the_environment(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", variable)
    for options in ((), ("--for-site",)):
        assert main(["report", str(dataset), "--out", str(tmp_path / "page.html"), *options]) == 0
        page = page_of(tmp_path / "page.html")
        assert page.get("lang") == language
        assert page.xpath("//input[@name='language'][@checked]/@id") == [language]


def test_weights_have_a_decimal_comma_in_french(dataset: Path, tmp_path: Path) -> None:
    assert main(["report", str(dataset), "--out", str(tmp_path / "page.html")]) == 0
    page = page_of(tmp_path / "page.html")
    shown = page.xpath(
        "//span[@class='score']/span[@lang='fr']/text() | //ul[@class='fall']//b/span[@lang='fr']/text()"
    )
    assert shown
    assert all(re.fullmatch(r"[+−]?\d+,\d", str(each)) for each in shown)


def test_labels_without_counterpart_need_attention(tmp_path: Path) -> None:
    unmatched = [UnmatchedTerm(kind="topic", language="en", label="River Ice", profiles=1)]
    write_dataset(tmp_path / "dataset", contents(people=2, publications=1)._replace(unmatched=unmatched))
    page = report_of(tmp_path / "dataset")
    (item,) = page.xpath("//ul[@class='attention']/li[a/@href='#unmatched']")
    assert "1 label has no counterpart" in item.text_content()
    assert "profile-scraper review" in item.text_content()
    assert "River Ice" in item.text_content()


def test_every_rule_and_verdict_has_words_in_both_languages() -> None:
    wording = tomllib.loads(PACKAGE.joinpath("wording.toml").read_text(encoding="utf8"))
    assert {rule.name for rule in RULES} | {"identical", "decided-by-a-person"} == set(wording["rule"])
    assert set(get_args(PairingVerdict)) == set(wording["pairing"])


def test_french_texts_have_no_break_spaces() -> None:
    messages = tomllib.loads(PACKAGE.joinpath("messages.toml").read_text(encoding="utf8"))
    wording = tomllib.loads(PACKAGE.joinpath("wording.toml").read_text(encoding="utf8"))
    texts = [each["fr"] for each in messages.values()]
    texts += [each["fr"] for table in wording.values() for each in table.values()]
    assert [text for text in texts if FRENCH_MARK.search(text)] == []


def test_the_site_report_is_about_the_site_alone(tmp_path: Path) -> None:
    page = report_of(site_dataset(tmp_path / "dataset"), "--for-site", "--contact", "Ana Roy <ana@example.invalid>")
    text = html_text(page)
    assert "Questions about this list: Ana Roy <ana@example.invalid>" in text
    assert "https://invented.invalid/en/lost" in text
    for private in ("decisions.jsonl", "by root", "saved/page.html", "robots.txt"):
        assert private not in text.replace("404 (by root, 2026)", ""), "what only the dataset's owner can do"


def test_the_site_report_shows_what_is_not_translated(tmp_path: Path) -> None:
    page = report_of(site_dataset(tmp_path / "dataset"), "--for-site")
    (quoted,) = page.xpath("//section[h2[.='Noémie Aubry']]//q")
    assert quoted.get("lang") == "en"
    assert quoted.text_content().endswith("…"), "a text that goes on says so"
    labels = page.xpath("//section[@aria-labelledby='labels']//tbody/tr")
    assert [(row.xpath("string(th)"), row.xpath("string(td[2])")) for row in labels] == [
        ("Theory of tides", "Noémie Aubry")
    ], "an abbreviation has no translation"


def test_the_site_report_begins_with_what_it_has(tmp_path: Path) -> None:
    page = report_of(site_dataset(tmp_path / "dataset"), "--for-site")
    lines = page.xpath("//main/section[1]/ul/li//span[@lang='en']/text()")
    assert lines == [
        "1 text is not translated.",
        "1 label is printed alike in both languages.",
        "1 link leads to no page.",
    ]
    assert page.xpath("//main/section[1]//a/@href") == ["#person-1", "#labels", "#site_dead"]


def test_contradictions_and_untranslated_texts_are_two_lists(tmp_path: Path) -> None:
    page = report_of(site_dataset(tmp_path / "dataset"))
    assert page.xpath("//h3[@id='untranslated_texts']")
    assert not page.xpath("//h3[@id='conflicts']")
    assert page.xpath("//ul[@class='attention']/li/a/@href") == [
        "#problems",
        "#untranslated_texts",
        "#decisions",
        "#unmatched",
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 12, 36])
def test_a_circle_is_as_large_as_its_labels_need(count: int) -> None:
    sizes = {f"person {number}": number + 1 for number in range(count)}
    nodes, _ = circular_layout(sizes, {})
    labels = {key: f"{key} with a long name" for key in sizes}
    size = circle_size(nodes, labels)
    for node in nodes:
        reach = size.radius + 16 + 7 * len(labels[node.key])
        assert size.left <= node.x * reach <= size.left + size.width
        assert size.top <= node.y * reach <= size.top + size.height
    if count == 2:
        assert size.height < 100 < size.width, "two people are one line, not a large empty square"


def test_biographies_name_their_languages(dataset: Path, tmp_path: Path) -> None:
    assert main(["report", str(dataset), "--out", str(tmp_path / "page.html")]) == 0
    heads = page_of(tmp_path / "page.html").xpath("//div[@class='both']/div/h5/span[@lang='en']/text()")
    assert heads[:2] == ["English", "French"]


def test_the_list_of_people_has_the_first_role_of_each_language(tmp_path: Path) -> None:
    invented = contents(people=1, publications=1)
    (profile,) = invented.profiles
    first, second = profile.roles
    roles = [
        first.model_copy(update={"title": Bilingual(en="Project Manager", fr=None)}),
        second.model_copy(update={"title": Bilingual(en=None, fr="Gestionnaire de projet")}),
    ]
    write_dataset(tmp_path / "dataset", invented._replace(profiles=[profile.model_copy(update={"roles": roles})]))
    (row,) = report_of(tmp_path / "dataset").xpath("//tr[@data-name]")
    assert row.xpath("td[1]/span/text()") == ["Project Manager", "Gestionnaire de projet"]
