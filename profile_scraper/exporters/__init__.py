"""A dataset in formats that other tools read, all from the same filtered records."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from os import PathLike
from typing import Any, NamedTuple

from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.errors import UserError
from profile_scraper.messages import _
from profile_scraper.storage.publish import output_path, publish_file, publish_folder
from profile_scraper.storage.remote import RemotePath

EXTRA = "export"
"""The extra of the package that installs the libraries of the formats."""


class ExportError(UserError):
    """An export cannot be made; the message says what to do."""


class Format(NamedTuple):
    """One format of an export."""

    writer: str
    """``module:function`` of this package; the function takes the dataset and the file or folder to write."""
    summary: str
    """What it writes, for the documentation."""
    names: tuple[str, ...] = ()
    """Names at the top of the folder that it writes; empty for a single file."""
    libraries: tuple[str, ...] = ()
    """Import names of the libraries that it needs beyond the package's own dependencies."""
    settings_suffix: str = ""
    """Suffix of a second file with settings, written by the module's ``write_settings(dataset, name, target)``."""


_TABLES = (
    *("profiles", "roles", "topics", "students", "student_supervisors", "supervisors", "sources"),
    *(
        "profile_publications",
        "publications",
        "authors",
        "identifiers",
        "title_variants",
        "author_variants",
        "relations",
    ),
    *("occurrences", "redirects", "merges", "merge_authors", "evidence", "pairings", "conflicts", "statements"),
    *("provenance", "vocabulary", "problems", "manifest"),
)
_CITATIONS = ("bibtexparser", "nameparser")

FORMATS: dict[str, Format] = {
    "csv": Format(
        "csv_tables:write",
        "a folder of CSV tables for spreadsheets",
        ("datapackage.json", *(f"{name}.csv" for name in _TABLES)),
    ),
    "parquet": Format(
        "parquet:write",
        "a folder of Parquet tables for DuckDB, pandas and others",
        ("datapackage.json", *(f"{name}.parquet" for name in _TABLES)),
        ("pyarrow",),
    ),
    "sqlite": Format(
        "sqlite:write",
        "an SQLite database with full-text search, for Datasette",
        (),
        ("sqlite_utils",),
        ".metadata.json",
    ),
    "duckdb": Format("duckdb_file:write", "a DuckDB database", libraries=("duckdb", "pyarrow")),
    "bibtex": Format("citations:write_bibtex", "the publications as a BibTeX file", libraries=_CITATIONS),
    "csl-json": Format(
        "citations:write_csl", "the publications as CSL-JSON for Zotero and pandoc", libraries=_CITATIONS
    ),
    "ris": Format("citations:write_ris", "the publications as RIS for reference managers", libraries=_CITATIONS),
    "json-ld": Format("json_ld:write", "people and publications as schema.org JSON-LD"),
    "huggingface": Format(
        "parquet:write_huggingface", "a folder that Hugging Face datasets loads", ("README.md", "data"), ("pyarrow",)
    ),
    "tmx": Format("parallel_text:write_tmx", "the parallel biographies as a translation memory"),
    "parallel": Format(
        "parallel_text:write_json_lines", "the parallel biographies as JSON Lines, one pair of paragraphs a line"
    ),
    "jsonl": Format(
        "json_lines:write",
        "a dataset of the selected records, described as a Frictionless data package",
        (
            *("profiles.jsonl", "publications.jsonl", "merges.jsonl", "problems.jsonl", "conflicts.jsonl"),
            *("pairings.jsonl", "provenance.jsonl", "redirects.jsonl", "vocabulary.jsonl"),
            *("manifest.json", "datapackage.json"),
        ),
    ),
}
"""Every format by the name that ``--to`` takes."""


class ExportCounts(NamedTuple):
    """What an export contains of its dataset."""

    profiles: int
    of_profiles: int
    """People of the dataset, without those on the removal list."""
    publications: int
    of_publications: int
    without_year: int
    """Publications that only the years left out, because no page says their year."""


def export(
    dataset: Dataset | str | PathLike[str] | RemotePath,
    to: str,
    out: str | PathLike[str],
    filters: Filters | None = None,
    append_as: str | None = None,
) -> ExportCounts:
    """Write a dataset, or a part of it, in another format.

    An earlier export at ``out`` is replaced in one step; a failure leaves it as it was.

    Args:
        dataset: a dataset that was read, or its folder.
        to: the format: ``csv``, ``parquet``, ``sqlite``, ``duckdb``, ``bibtex``, ``csl-json``, ``ris``, ``json-ld``,
            ``huggingface``, ``tmx``, ``parallel`` or ``jsonl``.
        out: the file or folder to write.
        filters: the records to keep; by default all, without e-mail addresses.
        append_as: for ``parquet``, a day (``2026-11-22``): the tables are added to those of other days in ``out``, as
            partitions of ``snapshot_date``.

    Returns:
        How much of the dataset was written.

    Raises:
        ExportError: there is no such format, or a library that it needs is not installed.
        DatasetError: the dataset cannot be read, or lacks a person whom the filters name.
        PublishError: ``out`` cannot be written.
    """
    form = FORMATS.get(to)
    if form is None:
        raise ExportError(
            _("there is no format {to}: choose one of {formats}").format(to=to, formats=", ".join(FORMATS))
        )
    if append_as is not None and to != "parquet":
        raise ExportError(_("only parquet has partitions to append"))
    module_name, _colon, function = form.writer.partition(":")
    module = _import(module_name, to, form)
    read = dataset if isinstance(dataset, Dataset) else read_dataset(dataset)
    filters, out = filters or Filters(), output_path(out)
    selected = filter_dataset(read, filters)
    if append_as is not None:
        module.append(selected, out, append_as)
        return _count(read, selected, filters)
    publish = publish_folder(out, form.names) if form.names else publish_file(out)
    with publish as target:
        getattr(module, function)(selected, target)
    if form.settings_suffix:
        with publish_file(out.with_suffix(form.settings_suffix)) as target:
            module.write_settings(selected, out.stem, target)
    return _count(read, selected, filters)


def _count(read: Dataset, selected: Dataset, filters: Filters) -> ExportCounts:
    profiles, publications = _length(selected.profiles), _length(selected.publications)
    if not (filters.selects_records or filters.removed):
        return ExportCounts(profiles, profiles, publications, publications, 0)
    all_years = filter_dataset(read, Filters(removed=filters.removed, emails=True))
    undated = 0
    if filters.years:
        any_year = filter_dataset(read, replace(filters, years=None, emails=True))
        undated = sum(1 for publication in any_year.publications if publication.issued is None)
    return ExportCounts(profiles, _length(all_years.profiles), publications, _length(all_years.publications), undated)


def _length(records: Iterable[object]) -> int:
    return sum(1 for _record in records)


def _import(module_name: str, to: str, form: Format) -> Any:
    try:
        return import_module(f"{__name__}.{module_name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in form.libraries:
            raise
        raise ExportError(
            _("the format {to} needs {name}: pip install 'profile-scraper[{extra}]'").format(
                to=to, name=error.name, extra=EXTRA
            )
        ) from error
