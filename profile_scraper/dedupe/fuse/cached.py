"""Fuse clusters with a cache: a cluster of the same entries as in an earlier build is not fused again."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from profile_scraper.dedupe.fuse.ids import candidate_ids_of
from profile_scraper.dedupe.fuse.match_decisions import MatchDecision, RowIndex, identical_entries
from profile_scraper.dedupe.fuse.publication import fullest, fuse
from profile_scraper.dedupe.prepare.distinct import DistinctEntry
from profile_scraper.records.decision import MergeDecision
from profile_scraper.records.publication import Publication, Relation
from profile_scraper.storage.buffer import RecordBuffer
from profile_scraper.storage.cache import ResultCache, cache_key, get_or_compute


class CachedClusters:
    """Clusters of rows, with ids and fused records from the cache where it has them."""

    def __init__(
        self, rows: Sequence[DistinctEntry], clusters: Sequence[Sequence[int]], cache: ResultCache | None
    ) -> None:
        """Compute the ids of the clusters.

        Args:
            rows: the distinct entries.
            clusters: the rows of each cluster.
            cache: cached results of earlier builds, None for no cache.
        """
        self._entries, self._clusters, self._cache = rows, clusters, cache
        self._keys = [cache_key(row.digest, row.locations) for row in rows] if cache else []
        self.candidate_ids: list[Sequence[str]] = []
        """For each cluster its possible ids, each of stronger evidence than the one before."""
        self.own_ids: list[Sequence[str]] = []
        """For each cluster the first id that each of its entries would have by itself."""
        for cluster in clusters:
            candidate_ids, own_ids = self._ids_of(cluster)
            self.candidate_ids.append(candidate_ids)
            self.own_ids.append(own_ids)

    def finish(
        self,
        number: int,
        relations: Iterable[Relation],
        row_index: RowIndex,
        publications: RecordBuffer[Publication],
        decisions: RecordBuffer[MergeDecision],
    ) -> None:
        """Append the publication of a cluster, and a decision for each of its identical entries."""
        cluster, relations = self._clusters[number], list(relations)
        targets = [(relation.type, relation.target) for relation in relations]

        def make() -> Iterator[Publication | MergeDecision]:
            yield fuse(
                row_index.ids[cluster[0]], [item for row in cluster for item in self._entries[row].located()], relations
            )
            for row in cluster:
                yield from map(row_index.decision, identical_entries(row, self._entries[row]))

        self._append(
            "publication", cluster, (row_index.ids[cluster[0]], targets), make, chain([publications], repeat(decisions))
        )

    def write(self, match: MatchDecision, row_index: RowIndex, decisions: RecordBuffer[MergeDecision]) -> None:
        """Append a match decision as a record."""
        rows = match.first, match.second
        context = [row_index.ids[row] for row in rows], match[2:]
        self._append("decision", rows, context, lambda: [row_index.decision(match)], [decisions])

    def _append(
        self,
        what: str,
        rows: Sequence[int],
        context: object,
        make: Callable[[], Iterable[Any]],
        buffers: Iterable[RecordBuffer[Any]],
    ) -> None:
        """Append each record that is made of some rows and their context, cached or computed."""
        if self._cache is None:
            for record, buffer in zip(make(), buffers, strict=False):
                buffer.append(record)
            return
        lines = get_or_compute(
            self._cache,
            self._key(what, rows, context),
            lambda: "\n".join(record.model_dump_json() for record in make()),
        )
        for line, buffer in zip(lines.split("\n"), buffers, strict=False):
            buffer.append_json(line)

    def _ids_of(self, cluster: Sequence[int]) -> tuple[Sequence[str], Sequence[str]]:
        """The cluster's possible ids, and for each of its rows the first id by itself."""
        if self._cache is None:
            return self._compute_ids(cluster)
        found = get_or_compute(
            self._cache, self._key("ids", cluster, None), lambda: json.dumps(self._compute_ids(cluster))
        )
        candidate_ids, own_ids = json.loads(found)
        return candidate_ids, own_ids

    def _compute_ids(self, cluster: Sequence[int]) -> tuple[Sequence[str], Sequence[str]]:
        entries = [self._entries[row].entry for row in cluster]
        first = min(self._entries[row].locations[0] for row in cluster)
        candidate_ids = candidate_ids_of(fullest(entries), f"{first.url}#{first.position}")
        return candidate_ids, [candidate_ids_of(entry)[0] for entry in entries]

    def _key(self, what: str, rows: Iterable[int], context: object) -> bytes:
        return cache_key(what, context, [self._keys[row] for row in rows])
