"""What is known of a word by itself, worked out once a word."""

from functools import lru_cache
from typing import NamedTuple

from profile_scraper.merge.fold import stable_hash
from profile_scraper.merge.words import CORPORATE_WORDS, GENRE_WORDS, NAME_SUFFIXES, PARTICLES, STOP_WORDS, TONGUES

_BITS = 8
_MOST_WORDS = 1 << 20
"""Words kept; misspellings make new ones without end, so the store starts afresh when it is full."""


class Fact(NamedTuple):
    """A word's facts."""

    code: int
    """Its hash."""
    token: int
    """Its hash again; 0 for a stop word."""
    tells: int
    """1 where it tells a title from others: no stop word, no name of a kind of text, no number."""
    tongues: int
    """One byte for each of TONGUES: 1 where the word is one of its small words."""
    person: int
    """In a name: 0 for a particle or suffix, 2 for a word that only a body's name has, else 1."""


class _Facts(dict[str, Fact]):
    def __missing__(self, word: str) -> Fact:
        if len(self) >= _MOST_WORDS:
            self.clear()
        code = stable_hash(word)
        names_a_kind = word in GENRE_WORDS or word.removesuffix("s") in GENRE_WORDS
        fact = self[word] = Fact(
            code,
            0 if word in STOP_WORDS else code,
            int(not names_a_kind and word not in STOP_WORDS and not word.isdigit()),
            sum(1 << (_BITS * place) for place, small in enumerate(TONGUES.values()) if word in small),
            0 if word in PARTICLES or word in NAME_SUFFIXES else 2 if word in CORPORATE_WORDS else 1,
        )
        return fact


FACTS = _Facts()


@lru_cache(maxsize=1 << 14)
def tongue_of(tongues: int) -> int:
    """The language that a sum of ``Fact.tongues`` speaks for: its place among TONGUES from 1, 0 where it is not clear."""
    counts = [tongues >> (_BITS * place) & 0xFF for place in range(len(TONGUES))]
    best = max(counts)
    return counts.index(best) + 1 if best and counts.count(best) == 1 else 0
