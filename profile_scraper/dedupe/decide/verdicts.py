"""Apply the rules to all candidate pairs, compute match weights, and cluster under cannot-link constraints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.block import candidate_pairs
from profile_scraper.dedupe.compare.fields import AbstractOf, Level
from profile_scraper.dedupe.compare.pairs import Pairs, compare
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.rules import COMPLETED_TITLE, NEVER, RULES, apply_rules
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, distinct
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.disjoint_set import DisjointSet
from profile_scraper.parallel import Executor, gc_paused


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


_LEVELS = {
    # field: weight of UNKNOWN, DIFFERENT, SIMILAR, SAME
    "abstract": (0.0, -8.0, 8.0, 16.0),
    "numbers": (0.0, -10.0, 0.0, 0.0),
    "doi": (0.0, -6.0, 0.0, 20.0),
    "arxiv": (0.0, -8.0, 0.0, 20.0),
    "address": (0.0, 0.0, 0.0, 12.0),
    "year": (0.0, -5.0, -1.0, 3.0),
    "venue": (0.0, -2.0, 4.0, 5.0),
    "volume": (0.0, -4.0, 0.0, 5.0),
    "number": (0.0, -3.0, 0.0, 2.0),
    "page": (0.0, -4.0, 0.0, 9.0),
}


def weigh(pairs: Pairs) -> dict[str, Floats]:
    """The match weights in bits (Fellegi and Sunter): log2 of the likelihood ratio of each field's agreement."""
    weights = {field: np.array(levels)[getattr(pairs, field)] for field, levels in _LEVELS.items()}
    information = np.minimum(24.0, 4.0 * pairs.content_words) - np.log2(np.maximum(pairs.author_set_count, 1))
    weights["title"] = np.select(
        [
            pairs.title == level
            for level in (TitleLevel.SAME, TitleLevel.SPELLED, TitleLevel.REORDERED, TitleLevel.EXTENDED)
        ],
        [information, 0.8 * information, 0.6 * information, 0.5 * information - 4.0 * pairs.extra],
        -5.0 * pairs.extra,
    )
    weights["title"][(pairs.title == TitleLevel.OTHER) & (pairs.languages == Level.DIFFERENT)] = 0.0
    weights["authors"] = np.select(
        [pairs.authors == Level.SAME, pairs.authors == Level.SIMILAR, pairs.authors == Level.DIFFERENT],
        [4.0 + 4.0 * np.minimum(pairs.shared_authors, 5), 2.0 + 3.0 * np.minimum(pairs.shared_authors, 5), -12.0],
        0.0,
    )
    return weights


def total(weights: dict[str, Floats]) -> Floats:
    """The sum of the weights of each pair."""
    score: Floats = np.sum(list(weights.values()), axis=0)
    return score


@dataclass(slots=True)
class DecidedPairs:
    """Pairs with rules and scores, and the clusters."""

    pairs: Pairs
    rule: Ints
    """Index into RULES, -1 where no rule decided."""
    score: Floats
    cluster: Ints
    """For each record the smallest row of its cluster."""

    @property
    def same(self) -> Bools:
        """Which pairs a rule matched."""
        return self.rule >= len(NEVER)


def decide(
    columns: Columns,
    cannot_link: Sequence[tuple[int, int]] = (),
    executor: Executor | None = None,
    abstract_of: AbstractOf | None = None,
) -> DecidedPairs:
    """Block, compare, decide and cluster.

    Args:
        columns: all records.
        cannot_link: pairs of rows that must not be in one cluster.
        executor: runs the comparison of texts; serial by default.
        abstract_of: gives the abstract of a row; without it no two texts of one title are told apart.
    """
    with gc_paused():
        first, second = candidate_pairs(columns)
        pairs = compare(columns, first, second, executor, abstract_of)
    decided = [(apply_rules(some).astype(np.int8), total(weigh(some))) for some in pairs.batches()]
    rule, score = map(np.concatenate, zip(*decided, strict=True))
    _complete_titles(rule, pairs, columns.title)
    same = rule >= len(NEVER)
    different = np.isin(rule, [index for index, r in enumerate(RULES) if r.verdict in ("related", "different")])
    linked_by_people = np.array(cannot_link, np.int64).reshape(-1, 2)
    cluster = clusters_of(
        len(columns),
        MatchedPairs(first[same], second[same], score[same]),
        np.concatenate([first[different], linked_by_people[:, 0]]),
        np.concatenate([second[different], linked_by_people[:, 1]]),
    )
    return DecidedPairs(pairs, rule, score, cluster)


def _complete_titles(rule: np.ndarray, pairs: Pairs, titles: Ints) -> None:
    """Apply ``COMPLETED_TITLE``, in place, to pairs that a rule sets apart because one title is longer.

    Args:
        rule: for each pair the index of its rule.
        pairs: all pairs.
        titles: for each record the hash of its title.
    """
    longer = np.isin(rule, [RULES.index(each) for each in NEVER if each.name in ("extended-title", "longer-title")])
    longer &= (pairs.authors >= Level.SIMILAR) & (pairs.year != Level.DIFFERENT) & (pairs.doi != Level.DIFFERENT)
    known = (rule >= len(NEVER)) & ((pairs.title == TitleLevel.EXTENDED) | (pairs.continuation_count > 0))
    low, high = (
        np.minimum(titles[pairs.first], titles[pairs.second]),
        np.maximum(titles[pairs.first], titles[pairs.second]),
    )
    keys = low ^ (high << 1)
    rule[longer & np.isin(keys, keys[known])] = RULES.index(COMPLETED_TITLE)
