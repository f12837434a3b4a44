"""Agreement levels of a field, and those of years, venues and whole abstracts."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple, TypeAlias

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, Ragged
from profile_scraper.dedupe.prepare.columns import LONGEST_ABSTRACT, Columns
from profile_scraper.dedupe.prepare.token_features import (
    FORMAL_VENUE_WORDS,
    LANGUAGE_EVIDENCE,
    BoundedCache,
    language_of_counts,
)
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import normalize_text, words_of

_PART = 44
"""Bits of a hash that are packed with its pair into one integer, so that one sort finds equal ones."""


class Level(IntEnum):
    """Agreement of a field; UNKNOWN where one record lacks it."""

    UNKNOWN = 0
    DIFFERENT = 1
    SIMILAR = 2
    SAME = 3


def equal(values: Ints, first: Ints, second: Ints) -> Ints:
    """SAME or DIFFERENT by a hash; UNKNOWN where one of the two is 0."""
    a, b = values[first], values[second]
    level = np.full(len(first), Level.DIFFERENT, np.int8)
    level[a == b] = Level.SAME
    level[(a == 0) | (b == 0)] = Level.UNKNOWN
    return level


def ratios(left: Iterable[str], right: Iterable[str]) -> Floats:
    """The similarity of the texts of each pair (``rapidfuzz.fuzz.ratio``), 0 to 100."""
    those, others = list(left), list(right)
    if not those:
        return np.zeros(0, np.float32)
    alike: Floats = cpdist(those, others, scorer=fuzz.ratio, dtype=np.float32)
    return alike


def shared(lists: Ragged, first: Ints, second: Ints) -> Ints:
    """The number of common values of the rows of each pair; at most 2**19 pairs, each row's values distinct."""
    n = len(first)
    both = []
    for rows in (first, second):
        values = lists.values[lists.value_indices(rows)] & ((1 << _PART) - 1)
        both.append(np.repeat(np.arange(n) << _PART, lists.counts_of(rows)) | values)
    packed = np.sort(np.concatenate(both))
    return np.bincount(packed[1:][packed[1:] == packed[:-1]] >> _PART, minlength=n)


AbstractOf: TypeAlias = Callable[[int], str | None]
"""The abstract of a row as printed, None for no abstract."""

_MIN_WORDS = 30
"""Words of an abstract that is a text; fewer are a teaser or a remark ('International audience')."""
_LANGUAGE_WORDS = 250
"""Words by which the language is recognised, since languages are counted in a byte."""
_PHRASE = 3
"""Words in a row of which two texts have hardly any in common, unless one was written from the other."""
_ONE_TEXT = 0.4
"""Share of the phrases of the shorter abstract from which two abstracts are one text."""
_OTHER_TEXT = 0.1
"""Share below which they are two texts, if they have few words in common, too."""
_OTHER_WORDS = 0.5
"""Share of the content words of the abstract with fewer, from which a text can be the other one in other words."""
_BOILERPLATE_AUTHORS = 3
"""Author sets with one abstract from which that abstract says nothing of any of their texts."""


class _Text(NamedTuple):
    language: int
    """Its number, 0 for unknown."""
    phrases: frozenset[tuple[str, ...]]
    content_words: frozenset[str]


def compare_whole_abstracts(columns: Columns, first: Ints, second: Ints, abstract_of: AbstractOf | None) -> Ints:
    """Whether the abstracts of pairs are one text or two, wherever in them the common part is.

    Args:
        columns: all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        abstract_of: gives the abstract of a row; None where it is not at hand, so that nobody can tell.

    Returns:
        SIMILAR for one text, DIFFERENT for two; UNKNOWN where nobody can tell: an abstract is short, is printed
        for several author sets, or is in another language than the other one, or the one may be the other reworded.
    """
    level = np.full(len(first), Level.UNKNOWN, np.int8)
    if abstract_of is None or not len(first):
        return level
    is_boilerplate = np.isin(columns.abstract_hash, _boilerplate(columns))
    texts = BoundedCache[int, _Text | None](lambda row: _read(abstract_of(row) or ""))
    for index, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if not (is_boilerplate[one] or is_boilerplate[other]):
            level[index] = _compare(texts[one], texts[other])
    return level


def _compare(one: _Text | None, other: _Text | None) -> Level:
    if one is None or other is None:
        return Level.UNKNOWN
    phrases = _common(one.phrases, other.phrases)
    if phrases >= _ONE_TEXT:
        return Level.SIMILAR
    if one.language != other.language or phrases >= _OTHER_TEXT:
        return Level.UNKNOWN
    return Level.DIFFERENT if _common(one.content_words, other.content_words) < _OTHER_WORDS else Level.UNKNOWN


