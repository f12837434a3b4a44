"""Where things stand in the pictures: numbers only, drawn by the template as SVG."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from profile_scraper.records.merge import Evidence

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall, in percent of the picture's width."""

    evidence: Evidence
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Evidence that adds up to a score, each bar beginning where the one before ended."""

    steps: Sequence[Step]
    zero: float
    """Where a balance of 0 stands, in percent."""


@dataclass(frozen=True, slots=True)
class Node:
    """A point of a circle with its label outside; the middle is 0, 0 and the radius 1."""

    key: str
    x: float
    y: float
    angle: float
    """Degrees by which the label is turned, so that it is never upside down."""
    is_left: bool
    """Whether the label ends at the point instead of beginning there."""
    size: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes."""

    first: Node
    second: Node
    weight: int
    strength: float
    """From 0 to 1."""


def waterfall(evidence: Sequence[Evidence]) -> Waterfall:
    """Lay out the bars of one decision."""
    balance, edges = 0.0, [0.0]
    for one in evidence:
        balance += one.weight
        edges.append(balance)
    low, high = min(edges), max(edges)
    scale = 100 / (high - low) if high > low else 0.0
    steps = [
        Step(one, round((min(before, after) - low) * scale, 1), round(abs(after - before) * scale, 1))
        for one, before, after in zip(evidence, edges, edges[1:], strict=False)
    ]
    return Waterfall(steps, round(-low * scale, 1))


def together(sets: Iterable[Iterable[Key]]) -> tuple[Counter[Key], Counter[frozenset[Key]]]:
    """How often each thing is in a set, and how often each two are in one together."""
    single: Counter[Key] = Counter()
    pairs: Counter[frozenset[Key]] = Counter()
    for members in sets:
        distinct = set(members)
        single.update(distinct)
        pairs.update(frozenset(pair) for pair in combinations(distinct, 2))
    return single, pairs


def circle(sizes: Mapping[str, int], links: Mapping[frozenset[str], int]) -> tuple[list[Node], list[Edge]]:
    """Nodes on a circle, neighbours beside each other as far as that goes, and the lines between them."""
    order = _neighbours_beside_each_other(sizes, links)
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


def _neighbours_beside_each_other(sizes: Mapping[str, int], links: Mapping[frozenset[str], int]) -> list[str]:
    """Walk from the largest node always to the strongest neighbour that is left."""
    neighbours: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pair, weight in links.items():
        first, second = sorted(pair)
        neighbours[first][second] = neighbours[second][first] = weight
    left = dict.fromkeys(sorted(sizes, key=lambda key: (-sizes[key], key)))
    order: list[str] = []
    while left:
        known = neighbours[order[-1]] if order else {}
        following = max((key for key in left if key in known), key=lambda key: (known[key], key), default=None)
        order.append(next(iter(left)) if following is None else following)
        del left[order[-1]]
    return order
