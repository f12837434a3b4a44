"""Fourth step: every pair gets a verdict, the rule that gave it and its score."""

from dataclasses import dataclass

import numpy as np

from profile_scraper.merge.block import candidate_pairs
from profile_scraper.merge.cluster import clusters_of
from profile_scraper.merge.columns import Bools, Columns, Floats, Ints
from profile_scraper.merge.compare import Pairs, compare
from profile_scraper.merge.rules import NEVER, RULES, apply_rules
from profile_scraper.merge.weights import total, weigh


@dataclass(slots=True)
class Decided:
    """Pairs with their verdicts, and the clusters that follow from them."""

    pairs: Pairs
    rule: Ints
    """Place in RULES, -1 where none decided."""
    score: Floats
    weights: dict[str, Floats]
    cluster: Ints
    """Of each record, the smallest row of its cluster."""

    @property
    def same(self) -> Bools:
        """Which pairs were judged the same work."""
        return self.rule >= len(NEVER)


def decide(columns: Columns) -> Decided:
    """Find, compare, judge and cluster."""
    first, second = candidate_pairs(columns)
    pairs = compare(columns, first, second)
    rule = apply_rules(pairs)
    weights = weigh(pairs)
    score = total(weights)
    same = rule >= len(NEVER)
    apart = np.isin(rule, [place for place, r in enumerate(RULES) if r.verdict in ("related", "apart")])
    cluster = clusters_of(len(columns), first[same], second[same], score[same], first[apart], second[apart])
    return Decided(pairs, rule, score, weights, cluster)
