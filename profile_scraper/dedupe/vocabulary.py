"""What is known of the words of many titles, as columns, so that titles are read by arithmetic."""

import numpy as np

from profile_scraper.dedupe.arrays import Ints, Ragged
from profile_scraper.dedupe.lexicon import SMALL_WORDS, counts_something, fact_of, telling_of
from profile_scraper.dedupe.pieces import Pieces, Table
from profile_scraper.dedupe.titles import ARTICLES, BEGINNINGS, ENDINGS
from profile_scraper.dedupe.words import TONGUES


class Mark:
    """What a word can be in a title, a bit each."""

    TELLS = 1
    """It tells the title from others."""
    COUNTS = 2
    """It holds a digit or can be read as a number."""
    BEGINS = 4
    """With it a note before a title may begin: 'Erratum: '."""
    ARTICLE = 8
    """It may stand before such a beginning."""
    ENDS = 16
    """With it a note behind a title may end."""


def _facts_of(word: str) -> tuple[int, int, int]:
    fact = fact_of(word)
    marks = Mark.TELLS if telling_of(fact.signs) else 0
    marks |= Mark.COUNTS if counts_something(fact.signs) else 0
    marks |= Mark.BEGINS if word.startswith(BEGINNINGS) else 0
    marks |= Mark.ARTICLE if word in ARTICLES else 0
    marks |= Mark.ENDS if word.endswith(ENDINGS) else 0
    return fact.token, SMALL_WORDS.get(word, 0), marks


_FACTS = Table(_facts_of)


class Words:
    """The words of lines of words, line by line; an empty line is an empty word."""

    def __init__(self, lines: bytes) -> None:
        data = np.frombuffer(lines, np.uint8)
        ends = np.r_[np.flatnonzero(data <= ord(" ")), len(data)]
        line_ends = np.r_[data[ends[:-1]] == ord("\n"), True]
        self.starts = np.r_[0, np.flatnonzero(line_ends) + 1]
        """Where each line's words begin, and where the last line's end."""
        pieces = Pieces(data, np.r_[0, ends[:-1] + 1], ends)
        self.tokens, self.small, self.marks = _FACTS.of(pieces)
        """Of each word: hash of its stem, 0 for a stop word; a byte for each language that it speaks for; its marks."""

    def by_line(self, values: Ints) -> Ragged:
        """Values of each word, line by line."""
        return Ragged(values, self.starts)


def tongues_of(small: Ints) -> Ints:
    """The language that each sum of small words speaks for: its place among TONGUES from 1, 0 where it is not clear."""
    counts = small[:, None] >> (8 * np.arange(len(TONGUES))) & 255
    best = counts.max(axis=1)
    clear = (best > 0) & ((counts == best[:, None]).sum(axis=1) == 1)
    return np.where(clear, counts.argmax(axis=1) + 1, 0)
