"""A decision about two entries (``merges.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record
from profile_scraper.records.publication import Occurrence, RelationType

Verdict: TypeAlias = Literal["same", "related", "apart", "uncertain"]


class Evidence(Record):
    """What one field says for or against two entries being one work."""

    field: str
    """The field that was compared."""
    weight: float
    """Its weight in bits (log2 of the likelihood ratio): above 0 for the same work, below 0 against."""
    detail: str
    """What was seen in the two values."""


class MergeDecision(Record):
    """One decision: which entries were judged the same, related, apart or uncertain, and why."""

    decision: Verdict
    """``same`` is merged; ``related`` is linked; ``apart`` and ``uncertain`` are near misses that were refused."""
    relation: RelationType | None
    """For ``related``, the relation from the first publication to the second; null otherwise."""
    publications: list[str]
    """Ids of the publications that the entries ended in: one for ``same``, else two."""
    entries: list[Occurrence]
    """The two entries, as the places where they stand."""
    keys: list[str]
    """For each entry, a name of its own that a person's decision can use; it holds wherever the entry stands."""
    rule: str
    """Name of the rule that decided, from ``profile_scraper/merge/rules``."""
    score: float
    """Sum of the weights of the evidence, in bits."""
    evidence: list[Evidence]
    """What each field said."""
    version: str
    """Version of the software that decided."""
