"""Gold sets: records, clusters that people labelled, and how a clustering scores against them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, TypeAlias

from profile_scraper.merge.described import Described

Fields: TypeAlias = Literal["profile", "full"]
"""What the merger may see: title, authors and abstract, as on a profile page; or every field."""
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


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a set: one JSON object a line.

    Raises:
        ValueError: a line is not a record; the text names file and line.
    """
    records = []
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, start=1):
            record = json.loads(line)
            if not isinstance(record, dict) or "id" not in record:
                raise ValueError(f"{path}:{number}: a record is an object with an id")
            records.append(record)
    return records


def described(record: dict[str, Any], fields: Fields) -> Described:
    """A gold record as the merger sees it."""
    seen = Described(record.get("title") or "", record.get("authors") or [], abstract=record.get("abstract"))
    if fields == "profile":
        return seen
    year = str(record.get("year") or "")
    said: dict[str, Any] = {
        name: str(record[name]) for name in ("venue", "volume", "number", "pages", "doi") if record.get(name)
    }
    return seen._replace(year=int(year) if year.isdecimal() else None, **said)


def clusters_of(ids: Sequence[str], labels: Iterable[int]) -> list[list[str]]:
    """Clusters of at least two records, in the order of their first records."""
    clusters: dict[int, list[str]] = defaultdict(list)
    for record_id, label in zip(ids, labels, strict=True):
        clusters[label].append(record_id)
    return [members for members in clusters.values() if len(members) > 1]


def score(gold: Path, clusters: Iterable[Sequence[str]]) -> Score:
    """Compare clusters with a gold file, whose first line says how it is to be read."""
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
    return Score(len(found & true), sorted(found - true), sorted(true - found))


def _pairs(clusters: Iterable[Sequence[str]]) -> set[Pair]:
    return {_pair(one, other) for members in clusters for one, other in combinations(members, 2)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
