"""A sign that a site, or the reading of it, has changed (``alarms.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record

AlarmKind: TypeAlias = Literal["fewer-records", "coverage-fell", "fall-back-rose", "fewer-pairs", "layout-changed"]


class Alarm(Record):
    """One figure that left the range that earlier runs taught."""

    kind: AlarmKind
    """What sort of sign."""
    what: str
    """The figure: a count, or ``kind of person / field / language``."""
    expected: float
    """What earlier runs taught: a count, or a share from 0 to 1."""
    found: float
    """What this run has, in the same unit."""
    detail: str
    """What it may mean and what to do, in a sentence for a person."""
