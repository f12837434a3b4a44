"""Partitions of a folder of weekly snapshots: their days, and whether a folder can take them."""

from datetime import date
from pathlib import Path

from profile_scraper.exporters.errors import ExportError
from profile_scraper.messages import _

PARTITIONED = "parquet"
"""The one format with partitions."""


def check_partitioned(to: str) -> None:
    """Check that a format has partitions.

    Raises:
        ExportError: it has none.
    """
    if to != PARTITIONED:
        raise ExportError(_("only parquet has partitions to append"))


def parse_day(text: str | date) -> str:
    """A day in the form of a partition's name (``2026-11-22``).

    Raises:
        ExportError: the text is no day.
    """
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise ExportError(_("'{text}' is no day (2026-11-22)").format(text=text)) from None


def check_partitions(folder: Path) -> None:
    """Check that a folder of snapshots holds no table outside of a partition, which readers would count again.

    Raises:
        ExportError: it is an export of one dataset.
    """
    flat = next(iter(sorted(folder.glob("*.parquet"))), None)
    if flat is not None:
        raise ExportError(
            _("{folder} is an export without --append ({file}): name another folder for partitions").format(
                folder=folder, file=flat.name
            )
        )
