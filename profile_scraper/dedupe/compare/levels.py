"""What a field of two records can say, and how alike two columns of texts are."""

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from profile_scraper.dedupe.prepare.arrays import Floats, Ints, Ragged

_PART = 44
"""Bits of a hash that stand beside its pair in one number, so that one sort finds equals."""


class Level(IntEnum):
    """What a field says; from UNKNOWN (one record does not say) to SAME."""

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
    """How alike the texts of each pair are, 0 to 100."""
    those, others = list(left), list(right)
    if not those:
        return np.zeros(0, np.float32)
    alike: Floats = cpdist(those, others, scorer=fuzz.ratio, dtype=np.float32)
    return alike


def shared(lists: Ragged, first: Ints, second: Ints) -> Ints:
    """How many values the two rows of each of up to half a million pairs have in common; no row has one twice."""
    n = len(first)
    both = []
    for rows in (first, second):
        values = lists.values[lists.places(rows)] & ((1 << _PART) - 1)
        both.append(np.repeat(np.arange(n) << _PART, lists.counts_of(rows)) | values)
    packed = np.sort(np.concatenate(both))
    return np.bincount(packed[1:][packed[1:] == packed[:-1]] >> _PART, minlength=n)
