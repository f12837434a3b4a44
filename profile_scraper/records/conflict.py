"""What two pages contradict each other on, for the people who keep the site (``conflicts.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Language, Record

ConflictKind: TypeAlias = Literal[
    "name",
    "email",
    "link",
    "rank",
    "membership",
    "roles",
    "topics",
    "student-count",
    "student-level",
    "student-organization",
    "supervision",
    "year",
    "biography-rank",
    "not-translated",
    "alternate",
]
"""What a conflict is about; the schema lists the kinds for readers."""


class Statement(Record):
    """What one page says."""

    url: str
    """The page."""
    language: Language
    """The page's language."""
    text: str | None
    """What it says, as printed; null where it says nothing of what the other page states."""


NOTHING_SAID = "–"
"""What a decision calls the statement of a page that says nothing."""


class Conflict(Record):
    """One contradiction; the profile keeps what both pages say wherever its field can hold both."""

    profile: str
    """The ``id`` of the profile that it is about."""
    kind: ConflictKind
    """What the pages contradict each other on."""
    field: str
    """Path of the field inside the profile."""
    statements: list[Statement]
    """What each page says, English first."""
    chosen: str | None
    """The value that the profile has, null where it keeps both or neither."""
    detail: str
    """The contradiction in a sentence for a person."""
    decided: Literal["same", "different"] | None = None
    """What a person decided: they say the ``same`` in other words, or do contradict each other; null for nothing."""
