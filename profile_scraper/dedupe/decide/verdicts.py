"""Apply the rules to all candidate pairs, compute match weights, and cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from profile_scraper.dedupe.block import candidate_pairs
from profile_scraper.dedupe.compare.levels import Level
from profile_scraper.dedupe.compare.pairs import Pairs, compare
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.cluster import Joins, clusters_of
from profile_scraper.dedupe.decide.rules import NEVER, RULES, apply_rules
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.parallel import Executor, gc_paused

_LEVELS = {
    # field: weight of UNKNOWN, DIFFERENT, SIMILAR, SAME
    "abstract": (0.0, -8.0, 8.0, 16.0),
    "numbers": (0.0, -10.0, 0.0, 0.0),
    "doi": (0.0, -6.0, 0.0, 20.0),
    "arxiv": (0.0, -8.0, 0.0, 20.0),
    "year": (0.0, -5.0, -1.0, 3.0),
    "venue": (0.0, -2.0, 4.0, 5.0),
    "volume": (0.0, -4.0, 0.0, 5.0),
    "number": (0.0, -3.0, 0.0, 2.0),
    "page": (0.0, -4.0, 0.0, 9.0),
    "owner": (0.0, 0.0, 0.0, 4.0),
}


def weigh(pairs: Pairs) -> dict[str, Floats]:
    """What each field adds to the pair's score."""
    weights = {field: np.array(levels)[getattr(pairs, field)] for field, levels in _LEVELS.items()}
    information = np.minimum(24.0, 4.0 * pairs.telling) - np.log2(np.maximum(pairs.teams, 1))
    weights["title"] = np.select(
        [
            pairs.title == level
            for level in (TitleLevel.SAME, TitleLevel.SPELLED, TitleLevel.REORDERED, TitleLevel.EXTENDED)
        ],
        [information, 0.8 * information, 0.6 * information, 0.5 * information - 4.0 * pairs.extra],
        -5.0 * pairs.extra,
    )
    weights["title"][(pairs.title == TitleLevel.OTHER) & (pairs.tongues == Level.DIFFERENT)] = 0.0
    weights["authors"] = np.select(
        [pairs.authors == Level.SAME, pairs.authors == Level.SIMILAR, pairs.authors == Level.DIFFERENT],
        [4.0 + 4.0 * np.minimum(pairs.shared, 5), 2.0 + 3.0 * np.minimum(pairs.shared, 5), -12.0],
        0.0,
    )
    return weights


def total(weights: dict[str, Floats]) -> Floats:
    """The pairs' scores."""
    score: Floats = np.sum(list(weights.values()), axis=0)
    return score


@dataclass(slots=True)
class Decided:
    """Pairs with their verdicts, and the clusters that follow from them."""

    pairs: Pairs
    rule: Ints
    """Place in RULES, -1 where none decided."""
    score: Floats
    cluster: Ints
    """Of each record, the smallest row of its cluster."""

    @property
    def same(self) -> Bools:
        """Which pairs were judged the same work."""
        return self.rule >= len(NEVER)


def decide(columns: Columns, apart: Sequence[tuple[int, int]] = (), executor: Executor | None = None) -> Decided:
    """Find, compare, judge and cluster.

    Args:
        columns: all records.
        apart: rows that a person keeps apart.
        executor: where texts are compared; in this process by default.
    """
    with gc_paused():
        first, second = candidate_pairs(columns)
        pairs = compare(columns, first, second, executor)
    judged = [(apply_rules(some).astype(np.int8), total(weigh(some))) for some in pairs.batches()]
    rule, score = map(np.concatenate, zip(*judged, strict=True))
    same = rule >= len(NEVER)
    unlike = np.isin(rule, [place for place, r in enumerate(RULES) if r.verdict in ("related", "apart")])
    kept = np.array(apart, np.int64).reshape(-1, 2)
    cluster = clusters_of(
        len(columns),
        Joins(first[same], second[same], score[same]),
        np.concatenate([first[unlike], kept[:, 0]]),
        np.concatenate([second[unlike], kept[:, 1]]),
    )
    return Decided(pairs, rule, score, cluster)
