"""Titles of many records as columns: plain titles by array operations, titles with notes or numbers one by one."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Bools, Ints, Ragged, Texts, mixed
from profile_scraper.dedupe.prepare.batch_text import Pieces, Table, encoded, fold_all, hashes_of, holding, words_of_all
from profile_scraper.dedupe.prepare.fold import stable_hash
from profile_scraper.dedupe.prepare.titles import (
    ARTICLES,
    BEGINNINGS,
    ELLIPSES,
    ENDINGS,
    LONGEST,
    TELLTALES,
    Title,
    read_title,
)
from profile_scraper.dedupe.prepare.token_features import (
    SMALL_WORDS,
    TONGUE_SIGNS,
    counts_something,
    fact_of,
    telling_of,
    tongue_of,
)
from profile_scraper.dedupe.prepare.wordlists import TONGUES


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


END = 16
"""Letters of a title's beginning and end by which titles meet."""
_MOST_WORDS = 250
"""A title with more is read by itself: its words could not be counted in a byte."""


class TitleColumns(NamedTuple):
    """What titles say; :class:`~profile_scraper.dedupe.prepare.columns.Columns` says what each field is."""

    words: Texts
    title: Ints
    other_title: Ints
    head: Ints
    tail: Ints
    numbers: Ints
    series: Ints
    kind: Ints
    telling: Ints
    clipped: Ints
    tongue: Ints
    tokens: Ragged


def read_titles(titles: Sequence[str]) -> TitleColumns:
    """Read titles as printed."""
    folded = fold_all([title[:LONGEST] for title in titles])
    text = words_of_all(folded)
    words = Words(text)
    long = np.fromiter(map(len, titles), np.int64) > LONGEST
    rows = np.flatnonzero(long | _odd(folded, words))
    odd = [read_title(titles[row]) for row in rows.tolist()]
    lines, letters = text.decode().split("\n"), text.replace(b" ", b"").decode().split("\n")
    for row, title in zip(rows.tolist(), odd, strict=True):
        lines[row], letters[row] = " ".join(title.words), "".join(title.words)
    telling = words.by_line(words.marks & Mark.TELLS).sums()
    tongue = tongues_of(words.by_line(words.small).sums())
    telling[rows] = [telling_of(title.signs) for title in odd]
    tongue[rows] = [tongue_of(title.signs & TONGUE_SIGNS) for title in odd]
    other_title, numbers, series, kind = np.zeros((4, len(titles)), np.int64)
    other_title[rows] = [stable_hash(title.other) if title.other else 0 for title in odd]
    numbers[rows] = [stable_hash(" ".join(title.numbers)) if title.numbers else 0 for title in odd]
    series[rows] = [stable_hash(title.series) if title.series else 0 for title in odd]
    kind[rows] = [int(title.kind) for title in odd]
    return TitleColumns(
        words=Texts.of(lines),
        title=hashes_of(letters),
        other_title=other_title,
        head=_ends([line[:END] for line in letters]),
        tail=_ends([line[-END:] for line in letters]),
        numbers=numbers,
        series=series,
        kind=kind.astype(np.int8),
        telling=telling.astype(np.int16),
        clipped=np.array([title.endswith(ELLIPSES) for title in titles], np.int8),
        tongue=tongue.astype(np.int8),
        tokens=_tokens(words, rows, odd),
    )


def _odd(folded: Sequence[str], words: Words) -> Bools:
    """Titles that may hold more than words: notes, brackets, numbers; and those with no word or too many."""
    noted = holding(encoded(folded), *map(str.encode, TELLTALES))
    marks = words.marks
    first, last = words.starts[:-1], words.starts[1:] - 1
    article = (marks[first] & Mark.ARTICLE) > 0
    begins = marks[np.where(article & (first < last), first + 1, first)]
    counts = np.bitwise_or.reduceat(marks, first)
    odd: Bools = noted | (np.diff(words.starts) > _MOST_WORDS)
    odd |= (begins & Mark.BEGINS | marks[last] & Mark.ENDS | counts & Mark.COUNTS) > 0
    return odd


def _tokens(words: Words, rows: Ints, odd: Sequence[Title]) -> Ragged:
    """The stems of each title's words, once each; those of the odd titles are known."""
    plain = words.by_line(words.tokens).chosen(words.tokens != 0)
    read = Ragged.of([[fact.token for fact in title.facts if fact.token] for title in odd])
    place = np.arange(len(plain))
    place[rows] = len(plain) + np.arange(len(rows))
    return Ragged.stacked([plain, read]).taken(place).distinct()


def _ends(letters: Sequence[str]) -> Ints:
    """A hash for each text of at most END letters."""
    codes = np.array(letters, f"U{END}").view(np.uint32).reshape(len(letters), END).astype(np.int64)
    return mixed((codes * _FACTORS).sum(axis=1) + 1)


_FACTORS = mixed(np.arange(1, END + 1)) | 1
