"""The contents of the report, collected in one pass over each file of a dataset."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from profile_scraper.dataset.diff import Change, diff
from profile_scraper.dataset.read import Dataset
from profile_scraper.dataset.record_file import DatasetError
from profile_scraper.records.base import Bilingual
from profile_scraper.records.decision import ComparedEntry, LearnedPair, MergeDecision, PagePairing, Verdict
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, Student
from profile_scraper.records.publication import Occurrence, Publication
from profile_scraper.report.charts import Edge, Node, Waterfall, circular_layout, count_cooccurrences, waterfall

_TOPICS_SHOWN = 20
_PAIRS_SHOWN = 30
_SUPERVISORS_SHOWN = 36
_CERTAIN = 0.999
_IDENTICAL = "identical"
"""Rule of merges of identical entries, which have no evidence to show."""
_PRINTED = {"title", "authors", "abstract"}


class PublicationIndex(dict[str, Publication]):
    """Publications by id; a missing id raises an error that says what to do."""

    def __init__(self, dataset: Dataset) -> None:
        """Read the publications.

        Raises:
            DatasetError: the publications cannot be read.
        """
        super().__init__((publication.id, publication) for publication in dataset.publications)
        self._folder = dataset.folder

    def __missing__(self, id_: str) -> NoReturn:
        """Raise an error that names the missing publication."""
        raise DatasetError(
            f"{self._folder / 'merges.jsonl'} names {id_}, which publications.jsonl lacks: build the dataset again"
        )


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """One of the two entries of equal decisions, and where it is listed."""

    printed: ComparedEntry
    occurrences: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Decisions about the same one or two publications, with the same printed text and the same evidence."""

    decision: MergeDecision
    """The first of the decisions."""
    times: int
    """Number of decisions."""
    publications: Sequence[Publication]
    """The publications that the entries belong to: one, or two."""
    entries: Sequence[PrintedEntry]
    """The two entries as printed."""
    waterfall: Waterfall


