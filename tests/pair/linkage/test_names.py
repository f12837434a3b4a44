"""Two spellings of one person's name."""

import pytest

from profile_scraper.pair.linkage.page_summary import may_be_one_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iris Mac Donald", "Iris MacDonald"),
        ("Jan van der Berg", "J. Vanderberg"),
        ("Eve St-Onge", "Eve Saint-Onge"),
        ("Yann Le Cun", "LeCun, Yann"),
        ("Ana de la Cruz", "Ana Delacruz"),
    ],
)
def test_a_surname_in_one_word_and_in_several_is_one(one: str, other: str) -> None:
    assert may_be_one_name(one, other)
    assert may_be_one_name(other, one)


def test_words_that_only_look_joined_are_two_names() -> None:
    assert not may_be_one_name("Ada Lind Berg", "Eva Lindberg")
    assert not may_be_one_name("Ada Mac Donald", "Eve MacDonald")
