from pathlib import Path
from typing import Any

import pytest

from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.filter import Filters
from profile_scraper.exporters import FORMATS, ExportError, FormatName, export
from profile_scraper.storage.publish import PublishError
from tests.exporters.invented import EMAIL, person_id
from tests.exporters.test_tables import exported


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_dataset_gives_the_same_bytes_and_no_email(
    dataset: Path, tmp_path: Path, format_name: FormatName
) -> None:
    (tmp_path / "again").mkdir()
    first, second = exported(dataset, format_name, tmp_path), exported(dataset, format_name, tmp_path / "again")
    files = sorted(path for path in first.rglob("*") if path.is_file()) if first.is_dir() else [first]
    for file in files:
        content = file.read_bytes()
        if format_name == "duckdb":  # DuckDB gives each file an identifier of its own
            assert duckdb_tables(file) == duckdb_tables(second / file.relative_to(first))
        else:
            assert content == (second / file.relative_to(first)).read_bytes()
        assert EMAIL.encode() not in content


def duckdb_tables(file: Path) -> dict[str, list[Any]]:
    """The rows of each table of a DuckDB file."""
    duckdb = pytest.importorskip("duckdb", reason="install the extra 'export'")
    with duckdb.connect(str(file), read_only=True) as database:
        names = [name for (name,) in database.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: database.execute(f'select each::varchar from "{name}" each').fetchall() for name in names}


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_earlier_export_is_replaced_and_nothing_is_left_beside_it(
    dataset: Path, tmp_path: Path, format_name: FormatName
) -> None:
    path = exported(dataset, format_name, tmp_path)
    suffix = FORMATS[format_name].settings_suffix
    written = {path, path.with_suffix(suffix)} if suffix else {path}
    export(dataset, format_name, path, Filters(people=frozenset({person_id(1)}), emails=True))
    assert set(tmp_path.iterdir()) == written


def test_a_folder_with_something_else_in_it_is_left_alone(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf8")
    with pytest.raises(PublishError, match=r"thesis\.tex"):
        export(dataset, "csv", tmp_path)
    assert (tmp_path / "thesis.tex").read_text(encoding="utf8") == "years of work"
    with pytest.raises(PublishError, match="is a folder"):
        export(dataset, "json-ld", tmp_path)


def test_an_unknown_format_is_told_with_those_that_exist(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no format xlsx: choose one of csv, parquet"):
        export(dataset, "xlsx", tmp_path / "out")  # type: ignore[arg-type]


def test_a_missing_library_is_told_with_the_extra(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "bibtexparser", None)
    monkeypatch.delitem(__import__("sys").modules, "profile_scraper.exporters.citations", raising=False)
    with pytest.raises(ExportError, match=r"needs bibtexparser: pip install 'profile-scraper\[export\]'"):
        export(dataset, "bibtex", tmp_path / "out.bib")


def test_a_broken_dataset_writes_nothing(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        export(dataset / "nowhere", "csv", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
