"""What the report says of a dataset, gathered in one pass over each of its files."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from profile_scraper.dataset.diff import diff
from profile_scraper.dataset.lines import DatasetError
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Bilingual
from profile_scraper.records.change import Change
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.merge import ComparedEntry, MergeDecision, Verdict
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile, Student
from profile_scraper.records.publication import Occurrence, Publication
from profile_scraper.records.vocabulary import LearnedPair
from profile_scraper.report.charts import Edge, Node, Waterfall, circle, together, waterfall

_TOPICS_SHOWN = 20
_PAIRS_SHOWN = 30
_SUPERVISORS_SHOWN = 36
_CERTAIN = 0.999
_TO_THE_LETTER = "identical"
"""Rule of the merges that had nothing to weigh."""
_PRINTED = {"title", "authors", "abstract"}


class PublicationIndex(dict[str, Publication]):
    """Publications by id; one that is referred to and not there is an error that a person can read."""

    def __init__(self, dataset: Dataset) -> None:
        """Read them.

        Raises:
            DatasetError: the publications cannot be read.
        """
        super().__init__((publication.id, publication) for publication in dataset.publications)
        self._folder = dataset.folder

    def __missing__(self, id_: str) -> NoReturn:
        """Name the publication that is not there."""
        raise DatasetError(
            f"{self._folder / 'merges.jsonl'} names {id_}, which publications.jsonl lacks: build the dataset again"
        )


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of decisions prints, and where."""

    printed: ComparedEntry
    places: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class Case:
    """Decisions about the same two publications (or within one) that print the same and have the same reasons."""

    decision: MergeDecision
    """The first of them."""
    times: int
    """How many there are."""
    works: Sequence[Publication]
    """What the entries ended in: one publication, or two."""
    sides: Sequence[Side]
    """The two sides as printed."""
    waterfall: Waterfall


@dataclass(frozen=True, slots=True)
class Repeated:
    """A work that pages list again to the letter, which leaves nothing to weigh."""

    title: str
    times: int
    """How many merges that took."""
    places: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics that most people have, and how many have two of them together."""

    shown: Sequence[str]
    labels: Mapping[str, Bilingual]
    counts: Mapping[frozenset[str], int]
    """People with both topics; with the topic, where the set has one member."""
    highest: int
    """The largest count of two different topics."""
    pairs: Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Supervision:
    """Who supervises whom."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    profiles: Mapping[str, Profile]
    """Those with students, most students first."""
    shared: Mapping[frozenset[str], int]
    """How many students two of them share."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the report shows."""

    manifest: Manifest
    retrieved: tuple[str, str] | None
    """First and last time that a page was fetched."""
    alone: Sequence[Profile]
    """People with a page in one language."""
    conflicts: Sequence[Conflict]
    learned: Sequence[LearnedPair]
    pairings: Sequence[tuple[PagePairing, Waterfall]]
    """Pairs of pages that were refused or are not quite certain, the least certain first."""
    cases: Mapping[Verdict, Sequence[Case]]
    repeated: Sequence[Repeated]
    topics: Topics
    supervision: Supervision
    problems: Sequence[Problem]
    problem_counts: Sequence[tuple[tuple[str, str], int]]
    """By stage and reason, most frequent first."""
    changes: Sequence[Change] | None
    """From an earlier dataset, None where none was named."""


def gather(dataset: Dataset, earlier: Dataset | None = None) -> Facts:
    """Read a dataset, and the earlier one that it is compared with.

    Raises:
        DatasetError: one of them cannot be read.
    """
    cases, repeated = _cases(dataset)
    profiles = list(dataset.profiles)
    problems = list(dataset.problems)
    reasons = Counter((problem.stage, problem.reason) for problem in problems)
    times = sorted(source.retrieved for source in dataset.manifest.sources if source.retrieved)
    return Facts(
        manifest=dataset.manifest,
        retrieved=(times[0], times[-1]) if times else None,
        alone=[profile for profile in profiles if len({source.language for source in profile.sources}) == 1],
        conflicts=list(dataset.conflicts),
        learned=list(dataset.learned),
        pairings=_pairings(dataset),
        cases=cases,
        repeated=repeated,
        topics=_topics(profiles),
        supervision=_supervision(profiles),
        problems=problems,
        problem_counts=reasons.most_common(),
        changes=None if earlier is None else _changes(earlier, dataset),
    )


