"""Weights of evidence in bits (Fellegi and Sunter): log2 of how much likelier one work makes a finding than two do."""

import numpy as np

from profile_scraper.dedupe.arrays import Floats
from profile_scraper.dedupe.compare import Pairs
from profile_scraper.dedupe.difference import TitleLevel
from profile_scraper.dedupe.levels import Level

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
