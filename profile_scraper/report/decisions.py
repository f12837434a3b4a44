"""The decisions about entries and pages that the report shows, the least certain first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.read import Dataset
from profile_scraper.messages import _
from profile_scraper.records.decision import ComparedEntry, MergeDecision, PagePairing, Verdict
from profile_scraper.records.publication import Occurrence, Publication
from profile_scraper.report.charts import Waterfall, waterfall

_CERTAIN = 0.999
_IDENTICAL = "identical"
"""Rule of merges of identical entries, which have no evidence to show."""
_PRINTED = {"title", "authors", "abstract"}
GROUPS_SHOWN = 200
"""Groups of decisions of each verdict that the report shows; the rest is in ``merges.jsonl``."""


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
            _("{path} names {id_}, which publications.jsonl lacks: build the dataset again").format(
                path=self._folder / "merges.jsonl", id_=id_
            )
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
class VerdictGroups:
    """The decisions of one verdict."""

    shown: Sequence[DecisionGroup]
    """The least certain first."""
    total: int
    """Number of groups; those not shown are in ``merges.jsonl``."""


@dataclass(frozen=True, slots=True)
class RepeatedPublication:
    """A publication that pages list several times with identical text."""

    title: str
    times: int
    """Number of merges."""
    occurrences: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class MergeDecisions:
    """Every decision about two entries."""

    by_verdict: Mapping[Verdict, VerdictGroups]
    repeated: Sequence[RepeatedPublication]
    rules: Mapping[str, Counter[str]] = field(repr=False)
    """For each publication, how often each rule merged two entries into it."""


def is_uncertain(pairing: PagePairing) -> bool:
    """Whether a pair of pages was rejected, or accepted with less than full confidence."""
    return pairing.decision == "different" or (pairing.decision == "same" and pairing.confidence < _CERTAIN)


def uncertain_pairings(dataset: Dataset) -> list[tuple[PagePairing, Waterfall]]:
    """Pairs of pages that are rejected or uncertain, the least certain first."""
    uncertain = [pairing for pairing in dataset.pairings if is_uncertain(pairing)]
    uncertain.sort(key=lambda pairing: (pairing.confidence, pairing.profiles))
    return [(pairing, waterfall(pairing.evidence)) for pairing in uncertain]


def merge_decisions(dataset: Dataset, index: PublicationIndex) -> MergeDecisions:
    """Group the decisions about two entries.

    Raises:
        DatasetError: a decision names a publication that the dataset lacks.
    """
    repeated: defaultdict[str, list[MergeDecision]] = defaultdict(list)
    equal: defaultdict[tuple[str, ...], list[MergeDecision]] = defaultdict(list)
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for decision in dataset.merges:
        if decision.decision == "same":
            rules[decision.publications[0]][decision.rule] += 1
        if decision.rule == _IDENTICAL:
            repeated[decision.publications[0]].append(decision)
        else:
            printed = (one.model_dump_json(include=_PRINTED) for one in decision.entries)
            reasons = (one.model_dump_json() for one in decision.evidence)
            equal[decision.decision, decision.rule, *decision.publications, *printed, *reasons].append(decision)
    by_verdict: dict[Verdict, list[list[MergeDecision]]] = {"uncertain": [], "different": [], "related": [], "same": []}
    for decisions in equal.values():
        by_verdict[decisions[0].decision].append(decisions)
    return MergeDecisions(
        {verdict: _verdict_groups(verdict, groups, index) for verdict, groups in by_verdict.items()},
        [
            RepeatedPublication(index[id_].title, len(repeated[id_]), _occurrences(repeated[id_]))
            for id_ in sorted(repeated)[:GROUPS_SHOWN]
        ],
        rules,
    )


def _verdict_groups(verdict: Verdict, groups: list[list[MergeDecision]], index: PublicationIndex) -> VerdictGroups:
    # The least certain come first: of rejected pairs the highest scores, of accepted ones the lowest.
    sign = -1 if verdict in {"uncertain", "different"} else 1
    groups.sort(key=lambda group: (sign * group[0].score, group[0].publications))
    shown = [
        DecisionGroup(
            decisions[0],
            len(decisions),
            [index[publication] for publication in decisions[0].publications],
            _entries(decisions),
            waterfall(decisions[0].evidence),
        )
        for decisions in groups[:GROUPS_SHOWN]
    ]
    return VerdictGroups(shown, len(groups))


def _entries(decisions: Sequence[MergeDecision]) -> list[PrintedEntry]:
    return [
        PrintedEntry(printed, _occurrences(decisions, slice(number, number + 1)))
        for number, printed in enumerate(decisions[0].entries)
    ]


def _occurrences(decisions: Iterable[MergeDecision], which: slice = slice(None)) -> list[Occurrence]:
    """Where the entries of decisions are listed, each occurrence once."""
    occurrences = {(one.url, one.position): one for decision in decisions for one in decision.entries[which]}
    return [occurrences[key] for key in sorted(occurrences)]
