"""Apply the rules to all candidate pairs, compute match weights, and cluster."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from profile_scraper.dedupe.block import candidate_pairs
from profile_scraper.dedupe.compare.abstracts import AbstractOf
from profile_scraper.dedupe.compare.levels import Level
from profile_scraper.dedupe.compare.pairs import Pairs, compare
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.cluster import MatchedPairs, clusters_of
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
