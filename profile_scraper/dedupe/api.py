"""Deduplicate publication records that come from any source: clusters of ids, and the evidence for them."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from profile_scraper.dedupe.records import Fields, InputRecord, RecordError, RecordId, UnknownFieldWarning, parse_record
from profile_scraper.messages import ArgumentError
from profile_scraper.parallel import Executor, ProcessExecutor, SerialExecutor, check_processes
from profile_scraper.records.base import Bits, Record
from profile_scraper.records.decision import Evidence, Verdict
from profile_scraper.records.publication import RelationType


class DataFrame(Protocol):
    """A table with rows as dicts: ``to_dicts`` as in polars, or ``to_dict("records")`` as in pandas."""

    def to_dict(self, *args: Any, **kwargs: Any) -> Any:
        """The table as Python objects."""


class PairDecision(Record):
    """What was decided about two records, and why."""

    ids: tuple[RecordId, RecordId]
    """The two records; for a directed relation, source and target."""
    decision: Verdict
    """``same`` records are in one cluster; pairs with other decisions were compared and not merged."""
    relation: RelationType | None
    """For ``related``, the relation from the first record to the second; null otherwise."""
    rule: str
    """Name of the rule that decided."""
    reason: str
    """The rule in words."""
    score: Bits
    """Sum of the weights of the evidence, in bits."""
    evidence: list[Evidence]
    """The weight of each field."""


@dataclass(frozen=True, slots=True)
class DeduplicationResult:
    """Clusters of records, and the decisions that they follow from."""

    clusters: list[list[str | int]]
    """For each publication the ids of its records; every record is in one cluster.

    The clusters, each by its first record, and the ids in a cluster stand in the order of the input.
    """
    evidence: list[PairDecision]
    """Every pair that was merged or related, and every pair that came close."""


def deduplicate(
    records: Iterable[Mapping[str, Any]] | DataFrame, fields: Fields = "full", *, processes: int = 1
) -> DeduplicationResult:
    """Find the records that describe the same publication.

    Which records are in one cluster depends neither on their order nor on the number of processes; the clusters stand
    in the order of the records.

    Args:
        records: dicts with the fields of ``InputRecord``, or a DataFrame of pandas or polars with such columns.
            Other fields are not compared, and named in one ``UnknownFieldWarning``.
        fields: ``full`` compares every field, ``profile`` title, authors and abstract alone.
        processes: how many processes share the work.

    Returns:
        Clusters of ids, and the evidence for them.

    Raises:
        RecordError: ``records`` are no sequence, or a record lacks an id or a title, has a value of the wrong type, or
            repeats an id.
        ArgumentError: ``fields`` is neither ``full`` nor ``profile``, or ``processes`` is no number above 0.
    """
    from profile_scraper.dedupe.records import UnknownFields, joined  # not needed for records of pages

    check_processes(processes)
    parsed: dict[str | int, InputRecord] = {}
    unknown = UnknownFields()
    for position, record in enumerate(_rows(records)):
        one = parse_record(record, f"record {position}")
        if one.id in parsed:
            raise RecordError(f"record {position} (id {one.id!r}), field 'id': an earlier record has the same id")
        parsed[one.id] = one
        unknown.add(record)
    if unknown.nearest:
        misnamed = [f"{name!r} (did you mean {near!r}?)" for name, near in unknown.misnamed.items()]
        names = joined([*misnamed, *map(repr, unknown.others)])
        warnings.warn(f"fields that are not compared: {names}", UnknownFieldWarning, stacklevel=2)
    return cluster_records(list(parsed.values()), fields, ProcessExecutor(processes) if processes > 1 else None)


def cluster_records(
    records: Sequence[InputRecord], fields: Fields = "full", executor: Executor | None = None
) -> DeduplicationResult:
    """Deduplicate valid records; see :func:`deduplicate`."""
    if fields not in ("full", "profile"):
        raise ArgumentError(f"fields is 'full' or 'profile', not {fields!r}")
    if not records:
        return DeduplicationResult([], [])
    from profile_scraper.dedupe.decide.verdicts import decide  # imports numpy and rapidfuzz
    from profile_scraper.dedupe.match_decisions import match_decisions_of, reason_of
    from profile_scraper.dedupe.prepare.columns import columns_of

    executor = executor or SerialExecutor()
    columns = columns_of((record.prepared(fields) for record in records), executor)
    decided = decide(columns, executor=executor, abstract_of=lambda row: records[row].abstract)
    ids = [record.id for record in records]
    members: dict[int, list[str | int]] = {}
    cluster = decided.cluster.tolist()
    for record_id, root in zip(ids, cluster, strict=True):
        members.setdefault(root, []).append(record_id)
    evidence = [
        PairDecision(
            ids=(ids[found.first], ids[found.second]),
            decision=found.verdict,
            relation=found.relation,
            rule=found.rule,
            reason=reason_of(found.rule),
            score=found.score,
            evidence=[Evidence(field=field, weight=weight, detail=detail) for field, weight, detail in found.evidence],
        )
        for found in match_decisions_of(decided, columns, cluster, lambda row: ("", row))
    ]
    return DeduplicationResult(list(members.values()), evidence)


def _rows(records: Any) -> Iterator[Any]:
    if hasattr(records, "to_dicts"):
        records = records.to_dicts()
    elif hasattr(records, "to_dict") and not isinstance(records, Mapping):
        records = records.to_dict("records")
    if isinstance(records, Mapping | str | bytes) or not isinstance(records, Iterable):
        raise RecordError(f"records are a sequence of dicts or a DataFrame, not {type(records).__name__}")
    yield from records
