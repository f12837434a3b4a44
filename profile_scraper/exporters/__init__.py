"""A dataset in the forms that other tools read: one module a format, all from the same filtered records."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from profile_scraper.errors import UserError

if TYPE_CHECKING:  # these import pydantic, which --help does without
    from profile_scraper.dataset.filter import Filters

EXTRA = "export"
"""The extra of the package that installs what the formats need."""


class ExportError(UserError):
    """An export cannot be made; the text says what to do."""


class Format(NamedTuple):
    """One form of a dataset."""

    module: str
    """Module of this package whose ``write(dataset, target)`` makes it."""
    summary: str
    """What it gives, for the help."""
    names: tuple[str, ...] = ()
    """What its folder holds at the top; empty where it is a single file."""
    libraries: tuple[str, ...] = ()
    """Import names of what it needs beyond the package's own dependencies."""
    beside: str = ""
    """Suffix of a second file of settings, which the module's ``write_settings(dataset, name, target)`` makes."""


_TABLES = (
    *("profiles", "roles", "topics", "students", "supervisors", "sources"),
    *("publications", "authors", "relations", "occurrences", "redirects", "merges", "evidence"),
    *("pairings", "conflicts", "provenance", "vocabulary", "problems"),
)

FORMATS: dict[str, Format] = {
    "csv": Format(
        "csv_tables", "a folder of CSV tables for spreadsheets", ("datapackage.json", *(f"{t}.csv" for t in _TABLES))
    ),
    "parquet": Format(
        "parquet",
        "a folder of Parquet tables for DuckDB, pandas and the like",
        ("datapackage.json", *(f"{name}.parquet" for name in _TABLES)),
        ("pyarrow",),
    ),
    "sqlite": Format(
        "sqlite", "an SQLite database with full-text search, for Datasette", (), ("sqlite_utils",), ".metadata.json"
    ),
    "bibtex": Format("bibtex", "the publications as a BibTeX file", libraries=("bibtexparser",)),
    "csl-json": Format("csl", "the publications as CSL-JSON for Zotero and pandoc", libraries=("nameparser",)),
    "json-ld": Format("json_ld", "people and publications as schema.org JSON-LD"),
    "huggingface": Format(
        "huggingface", "a folder that Hugging Face datasets loads", ("README.md", "data"), ("pyarrow",)
    ),
    "tmx": Format("tmx", "the parallel biographies as a translation memory"),
    "parallel": Format("parallel", "the parallel biographies as JSON Lines, a pair of paragraphs a line"),
    "jsonl": Format(
        "json_lines",
        "a dataset of the chosen records, described as a Frictionless data package",
        (
            *("profiles.jsonl", "publications.jsonl", "merges.jsonl", "problems.jsonl", "conflicts.jsonl"),
            *("pairings.jsonl", "provenance.jsonl", "redirects.jsonl", "vocabulary.jsonl"),
            *("manifest.json", "datapackage.json"),
        ),
    ),
}
"""Every format by the name that ``--to`` takes."""


def export(dataset_path: Path, format_name: str, out: Path, filters: "Filters | None" = None) -> None:
    """Write the chosen part of a dataset in a format, whole or not at all.

    Args:
        dataset_path: the dataset's folder.
        format_name: a key of ``FORMATS``.
        out: the file or folder to write; an earlier export there is replaced.
        filters: what to keep; without, everything but e-mail addresses.

    Raises:
        ExportError: there is no such format, or a library that it needs is not installed.
        DatasetError: the dataset cannot be read, or lacks somebody whom the filters name.
        PublishError: ``out`` cannot be written.
    """
    from profile_scraper.dataset.filter import Filters, choose
    from profile_scraper.dataset.publish import file_whole_or_not_at_all, whole_or_not_at_all
    from profile_scraper.dataset.read import read_dataset

    form = FORMATS.get(format_name)
    if form is None:
        raise ExportError(f"there is no format {format_name}: choose one of {', '.join(FORMATS)}")
    try:
        module = import_module(f"{__name__}.{form.module}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in form.libraries:
            raise
        raise ExportError(
            f"the format {format_name} needs {error.name}: pip install 'profile-scraper[{EXTRA}]'"
        ) from error
    dataset = choose(read_dataset(dataset_path), filters or Filters())
    if form.names:
        place = whole_or_not_at_all(out, form.names, f"such an export ({format_name})")
    else:
        place = file_whole_or_not_at_all(out)
    with place as target:
        module.write(dataset, target)
    if form.beside:
        with file_whole_or_not_at_all(out.with_suffix(form.beside)) as target:
            module.write_settings(dataset, out.stem, target)
