"""The figures of the report: which topics people have together, and who supervises with whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from profile_scraper.records.base import Bilingual
from profile_scraper.records.profile import Profile, Student
from profile_scraper.report.charts import (
    CircleSize,
    Edge,
    Node,
    circle_size,
    circular_layout,
    count_cooccurrences,
    text_width,
)

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
