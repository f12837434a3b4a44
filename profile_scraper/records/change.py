"""One difference between two datasets (what ``profile-scraper diff`` prints)."""

from typing import Any, Literal, TypeAlias

from profile_scraper.records.base import Record

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "redirected"]


class Change(Record):
    """One record, item or value that the two datasets do not share."""

    kind: ChangeKind
    """``redirected``: the id now stands for another one, with which it was merged."""
    record: Literal["profile", "publication"]
    """What sort of record it is about."""
    id: str
    """The record's id; the old one where it was redirected."""
    name: str
    """The person's name or the work's title, for a person to read."""
    field: str | None
    """Path of the field inside the record, null where the whole record was added, removed or redirected."""
    old: Any
    """The value or item in the old dataset, null where there was none."""
    new: Any
    """The value or item in the new dataset (the new id where it was redirected), null where there is none."""