def _pairings(dataset: Dataset) -> list[tuple[PagePairing, Waterfall]]:
    doubtful = [
        pairing
        for pairing in dataset.pairings
        if pairing.decision == "apart" or (pairing.decision == "same" and pairing.confidence < _CERTAIN)
    ]
    doubtful.sort(key=lambda pairing: (pairing.confidence, pairing.profiles))
    return [(pairing, waterfall(pairing.evidence)) for pairing in doubtful]


def _cases(dataset: Dataset) -> tuple[dict[Verdict, list[Case]], list[Repeated]]:
    works = PublicationIndex(dataset)
    cases: dict[Verdict, list[Case]] = {"uncertain": [], "apart": [], "related": [], "same": []}
    repeated: defaultdict[str, list[MergeDecision]] = defaultdict(list)
    alike: defaultdict[tuple[str, ...], list[MergeDecision]] = defaultdict(list)
    for decision in dataset.merges:
        if decision.rule == _TO_THE_LETTER:
            repeated[decision.publications[0]].append(decision)
        else:
            printed = (one.model_dump_json(include=_PRINTED) for one in decision.entries)
            reasons = (one.model_dump_json() for one in decision.evidence)
            alike[decision.decision, decision.rule, *decision.publications, *printed, *reasons].append(decision)
    for decisions in alike.values():
        first = decisions[0]
        of_case = [works[publication] for publication in first.publications]
        case = Case(first, len(decisions), of_case, _sides(decisions), waterfall(first.evidence))
        cases[first.decision].append(case)
    for verdict, of_verdict in cases.items():
        # The closest calls come first: the highest scores that were refused, the lowest that were accepted.
        sign = -1 if verdict in {"uncertain", "apart"} else 1
        of_verdict.sort(key=lambda case: (sign * case.decision.score, case.decision.publications))
    again = [Repeated(works[work].title, len(repeated[work]), _places(repeated[work])) for work in sorted(repeated)]
    return cases, again


def _sides(decisions: Sequence[MergeDecision]) -> list[Side]:
    return [
        Side(printed, _places(decisions, slice(number, number + 1)))
        for number, printed in enumerate(decisions[0].entries)
    ]


def _places(decisions: Iterable[MergeDecision], which: slice = slice(None)) -> list[Occurrence]:
    """Where the entries of decisions stand, each place once."""
    places = {(one.url, one.position): one for decision in decisions for one in decision.entries[which]}
    return [places[place] for place in sorted(places)]


def _topics(profiles: Sequence[Profile]) -> Topics:
    labels: dict[str, Bilingual] = {}
    for profile in profiles:
        for topic in profile.topics:
            known = labels.get(topic.id)
            labels[topic.id] = Bilingual(en=topic.en or (known and known.en), fr=topic.fr or (known and known.fr))
    single, pairs = together([topic.id for topic in profile.topics] for profile in profiles)
    shown = sorted(single, key=lambda topic: (-single[topic], topic))[:_TOPICS_SHOWN]
    ranked = sorted((-count, min(pair), max(pair)) for pair, count in pairs.items())
    counts = {frozenset({topic}): count for topic, count in single.items()} | dict(pairs)
    return Topics(
        shown, labels, counts, max(pairs.values(), default=1), [(one, two, -n) for n, one, two in ranked[:_PAIRS_SHOWN]]
    )


def _supervision(profiles: Sequence[Profile]) -> Supervision:
    supervisors = sorted((one for one in profiles if one.students), key=lambda one: (-len(one.students), one.id))
    known = {profile.id: profile for profile in supervisors}
    by_student: defaultdict[str, set[str | None]] = defaultdict(set)
    for profile in supervisors:
        for number, student in enumerate(profile.students):
            others = (other.profile for other in student.other_supervisors)
            by_student[_key(student, profile, number)] |= {profile.id, *others}
    _, shared = together(known.keys() & both for both in by_student.values())
    largest = {profile.id: len(profile.students) for profile in supervisors[:_SUPERVISORS_SHOWN]}
    among = {pair: count for pair, count in shared.items() if pair <= largest.keys()}
    nodes, edges = circle(largest, among)
    return Supervision(nodes, edges, known, shared)


def _key(student: Student, owner: Profile, number: int) -> str:
    """What tells students apart: two cards are one student where they link to one profile."""
    return student.profile or f"{owner.id}#{number}"


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
