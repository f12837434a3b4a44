"""Where two records say that they appeared: year, venue, volume, issue, pages, identifiers."""

import numpy as np

from profile_scraper.dedupe.compare.levels import Level, equal, ratios
from profile_scraper.dedupe.prepare.arrays import Bools, Ints
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.wordlists import FORMAL_VENUE_WORDS, STOP_WORDS

_OFTEN = 3
"""Agreeing pairs from which two venue names are taken for one venue."""


def compare_years(values: Ints, first: Ints, second: Ints) -> Ints:
    """SAME, SIMILAR for neighbouring years (online and print), DIFFERENT."""
    gap = np.abs(values[first] - values[second])
    level = np.where(gap == 0, Level.SAME, np.where(gap == 1, Level.SIMILAR, Level.DIFFERENT))
    return np.where((values[first] == 0) | (values[second] == 0), Level.UNKNOWN, level)


def compare_venues(columns: Columns, first: Ints, second: Ints, agreeing: Bools) -> tuple[Ints, Bools]:
    """Compare venues by name, abbreviation, and by what the data itself shows.

    Args:
        columns: all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        agreeing: pairs that agree in title, authors and year; names that often meet in them name one venue.

    Returns:
        The levels, and where both names are known to go by other names than these: they are surely two venues.
    """
    surely_two = np.zeros(len(first), np.bool_)
    level = equal(columns.venue_hash, first, second)
    unlike = np.flatnonzero(level == Level.DIFFERENT)
    if not len(unlike):
        return level, surely_two
    rows = np.concatenate([first[unlike], second[unlike]])
    _, example, code = np.unique(columns.venue_hash[rows], return_index=True, return_inverse=True)
    names = columns.venue.at(rows[example])
    sides = code.reshape(2, -1)
    both, where = np.unique(sides.min(axis=0) * len(names) + sides.max(axis=0), return_inverse=True)
    one, other = both // len(names), both % len(names)
    alike = ratios([names[place] for place in one], [names[place] for place in other]) >= 80
    shortened = np.zeros(len(one), np.bool_)
    for place, (name, twin) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        words = _important(names[name]), _important(names[twin])
        shortened[place] = _shortens(*words)
        alike[place] = alike[place] or shortened[place] or _abbreviates(*words)
    venue = _grouped(one[shortened], other[shortened], len(names))
    together = np.bincount(where[agreeing[unlike]], minlength=len(one))
    usual = _usual_company(venue[one], venue[other], together)
    settled = np.zeros(len(names), np.bool_)
    settled[venue[one[usual]]] = settled[venue[other[usual]]] = True
    settled = settled[venue]
    alike |= usual
    level[unlike[alike[where]]] = Level.SIMILAR
    surely_two[unlike] = (settled[one] & settled[other] & ~alike)[where]
    return level, surely_two


def _grouped(one: Ints, other: Ints, size: int) -> Ints:
    """For each name the first of the names that it is like, directly or through others."""
    group = np.arange(size)
    while True:
        least = np.minimum(group[one], group[other])
        before = group.copy()
        np.minimum.at(group, one, least)
        np.minimum.at(group, other, least)
        group = group[group]
        if np.array_equal(group, before):
            return group


def _usual_company(one: Ints, other: Ints, together: Ints) -> Bools:
    """Which pairs of venues are, for one of the two, the usual company in agreeing pairs of records.

    Args:
        one: a venue of each pair of names.
        other: the other name's venue.
        together: how many agreeing pairs of records hold the two names.
    """
    size = int(max(one.max(initial=0), other.max(initial=0))) + 1
    pair, where = np.unique(np.minimum(one, other) * size + np.maximum(one, other), return_inverse=True)
    met = np.bincount(where, together)
    low, high = pair // size, pair % size
    total = np.bincount(low, met, size) + np.bincount(high, np.where(low == high, 0, met), size)
    usual: Bools = (met >= _OFTEN) & (2 * met >= np.minimum(total[low], total[high]))
    return usual[where]


def _shortens(one: list[str], other: list[str]) -> bool:
    """'j am med assoc' and 'journal of the american medical association': the same words, some cut."""
    return len(one) == len(other) > 1 and all(
        word.startswith(twin) or twin.startswith(word) for word, twin in zip(one, other, strict=True)
    )


def _abbreviates(one: list[str], other: list[str]) -> bool:
    """'j med assoc' and a longer name with words that begin so; 'amcis 2017' and a name of those initials."""
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
    """Whether a name begins with the initials of the other, formal words aside."""
    acronym = next((word for word in name if word not in FORMAL_VENUE_WORDS), "")
    return len(acronym) >= 3 and acronym in "".join(word[0] for word in other)


def _important(venue: str) -> list[str]:
    return [word for word in venue.split() if word not in STOP_WORDS and not word.isdigit()]
