"""Which pages were judged one person's, and why (``pairings.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record
from profile_scraper.records.merge import Evidence

PairingVerdict: TypeAlias = Literal["same", "apart", "alone"]


class PagePairing(Record):
    """One decision: an English and a French page are one person's, are kept apart, or a page has no counterpart."""

    decision: PairingVerdict
    """``same`` is one profile; ``apart`` is a near miss that was refused; ``alone`` has nobody like it."""
    profiles: list[str]
    """Ids of the profiles that the pages ended in: one, or two for ``apart``, the English page's first."""
    en: str | None
    """Address of the English page, null for a French page alone."""
    fr: str | None
    """Address of the French page, null for an English page alone."""
    score: float
    """Sum of the weights of the evidence, in bits; 0 for a page alone."""
    margin: float
    """How many bits the best pairing of all pages is better than the best one that decides otherwise."""
    confidence: float
    """Probability of the decision that the margin stands for, from 0.5 to 1."""
    evidence: list[Evidence]
    """What each field said."""
    reason: str
    """The decision in a sentence for a person."""
