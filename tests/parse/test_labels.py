"""Headings and labels are compared without regard to case, kind of space, inclusive form, number and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.parse.dictionary import dictionary_of
from profile_scraper.parse.fields.students import label_of
from profile_scraper.parse.read import read_page
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.sites import load_site
from profile_scraper.text.normalize import normalize_text

DICTIONARY = dictionary_of(load_site("mila"))
HEADINGS = {
    "students": [
        "Étudiants actuels",
        "Étudiant(e)s actuel(le)s",
        "Étudiant·e·s actuel·le·s",
        "Étudiant.e.s actuel.le.s",
        "Étudiantes et étudiants actuels",
        "Étudiant⋅es actuel⋅les",
        "Personnes étudiantes",
        "Current students (12)",
    ],
    "topics": ["Sujets de recherche", "Sujet de recherche", "Research topics"],
    "biography": ["Biographie", "Biography"],
    "supervisors": ["Superviseur·e·s", "Superviseurs", "Supervisor"],
}


@pytest.mark.parametrize(("section", "heading"), [(key, each) for key, own in HEADINGS.items() for each in own])
@given(
    before=st.sampled_from(["", " ", "\u00a0"]),
    behind=st.sampled_from(["", ":", " :", "\u00a0:", "\u202f:", " "]),
    space=st.sampled_from([" ", "\u00a0", "\u202f"]),
    upper=st.booleans(),
)
def test_a_heading_is_known_in_every_dress(  # noqa: PLR0917
    section: str, heading: str, before: str, behind: str, space: str, upper: bool
) -> None:
    text = before + heading.replace(" ", space) + behind
    assert DICTIONARY.section_of(text.upper() if upper else text) == section


@pytest.mark.parametrize(
    ("line", "supervision"),
    [
        ("Superviseur(e)s principaux : Bo Ek", "principal"),
        ("Superviseur·e·s principaux·ales : Bo Ek", "principal"),
        ("SUPERVISEURE PRINCIPALE\u00a0: Bo Ek", "principal"),
        ("Superviseur.e principal.e : Bo Ek", "principal"),
        ("Co-superviseur(e)s : Bo Ek", "co"),
        ("Cosuperviseur·e\u202f: Bo Ek", "co"),
    ],
)
def test_a_label_is_known_in_every_dress(line: str, supervision: str) -> None:
    found = label_of(line, DICTIONARY)
    assert found is not None
    assert (found.supervision, found.rest) == (supervision, "Bo Ek")


@given(st.text("abcdeÉéèêœÇs ·().:-\u00a0", max_size=40))
def test_the_key_of_a_label_is_stable(text: str) -> None:
    words = normalize_text(text, "label_words")
    assert normalize_text(words, "label_words") == words
    assert normalize_text(text.replace(" ", "\u00a0"), "label_key") == normalize_text(text, "label_key")


@pytest.mark.parametrize("text", ["News", "Travaux publics", "Students' union", "Étude", "Biographical dictionary", ""])
def test_what_only_begins_like_a_heading_is_none(text: str) -> None:
    assert DICTIONARY.section_of(text) is None


def test_cards_under_an_unknown_heading_have_a_problem_line() -> None:
    link = '<a href="/en/directory/bo-ek">Bo Ek</a>'
    item = f'<article class="node node--type-member node--view-mode-teaser">{link}</article>'
    body = (
        '<html lang="en"><head><title>Ada Lind | Mila</title></head><body><main>'
        '<article class="node node--type-member node--view-mode-full"><h1>Ada Lind</h1><h2>Biography</h2>'
        '<div class="field-name-body"><p>Tides.</p></div>'
        f"<h2>Fellow travellers</h2>{item}{item}</article></main></body></html>"
    )
    url = "https://mila.quebec/en/directory/ada-lind"
    page = read_page(Capture(url, url, body.encode(), "html", None, 200, None, "0" * 64, None))
    assert isinstance(page, ProfilePage)
    [warning] = [each for each in page.warnings if each.reason == "unknown-section"]
    assert "2 cards" in warning.detail
    assert "Fellow travellers" in warning.detail
