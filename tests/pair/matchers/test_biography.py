"""Paragraphs that say the same are aligned, in order, each exactly once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.pair.matchers.biography import align

EN = [
    "Ada Lind is a professor at the Institute of Snow, where she founded the Glacier Laboratory in 2011.",
    "Her research concerns the acoustic signature of rivers under ice. With 14 colleagues she records sound in Canada.",
    "She received the Prix Boréal in 2019.",
]
FR = [
    "Ada Lind est professeure à l'Institut de la neige, où elle a fondé le Laboratoire des glaciers en 2011.",
    "Ses recherches : la signature acoustique des rivières gelées. Avec 14 collègues, elle enregistre le Canada.",
    "Elle a reçu le Prix Boréal en 2019.",
]


def steps(en: list[str], fr: list[str]) -> list[tuple[list[int], list[int]]]:
    return [(step.en, step.fr) for step in align(en, fr)]


def test_a_translation_is_aligned_one_to_one() -> None:
    assert steps(EN, FR) == [([0], [0]), ([1], [1]), ([2], [2])]


def test_a_line_for_the_press_on_one_page_stands_alone() -> None:
    press = "*For media requests, please write to press@example.org."
    assert steps([press, *EN], FR) == [([0], []), ([1], [0]), ([2], [1]), ([3], [2])]


def test_two_paragraphs_in_one_are_one_step() -> None:
    assert steps(EN, [FR[0], f"{FR[1]} {FR[2]}"]) == [([0], [0]), ([1, 2], [1])]


def test_a_biography_in_one_language_has_no_alignment() -> None:
    assert align(EN, []) == align([], FR) == []


paragraphs = st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=6)


@settings(deadline=None)
@given(paragraphs, paragraphs)
def test_every_paragraph_stands_in_one_step_in_order(en: list[str], fr: list[str]) -> None:
    found = align(en, fr)
    if en and fr:
        assert [index for step in found for index in step.en] == list(range(len(en)))
        assert [index for step in found for index in step.fr] == list(range(len(fr)))


def test_a_hostile_number_of_paragraphs_is_not_aligned() -> None:
    assert align(["a"] * 100_000, ["b"]) == []
