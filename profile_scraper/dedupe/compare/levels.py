"""Agreement levels of a field, and similarity of columns."""

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from profile_scraper.dedupe.prepare.arrays import Floats, Ints, Ragged

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