def _common(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _read(abstract: str) -> _Text | None:
    words = words_of(normalize_text(abstract[:LONGEST_ABSTRACT], "title"))
    if len(words) < _MIN_WORDS:
        return None
    evidence = sum(LANGUAGE_EVIDENCE.get(word, 0) for word in words[:_LANGUAGE_WORDS])
    phrases = zip(*(words[start:] for start in range(_PHRASE)), strict=False)
    return _Text(language_of_counts(evidence), frozenset(phrases), frozenset(words) - STOP_WORDS)


def _boilerplate(columns: Columns) -> Ints:
    """Hashes of abstracts of several author sets: what a publisher prints in the place of an abstract."""
    present = np.flatnonzero(columns.abstract_hash)
    order = present[np.lexsort((columns.author_set[present], columns.abstract_hash[present]))]
    abstract, authors = columns.abstract_hash[order], columns.author_set[order]
    is_new = np.r_[True, (abstract[1:] != abstract[:-1]) | (authors[1:] != authors[:-1])][: len(order)]
    hashes, author_sets = np.unique(abstract[is_new], return_counts=True)
    boilerplate: Ints = hashes[author_sets >= _BOILERPLATE_AUTHORS]
    return boilerplate


_OFTEN = 3
"""Agreeing pairs from which two names count as one venue."""


def compare_years(values: Ints, first: Ints, second: Ints) -> Ints:
    """SAME, SIMILAR for adjacent years (online and print), DIFFERENT."""
    gap = np.abs(values[first] - values[second])
    level = np.where(gap == 0, Level.SAME, np.where(gap == 1, Level.SIMILAR, Level.DIFFERENT))
    return np.where((values[first] == 0) | (values[second] == 0), Level.UNKNOWN, level)


def compare_venues(columns: Columns, first: Ints, second: Ints, agreeing: Bools) -> tuple[Ints, Bools]:
    """Compare venues by name, by abbreviation and by their co-occurrence in the data.

    Args:
        columns: all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        agreeing: pairs that agree in title, authors and year; names that often co-occur in them are one venue.

    Returns:
        The levels, and the pairs whose names both have known variants other than each other.
    """
    known_distinct = np.zeros(len(first), np.bool_)
    level = equal(columns.venue_hash, first, second)
    unlike = np.flatnonzero(level == Level.DIFFERENT)
    if not len(unlike):
        return level, known_distinct
    rows = np.concatenate([first[unlike], second[unlike]])
    _, example, code = np.unique(columns.venue_hash[rows], return_index=True, return_inverse=True)
    names = columns.venue.at(rows[example])
    codes = code.reshape(2, -1)
    both, where = np.unique(codes.min(axis=0) * len(names) + codes.max(axis=0), return_inverse=True)
    one, other = both // len(names), both % len(names)
    alike = ratios([names[index] for index in one], [names[index] for index in other]) >= 80
    shortened = np.zeros(len(one), np.bool_)
    for index, (name, candidate) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        words = _important(names[name]), _important(names[candidate])
        shortened[index] = _shortens(*words)
        alike[index] = alike[index] or shortened[index] or _abbreviates(*words)
    venue = _first_similar(one[shortened], other[shortened], len(names))
    together = np.bincount(where[agreeing[unlike]], minlength=len(one))
    usual = _usual_pairing(venue[one], venue[other], together)
    well_known = np.zeros(len(names), np.bool_)
    well_known[venue[one[usual]]] = well_known[venue[other[usual]]] = True
    well_known = well_known[venue]
    alike |= usual
    level[unlike[alike[where]]] = Level.SIMILAR
    known_distinct[unlike] = (well_known[one] & well_known[other] & ~alike)[where]
    return level, known_distinct


def _first_similar(one: Ints, other: Ints, size: int) -> Ints:
    """Connected components of similar names; each is named by its first name."""
    group = np.arange(size)
    while True:
        least = np.minimum(group[one], group[other])
        before = group.copy()
        np.minimum.at(group, one, least)
        np.minimum.at(group, other, least)
        group = group[group]
        if np.array_equal(group, before):
            return group


def _usual_pairing(one: Ints, other: Ints, together: Ints) -> Bools:
    """Which pairs of venues co-occur in at least half of the agreeing pairs of one of the two.

    Args:
        one: a venue of each pair of names.
        other: the other name's venue.
        together: the number of agreeing pairs of records with the two names.
    """
    size = int(max(one.max(initial=0), other.max(initial=0))) + 1
    pair, where = np.unique(np.minimum(one, other) * size + np.maximum(one, other), return_inverse=True)
    pair_count = np.bincount(where, together)
    low, high = pair // size, pair % size
    total = np.bincount(low, pair_count, size) + np.bincount(high, np.where(low == high, 0, pair_count), size)
    usual: Bools = (pair_count >= _OFTEN) & (2 * pair_count >= np.minimum(total[low], total[high]))
    return usual[where]


def _shortens(one: list[str], other: list[str]) -> bool:
    """Whether the words are prefixes of each other: 'j am med assoc', 'journal american medical association'."""
    return len(one) == len(other) > 1 and all(
        word.startswith(candidate) or candidate.startswith(word) for word, candidate in zip(one, other, strict=True)
    )


def _abbreviates(one: list[str], other: list[str]) -> bool:
    """Whether the shorter name's words are prefixes of some words of the longer, or one is the other's acronym."""
    short, long = sorted((one, other), key=lambda words: sum(map(len, words)))
    if not short or not long:
        return False
    rest = iter(long)
    if all(any(word.startswith(part) for word in rest) for part in short):
        return len(short) > 1 and short[0][0] == long[0][0]
    if ("journal" in long) != ("journal" in short):
        return False
    return _stands_for(short, long) or _stands_for(long, short)


def _stands_for(name: list[str], other: list[str]) -> bool:
    """Whether a name starts with the initials of the other, after formal words."""
    acronym = next((word for word in name if word not in FORMAL_VENUE_WORDS), "")
    return len(acronym) >= 3 and acronym in "".join(word[0] for word in other)


def _important(venue: str) -> list[str]:
    return [word for word in venue.split() if word not in STOP_WORDS and not word.isdigit()]
