"""What could not be used (``problems.jsonl``), and where two pages contradict each other (``conflicts.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Language, Record

Stage: TypeAlias = Literal["fetch", "parse", "pair", "merge", "write"]

Reason: TypeAlias = Literal[
    "not-found",
    "not-a-profile",
    "challenge-page",
    "empty",
    "unreadable",
    "too-large",
    "wrong-type",
    "unknown-language",
    "other-language",
    "unknown-site",
    "unknown-address",
    "http-error",
    "server-error",
    "unreachable",
    "forbidden-by-robots",
    "off-site",
    "redirect-loop",
    "limit-reached",
    "ambiguous",
    "unknown-section",
    "contradiction",
    "invalid",
]
"""Every reason a problem can have; the schema lists them for readers."""


class Problem(Record):
    """A page, entry or field that could not be used (``problems.jsonl``)."""

    stage: Stage
    """The step that found the problem."""
    url: str
    """The address or file that it is about; always there."""
    record: str | None
    """The id of the record that it is about, null where there is none yet."""
    field: str | None
    """Path of the field inside the record, null where the whole page is meant."""
    reason: Reason
    """Why, from a short list."""
    detail: str
    """The problem in a sentence for a person."""


ConflictKind: TypeAlias = Literal[
    "name",
    "email",
    "phone",
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
    """The value on one page."""

    url: str
    """The page."""
    language: Language
    """The page's language."""
    text: str | None
    """The value as printed; null where the page does not state it."""


NOT_STATED = "–"
"""How a decision names the statement of a page that states nothing."""


class Conflict(Record):
    """A contradiction between two pages (``conflicts.jsonl``); the profile keeps both values where its field can."""

    profile: str
    """The ``id`` of the profile that it is about."""
    kind: ConflictKind
    """What the pages contradict each other on."""
    field: str
    """Path of the field inside the profile."""
    statements: list[Statement]
    """The value on each page, English first."""
    chosen: str | None
    """The value that the profile has, null where it keeps both or neither."""
    detail: str
    """The contradiction in a sentence for a person."""
    decided: Literal["same", "different"] | None = None
    """What a person decided: they say the ``same`` in other words, or do contradict each other; null for nothing."""
    item: str | None = None
    """For a field of a student or supervisor whose: the ``id`` of the profile, else the name; null for other fields."""
