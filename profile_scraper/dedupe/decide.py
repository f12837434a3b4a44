"""Fourth step: every pair gets a verdict, the rule that gave it and its score."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from profile_scraper.dedupe.arrays import Bools, Floats, Ints
from profile_scraper.dedupe.block import candidate_pairs
from profile_scraper.dedupe.cluster import Joins, clusters_of
from profile_scraper.dedupe.columns import Columns
from profile_scraper.dedupe.compare import Pairs, compare
from profile_scraper.dedupe.rules import NEVER, RULES, apply_rules
from profile_scraper.dedupe.spread import Spread, no_collector
from profile_scraper.dedupe.weights import total, weigh


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


def decide(columns: Columns, apart: Sequence[tuple[int, int]] = (), spread: Spread | None = None) -> Decided:
    """Find, compare, judge and cluster.

    Args:
        columns: all records.
        apart: rows that a person keeps apart.
        spread: where texts are compared; in this process by default.
    """
    with no_collector():
        first, second = candidate_pairs(columns)
        pairs = compare(columns, first, second, spread)
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