@dataclass(frozen=True, slots=True)
class RepeatedPublication:
    """A publication that pages list several times with identical text."""

    title: str
    times: int
    """Number of merges."""
    occurrences: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """The most frequent topics, and how many people have two of them."""

    shown: Sequence[str]
    labels: Mapping[str, Bilingual]
    counts: Mapping[frozenset[str], int]
    """Number of people with all topics of the set, which has one or two topics."""
    highest: int
    """The largest count of two topics."""
    pairs: Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class SupervisionGraph:
    """Supervisors, and the students that they share."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    profiles: Mapping[str, Profile]
    """Supervisors by id, most students first."""
    shared: Mapping[frozenset[str], int]
    """Number of students that two supervisors share."""


@dataclass(frozen=True, slots=True)
class ReportContents:
    """Everything that the report shows."""

    manifest: Manifest
    retrieved: tuple[str, str] | None
    """Times of the first and the last fetch of a page."""
    unmatched: Sequence[Profile]
    """People with a page in one language only."""
    conflicts: Sequence[Conflict]
    learned: Sequence[LearnedPair]
    pairings: Sequence[tuple[PagePairing, Waterfall]]
    """Pairs of pages that are rejected or uncertain, the least certain first."""
    decisions: Mapping[Verdict, Sequence[DecisionGroup]]
    repeated: Sequence[RepeatedPublication]
    topics: TopicCounts
    supervision: SupervisionGraph
    problems: Sequence[Problem]
    problem_counts: Sequence[tuple[tuple[str, str], int]]
    """By stage and reason, most frequent first."""
    changes: Sequence[Change] | None
    """Changes since the earlier dataset; None where none is given."""


def collect_contents(dataset: Dataset, earlier: Dataset | None = None) -> ReportContents:
    """Read a dataset, and the earlier dataset that it is compared with.

    Raises:
        DatasetError: one of them cannot be read.
    """
    groups, repeated = _decision_groups(dataset)
    profiles = list(dataset.profiles)
    problems = list(dataset.problems)
    reasons = Counter((problem.stage, problem.reason) for problem in problems)
    times = sorted(source.retrieved for source in dataset.manifest.sources if source.retrieved)
    return ReportContents(
        manifest=dataset.manifest,
        retrieved=(times[0], times[-1]) if times else None,
        unmatched=[profile for profile in profiles if len({source.language for source in profile.sources}) == 1],
        conflicts=list(dataset.conflicts),
        learned=list(dataset.learned),
        pairings=_pairings(dataset),
        decisions=groups,
        repeated=repeated,
        topics=_topics(profiles),
        supervision=_supervision(profiles),
        problems=problems,
        problem_counts=reasons.most_common(),
        changes=None if earlier is None else _changes(earlier, dataset),
    )


def is_uncertain(pairing: PagePairing) -> bool:
    """Whether a pair of pages was rejected, or accepted with less than full confidence."""
    return pairing.decision == "different" or (pairing.decision == "same" and pairing.confidence < _CERTAIN)


def _pairings(dataset: Dataset) -> list[tuple[PagePairing, Waterfall]]:
    uncertain = [pairing for pairing in dataset.pairings if is_uncertain(pairing)]
    uncertain.sort(key=lambda pairing: (pairing.confidence, pairing.profiles))
    return [(pairing, waterfall(pairing.evidence)) for pairing in uncertain]


def _decision_groups(dataset: Dataset) -> tuple[dict[Verdict, list[DecisionGroup]], list[RepeatedPublication]]:
    index = PublicationIndex(dataset)
    groups: dict[Verdict, list[DecisionGroup]] = {"uncertain": [], "different": [], "related": [], "same": []}
    repeated: defaultdict[str, list[MergeDecision]] = defaultdict(list)
    equal: defaultdict[tuple[str, ...], list[MergeDecision]] = defaultdict(list)
    for decision in dataset.merges:
        if decision.rule == _IDENTICAL:
            repeated[decision.publications[0]].append(decision)
        else:
            printed = (one.model_dump_json(include=_PRINTED) for one in decision.entries)
            reasons = (one.model_dump_json() for one in decision.evidence)
            equal[decision.decision, decision.rule, *decision.publications, *printed, *reasons].append(decision)
    for decisions in equal.values():
        first = decisions[0]
        publications = [index[publication] for publication in first.publications]
        group = DecisionGroup(first, len(decisions), publications, _entries(decisions), waterfall(first.evidence))
        groups[first.decision].append(group)
    for verdict, groups_of_verdict in groups.items():
        # The least certain come first: of rejected pairs the highest scores, of accepted ones the lowest.
        sign = -1 if verdict in {"uncertain", "different"} else 1
        groups_of_verdict.sort(key=lambda group: (sign * group.decision.score, group.decision.publications))
    repeated_publications = [
        RepeatedPublication(index[id_].title, len(repeated[id_]), _occurrences(repeated[id_]))
        for id_ in sorted(repeated)
    ]
    return groups, repeated_publications


def _entries(decisions: Sequence[MergeDecision]) -> list[PrintedEntry]:
    return [
        PrintedEntry(printed, _occurrences(decisions, slice(number, number + 1)))
        for number, printed in enumerate(decisions[0].entries)
    ]


def _occurrences(decisions: Iterable[MergeDecision], which: slice = slice(None)) -> list[Occurrence]:
    """Where the entries of decisions are listed, each occurrence once."""
    occurrences = {(one.url, one.position): one for decision in decisions for one in decision.entries[which]}
    return [occurrences[key] for key in sorted(occurrences)]


def _topics(profiles: Sequence[Profile]) -> TopicCounts:
    labels: dict[str, Bilingual] = {}
    for profile in profiles:
        for topic in profile.topics:
            known = labels.get(topic.id)
            labels[topic.id] = Bilingual(en=topic.en or (known and known.en), fr=topic.fr or (known and known.fr))
    single, pairs = count_cooccurrences([topic.id for topic in profile.topics] for profile in profiles)
    shown = sorted(single, key=lambda topic: (-single[topic], topic))[:_TOPICS_SHOWN]
    ranked = sorted((-count, min(pair), max(pair)) for pair, count in pairs.items())
    counts = {frozenset({topic}): count for topic, count in single.items()} | dict(pairs)
    return TopicCounts(
        shown, labels, counts, max(pairs.values(), default=1), [(one, two, -n) for n, one, two in ranked[:_PAIRS_SHOWN]]
    )


def _supervision(profiles: Sequence[Profile]) -> SupervisionGraph:
    supervisors = sorted((one for one in profiles if one.students), key=lambda one: (-len(one.students), one.id))
    known = {profile.id: profile for profile in supervisors}
    by_student: defaultdict[str, set[str | None]] = defaultdict(set)
    for profile in supervisors:
        for number, student in enumerate(profile.students):
            others = (other.profile for other in student.other_supervisors)
            by_student[_student_key(student, profile, number)] |= {profile.id, *others}
    _, shared = count_cooccurrences(known.keys() & both for both in by_student.values())
    largest = {profile.id: len(profile.students) for profile in supervisors[:_SUPERVISORS_SHOWN]}
    among = {pair: count for pair, count in shared.items() if pair <= largest.keys()}
    nodes, edges = circular_layout(largest, among)
    return SupervisionGraph(nodes, edges, known, shared)


def _student_key(student: Student, supervisor: Profile, number: int) -> str:
    """Identifies a student: two list items that link to one profile are one student."""
    return student.profile or f"{supervisor.id}#{number}"


def _changes(earlier: Dataset, dataset: Dataset) -> list[Change]:
    return [
        *diff("profile", _rows(earlier.profiles), _rows(dataset.profiles)),
        *diff(
            "publication",
            _rows(earlier.publications),
            _rows(dataset.publications),
            {redirect.old: redirect.new for redirect in dataset.redirects},
        ),
    ]


def _rows(records: Iterable[Profile | Publication]) -> dict[str, Any]:
    return {record.id: json.loads(record.model_dump_json()) for record in records}
