"""Gold sets: records, clusters that people labelled, and how a clustering scores against them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

from profile_scraper.dedupe.records import Fields, PublicationRecord, parse_record

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Figures over pairs: two records in one cluster are one pair."""

    hits: int
    false: list[Pair]
    missed: list[Pair]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        wrong = len(self.false) + len(self.missed)
        return 2 * self.hits / (2 * self.hits + wrong) if self.hits + wrong else 1.0

    def row(self, seconds: float) -> str:
        """F1 / false pairs / missed pairs / seconds."""
        return f"{self.f1:.4f} / {len(self.false):,} / {len(self.missed):,} / {seconds:.2f}"


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a set: one JSON object a line; empty lines are passed over.

    Raises:
        ValueError: a line is not a record; the text names file and line.
    """
    records = []
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.isspace():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error.msg}") from None
            if not isinstance(record, dict) or "id" not in record:
                raise ValueError(f"{path}:{number}: a record is an object with an id")
            records.append(record)
    return records


def prepared(records: Iterable[dict[str, Any]], fields: Fields) -> list[PublicationRecord]:
    """Gold records as the deduplicator takes them."""
    return [parse_record(record, f"record {record['id']!r}").prepared(fields) for record in records]


def clusters_of(ids: Sequence[str], labels: Iterable[int]) -> list[list[str]]:
    """Clusters of at least two records, in the order of their first records."""
    clusters: dict[int, list[str]] = defaultdict(list)
    for record_id, label in zip(ids, labels, strict=True):
        clusters[label].append(record_id)
    return [members for members in clusters.values() if len(members) > 1]


def score(gold: Path, clusters: Iterable[Sequence[str]], among: set[str] | None = None) -> Score:
    """Compare clusters with a gold file, whose first line says how it is to be read; only pairs ``among`` ids count."""
    with gold.open(encoding="utf8") as lines:
        head, *labelled = map(json.loads, lines)
    found = _pairs(clusters)
    if head["kind"] == "pairs":
        judged = {_pair(one, other): bool(same) for one, other, same in labelled}
        true = {pair for pair, same in judged.items() if same}
        found &= judged.keys()
    else:
        true = _pairs(labelled)
    if head.get("cross_source_only"):
        found = {pair for pair in found if pair[0].partition(":")[0] != pair[1].partition(":")[0]}
    if among is not None:
        found, true = ({pair for pair in pairs if among.issuperset(pair)} for pairs in (found, true))
    return Score(len(found & true), sorted(found - true), sorted(true - found))


def halves(gold: Path, ids: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The records in two halves that share no work: the works of the one by id, and the ids of the other.

    The half is a hash of the work's first id, so that it does not depend on what else is in the set.
    """
    with gold.open(encoding="utf8") as lines:
        head, *labelled = map(json.loads, lines)
    cluster = {record_id: record_id for record_id in ids}
    for line in labelled:
        members = line if head["kind"] != "pairs" else line[:2] if line[2] else ()
        names = {cluster[member] for member in members}
        cluster.update({record_id: min(names) for record_id, name in cluster.items() if name in names})
    known = {record_id: name for record_id, name in cluster.items() if sha256(name.encode()).digest()[0] % 2}
    return known, [record_id for record_id in ids if record_id not in known]


def _pairs(clusters: Iterable[Sequence[str]]) -> set[Pair]:
    return {_pair(one, other) for members in clusters for one, other in combinations(members, 2)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
