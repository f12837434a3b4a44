"""A dataset in formats that other tools read, all from the same filtered records."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from os import PathLike
from typing import Any, Literal, NamedTuple, TypeAlias

from profile_scraper.dataset.filter import Filters
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.exporters.csv_tables import COMMA, SEPARATED, check_separated, parse_separator
from profile_scraper.exporters.selection import (
    ExportCounts,
    ExportError,
    check_partitioned,
    check_partitions,
    count,
    parse_day,
    select,
)
from profile_scraper.messages import _, suggestion
from profile_scraper.storage.publish import output_path, publish_file, publish_folder
from profile_scraper.storage.remote import RemotePath

EXTRA = "export"
"""The extra of the package that installs the libraries of the formats."""

FormatName: TypeAlias = Literal[
    "csv",
    "parquet",
    "sqlite",
    "duckdb",
    "bibtex",
    "csl-json",
    "ris",
    "json-ld",
    "huggingface",
    "tmx",
    "parallel",
    "jsonl",
]
"""Names of the formats."""


class Format(NamedTuple):
    """One format of an export."""

    writer: str
    """``module:function`` of this package; the function takes the dataset and the file or folder to write.

    It may return a ``Written``.
    """
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
        "paragraphs",
        "profile_publications",
        "publications",
        "authors",
        "identifiers",
        "title_variants",
        "author_variants",
        "relations",
    ),
    *("occurrences", "redirects", "merges", "merge_authors", "evidence", "pairings", "pairing_evidence"),
    *("conflicts", "statements"),
    *("provenance", "vocabulary", "problems", "manifest"),
)
_CITATIONS = ("bibtexparser", "nameparser")

FORMATS: Mapping[FormatName, Format] = {
    "csv": Format(
        "csv_tables:write",
        "a folder of CSV tables for spreadsheets",
        ("datapackage.json", *(f"{name}.csv" for name in _TABLES)),
    ),
    "parquet": Format(
        "arrow:write_parquet",
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
    "duckdb": Format("arrow:write_duckdb", "a DuckDB database", libraries=("duckdb", "pyarrow")),
    "bibtex": Format("citations:write_bibtex", "the publications as a BibTeX file", libraries=_CITATIONS),
    "csl-json": Format(
        "citations:write_csl", "the publications as CSL-JSON for Zotero and pandoc", libraries=_CITATIONS
    ),
    "ris": Format("citations:write_ris", "the publications as RIS for reference managers", libraries=_CITATIONS),
    "json-ld": Format("json_ld:write", "people and publications as schema.org JSON-LD"),
    "huggingface": Format(
        "arrow:write_huggingface", "a folder that Hugging Face datasets loads", ("README.md", "data"), ("pyarrow",)
    ),
    "tmx": Format("parallel_text:write_tmx", "the parallel biographies as a translation memory"),
    "parallel": Format(
        "parallel_text:write_json_lines", "the parallel biographies as JSON Lines, one pair of paragraphs a line"
    ),
    "jsonl": Format(
        "data_package:write_json_lines",
        "a dataset of the selected records, described as a Frictionless data package",
        (
            *("profiles.jsonl", "publications.jsonl", "merges.jsonl", "problems.jsonl", "conflicts.jsonl"),
            *("pairings.jsonl", "provenance.jsonl", "redirects.jsonl", "vocabulary.jsonl"),
            *("manifest.json", "datapackage.json"),
        ),
    ),
}
"""Every format by the name that ``--to`` takes."""

__all__ = ["EXTRA", "FORMATS", "ExportCounts", "ExportError", "Format", "FormatName", "export"]


def export(  # noqa: PLR0913 - independent options
    dataset: Dataset | str | PathLike[str] | RemotePath,
    to: FormatName,
    out: str | PathLike[str],
    filters: Filters | None = None,
    append_as: str | date | None = None,
    *,
    separator: str = COMMA,
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
        separator: for ``csv``, what separates the cells: a comma, ``;``, ``|`` or a tab. With ``;``, numbers have a
            decimal comma.

    Returns:
        How much of the dataset was written.

    Raises:
        ExportError: there is no such format, day or separator, ``filters`` are none, or a library is not installed.
        DatasetError: the dataset cannot be read, or lacks a person whom the filters name.
        PublishError: ``out`` cannot be written.
    """
    form = FORMATS.get(to)
    if form is None:
        raise ExportError(_("there is no format {to}{suggestion}").format(to=to, suggestion=suggestion(to, FORMATS)))
    if append_as is not None:
        check_partitioned(to)
        append_as = parse_day(append_as)
    separator = parse_separator(separator)
    check_separated(to, separator)
    filters, out = Filters() if filters is None else filters, output_path(out)
    if not isinstance(filters, Filters):
        raise ExportError(_("filters are a profile_scraper.Filters, not {type}").format(type=type(filters).__name__))
    module_name, _colon, function = form.writer.partition(":")
    module = _import(module_name, to, form)
    read = dataset if isinstance(dataset, Dataset) else read_dataset(dataset)
    selected = select(read, filters)
    if append_as is not None:
        check_partitions(out)
        module.append(selected, out, append_as)
        return count(read, selected, filters)
    publish = publish_folder(out, form.names) if form.names else publish_file(out)
    with publish as target:
        arguments = (selected, target, separator) if to == SEPARATED else (selected, target)
        written = getattr(module, function)(*arguments)
    if form.settings_suffix:
        with publish_file(out.with_suffix(form.settings_suffix)) as target:
            module.write_settings(selected, out.stem, target)
    return count(read, selected, filters, written)


def _import(module_name: str, to: str, form: Format) -> Any:
    try:
        for library in form.libraries:
            import_module(library)
        return import_module(f"{__name__}.{module_name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in form.libraries:
            raise
        raise ExportError(
            _("the format {to} needs {name}: pip install 'profile-scraper[{extra}]'").format(
                to=to, name=error.name, extra=EXTRA
            )
        ) from error
