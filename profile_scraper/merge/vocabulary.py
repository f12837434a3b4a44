"""Words as small numbers, and what is known of them as columns, so that titles are read by arithmetic."""

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from profile_scraper.merge.arrays import Ints
from profile_scraper.merge.lexicon import SMALL_WORDS, counts_something, fact_of, telling_of
from profile_scraper.merge.memo import MOST
from profile_scraper.merge.titles import ARTICLES, BEGINNINGS, ENDINGS
from profile_scraper.merge.words import TONGUES


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


class Vocabulary(dict[str, int]):
    """A number for each word that was met, and columns of what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self._forget()

    def __missing__(self, word: str) -> int:
        fact = fact_of(word)
        self._tokens.append(fact.token)
        self._small.append(SMALL_WORDS.get(word, 0))
        mark = Mark.TELLS if telling_of(fact.signs) else 0
        mark |= Mark.COUNTS if counts_something(fact.signs) else 0
        mark |= Mark.BEGINS if word.startswith(BEGINNINGS) else 0
        mark |= Mark.ARTICLE if word in ARTICLES else 0
        mark |= Mark.ENDS if word.endswith(ENDINGS) else 0
        self._marks.append(mark)
        number = self[word] = len(self)
        return number

    def _forget(self) -> None:
        self.clear()
        self._tokens, self._small, self._marks = array("q"), array("q"), array("B")

    def numbers(self, words: Sequence[str]) -> Ints:
        """The words' numbers; they hold until the next call."""
        if len(self) >= MOST:
            self._forget()
        return np.fromiter(map(self.__getitem__, words), np.int64, len(words))

    def tokens(self, numbers: Ints) -> Ints:
        """Hashes of the words' stems, 0 for stop words."""
        return np.frombuffer(self._tokens, np.int64)[numbers]

    def small(self, numbers: Ints) -> Ints:
        """A byte for each language: 1 where the word speaks for it."""
        return np.frombuffer(self._small, np.int64)[numbers]

    def marks(self, numbers: Ints) -> npt.NDArray[np.uint8]:
        """The words' marks."""
        return np.frombuffer(self._marks, np.uint8)[numbers]


VOCABULARY = Vocabulary()


def tongues_of(small: Ints) -> Ints:
    """The language that each sum of small words speaks for: its place among TONGUES from 1, 0 where it is not clear."""
    counts = small[:, None] >> (8 * np.arange(len(TONGUES))) & 255
    best = counts.max(axis=1)
    clear = (best > 0) & ((counts == best[:, None]).sum(axis=1) == 1)
    return np.where(clear, counts.argmax(axis=1) + 1, 0)
