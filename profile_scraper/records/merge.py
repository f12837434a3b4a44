"""A decision about two entries (``merges.jsonl``)."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from profile_scraper.records.base import Record
from profile_scraper.records.publication import Occurrence, RelationType

Verdict: TypeAlias = Literal["same", "related", "different", "uncertain"]


class Evidence(Record):
    """What one field says for or against two entries being one work."""

    field: str
    """The field that was compared."""
    weight: float
    """Its weight in bits (log2 of the likelihood ratio): above 0 for the same work, below 0 against."""
    detail: str
    """What was seen in the two values."""


class ComparedEntry(Occurrence):
    """One side of a decision: a place where a work is listed, and what that page prints there."""

    title: str
    """The title as printed."""
    authors: list[str]
    """The authors' names as printed, in that order; names that a plain-text rendering lost are left out."""
    abstract: str | None
    """The first 300 characters of the abstract as printed, without a mark where they end; null without an abstract."""


class MergeDecision(Record):
    """One decision: which entries were judged the same, related, different or uncertain, and why."""

    decision: Verdict
    """``same`` is merged; ``related`` is linked; ``different`` and ``uncertain`` are near misses that were refused."""
    relation: RelationType | None
    """For ``related``, the relation from the first publication to the second; null otherwise."""
    publications: list[str]
    """Ids of the publications that the entries ended in: one for ``same``, else two."""
    entries: Annotated[list[ComparedEntry], Field(min_length=2, max_length=2)]
    """The two entries that were compared, where they stand and as printed."""
    keys: list[str]
    """For each entry, a name of its own that a person's decision can use; it holds wherever the entry stands."""
    rule: str
    """Name of the rule that decided, from ``profile_scraper/dedupe/decide/rules``."""
    score: float
    """Sum of the weights of the evidence, in bits."""
    evidence: list[Evidence]
    """What each field said."""
    version: str
    """Version of the software that decided."""
