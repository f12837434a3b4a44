"""What an export contains: the part of a dataset that filters select, and the partitions of weekly snapshots."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import Dataset
from profile_scraper.dataset.write import ManifestCounter
from profile_scraper.messages import UserError, _


class ExportError(UserError):
    """An export cannot be made; the message says what to do."""


class LongCell(NamedTuple):
    """A cell of a CSV table that is longer than a spreadsheet holds."""

    table: str
    column: str
    row: str
    """The key of its row: the id of a record, and the positions in its lists."""


class Written(NamedTuple):
    """What a writer says of the file or folder that it wrote, beside the records."""

    pairs: int | None = None
    """Pairs of paragraphs, in the formats of parallel text; None in others."""
    unlikely_pairs: int = 0
    """Pairs of paragraphs that are left out, because by their score they are no translation."""
    long_cells: int = 0
    """Cells of CSV tables that are longer than a spreadsheet holds."""
    first_long_cells: tuple[LongCell, ...] = ()
    """The first few of them."""


class ExportCounts(NamedTuple):
    """What an export contains of its dataset."""

    profiles: int
    of_profiles: int
    """People of the dataset, without those on the removal list."""
    publications: int
    of_publications: int
    without_year: int
    """Publications that only the years left out, because no page says their year."""
    pairs: int | None = None
    """Pairs of paragraphs, in the formats of parallel text; None in others."""
    unlikely_pairs: int = 0
    """Pairs of paragraphs that are left out, because by their score they are no translation."""
    long_cells: int = 0
    """Cells of CSV tables that are longer than a spreadsheet holds."""
    first_long_cells: tuple[LongCell, ...] = ()
    """The first few of them."""


def select(dataset: Dataset, filters: Filters) -> Dataset:
    """The records that the filters keep; the manifest has the sources, counts and coverage of these records alone.

    Raises:
        DatasetError: a person or a topic of the filters is not in the dataset.
    """
    selected = filter_dataset(dataset, filters)
    if not (filters.selects_records or filters.removed):
        return selected
    counter = ManifestCounter()
    deque(counter.publications(selected.publications), maxlen=0)
    deque(counter.profiles(selected.profiles), maxlen=0)
    counts = counter.counts(_length(selected.problems), selected.manifest.counts.removed_on_request)
    return replace(
        selected,
        manifest=selected.manifest.model_copy(
            update={
                "counts": counts,
                "coverage": counter.coverage(),
                "coverage_by_group": counter.coverage_by_group(),
                "sources": sorted(counter.sources, key=lambda source: (source.url, source.language, source.sha256)),
            }
        ),
    )


def count(dataset: Dataset, selected: Dataset, filters: Filters, written: Written | None = None) -> ExportCounts:
    """How much of a dataset was selected, and what the writer says of it."""
    written = written or Written()
    if not (filters.selects_records or filters.removed):
        profiles, publications = _length(selected.profiles), _length(selected.publications)
        return ExportCounts(profiles, profiles, publications, publications, 0, *written)
    unfiltered = filter_dataset(dataset, Filters(removed=filters.removed, emails=True))
    undated = 0
    if filters.years:
        any_year = filter_dataset(dataset, replace(filters, years=None, emails=True))
        undated = sum(1 for publication in any_year.publications if publication.issued is None)
    counts = selected.manifest.counts
    return ExportCounts(
        counts.profiles,
        _length(unfiltered.profiles),
        counts.publications,
        _length(unfiltered.publications),
        undated,
        *written,
    )


def _length(records: Iterable[object]) -> int:
    return sum(1 for _record in records)


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
