"""Run the steps in order: entries to publications, match decisions and redirects."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from profile_scraper.dedupe.decide.cluster import apply_must_link
from profile_scraper.dedupe.decide.overrides import resolve
from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.entries import DeduplicatedPublications, LocatedEntry
from profile_scraper.dedupe.fuse.cached import CachedClusters
from profile_scraper.dedupe.fuse.ids import candidate_ids_of, ids_of, redirects_of
from profile_scraper.dedupe.fuse.match_decisions import RowIndex, manual_decisions, match_decisions_of, relations_of
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.prepare.distinct import DistinctEntry, Location, group_identical
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.parallel import Executor
from profile_scraper.records.decision import Decision, MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Publication
from profile_scraper.storage.buffer import BufferFactory
from profile_scraper.storage.cache import ResultCache

_NUMBER = re.compile(r"(\d+)")


def deduplicate_titled(
    usable: Iterable[LocatedEntry],
    decided: Sequence[Decision],
    new_buffer: BufferFactory,
    executor: Executor,
    cache: ResultCache | None,
) -> DeduplicatedPublications:
    """Deduplicate entries that have a title.

    Args:
        usable: entries with their locations.
        decided: decisions of people, which override the rules.
        new_buffer: creates the buffers of the resulting records.
        executor: runs the comparison of texts.
        cache: cached results of earlier builds; None for no cache.
    """
    rows = group_identical(usable)
    overrides = resolve(decided, _rows_by_id(rows) if decided else {})
    columns = columns_of(_record_of(row.entry) for row in rows)
    decided_pairs = decide(columns, overrides.cannot_link, executor)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(apply_must_link(decided_pairs.cluster.tolist(), overrides.must_link)):
        members.setdefault(root, []).append(row)
    cached_clusters = CachedClusters(rows, list(members.values()), cache)
    ids = ids_of(cached_clusters.candidate_ids)
    id_of_row = [""] * len(rows)
    for group, publication_id in zip(members.values(), ids, strict=True):
        for row in group:
            id_of_row[row] = publication_id
    row_index = RowIndex(rows, id_of_row)
    relations = relations_of(decided_pairs, columns, row_index, overrides)
    publications, decisions = new_buffer(Publication), new_buffer(MergeDecision)
    for number in sorted(range(len(ids)), key=ids.__getitem__):
        cached_clusters.finish(number, relations.get(ids[number], ()), row_index, publications, decisions)
    for match in chain(
        manual_decisions(overrides), match_decisions_of(decided_pairs, columns, id_of_row, row_index.location)
    ):
        cached_clusters.write(match, row_index, decisions)
    return DeduplicatedPublications(
        publications=publications,
        decisions=decisions,
        by_profile=_by_profile(ids, [[rows[row] for row in group] for group in members.values()]),
        redirects=redirects_of(cached_clusters.own_ids, ids),
        problems=overrides.problems,
    )


def _rows_by_id(rows: Sequence[DistinctEntry]) -> dict[str, list[int]]:
    """For each id that an entry by itself could have, the rows of these entries."""
    rows_by_id: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for name in dict.fromkeys(candidate_ids_of(row.entry)[:3]):
            rows_by_id.setdefault(name, []).append(number)
    return rows_by_id


def _record_of(entry: Entry) -> PublicationRecord:
    return PublicationRecord(
        title=entry.title,
        authors=[person.name for person in entry.authors if person.name],
        authors_complete=entry.authors_complete,
        abstract=entry.abstract,
        year=int(entry.issued[:4]) if entry.issued and entry.issued[:4].isdigit() else None,
        venue=entry.venue,
        doi=entry.doi,
        arxiv=entry.arxiv,
    )


def _by_profile(ids: Sequence[str], clusters: Sequence[Sequence[DistinctEntry]]) -> dict[str, list[str]]:
    located: dict[str, list[tuple[Location, str]]] = {}
    for publication_id, cluster in zip(ids, clusters, strict=True):
        for row in cluster:
            for location in row.locations:
                located.setdefault(location.profile, []).append((location, publication_id))
    return {
        profile: list(dict.fromkeys(cluster for _, cluster in sorted(located[profile], key=_reading_order)))
        for profile in sorted(located)
    }


def _reading_order(item: tuple[Location, str]) -> tuple[object, ...]:
    location, publication_id = item
    return location.language != "en", _natural(location.url), location.position, publication_id


def _natural(url: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort key that puts page 10 of a pager after page 2."""
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(url))
