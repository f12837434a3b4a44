"""Compare years and venues."""

import numpy as np

from profile_scraper.dedupe.compare.levels import Level, equal, ratios
from profile_scraper.dedupe.prepare.arrays import Bools, Ints
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.token_features import FORMAL_VENUE_WORDS
from profile_scraper.text.function_words import STOP_WORDS

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
