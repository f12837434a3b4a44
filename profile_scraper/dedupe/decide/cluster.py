"""Cluster matched pairs under cannot-link constraints."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, distinct
from profile_scraper.disjoint_set import DisjointSet


class MatchedPairs(NamedTuple):
    """Pairs that a rule matched, and their scores in bits."""

    first: Ints
    second: Ints
    score: Floats


def clusters_of(n: int, matched: MatchedPairs, cannot_link_first: Ints, cannot_link_second: Ints) -> Ints:
    """The cluster of each of ``n`` rows, named by its smallest row.

    Pairs are merged in the order of their scores, highest first; a pair whose merge would violate a cannot-link
    constraint is skipped. Components without such a conflict are merged at once.
    """
    first, second, score = matched
    label = _connected_components(n, first, second)
    conflicting = distinct(label[cannot_link_first[label[cannot_link_first] == label[cannot_link_second]]])
    if not len(conflicting):
        return label
    is_conflicting = np.zeros(n, np.bool_)
    is_conflicting[conflicting] = True
    in_conflicting = is_conflicting[label]
    inside = in_conflicting[first]
    cannot_link_inside = in_conflicting[cannot_link_first] & in_conflicting[cannot_link_second]
    label[in_conflicting] = np.flatnonzero(in_conflicting)
    order = np.lexsort((second[inside], first[inside], -score[inside]))
    _merge_constrained(
        label,
        list(zip(first[inside][order].tolist(), second[inside][order].tolist(), strict=True)),
        list(
            zip(
                cannot_link_first[cannot_link_inside].tolist(),
                cannot_link_second[cannot_link_inside].tolist(),
                strict=True,
            )
        ),
    )
    return label


def apply_must_link(cluster: list[int], must_link: Sequence[tuple[int, int]]) -> list[int]:
    """Merge clusters by must-link pairs; each is still named by its smallest row."""
    sets = DisjointSet[int]()
    for one, other in must_link:
        sets.union(*sorted((sets.find(cluster[one]), sets.find(cluster[other]))))
    return [sets.find(root) for root in cluster]


def _connected_components(n: int, first: Ints, second: Ints) -> Ints:
    """Connected components by label propagation with pointer jumping."""
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


def _merge_constrained(label: Ints, pairs: list[tuple[int, int]], cannot_link: list[tuple[int, int]]) -> None:
    members = {row: [row] for pair in pairs for row in pair}
    root_of = {row: row for row in members}
    cannot_link_of: dict[int, set[int]] = {}
    for a, b in cannot_link:
        cannot_link_of.setdefault(a, set()).add(b)
        cannot_link_of.setdefault(b, set()).add(a)
    for a, b in pairs:
        one, other = root_of[a], root_of[b]
        if one == other:
            continue
        others = set(members[other])
        if any(cannot_link_of.get(row, set()) & others for row in members[one]):
            continue
        low, high = min(one, other), max(one, other)
        for row in members.pop(high):
            root_of[row] = low
            members[low].append(row)
    for row, low in root_of.items():
        label[row] = low
