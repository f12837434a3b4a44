"""Third step: what each field of a pair says, for all pairs at once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from profile_scraper.merge.columns import Bools, Columns, Floats, Ints, Ragged, Texts
from profile_scraper.merge.difference import TitleLevel, compare_words

WORTH_READING = 62.0
"""Titles less alike than this (0 to 100) are different titles whatever their words."""


class Level(IntEnum):
    """What a field says; from UNKNOWN (one record does not say) to SAME."""

    UNKNOWN = 0
    DIFFERENT = 1
    SIMILAR = 2
    SAME = 3


@dataclass(slots=True)
class Pairs:
    """Candidate pairs, one row each: the two records and what their fields say."""

    first: Ints
    second: Ints
    title: Ints
    """A :class:`~profile_scraper.merge.difference.TitleLevel`."""
    extra: Ints
    """Telling words that only one of the titles has."""
    ratio: Floats
    """How alike the titles are, 0 to 100."""
    numbers: Ints
    authors: Ints
    shared: Ints
    """Family names in both lists."""
    abstract: Ints
    doi: Ints
    arxiv: Ints
    year: Ints
    venue: Ints
    volume: Ints
    page: Ints
    owner: Ints
    kinds: Ints
    """0 both works, 1 both the same other kind, 2 of different kinds."""
    telling: Ints
    """Telling words of the poorer title."""
    listed: Ints
    """How many records have the title."""
    teams: Ints
    """How many different author lists it stands with."""

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, which: Ints | Bools) -> "Pairs":
        """The pairs of those places."""
        return Pairs(*(getattr(self, name)[which] for name in self.__slots__))


def compare(columns: Columns, first: Ints, second: Ints) -> Pairs:
    """Compare the pairs' fields."""
    title, extra, ratio = _titles(columns, first, second)
    authors, shared = _authors(columns, first, second)
    listed, teams = _recurrence(columns)
    return Pairs(
        first=first,
        second=second,
        title=title,
        extra=extra,
        ratio=ratio,
        numbers=_numbers(columns.numbers, first, second),
        authors=authors,
        shared=shared,
        abstract=_abstracts(columns, first, second),
        doi=_equal(columns.doi, first, second),
        arxiv=_equal(columns.arxiv, first, second),
        year=_years(columns.year, first, second),
        venue=_venues(columns.venue, first, second),
        volume=_equal(columns.volume, first, second),
        page=_equal(columns.page, first, second),
        owner=_equal(columns.owner, first, second),
        kinds=np.where(columns.kind[first] != columns.kind[second], 2, np.minimum(columns.kind[first], 1)),
        telling=np.minimum(columns.telling[first], columns.telling[second]),
        listed=np.maximum(listed[first], listed[second]),
        teams=np.maximum(teams[first], teams[second]),
    )


def _equal(values: Ints, first: Ints, second: Ints) -> Ints:
    a, b = values[first], values[second]
    return np.where((a == 0) | (b == 0), Level.UNKNOWN, np.where(a == b, Level.SAME, Level.DIFFERENT))


def _numbers(values: Ints, first: Ints, second: Ints) -> Ints:
    return np.where(values[first] == values[second], Level.SAME, Level.DIFFERENT)


def _years(values: Ints, first: Ints, second: Ints) -> Ints:
    gap = np.abs(values[first] - values[second])
    level = np.where(gap == 0, Level.SAME, np.where(gap == 1, Level.SIMILAR, Level.DIFFERENT))
    return np.where((values[first] == 0) | (values[second] == 0), Level.UNKNOWN, level)


def _titles(columns: Columns, first: Ints, second: Ints) -> tuple[Ints, Ints, Floats]:
    level = np.where(columns.title[first] == columns.title[second], TitleLevel.SAME, TitleLevel.OTHER)
    ratio = np.where(level == TitleLevel.SAME, 100.0, 0.0)
    extra = np.zeros(len(first), np.int64)
    unlike = np.flatnonzero(level != TitleLevel.SAME)
    left, right = columns.words[first[unlike]], columns.words[second[unlike]]
    ratio[unlike] = _ratios(left, right)
    seen = _frequency(columns.tokens)
    short = np.minimum(columns.tokens.counts[first[unlike]], columns.tokens.counts[second[unlike]])
    worth = np.flatnonzero(
        (ratio[unlike] >= WORTH_READING) | (_shared(columns.tokens, first[unlike], second[unlike]) >= short)
    )
    for place in worth:
        level[unlike[place]], extra[unlike[place]] = compare_words(left[place], right[place], seen)
    return level, extra, ratio


