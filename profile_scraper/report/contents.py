"""The contents of the report, collected in one pass over each file of a dataset."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.diff import Change, diff_datasets
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Bilingual
from profile_scraper.records.decision import LearnedPair, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.report.attention import AttentionItem, Unanswered, attention_items, listed_people
from profile_scraper.report.charts import Waterfall
from profile_scraper.report.conflicts import ConflictTexts
from profile_scraper.report.decisions import MergeDecisions, PublicationIndex, merge_decisions, uncertain_pairings
from profile_scraper.report.names import distinct_names
from profile_scraper.report.networks import SupervisionGraph, TopicCounts, count_topics, supervision_graph
from profile_scraper.report.people import PersonRow, person_rows

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
