"""All packages normalise text alike: the forms differ in punctuation and markup alone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.dedupe.prepare.batch_text import titles_of_all, words_of_all
from profile_scraper.dedupe.prepare.titles import read_title
from profile_scraper.pair.linkage.page_summary import name_key as pair_name_key
from profile_scraper.pair.terms.vocabulary import term_key
from profile_scraper.parse.dictionary import dictionary_of
from profile_scraper.sites import load_site
from profile_scraper.structure.names import name_key
from profile_scraper.text.normalize import (
    TEX_SIGNS,
    WHOLE_TEXT_SIGNS,
    collapse_whitespace,
    normalize_text,
    without_inclusive_endings,
    words_of,
)

FRAGMENTS = [
    "Cœur", "Łukasz", "l'IA", "L’IA", "C++", "C#", "d'Alembert", "qu’on", "aujourd'hui", "Alzheimer's", "IFN-γ", "αβ",
    "Γιώργος", "Étude", "Straße", "Ærø", "İ", "①", "１", "霧", "naïve", "Saint-Jean", "R. & D.", "A.I.", " ", "\xa0",
    "\u202f", "-", "–", ":", "\u00ad", "\u200b", "\u0301", "'", "’", "`", "´", "ʼ", "(", ")", ".", ",", "/", "+", "#",
]  # fmt: skip
NAMES = ["Łukasz Cœur", "Ærø d'Alembert", "Étienne O’Brien"]
TEXT = st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join) | st.text(max_size=20)
PLAIN = TEXT.filter(lambda text: not set(text) & set(WHOLE_TEXT_SIGNS + TEX_SIGNS))


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Cœur", "coeur"),
        ("Łukasz", "lukasz"),
        ("l'IA", "l ia"),
        ("L’IA", "l ia"),
        ("C++", "c plusplus"),
        ("C#", "c sharp"),
        ("Alzheimer’s", "alzheimers"),
        ("IFN-γ", "ifn gamma"),
        ("Γιώργος", "γιωργοσ"),
        ("Ærø", "aero"),
    ],
)
def test_every_package_normalises_alike(printed: str, words: str) -> None:
    assert normalize_text(printed, "words") == words
    assert words_of(normalize_text(printed, "label")) == words.split()  # parse, structure
    assert term_key("topic", "fr", printed) == words  # pair
    assert read_title(f"{printed} tides {printed}").words == [*words.split(), "tides", *words.split()]  # dedupe
    assert normalize_text(printed, "alphanumeric") == words.replace(" ", "")


@given(PLAIN)
def test_forms_have_the_same_words(text: str) -> None:
    words = normalize_text(text, "words")
    assert words_of(normalize_text(text, "characters")) == words.split()
    assert words_of(normalize_text(text, "title")) == words.split()
    assert normalize_text(text, "alphanumeric") == words.replace(" ", "")
    assert words_of_all(titles_of_all([text])).decode() == words
    if without_inclusive_endings(text) == text:
        assert normalize_text(text, "label_words") == words


@given(TEXT)
def test_a_label_has_the_same_words_with_and_without_punctuation(text: str) -> None:
    assert words_of(normalize_text(text, "label")) == normalize_text(text, "label_words").split()


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.swapcase]))
def test_the_name_of_a_person_has_one_key_whatever_the_case(name: str, case: Callable[[str], str]) -> None:
    assert name_key(case(name)) == name_key(name)
    assert pair_name_key(case(name)) == pair_name_key(name)


def test_headings_are_looked_up_in_the_normalised_form() -> None:
    dictionary = dictionary_of(load_site("mila"))
    for heading in ("Étudiant(e)s actuel(le)s", "ÉTUDIANT·E·S ACTUEL·LE·S :", "Etudiants actuels"):
        assert dictionary.section_of(heading) == "students"
    assert dictionary.label("Superviseur(e)s principaux :") == "principal_supervisor"


@given(TEXT)
def test_white_space_and_invisible_characters_do_not_count(text: str) -> None:
    collapsed = collapse_whitespace(text)
    assert collapsed == collapse_whitespace(collapsed)
    assert normalize_text(collapsed, "words") == normalize_text(text, "words")


@pytest.mark.parametrize(
    ("printed", "common"),
    [
        ("Étudiant(e)s actuel(le)s", "Étudiant actuel"),
        ("étudiant·e·s", "étudiant"),
        ("principaux·ales", "principaux"),
        ("professeur.e", "professeur"),
        ("chercheur-euse-s", "chercheur"),
        ("Directeur(trice)s", "Directeur"),
        ("invité.e.s", "invité"),
        ("travailleur⋅euses", "travailleur"),
        ("Superviseur(s)", "Superviseur"),
        ("ada.le@ulm.example", "ada.le@ulm.example"),
        ("i.e", "i.e"),
        ("co-editor", "co-editor"),
        ("(e)", "(e)"),
    ],
)
def test_endings_of_inclusive_writing_are_removed(printed: str, common: str) -> None:
    assert without_inclusive_endings(printed) == common
