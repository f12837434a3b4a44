"""What a person decided about two works (``decisions.jsonl``); it overrides every rule."""

from typing import Literal

from pydantic import model_validator

from profile_scraper.records.base import Record
from profile_scraper.records.publication import RelationType


class Decision(Record):
    """One decision of a person about two works or two entries."""

    decision: Literal["same", "different", "related"]
    """``same`` merges the two, ``different`` keeps them apart, ``related`` keeps them apart and links them."""
    works: tuple[str, str]
    """The two, each as an ``id`` that it has or ever had, or as one of the ``keys`` of a line of ``merges.jsonl``."""
    relation: RelationType | None = None
    """For ``related``, the relation from the first to the second; null otherwise."""
    by: str
    """Who decided."""
    why: str
    """The reason, for whoever asks later."""
    when: str
    """When it was decided (RFC 3339 date or time)."""

    @model_validator(mode="after")
    def _relation_where_it_belongs(self) -> "Decision":
        if (self.decision == "related") != (self.relation is not None):
            raise ValueError("relation: give it for 'related' and for nothing else")
        if self.works[0] == self.works[1]:
            raise ValueError("works: name two different works; a pair within one work goes by the keys of its entries")
        return self