def _ratios(left: Texts, right: Texts) -> Floats:
    if not len(left):
        return np.zeros(0)
    return cpdist(left.tolist(), right.tolist(), scorer=fuzz.ratio, dtype=np.float32, workers=-1).astype(float)


def _frequency(tokens: Ragged) -> Callable[[str], int]:
    from profile_scraper.merge.fold import stable_hash

    words, counts = np.unique(tokens.values, return_counts=True)

    def seen(word: str) -> int:
        place = int(np.searchsorted(words, stable_hash(word)))
        return int(counts[place]) if place < len(words) and words[place] == stable_hash(word) else 0

    return seen


def _shared(lists: Ragged, first: Ints, second: Ints) -> Ints:
    """How many values the two rows of each pair have in common."""
    n = len(first)
    if not n:
        return np.zeros(0, np.int64)
    pair, value = [], []
    for rows in (first, second):
        counts = lists.counts[rows]
        owner = np.repeat(np.arange(n), counts)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        pair.append(owner)
        value.append(lists.values[lists.starts[rows][owner] + offset])
    pairs, values = np.concatenate(pair), np.concatenate(value)
    order = np.lexsort((values, pairs))
    pairs, values = pairs[order], values[order]
    twice = (pairs[1:] == pairs[:-1]) & (values[1:] == values[:-1])
    return np.bincount(pairs[1:][twice], minlength=n)


def _authors(columns: Columns, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    counts = columns.authors.counts
    few, many = np.minimum(counts[first], counts[second]), np.maximum(counts[first], counts[second])
    shared = _shared(columns.authors, first, second)
    level = np.full(len(first), int(Level.UNKNOWN))
    known = few > 0
    level[known] = Level.DIFFERENT
    level[known & (2 * shared >= few) & (shared > 0)] = Level.SIMILAR
    level[known & (shared == few) & (few == many)] = Level.SAME
    doubtful = np.flatnonzero(known & (shared < few))
    ratio = _ratios(columns.surnames[first[doubtful]], columns.surnames[second[doubtful]])
    level[doubtful[ratio >= 75]] = np.maximum(level[doubtful[ratio >= 75]], Level.SIMILAR)
    level[doubtful[ratio >= 90]] = Level.SAME
    return level, shared


def _abstracts(columns: Columns, first: Ints, second: Ints) -> Ints:
    level = _equal(columns.abstract_hash, first, second)
    unlike = np.flatnonzero(level == Level.DIFFERENT)
    left, right = columns.abstract[first[unlike]], columns.abstract[second[unlike]]
    lengths = np.minimum(columns.abstract_length[first[unlike]], columns.abstract_length[second[unlike]])
    cut = [(a[:n], b[:n]) for a, b, n in zip(left, right, lengths, strict=True)]
    ratio = _ratios(np.array([a for a, _ in cut], object), np.array([b for _, b in cut], object))
    level[unlike[ratio >= 70]] = Level.SIMILAR
    level[unlike[ratio >= 92]] = Level.SAME
    level[np.minimum(columns.abstract_length[first], columns.abstract_length[second]) < 40] = Level.UNKNOWN
    return level


def _venues(venues: Texts, first: Ints, second: Ints) -> Ints:
    left, right = venues[first], venues[second]
    known = (left != "") & (right != "")
    same = left == right
    level = np.where(known, np.where(same, Level.SAME, Level.DIFFERENT), Level.UNKNOWN)
    unlike = np.flatnonzero(known & ~same)
    level[unlike[_ratios(left[unlike], right[unlike]) >= 80]] = Level.SIMILAR
    return level


def _recurrence(columns: Columns) -> tuple[Ints, Ints]:
    """For each row, how many rows have its title, and with how many first names of an author list."""
    leader = np.zeros(len(columns), np.int64)
    named = columns.authors.counts > 0
    leader[named] = columns.authors.values[columns.authors.starts[:-1][named]]
    order = np.lexsort((leader, columns.title))
    titles, leaders = columns.title[order], leader[order]
    new_title = np.r_[True, titles[1:] != titles[:-1]]
    new_leader = new_title | np.r_[True, leaders[1:] != leaders[:-1]]
    group = np.cumsum(new_title) - 1
    listed, teams = np.empty(len(columns), np.int64), np.empty(len(columns), np.int64)
    listed[order] = np.bincount(group)[group]
    teams[order] = np.bincount(group, weights=new_leader).astype(np.int64)[group]
    return listed, teams
