"""A page, entry or field that could not be used (``problems.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record

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
    "unknown-site",
    "http-error",
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
    """One line for each page, entry or field that could not be used."""

    stage: Stage
    """The step that met the problem."""
    url: str
    """The address or file that it is about; always there."""
    record: str | None
    """The id of the record that it is about, null where there is none yet."""
    field: str | None
    """Path of the field inside the record, null where the whole page is meant."""
    reason: Reason
    """Why, from a short list."""
    detail: str
    """What was seen, in a sentence for a person."""
