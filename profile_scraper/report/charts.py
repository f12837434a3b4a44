"""Coordinates of the charts, which the template draws as SVG."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from profile_scraper.records.decision import Evidence

Key = TypeVar("Key", bound=Hashable)

_LETTER_WIDTH = 7.0
"""Of an 11 px sans-serif letter; DejaVu Sans, the widest common one, needs 6.7 on average."""
_LINE_HEIGHT = 16.0
_NODE_SPACING = 24.0
"""Along the circle; the largest node is 20 wide."""
LABEL_GAP = 16.0
"""Between the circle and its labels."""


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
class CircleSize:
    """Size of a drawn circle of nodes and of the box around it with its labels, in the units of the drawing."""

    radius: float
    left: float
    top: float
    width: float
    height: float


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


def circle_size(nodes: Sequence[Node], labels: Mapping[str, str]) -> CircleSize:
    """The smallest circle whose labels do not touch, and the box that cuts none of them.

    Args:
        nodes: the nodes of the circle.
        labels: the text at each node, by its key.
    """
    radius = min(max(60.0, len(nodes) * _NODE_SPACING / (2 * math.pi)), 240.0)
    ends = []
    for node in nodes:
        reach = radius + LABEL_GAP + text_width(labels[node.key])
        ends.append((node.x * reach, node.y * reach))
    margin = _LINE_HEIGHT
    left, right = min((x for x, _ in ends), default=0) - margin, max((x for x, _ in ends), default=0) + margin
    top, bottom = min((y for _, y in ends), default=0) - margin, max((y for _, y in ends), default=0) + margin
    left, right = min(left, -radius - margin), max(right, radius + margin)
    return CircleSize(radius, round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))


def text_width(text: str) -> float:
    """Upper estimate of the width of a text in the letters of the drawings, whatever font the system has."""
    return len(text) * _LETTER_WIDTH


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
