"""Blocking: candidate pairs of records that share a key, found by sorting."""

from collections.abc import Iterator

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Bools, FrequencySketch, Ints, Ragged, distinct
from profile_scraper.dedupe.prepare.columns import Columns

LARGEST_BLOCK = 24
"""Rows of a block that are paired all with all; a larger block is split by further keys."""
WINDOW = 6
"""In a block that cannot be split, each row is paired with this many neighbours."""
_AT_A_TIME = 1 << 14
"""Rows whose words are ranked at a time, few enough for the processor's cache."""
_COMMON = (1 << 22) - 1
_CODE_BITS = 40
_CODE_MASK = (1 << _CODE_BITS) - 1
_MIX = np.uint64(0x9E3779B97F4A7C15)


def candidate_pairs(columns: Columns) -> tuple[Ints, Ints]:
    """Pairs of rows (first < second) that share a key, each pair once, sorted."""
    n = len(columns)
    found = [np.zeros(0, np.int64)]
    for keys, rows in _keys(columns):
        first, second = _pairs_of(keys, rows, columns)
        low, high = np.minimum(first, second), np.maximum(first, second)
        found.append(distinct((low * n + high)[low != high]))
    codes = distinct(np.concatenate(found))
    return codes // max(n, 1), codes % max(n, 1)


def _keys(columns: Columns) -> Iterator[tuple[Ints, Ints]]:
    everyone = np.arange(len(columns))
    others = columns.other_titles
    yield np.concatenate([columns.title, others.values]), np.concatenate([everyone, others.rows])
    yield columns.head, everyone
    yield columns.tail, everyone
    yield from _present(columns.series, everyone, columns.series != 0)
    rare, rarer = _rarest(columns.tokens)
    yield from _present(_mix(rare, rarer), everyone, (rare != 0) & (rarer != 0))
    people = columns.authors
    by = people.rows
    for token in (rare, rarer):
        yield from _present(_mix(people.values, token[by]), by, token[by] != 0)
    yield from _present(_mix(columns.author_set, columns.year), everyone, people.counts >= 2)
    yield from _present(columns.abstract_hash, everyone, columns.abstract_length >= 40)
    yield from _present(columns.abstract_digits, everyone, columns.abstract_digits != 0)
    yield from _present(columns.doi, everyone, columns.doi != 0)
    yield from _present(columns.arxiv, everyone, columns.arxiv != 0)
    venue_key = _mix(_mix(columns.volume, columns.page), columns.year)
    yield from _present(venue_key, everyone, (columns.volume != 0) & (columns.page != 0))


def _present(keys: Ints, rows: Ints, present: Bools) -> Iterator[tuple[Ints, Ints]]:
    if present.any():
        yield keys[present], rows[present]


def _pairs_of(keys: Ints, rows: Ints, columns: Columns) -> tuple[Ints, Ints]:
    """All pairs of rows with equal keys; large blocks are split by author set, then abstract, then by a window."""
    first, second = [], []
    for evidence in (columns.author_set, columns.abstract_hash, None):
        block_members = _perhaps_shared(keys)
        keys, rows = keys[block_members], rows[block_members]
        order = np.argsort(keys) if evidence is not None else np.lexsort((rows, keys))
        keys, rows = keys[order], rows[order]
        size = _block_sizes(keys)
        small = (size > 1) & (size <= LARGEST_BLOCK)
        reach = LARGEST_BLOCK
        if evidence is None:
            small, reach = size > 1, WINDOW
        for a, b in _neighbours(keys[small], rows[small], reach):
            first.append(a)
            second.append(b)
        large = size > LARGEST_BLOCK
        if evidence is None or not large.any():
            break
        keys, rows = _mix(keys[large], evidence[rows[large]]), rows[large]
    empty = np.zeros(0, np.int64)
    return np.concatenate([empty, *first]), np.concatenate([empty, *second])


def _perhaps_shared(keys: Ints) -> Bools:
    """Which keys may occur twice, by bucket counts: much faster than sorting all of them."""
    return FrequencySketch(keys, room=1).of(keys) > 1


def _block_sizes(keys: Ints) -> Ints:
    if not len(keys):
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    return np.repeat(sizes, sizes)


def _neighbours(keys: Ints, rows: Ints, reach: int) -> Iterator[tuple[Ints, Ints]]:
    for distance in range(1, reach + 1):
        if distance >= len(keys):
            return
        together = np.flatnonzero(keys[distance:] == keys[:-distance])
        if not len(together):
            return
        yield rows[together], rows[together + distance]


def _rarest(tokens: Ragged) -> tuple[Ints, Ints]:
    """Each row's two rarest words that another row has too, 0 for none; frequencies are approximate."""
    sketch = FrequencySketch(tokens.values)
    found = np.zeros((2, len(tokens)), np.int64)
    for start in range(0, len(tokens), _AT_A_TIME):
        some = tokens.between(start, min(start + _AT_A_TIME, len(tokens)))
        found[:, start : start + len(some)] = _two_rarest(some, sketch.of(some.values))
    return found[0], found[1]


def _two_rarest(tokens: Ragged, count: Ints) -> Ints:
    nothing = np.iinfo(np.int64).max
    rank = np.where(count > 1, (np.minimum(count, _COMMON) << _CODE_BITS) | (tokens.values & _CODE_MASK), nothing)
    full = np.flatnonzero(tokens.counts)
    best = np.full((2, len(tokens)), nothing)
    if len(full):
        best[0, full] = np.minimum.reduceat(rank, tokens.starts[full])
        rank[rank == np.repeat(best[0], tokens.counts)] = nothing
        best[1, full] = np.minimum.reduceat(rank, tokens.starts[full])
    return np.where(best == nothing, 0, best)


def _mix(one: Ints, other: Ints) -> Ints:
    a, b = one.astype(np.uint64), other.astype(np.uint64)
    return ((a * _MIX) ^ (b + (a >> np.uint64(7)) * np.uint64(3))).astype(np.int64)
