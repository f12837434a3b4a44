"""Labels of the two languages that say the same word by word."""

import pytest

from profile_scraper.pair.terms.word_translations import are_translations, coverage, translation_keys


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("Deep Learning", "Apprentissage profond"),
        ("Natural Language Processing", "Traitement automatique des langues"),
        ("Natural Language Processing", "Traitement du langage naturel"),
        ("Remote sensing of snow", "Télédétection de la neige"),
        ("Wastewater treatment", "Traitement des eaux usées"),
        ("Big data", "Données massives"),
        ("Leaves and their shapes", "Formes des feuilles"),
        ("Full Professor", "Professeure titulaire"),
        ("PhD student", "Doctorante"),
    ],
)
def test_translations_are_known_in_any_order_number_and_gender(en: str, fr: str) -> None:
    assert are_translations(en, fr)
    assert not {*translation_keys("en", en)}.isdisjoint(translation_keys("fr", fr))


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("Snow chemistry", "Chimie de l’air"),
        ("Deep Learning", "Apprentissage"),
        ("Learning", "Apprentissage profond"),
        ("Associate Professor", "Professeur titulaire"),
        ("", ""),
        ("the", "le"),
        ("snow " * 40, "neige " * 40),
    ],
)
def test_a_label_that_says_more_or_other_things_is_no_translation(en: str, fr: str) -> None:
    assert not are_translations(en, fr)


def test_words_are_covered_once() -> None:
    assert coverage("Snow and snow", "Neige").covered == 2
