"""Headings and labels are compared without regard to case, kind of space, inclusive form, number and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.parse.dictionary import dictionary_of
from profile_scraper.parse.fields.students import label_of
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
