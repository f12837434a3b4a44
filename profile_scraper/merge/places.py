"""Where two records say that they appeared: year, venue, volume, issue, pages, identifiers."""

import numpy as np

from profile_scraper.merge.columns import Bools, Ints, Texts
from profile_scraper.merge.levels import Level, ratios
from profile_scraper.merge.words import STOP_WORDS

_OFTEN = 3
"""Agreeing pairs from which two venue names are taken for one venue."""


def compare_years(values: Ints, first: Ints, second: Ints) -> Ints:
    """SAME, SIMILAR for neighbouring years (online and print), DIFFERENT."""
    gap = np.abs(values[first] - values[second])
    level = np.where(gap == 0, Level.SAME, np.where(gap == 1, Level.SIMILAR, Level.DIFFERENT))
    return np.where((values[first] == 0) | (values[second] == 0), Level.UNKNOWN, level)


def compare_venues(venues: Texts, first: Ints, second: Ints, agreeing: Bools) -> Ints:
    """Compare venues by name, abbreviation, and by what the data itself shows.

    Args:
        venues: folded names of all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        agreeing: pairs that agree in title, authors and year; names that often meet in them name one venue.
    """
    names, code = np.unique(venues.astype(str), return_inverse=True)
    left, right = np.minimum(code[first], code[second]), np.maximum(code[first], code[second])
    both, where = np.unique(left * len(names) + right, return_inverse=True)
    one, other = both // max(len(names), 1), both % max(len(names), 1)
    level = np.where(one == other, Level.SAME, Level.DIFFERENT)
    known = (names[one] != "") & (names[other] != "")
    unlike = np.flatnonzero(known & (one != other))
    level[unlike[ratios(names[one[unlike]], names[other[unlike]]) >= 80]] = Level.SIMILAR
    for place in unlike[level[unlike] == Level.DIFFERENT]:
        if _abbreviates(str(names[one[place]]), str(names[other[place]])):
            level[place] = Level.SIMILAR
    level[known & (level == Level.DIFFERENT) & _often_together(one, other, where, agreeing)] = Level.SIMILAR
    return np.where(known, level, Level.UNKNOWN)[where]


def _often_together(one: Ints, other: Ints, where: Ints, agreeing: Bools) -> Bools:
    """Which pairs of names are, for one of the two, the usual company in agreeing pairs of records."""
    together = np.bincount(where[agreeing], minlength=len(one))
    apart = np.where(one == other, 0, together)
    size = int(max(one.max(initial=0), other.max(initial=0))) + 1
    total = np.bincount(one, apart, size) + np.bincount(other, apart, size)
    usual: Bools = (apart >= _OFTEN) & (2 * apart >= np.minimum(total[one], total[other]))
    return usual


def _abbreviates(one: str, other: str) -> bool:
    """'j am med assoc' and 'journal of the american medical association', or 'icml' inside a longer name."""
    short, long = sorted((_important(one), _important(other)), key=lambda words: sum(map(len, words)))
    if not short or not long:
        return False
    rest = iter(long)
    if all(any(word.startswith(part) for word in rest) for part in short):
        return len(short) > 1 or len(long) == 1
    initials = "".join(word[0] for word in long)
    return any(len(word) >= 3 and (word in initials or word in long) and not word.isdigit() for word in short[:1])


def _important(venue: str) -> list[str]:
    return [word for word in venue.split() if word not in STOP_WORDS]
