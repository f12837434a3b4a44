"""Which pages were judged one person's, and why (``pairings.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record
from profile_scraper.records.merge import Evidence

PairingVerdict: TypeAlias = Literal["same", "different", "unmatched"]


class PagePairing(Record):
    """One decision: two pages belong to the same person or to different persons, or a page is unmatched."""

    decision: PairingVerdict
    """``same`` is one profile; ``different`` is a near miss that was rejected; ``unmatched`` has no counterpart."""
    profiles: list[str]
    """Ids of the profiles that the pages ended in: one, or two for ``different``, the English page's first."""
    en: str | None
    """Address of the English page, null for an unmatched French page."""
    fr: str | None
    """Address of the French page, null for an unmatched English page."""
    score: float
    """Sum of the weights of the evidence, in bits; 0 for an unmatched page."""
    margin: float
    """How many bits the best pairing of all pages is better than the best one that decides otherwise."""
    confidence: float
    """Probability of the decision that the margin stands for, from 0.5 to 1."""
    evidence: list[Evidence]
    """What each field said."""
    reason: str
    """The decision in a sentence for a person."""
