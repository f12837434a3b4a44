"""Alerts: one metric of a run is outside the range of earlier runs."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import Record

AlertKind: TypeAlias = Literal["fewer-records", "coverage-fell", "fall-back-rose", "fewer-pairs", "layout-changed"]


class DriftAlert(Record):
    """One metric outside its expected range."""

    kind: AlertKind
    """The kind of drift."""
    metric: str
    """The metric: a count, ``kind of person / field / language``, or a part of a page."""
    expected: float
    """The median of earlier runs: a count, or a share from 0 to 1."""
    observed: float
    """The value of this run, in the same unit."""
    detail: str
    """The drift in a sentence for a person."""


def drift_alert(kind: AlertKind, metric: str, expected: float, observed: float, detail: str) -> DriftAlert:
    """An alert with its figures rounded to four decimals."""
    return DriftAlert(kind=kind, metric=metric, expected=round(expected, 4), observed=round(observed, 4), detail=detail)
