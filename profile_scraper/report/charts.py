"""The charts of the report, which the template draws as SVG: evidence, topics that go together, supervision."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from profile_scraper.records.base import Bilingual
from profile_scraper.records.decision import Evidence
from profile_scraper.records.profile import Profile, Student

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


_TOPICS_SHOWN = 20
_PAIRS_SHOWN = 30
_SUPERVISORS_SHOWN = 36
_NAME_LENGTH = 24
LABEL_LENGTH = 30
"""Longest label of a topic in the figure."""


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """The most frequent topics, and how many people have two of them."""

    shown: Sequence[str]
    labels: Mapping[str, Bilingual]
    """The labels of every topic, by its id."""
    counts: Mapping[frozenset[str], int]
    """Number of people with all topics of the set, which has one or two topics."""
    highest: int
    """The largest count of two topics."""
    pairs: Sequence[tuple[str, str, int]]
    label_width: float
    """Width of the longest label that the figure shows, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class SupervisionGraph:
    """Supervisors, and the students that they share."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    profiles: Mapping[str, Profile]
    """Supervisors by id, most students first."""
    labels: Mapping[str, str]
    """The text at each node, by its key."""
    size: CircleSize


def count_topics(profiles: Sequence[Profile]) -> TopicCounts:
    """Count the topics of people, and the pairs of topics."""
    labels: dict[str, Bilingual] = {}
    for profile in profiles:
        for topic in profile.topics:
            known = labels.get(topic.id)
            labels[topic.id] = Bilingual(en=topic.en or (known and known.en), fr=topic.fr or (known and known.fr))
    single, pairs = count_cooccurrences([topic.id for topic in profile.topics] for profile in profiles)
    shown = sorted(single, key=lambda topic: (-single[topic], topic))[:_TOPICS_SHOWN]
    ranked = sorted((-count, min(pair), max(pair)) for pair, count in pairs.items())
    counts = {frozenset({topic}): count for topic, count in single.items()} | dict(pairs)
    texts = [text for topic in shown for text in (labels[topic].en, labels[topic].fr) if text]
    return TopicCounts(
        shown,
        labels,
        counts,
        max(pairs.values(), default=1),
        [(one, two, -n) for n, one, two in ranked[:_PAIRS_SHOWN]],
        max((text_width(text[:LABEL_LENGTH]) for text in texts), default=0.0),
    )


def supervision_graph(profiles: Sequence[Profile]) -> SupervisionGraph:
    """Lay out the people who supervise most, joined where they share students."""
    supervisors = sorted((one for one in profiles if one.students), key=lambda one: (-len(one.students), one.id))
    known = {profile.id: profile for profile in supervisors}
    by_student: defaultdict[str, set[str | None]] = defaultdict(set)
    for profile in supervisors:
        for position, student in enumerate(profile.students):
            others = (other.profile for other in student.other_supervisors)
            by_student[_student_key(student, profile, position)] |= {profile.id, *others}
    _, shared = count_cooccurrences(known.keys() & both for both in by_student.values())
    largest = {profile.id: len(profile.students) for profile in supervisors[:_SUPERVISORS_SHOWN]}
    among = {pair: count for pair, count in shared.items() if pair <= largest.keys()}
    nodes, edges = circular_layout(largest, among)
    labels = {node.key: _label(known[node.key]) for node in nodes}
    return SupervisionGraph(nodes, edges, known, labels, circle_size(nodes, labels))


def _label(supervisor: Profile) -> str:
    name = supervisor.name
    shown = name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1]}…"
    return f"{shown} ({len(supervisor.students)})"


def _student_key(student: Student, supervisor: Profile, position: int) -> str:
    """Identifies a student: two list items that link to one profile are one student."""
    return student.profile or f"{supervisor.id}#{position}"
