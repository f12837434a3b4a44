"""What a person decided about two other things than works (``decisions.jsonl``, beside the decisions about works)."""

from typing import Literal

from profile_scraper.records.base import Record


class Answer(Record):
    """One answer of a person to whether two pages, labels or statements mean the same."""

    subject: Literal["page", "term", "conflict"]
    """What the two are: pages of a person, labels of a vocabulary, statements that contradict each other."""
    things: tuple[str, str]
    """The two, the English one first: addresses of pages, labels as printed, texts of statements."""
    within: str | None
    """For labels their facet, for statements the profile's ``id`` and the field; null for pages."""
    decision: Literal["same", "different"]
    """``same`` person or meaning, or ``different``."""
    by: str
    """Who decided."""
    why: str
    """The reason, for whoever asks later; empty where none was given."""
    when: str
    """When it was decided (RFC 3339 date or time)."""
