"""The contents of the report, collected in one pass over each file of a dataset, and what needs attention in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.diff import Change, diff_datasets
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Bilingual
from profile_scraper.records.decision import LearnedPair, PagePairing
from profile_scraper.records.manifest import LISTED_PERSON, Manifest, UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.report.charts import SupervisionGraph, TopicCounts, Waterfall, count_topics, supervision_graph
from profile_scraper.report.conflicts import ConflictTexts
from profile_scraper.report.decisions import MergeDecisions, PublicationIndex, merge_decisions, uncertain_pairings
from profile_scraper.report.people import PersonRow, distinct_names, person_rows

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One of the pages or people that a sentence is about."""

    text: str
    address: str | None
    """Address of the page, None where the text names no page."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One sentence of the first screen."""

    key: str
    """Key of the message, which has the place ``{count}``."""
    count: int
    section: str
    """Fragment of the section that shows all of them."""
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What waits for a person's answer in a review."""

    decisions: int
    """Number of uncertain decisions about publications and pages."""
    unmatched: Sequence[UnmatchedTerm]
    """Labels without a counterpart in the other language."""


def attention_items(
    rows: Sequence[PersonRow],
    problems: Sequence[Problem],
    conflicts: Sequence[Conflict],
    unanswered: Unanswered,
    changes: Iterable[Change] | None,
) -> list[AttentionItem]:
    """What needs attention, the most urgent first; sentences about nothing are left out.

    Args:
        rows: the people.
        problems: what could not be used.
        conflicts: contradictions between pages.
        unanswered: what waits for a person's answer.
        changes: changes since the earlier dataset, None where none was named.
    """
    names = distinct_names(row.profile for row in rows)
    open_conflicts = [conflict for conflict in conflicts if conflict.decided != "same"]
    untranslated = [conflict for conflict in open_conflicts if conflict.kind == "not-translated"]
    contradictions = [conflict for conflict in open_conflicts if conflict.kind != "not-translated"]
    labels = [term.label for term in unanswered.unmatched]
    stale = [row for row in rows if any(source.stale for source in row.profile.sources)]
    one_page = [row for row in rows if row.missing]
    whole_record = [change for change in changes or () if change.field is None and change.record == "profile"]
    items = [
        AttentionItem("attention_problems", len(problems), "problems", [Example(one.url, one.url) for one in problems]),
        AttentionItem("attention_stale", len(stale), "people", list(map(_page_of, stale))),
        AttentionItem("attention_contradictions", len(contradictions), "conflicts", _statements(contradictions, names)),
        AttentionItem(
            "attention_untranslated", len(untranslated), "untranslated_texts", _statements(untranslated, names)
        ),
        AttentionItem("attention_uncertain", unanswered.decisions, "decisions", ()),
        AttentionItem("attention_labels", len(labels), "unmatched", [Example(label, None) for label in labels]),
        AttentionItem("attention_one_page", len(one_page), "people", list(map(_page_of, one_page))),
        *(
            AttentionItem(f"attention_{kind}", len(found), "changed", [Example(one.name, None) for one in found])
            for kind in ("added", "removed")
            for found in [[change for change in whole_record if change.kind == kind]]
        ),
    ]
    return [_shortened(item) for item in items if item.count]


def listed_people(manifest: Manifest) -> list[AttentionItem]:
    """The sentence about people whom lists link to and whose own pages are not among the inputs; none for nobody."""
    count = manifest.skipped.get(LISTED_PERSON, 0)
    return [AttentionItem("attention_listed", count, "people", ())] if count else []


def _page_of(row: PersonRow) -> Example:
    return Example(row.profile.name, row.profile.sources[0].url if row.profile.sources else None)


def _statements(conflicts: Iterable[Conflict], names: dict[str, str]) -> list[Example]:
    return [
        Example(names.get(conflict.profile, conflict.profile), next((each.url for each in conflict.statements), None))
        for conflict in conflicts
    ]


def _shortened(item: AttentionItem) -> AttentionItem:
    """The item with its first different examples."""
    examples = list(dict.fromkeys(item.examples))[:_EXAMPLES]
    return AttentionItem(item.key, item.count, item.section, examples)


CHANGES_SHOWN = 2_000
"""Changes that the report lists; ``profile-scraper diff`` prints all."""


@dataclass(frozen=True, slots=True)
class ReportContents:
    """Everything that the report shows, but for people's cards."""

    manifest: Manifest
    retrieved: tuple[str, str] | None
    """Times of the first and the last fetch of a page; None where none is known."""
    attention: Sequence[AttentionItem]
    rows: Sequence[PersonRow]
    """The people by family name."""
    initials: Sequence[str]
    topic_labels: Mapping[str, Bilingual]
    """The topics that people have, by id, in the order of their labels."""
    names: Mapping[str, str]
    """The name of each person, by id."""
    conflicts: Sequence[Conflict]
    conflict_texts: ConflictTexts
    learned: Sequence[LearnedPair]
    pairings: Sequence[tuple[PagePairing, Waterfall]]
    """Pairs of pages that are rejected or uncertain, the least certain first."""
    merges: MergeDecisions
    index: PublicationIndex
    topics: TopicCounts
    supervision: SupervisionGraph
    problems: Sequence[Problem]
    problem_counts: Sequence[tuple[tuple[str, str], int]]
    """By stage and reason, most frequent first."""
    changes: Sequence[Change] | None
    """Changes since the earlier dataset; None where none is given."""


def retrieval_times(manifest: Manifest) -> tuple[str, str] | None:
    """Times (RFC 3339) of the first and the last fetch of a page; None where no page says when it was fetched."""
    times = sorted(source.retrieved for source in manifest.sources if source.retrieved)
    return (times[0], times[-1]) if times else None


def collect_contents(dataset: Dataset, earlier: Dataset | None = None) -> ReportContents:
    """Read a dataset, and the earlier dataset that it is compared with.

    Raises:
        DatasetError: one of them cannot be read.
    """
    index = PublicationIndex(dataset)
    merges = merge_decisions(dataset, index)
    profiles = list(dataset.profiles)
    rows = person_rows(profiles)
    problems, conflicts = list(dataset.problems), list(dataset.conflicts)
    pairings = uncertain_pairings(dataset)
    topics = count_topics(profiles)
    changes = None if earlier is None else list(diff_datasets(earlier, dataset))
    return ReportContents(
        manifest=dataset.manifest,
        retrieved=retrieval_times(dataset.manifest),
        attention=[
            *listed_people(dataset.manifest),
            *attention_items(
                rows,
                problems,
                conflicts,
                Unanswered(merges.by_verdict["uncertain"].total + len(pairings), dataset.manifest.unmatched),
                changes,
            ),
        ],
        rows=rows,
        initials=list(dict.fromkeys(row.initial for row in rows)),
        topic_labels=dict(sorted(topics.labels.items(), key=lambda each: (each[1].en or each[1].fr or "").casefold())),
        names=distinct_names(profiles),
        conflicts=conflicts,
        conflict_texts=ConflictTexts(profiles),
        learned=list(dataset.learned),
        pairings=pairings,
        merges=merges,
        index=index,
        topics=topics,
        supervision=supervision_graph(profiles),
        problems=problems,
        problem_counts=Counter((problem.stage, problem.reason) for problem in problems).most_common(),
        changes=changes,
    )
