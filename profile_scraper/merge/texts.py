"""The dear part of comparing: titles word by word, authors name by name, abstracts letter by letter.

A part of the pairs comes with the rows that it needs and nothing else, so that it can be compared anywhere.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from profile_scraper.merge.arrays import Bools, Floats, Ints, Ragged, Tally, Texts, distinct
from profile_scraper.merge.columns import Columns
from profile_scraper.merge.difference import TitleLevel, compare_words
from profile_scraper.merge.levels import Level, equal, ratios, shared
from profile_scraper.merge.lexicon import FACTS
from profile_scraper.merge.people import compare_teams
from profile_scraper.merge.words import TONGUES

PART = 100_000
"""Pairs that are compared at a time."""
WORTH_READING = 62.0
"""Titles less alike than this (0 to 100) are read word by word only where all words of one are in the other."""
NAMESAKES = 2
"""As many family names two teams can have in common by chance: their given names are compared as well."""
_DIGITS = re.compile(r"\d+")
_NAMES = (None, *TONGUES)
"""Languages by their number in ``columns.tongue``."""


class Told(NamedTuple):
    """What is compared here, column by column; :class:`~profile_scraper.merge.columns.Columns` says what each is."""

    words: Texts
    people: Texts
    abstract: Texts
    title: Ints
    other_title: Ints
    tongue: Ints
    complete: Ints
    abstract_hash: Ints
    abstract_length: Ints
    tokens: Ragged
    authors: Ragged

    @classmethod
    def of(cls, columns: Columns, rows: Ints) -> "Told":
        """These rows alone."""
        whole: list[Any] = [getattr(columns, name) for name in cls._fields]
        return cls._make(column[rows] if isinstance(column, np.ndarray) else column.taken(rows) for column in whole)


class Part(NamedTuple):
    """Some pairs, and the rows that they are about."""

    columns: Told
    first: Ints
    """Rows of ``columns``."""
    second: Ints
    frequency: Ints
    """For each value of ``columns.tokens``, in how many of all titles it stands."""


class Read(NamedTuple):
    """What the texts of some pairs say; see :class:`~profile_scraper.merge.compare.Pairs`."""

    title: Ints
    extra: Ints
    ratio: Floats
    shared: Ints
    rearranged: Bools
    abstract: Ints


def parts_of(columns: Columns, first: Ints, second: Ints) -> Iterator[Part]:
    """Cut pairs into parts that can be compared on their own."""
    tally = Tally(columns.tokens.values)
    for start in range(0, len(first), PART):
        ones, others = first[start : start + PART], second[start : start + PART]
        rows = distinct(np.concatenate([ones, others]))
        taken = Told.of(columns, rows)
        yield Part(taken, np.searchsorted(rows, ones), np.searchsorted(rows, others), tally.of(taken.tokens.values))


def read_part(part: Part) -> Read:
    """Compare the texts of a part's pairs."""
    columns, first, second = part.columns, part.first, part.second
    title, extra, ratio = _titles(part)
    people, rearranged = _authors(columns, first, second, (title >= TitleLevel.EXTENDED) | (ratio >= WORTH_READING))
    return Read(title, extra, ratio, people, rearranged, _abstracts(columns, first, second))


def _titles(part: Part) -> tuple[Ints, Ints, Floats]:
    columns, first, second = part.columns, part.first, part.second
    same = columns.title[first] == columns.title[second]
    for one, other in ((first, second), (second, first)):
        same |= (columns.other_title[one] == columns.title[other]) & (columns.other_title[one] != 0)
    level = np.where(same, TitleLevel.SAME, TitleLevel.OTHER)
    ratio = np.where(same, 100.0, 0.0)
    extra = np.zeros(len(first), np.int64)
    unlike = np.flatnonzero(~same)
    one, other = first[unlike], second[unlike]
    left, right = columns.words.at(one), columns.words.at(other)
    ratio[unlike] = ratios(left, right)
    counts = columns.tokens.counts
    contained = shared(columns.tokens, one, other) >= np.maximum(np.minimum(counts[one], counts[other]), 1)
    worth = np.flatnonzero((ratio[unlike] >= WORTH_READING) | contained)
    seen = _seen(part, distinct(np.concatenate([one[worth], other[worth]])))
    tongue, twin_tongue = columns.tongue[one], columns.tongue[other]
    for place in worth.tolist():
        language = _NAMES[tongue[place]] if tongue[place] == twin_tongue[place] else None
        level[unlike[place]], extra[unlike[place]] = compare_words(left[place], right[place], seen, language)
    return level, extra, ratio


def _seen(part: Part, rows: Ints) -> Callable[[str], int]:
    """In how many titles a word of these rows stands, by its stem."""
    tokens = part.columns.tokens
    places = tokens.places(rows)
    known = dict(zip(tokens.values[places].tolist(), part.frequency[places].tolist(), strict=True))
    return lambda word: known.get(FACTS[word].token, 0)


def _authors(columns: Told, first: Ints, second: Ints, worth: Bools) -> tuple[Ints, Bools]:
    """Count people on both lists by family name, and where the titles are worth it, name by name."""
    counts = columns.authors.counts
    few, many = np.minimum(counts[first], counts[second]), np.maximum(counts[first], counts[second])
    people = shared(columns.authors, first, second)
    rearranged = np.zeros(len(first), np.bool_)
    complete = (columns.complete[first] & columns.complete[second]).astype(np.bool_)
    small = (few > 0) & (few <= NAMESAKES)
    read = np.flatnonzero(worth & (few > 0) & (small | (people < few) | (few < many)))
    lists = zip(read.tolist(), columns.people.at(first[read]), columns.people.at(second[read]), strict=True)
    for place, one, other in lists:
        if one == other:
            continue
        team = compare_teams(one, other)
        met = min(team.shared, few[place])
        people[place] = met if small[place] else max(people[place], met)
        rearranged[place] = team.rearranged and complete[place]
    return people, rearranged


def _abstracts(columns: Told, first: Ints, second: Ints) -> Ints:
    level = equal(columns.abstract_hash, first, second)
    length = np.minimum(columns.abstract_length[first], columns.abstract_length[second])
    unlike = np.flatnonzero((level == Level.DIFFERENT) & (length >= 40))
    left, right = columns.abstract.at(first[unlike]), columns.abstract.at(second[unlike])
    cut = length[unlike].tolist()
    ones = [text[:n] for text, n in zip(left, cut, strict=True)]
    others = [text[:n] for text, n in zip(right, cut, strict=True)]
    ratio = ratios(ones, others)
    level[unlike[ratio >= 70]] = Level.SIMILAR
    for place in np.flatnonzero(ratio >= 92):
        if _DIGITS.findall(ones[place]) == _DIGITS.findall(others[place]):
            level[unlike[place]] = Level.SAME
    level[length < 40] = Level.UNKNOWN
    return level
