"""Run the steps in order: entries to publications, match decisions and redirects."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from profile_scraper.dedupe.decide.cluster import apply_must_link
from profile_scraper.dedupe.decide.overrides import resolve
from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.entries import DeduplicatedPublications, LocatedText
from profile_scraper.dedupe.fuse.cached import FusingSteps
from profile_scraper.dedupe.fuse.ids import ids_of, redirects_of
from profile_scraper.dedupe.fuse.match_decisions import manual_decisions, match_decisions_of, relations_of
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.prepare.distinct import DistinctEntry, Location, group_identical
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.records.decision import Decision, MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Publication
from profile_scraper.workspace import Workspace

_NUMBER = re.compile(r"(\d+)")


def deduplicate_titled(
    usable: Iterable[LocatedText], decided: Sequence[Decision], workspace: Workspace
) -> DeduplicatedPublications:
    """Deduplicate entries that have a title.

    Args:
        usable: entries with their locations.
        decided: decisions of people, which override the rules.
        workspace: caches results, runs the steps, and keeps finished records.
    """
    rows = group_identical(usable)
    steps = FusingSteps(rows, workspace)
    overrides = resolve(decided, _rows_by_id(steps.own_ids) if decided else {})
    columns = columns_of((_record_of(row.entry) for row in rows), workspace.executor)
    decided_pairs = decide(columns, overrides.cannot_link, workspace.executor, lambda row: rows[row].entry.abstract)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(apply_must_link(decided_pairs.cluster.tolist(), overrides.must_link)):
        members.setdefault(root, []).append(row)
    clusters = list(members.values())
    ids = ids_of(
        [steps.own_ids[steps.fullest(cluster)] for cluster in clusters], lambda index: steps.located_id(clusters[index])
    )
    id_of_row = [""] * len(rows)
    for cluster, publication_id in zip(clusters, ids, strict=True):
        for row in cluster:
            id_of_row[row] = publication_id
    relations = relations_of(decided_pairs, columns, id_of_row, overrides)
    publications, decisions = workspace.new_buffer(Publication), workspace.new_buffer(MergeDecision)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    named = [(ids[number], clusters[number], relations.get(ids[number], [])) for number in order]
    steps.write_publications(named, publications, decisions)
    matches = match_decisions_of(decided_pairs, columns, id_of_row, lambda row: rows[row].locations[0][:2])
    steps.write_decisions(chain(manual_decisions(overrides), matches), id_of_row, decisions)
    return DeduplicatedPublications(
        publications=publications,
        decisions=decisions,
        by_profile=_by_profile(ids, [[rows[row] for row in cluster] for cluster in clusters]),
        redirects=redirects_of([[steps.own_ids[row][0] for row in cluster] for cluster in clusters], ids),
        problems=overrides.problems,
    )


def _rows_by_id(own_ids: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """For each id that an entry by itself could have, the rows of these entries."""
    rows_by_id: dict[str, list[int]] = {}
    for number, names in enumerate(own_ids):
        for name in dict.fromkeys(names):
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
