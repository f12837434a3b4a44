"""What is known of a word by itself, worked out once a word."""

from functools import lru_cache
from typing import NamedTuple

from profile_scraper.dedupe.fold import stable_hash
from profile_scraper.dedupe.memo import Memo
from profile_scraper.dedupe.numerals import NUMERALS
from profile_scraper.dedupe.stems import stem_of
from profile_scraper.dedupe.words import GENRE_WORDS, STOP_WORDS, TONGUES

_BITS = 8
_MASK = (1 << _BITS) - 1
_TELLS = len(TONGUES)
_COUNTS = _TELLS + 1
TONGUE_SIGNS = (1 << (_BITS * _TELLS)) - 1
"""The part of a sum of signs that says which language a title is in."""


SMALL_WORDS = {
    word: sum(1 << (_BITS * place) for place, small in enumerate(TONGUES.values()) if word in small)
    for word in set().union(*TONGUES.values())
}
"""The signs of every word that speaks for a language."""


class Fact(NamedTuple):
    """A word's facts."""

    code: int
    """Its hash."""
    token: int
    """Hash of its stem; 0 for a stop word."""
    signs: int
    """Its signs, a byte each, so that the sum over a title counts them: languages, then telling, then numeral."""


def fact_of(word: str) -> Fact:
    """What is known of a word."""
    names_a_kind = word in GENRE_WORDS or word.removesuffix("s") in GENRE_WORDS
    tells = not names_a_kind and word not in STOP_WORDS and not word.isdigit()
    counts = word in NUMERALS or not word.isalpha()
    code, stem = stable_hash(word), stem_of(word)
    return Fact(
        code,
        0 if word in STOP_WORDS else code if stem == word else stable_hash(stem),
        SMALL_WORDS.get(word, 0) | tells << (_BITS * _TELLS) | counts << (_BITS * _COUNTS),
    )


FACTS = Memo(fact_of)


def telling_of(signs: int) -> int:
    """How many words of a title tell it from others: no stop words, no names of a kind of text, no numbers."""
    return signs >> (_BITS * _TELLS) & _MASK


def counts_something(signs: int) -> bool:
    """Whether any word of a title holds a digit or can be read as a number."""
    return signs >> (_BITS * _COUNTS) > 0


@lru_cache(maxsize=1 << 14)
def tongue_of(signs: int) -> int:
    """The language that a title's small words speak for: its place among TONGUES from 1, 0 where it is not clear."""
    counts = [signs >> (_BITS * place) & _MASK for place in range(len(TONGUES))]
    best = max(counts)
    return counts.index(best) + 1 if best and counts.count(best) == 1 else 0
