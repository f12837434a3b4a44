"""What a person decided in a review (``decisions.jsonl``): overrides what the software would decide, in every build."""

from typing import Literal, TypeAlias

from pydantic import field_validator, model_validator

from profile_scraper.records.base import Record
from profile_scraper.records.publication import RelationType

Subject: TypeAlias = Literal["publication", "page", "term", "conflict"]

Answer: TypeAlias = Literal["same", "different", "related", "withdrawn"]


class Decision(Record):
    """One answer to whether two things are the same; a line is never changed, only withdrawn by a later one."""

    subject: Subject
    """What the two things are."""
    first: str
    """The id that a publication has or ever had, or one of the ``keys`` of a line of ``merges.jsonl``; the address of a
    page, a label or a statement, the English one where languages differ."""
    second: str
    """The other thing."""
    within: str | None
    """For a label its facet, for a statement its profile's id and its field; null for publications and pages."""
    answer: Answer
    """``withdrawn`` takes back every earlier answer about the two."""
    relation: RelationType | None
    """For ``related``, the relation from the first publication to the second; null otherwise."""
    by: str
    """Who answered."""
    when: str
    """When (RFC 3339, UTC)."""
    why: str | None
    """The reason in the person's words, null where none was given."""

    @property
    def said(self) -> str:
        """The decision in a few words; the words of a statement stay out of messages, which are published."""
        what = self.within if self.subject == "conflict" else f"{self.first} / {self.second}"
        return f"{self.answer} {what} (by {self.by}, {self.when})"

    @field_validator("subject", mode="before")
    @classmethod
    def _accept_older_subject(cls, value: object) -> object:
        """Read the subject of format 1.0: the file is append-only, its lines keep the name they were written with."""
        return "publication" if value == "work" else value

    @model_validator(mode="after")
    def _relation_where_it_belongs(self) -> "Decision":
        if self.relation is not None and self.answer != "related":
            raise ValueError("relation: give it for 'related' and for nothing else")
        if self.answer == "related" and self.subject != "publication":
            raise ValueError("answer: only publications are related; these two are the same or different")
        if self.answer == "related" and self.relation is None:
            raise ValueError("relation: say which of the types of relation it is")
        if self.first == self.second:
            raise ValueError("second: name two different things (two entries of one publication go by their keys)")
        return self
