"""Fifth step: pairs become clusters, and no cluster holds two records that must stay apart."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, distinct


class Joins(NamedTuple):
    """Pairs that were judged the same work, and how strong each is."""

    first: Ints
    second: Ints
    score: Floats


def clusters_of(n: int, joins: Joins, apart_first: Ints, apart_second: Ints) -> Ints:
    """The cluster of each of ``n`` rows, named by its smallest row.

    Pairs are joined from the strongest to the weakest; a pair that would bring together two rows that must stay apart
    is left out. Rows far from any such pair are joined all at once.
    """
    first, second, score = joins
    label = _joined(n, first, second)
    torn = distinct(label[apart_first[label[apart_first] == label[apart_second]]])
    if not len(torn):
        return label
    is_torn = np.zeros(n, np.bool_)
    is_torn[torn] = True
    in_torn = is_torn[label]
    inside = in_torn[first]
    apart_inside = in_torn[apart_first] & in_torn[apart_second]
    label[in_torn] = np.flatnonzero(in_torn)
    order = np.lexsort((second[inside], first[inside], -score[inside]))
    _join_carefully(
        label,
        list(zip(first[inside][order].tolist(), second[inside][order].tolist(), strict=True)),
        list(zip(apart_first[apart_inside].tolist(), apart_second[apart_inside].tolist(), strict=True)),
    )
    return label


def united(cluster: list[int], same: Sequence[tuple[int, int]]) -> list[int]:
    """Clusters after people's decisions that two rows are one work; still named by the smallest row."""
    home = {root: root for root in cluster}
    for one, other in same:
        low, high = sorted((home[cluster[one]], home[cluster[other]]))
        home = {root: low if now == high else now for root, now in home.items()}
    return [home[root] for root in cluster]


def _joined(n: int, first: Ints, second: Ints) -> Ints:
    """Connected components by passing the smallest label along the pairs and jumping over labels of labels."""
    label = np.arange(n)
    while len(first):
        low = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, label[first], low)
        np.minimum.at(label, label[second], low)
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
        if np.array_equal(before, label):
            break
        open_pairs: Bools = label[first] != label[second]
        first, second = first[open_pairs], second[open_pairs]
    return label


def _join_carefully(label: Ints, pairs: list[tuple[int, int]], apart: list[tuple[int, int]]) -> None:
    members = {row: [row] for pair in pairs for row in pair}
    home = {row: row for row in members}
    foes: dict[int, set[int]] = {}
    for a, b in apart:
        foes.setdefault(a, set()).add(b)
        foes.setdefault(b, set()).add(a)
    for a, b in pairs:
        one, other = home[a], home[b]
        if one == other:
            continue
        here = set(members[other])
        if any(foes.get(row, set()) & here for row in members[one]):
            continue
        low, high = min(one, other), max(one, other)
        for row in members.pop(high):
            home[row] = low
            members[low].append(row)
    for row, low in home.items():
        label[row] = low
