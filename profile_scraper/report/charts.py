"""Coordinates of the charts, which the template draws as SVG."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from profile_scraper.records.decision import Evidence

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall chart, in percent of its width."""

    evidence: Evidence
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A waterfall chart: evidence that adds up to a score, each bar starting at the end of the one before."""

    steps: Sequence[Step]
    zero: float
    """Position of the sum 0, in percent."""


NO_EVIDENCE = Waterfall((), 0.0)


@dataclass(frozen=True, slots=True)
class Node:
    """A point on the unit circle, with a label outside the circle."""

    key: str
    x: float
    y: float
    angle: float
    """Rotation of the label in degrees, so that it is never upside down."""
    is_left: bool
    """Whether the label ends at the point instead of starting there."""
    size: float
    """Relative to the largest, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes."""

    first: Node
    second: Node
    weight: int
    strength: float
    """Relative to the largest, from 0 to 1."""


def waterfall(evidence: Sequence[Evidence]) -> Waterfall:
    """Lay out the evidence of one decision."""
    total, bounds = 0.0, [0.0]
    for item in evidence:
        total += item.weight
        bounds.append(total)
    low, high = min(bounds), max(bounds)
    scale = 100 / (high - low) if high > low else 0.0
    steps = [
        Step(item, round((min(before, after) - low) * scale, 1), round(abs(after - before) * scale, 1))
        for item, before, after in zip(evidence, bounds, bounds[1:], strict=False)
    ]
    return Waterfall(steps, round(-low * scale, 1))


def count_cooccurrences(sets: Iterable[Iterable[Key]]) -> tuple[Counter[Key], Counter[frozenset[Key]]]:
    """Count in how many sets each key is, and in how many each pair of keys is."""
    single: Counter[Key] = Counter()
    pairs: Counter[frozenset[Key]] = Counter()
    for members in sets:
        distinct = set(members)
        single.update(distinct)
        pairs.update(frozenset(pair) for pair in combinations(distinct, 2))
    return single, pairs


def circular_layout(sizes: Mapping[str, int], links: Mapping[frozenset[str], int]) -> tuple[list[Node], list[Edge]]:
    """Place nodes on a circle, linked ones near each other where possible, and list the edges between them."""
    order = _order(sizes, links)
    largest = max(sizes.values(), default=1)
    nodes = {}
    for number, key in enumerate(order):
        turn = number / len(order)
        angle = 360 * turn
        is_left = 90 < angle < 270
        nodes[key] = Node(
            key,
            round(math.cos(2 * math.pi * turn), 4),
            round(math.sin(2 * math.pi * turn), 4),
            round(angle - 180 if is_left else angle, 1),
            is_left,
            round(math.sqrt(sizes[key] / largest), 3),
        )
    strongest = max(links.values(), default=1)
    edges = []
    for pair, weight in links.items():
        first, second = sorted(pair)
        if first in nodes and second in nodes:
            edges.append(Edge(nodes[first], nodes[second], weight, round(weight / strongest, 3)))
    return list(nodes.values()), sorted(edges, key=lambda edge: (edge.weight, edge.first.key, edge.second.key))


def _order(sizes: Mapping[str, int], links: Mapping[frozenset[str], int]) -> list[str]:
    """Start at the largest node and go to the strongest remaining neighbour each time."""
    neighbours: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pair, weight in links.items():
        first, second = sorted(pair)
        neighbours[first][second] = neighbours[second][first] = weight
    remaining = dict.fromkeys(sorted(sizes, key=lambda key: (-sizes[key], key)))
    order: list[str] = []
    while remaining:
        known = neighbours[order[-1]] if order else {}
        following = max((key for key in remaining if key in known), key=lambda key: (known[key], key), default=None)
        order.append(next(iter(remaining)) if following is None else following)
        del remaining[order[-1]]
    return order
