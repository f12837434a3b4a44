"""Entries to publications, match decisions and redirects: the steps in order, with the keys of their cached results."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from profile_scraper.dedupe.decide.overrides import resolve
from profile_scraper.dedupe.decide.verdicts import apply_must_link, decide
from profile_scraper.dedupe.entries import (
    DeduplicatedPublications,
    DistinctEntry,
    LocatedText,
    Location,
    group_identical,
    occurrences_of,
)
from profile_scraper.dedupe.fuse import FusedRow, fuse, title_order
from profile_scraper.dedupe.ids import candidate_ids_of, ids_of, redirects_of
from profile_scraper.dedupe.match_decisions import (
    ComparedRow,
    MatchDecision,
    compared_entry,
    decision_record,
    identical_entries,
    manual_decisions,
    match_decisions_of,
    relations_of,
)
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.records.decision import Decision, MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Publication, Relation
from profile_scraper.storage.buffer import RecordBuffer
from profile_scraper.workspace import Workspace, cache_key

_DECISIONS = 20_000
"""Match decisions that are held at a time."""
_PARSED = 1_024
"""Parsed entries that are cached, since decisions about one row follow each other."""


class _SentRow(NamedTuple):
    """What a step is given of a row."""

    content: bytes
    locations: Sequence[Location]
    key: str
    """Key of the entry."""

    def entry(self) -> Entry:
        return _parsed(self.content)

    def compared(self, publication: str) -> ComparedRow:
        entry = compared_entry(self.entry(), occurrences_of(self.locations)[0])
        return ComparedRow(entry, self.key, publication)


class _SentCluster(NamedTuple):
    publication: str
    rows: Sequence[_SentRow]
    relations: Sequence[Relation]


class _SentDecision(NamedTuple):
    match: MatchDecision
    rows: tuple[_SentRow, _SentRow]
    publications: tuple[str, str]


class FusingSteps:
    """The steps over distinct entries."""

    def __init__(self, rows: Sequence[DistinctEntry], workspace: Workspace) -> None:
        """Compute the ids that each entry would have by itself."""
        self._rows, self._workspace = rows, workspace
        self._keys = [cache_key(row.digest, row.locations) for row in rows]
        self.own_ids: list[Sequence[str]] = []
        """For each row the ids that it can have by itself, each of stronger evidence than the one before; the last is
        the key of the entry."""
        self._title_orders: list[list[Any]] = []
        for result in workspace.map(
            _identify, rows, key=lambda row: cache_key("row", row.digest), send=lambda row: row.content
        ):
            own_ids, order = json.loads(result)
            self.own_ids.append(own_ids)
            self._title_orders.append(order)

    def fullest(self, cluster: Sequence[int]) -> int:
        """The row with the fullest title."""
        return min(cluster, key=self._title_orders.__getitem__)

    def located_id(self, cluster: Sequence[int]) -> str:
        """The id of a cluster of the strongest evidence, its first location included."""
        first = min(self._rows[row].locations[0] for row in cluster)
        return candidate_ids_of(self._rows[self.fullest(cluster)].entry, f"{first.url}#{first.position}")[-1]

    def write_publications(
        self,
        clusters: Sequence[tuple[str, Sequence[int], Sequence[Relation]]],
        publications: RecordBuffer[Publication],
        decisions: RecordBuffer[MergeDecision],
    ) -> None:
        """Append the publication of each cluster, and a decision for each of its identical entries.

        Args:
            clusters: id, rows and relations of each.
            publications: takes the publications.
            decisions: takes the decisions.
        """

        def key(cluster: tuple[str, Sequence[int], Sequence[Relation]]) -> bytes:
            targets = [(relation.type, relation.target) for relation in cluster[2]]
            return self._key("publication", cluster[1], (cluster[0], targets))

        def send(cluster: tuple[str, Sequence[int], Sequence[Relation]]) -> _SentCluster:
            return _SentCluster(cluster[0], [self._sent(row) for row in cluster[1]], cluster[2])

        for result in self._workspace.map(_fuse, clusters, key=key, send=send):
            publication, *identical = result.split("\n")
            publications.append_json(publication)
            for line in identical:
                decisions.append_json(line)

    def write_decisions(
        self, matches: Iterable[MatchDecision], ids: Sequence[str], decisions: RecordBuffer[MergeDecision]
    ) -> None:
        """Append match decisions as records; a cache would take as long as computing them.

        Args:
            matches: the decisions; a part of them is held at a time.
            ids: for each row the id of its publication.
            decisions: takes the records.
        """

        def send(match: MatchDecision) -> _SentDecision:
            first, second = match.first, match.second
            return _SentDecision(match, (self._sent(first), self._sent(second)), (ids[first], ids[second]))

        source = iter(matches)
        while part := list(islice(source, _DECISIONS)):
            for line in self._workspace.map(_describe, part, send=send):
                decisions.append_json(line)

    def _sent(self, row: int) -> _SentRow:
        entry = self._rows[row]
        return _SentRow(entry.content, entry.locations, self.own_ids[row][-1])

    def _key(self, what: str, rows: Iterable[int], context: object) -> bytes:
        return cache_key(what, context, [self._keys[row] for row in rows])


@lru_cache(_PARSED)
def _parsed(content: bytes) -> Entry:
    return Entry.model_validate_json(content)


def _identify(contents: Sequence[bytes]) -> list[str]:
    entries = [Entry.model_validate_json(content) for content in contents]
    return [json.dumps([candidate_ids_of(entry)[:3], title_order(entry)]) for entry in entries]


def _fuse(clusters: Sequence[_SentCluster]) -> list[str]:
    return ["\n".join(_lines_of(cluster)) for cluster in clusters]


def _lines_of(cluster: _SentCluster) -> list[str]:
    rows = [FusedRow(row.entry(), row.locations) for row in cluster.rows]
    lines = [fuse(cluster.publication, rows, cluster.relations).model_dump_json()]
    for row in cluster.rows:
        if others := occurrences_of(row.locations)[1:]:
            identical = identical_entries(row.compared(cluster.publication), others)
            lines += [decision.model_dump_json() for decision in identical]
    return lines


def _describe(decisions: Sequence[_SentDecision]) -> list[str]:
    return [
        decision_record(
            sent.match, *(row.compared(id_) for row, id_ in zip(sent.rows, sent.publications, strict=True))
        ).model_dump_json()
        for sent in decisions
    ]


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
        url=entry.url,
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
