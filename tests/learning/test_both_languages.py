"""Pages that print both languages, by what the markup states or by the look of the second ones: learned and built."""

import json
from typing import Any

import pytest

from profile_scraper.structure.languages import mark_both_languages
from profile_scraper.structure.lines import Page
from testbed.learned import SavedPage, build, learn
from tests.structure.pages import opened

HOST = "http://mousses.example"
ENGLISH = "<p><span lang=EN-GB>{}</span></p>"


def person(name: str, french: tuple[str, str, str], english: tuple[str, str, str]) -> str:
    parts = (
        f"<p><b>{name}</b></p><p>{french[0]}</p>{ENGLISH.format(english[0])}"
        f"<p>Mél : <a href='mailto:{name.split()[0].lower()}@mousses.example'>écrire</a></p>"
        f"<h2>Présentation</h2><p>{french[1]}</p><h2>Thèmes de recherche</h2><p>{french[2]}</p>"
        f"<h2><span lang=EN-GB>Presentation</span></h2>{ENGLISH.format(english[1])}"
        f"<h2><span lang=EN-GB>Research topics</span></h2>{ENGLISH.format(english[2])}"
        "<h2>Publications</h2><p>LINDHOLM A., « Les mousses du vieux mur », <i>Revue du mur</i>, 2001.</p>"
        "<p>LINDHOLM A., « A wall in winter », <i>Walls</i>, 1999.</p>"
    )
    return f"<html><head><title>Curriculum Vitae</title></head><body lang=FR>{parts}</body></html>"


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


HEADS = "<tr><th>Nom<br><i>Name</i></th><th>Statut<br><i>Status</i></th><th>Thèmes<br><i>Topics</i></th></tr>"
ROWS = (
    row(
        "<a href='lindholm.htm'>LINDHOLM Ada</a>", "Directrice du laboratoire<br><i>Director of the laboratory</i>", ""
    ),
    row("<a href='ekdahl.htm'>EKDAHL Bo</a>", "Ingénieur du mur et de la pierre<br><i>Engineer</i>", ""),
    row("DUNMORE Cy", "Doctorant<br><i>PhD student</i>", "mousses des murs<br><i>mosses of the walls</i>"),
    row("FJELD Eva", "Doctorante<br><i>PhD student</i>", "lichens<br><i>lichens</i>"),
)
PAGES = {
    "lindholm": person(
        "Ada LINDHOLM",
        (
            "Directrice du laboratoire",
            "Ada Lindholm compte les mousses des vieux murs de la ville depuis 1978.",
            "mousses",
        ),
        ("Director of the laboratory", "Ada Lindholm has counted the mosses of the old walls of the town.", "mosses"),
    ),
    "ekdahl": person(
        "Bo EKDAHL",
        ("Ingénieur", "Bo Ekdahl répare les loupes et les échelles du laboratoire avec ce qui reste.", "échelles"),
        ("Engineer", "Bo Ekdahl mends the lenses and the ladders of the laboratory with what is left.", "ladders"),
    ),
    "membres": "<html><head><title>Membres / Members</title></head><body><h2>Membres du laboratoire / "
    f"<i>Members of the laboratory</i></h2><table>{HEADS}{''.join(ROWS)}</table></body></html>",
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The profiles that are built of these pages, by name."""
    folder = tmp_path_factory.mktemp("mousses")
    printed = learn([SavedPage(f"{HOST}/{name}.htm", body.encode(), "fr") for name, body in PAGES.items()], "m", folder)
    assert "all pages are French" not in printed
    build("m", folder)
    lines = folder.joinpath("dataset", "profiles.jsonl").read_text("utf8").splitlines()
    return {record["name"]: record for record in map(json.loads, lines)}


def test_each_language_of_a_persons_page_has_its_values(people: dict[str, dict[str, Any]]) -> None:
    found = people["Ada LINDHOLM"]
    [role] = found["roles"]
    assert role["title"] == {"en": "Director of the laboratory", "fr": "Directrice du laboratoire"}
    assert {(each["en"], each["fr"]) for each in found["topics"]} <= {
        ("mosses", "mousses"),
        ("mosses", None),
        (None, "mousses"),
    }
    assert found["biography"]["en"].startswith("Ada Lindholm has counted")
    assert found["biography"]["fr"].startswith("Ada Lindholm compte")
    assert found["email"] == "ada@mousses.example"
    assert found["url"] == {"en": f"{HOST}/lindholm.htm", "fr": f"{HOST}/lindholm.htm"}


def test_a_second_line_in_italics_is_the_other_language(people: dict[str, dict[str, Any]]) -> None:
    assert len(people) == len(ROWS)
    found = people["DUNMORE Cy"]
    assert [each["title"] for each in found["roles"]] == [{"en": "PhD student", "fr": "Doctorant"}]
    printed = {(each[language], language) for each in found["topics"] for language in ("en", "fr") if each[language]}
    assert printed == {("mosses of the walls", "en"), ("mousses des murs", "fr")}


def marked(body: str, language: str = "FR") -> Page:
    page = opened(f"<div>{body}</div>")
    page.root.set("lang", language)
    page.language = language[:2].lower()
    return page


@pytest.mark.parametrize(
    "body",
    [
        "<p>Professeure de mousses</p><p lang=en>A title of the mosses</p>",
        "".join(f"<p>{title} du mur<br><i>École du Mur</i></p>" for title in ("Directeur", "Chef", "Chercheur")),
        "<p><a lang=en href='/en'>English</a></p><p>Professeure</p>",
    ],
)
def test_a_text_in_another_language_or_in_italics_makes_no_page_in_both(body: str) -> None:
    page = marked(body)
    assert not mark_both_languages(page)
    assert {line.language for line in page.lines} == {None}
