"""The CSV export, opened by LibreOffice without a window."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from profile_scraper.dataset.read import read_dataset
from profile_scraper.exporters import export
from tests.exporters.invented import HOSTILE_TITLE, person_id, work_id
from tests.exporters.test_tables import exported, rows

_SPREADSHEET = shutil.which("soffice")
# What the dialog proposes for a file that begins with a UTF-8 mark; without a window there is no dialog.
_COMMA_QUOTE_UTF8 = "CSV:44,34,76,1"
_SEMICOLON_QUOTE_UTF8_FRENCH = "CSV:59,34,76,1,,1036"
_NAMESPACES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
pytestmark = pytest.mark.skipif(
    not _SPREADSHEET, reason="no LibreOffice on this machine (Debian: apt-get install libreoffice-calc)"
)


@pytest.fixture(scope="module")
def opened(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table of the export as the spreadsheet holds it (flat XML), beside the CSV that it was opened from."""
    folder = tmp_path_factory.mktemp("spreadsheet")
    tables = exported(dataset, "csv", folder)
    with (tables / "not-made-harmless.csv").open("w", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([["title"], ["=1+1"]])
    convert(tables, _COMMA_QUOTE_UTF8, folder / "settings")
    return tables


def convert(tables: Path, how: str, program_settings: Path) -> None:
    """Open the tables of a folder and write them as flat XML."""
    files = [str(file) for file in sorted(tables.glob("*.csv"))]
    own = f"-env:UserInstallation={program_settings.as_uri()}"
    words = ["--headless", f"--infilter={how}", "--convert-to", "fods", "--outdir", str(tables)]
    subprocess.run([str(_SPREADSHEET), own, *words, *files], check=True, timeout=120, capture_output=True)


def cells(file: Path) -> list[dict[str, str]]:
    """The rows of a table as a person sees them, by the words of the first row."""
    heading, *lines = [
        [
            "\n".join("".join(map(str, paragraph.itertext())) for paragraph in cell.iterfind("text:p", _NAMESPACES))
            for cell in row.iterfind("table:table-cell", _NAMESPACES)
            for _ in range(int(cell.get(f"{{{_NAMESPACES['table']}}}number-columns-repeated", "1")))
        ]
        for row in etree.parse(file).iterfind(".//table:table-row", _NAMESPACES)
    ]
    return [dict(zip(heading, line, strict=False)) for line in lines]


def formulas(file: Path) -> list[str]:
    cells = etree.parse(file).iterfind(".//table:table-cell", _NAMESPACES)
    return [found for cell in cells if (found := cell.get(f"{{{_NAMESPACES['table']}}}formula"))]


@pytest.mark.slow
def test_a_spreadsheet_shows_the_accents(opened: Path) -> None:
    shown = {row["id"]: row for row in cells(opened / "profiles.fods")}
    assert shown[person_id(0)]["name"] == "Noémie Aubry"
    written = {row["id"]: row for row in rows(opened / "profiles.csv")}
    texts = ("name", "biography_en", "biography_fr")
    assert [[shown[one][text] for text in texts] for one in written] == [
        [row[text] for text in texts] for row in written.values()
    ]


def test_a_spreadsheet_runs_no_cell(opened: Path) -> None:
    assert formulas(opened / "not-made-harmless.fods") == ["of:=1+1"], "the program does run what it is not kept from"
    exports = [file for file in opened.glob("*.csv") if file.stem != "not-made-harmless"]
    assert len(exports) > 10
    assert {file.stem: found for file in exports if (found := formulas(file.with_suffix(".fods")))} == {}
    title = next(row["title"] for row in cells(opened / "publications.fods") if row["id"] == work_id(0))
    assert title == f"'{HOSTILE_TITLE}"


@pytest.mark.slow
def test_a_french_spreadsheet_reads_numbers_and_runs_no_cell(dataset: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    export(dataset, "csv", tables, separator=";")
    convert(tables, _SEMICOLON_QUOTE_UTF8_FRENCH, tmp_path / "settings")
    value, kind = (f"{{{_NAMESPACES['office']}}}{name}" for name in ("value", "value-type"))
    opened = etree.parse(tables / "pairings.fods").iterfind(".//table:table-cell", _NAMESPACES)
    numbers = {float(cell.get(value, "")) for cell in opened if cell.get(kind) == "float"}
    assert numbers >= {pairing.score for pairing in read_dataset(dataset).pairings}
    assert {file.stem: found for file in tables.glob("*.fods") if (found := formulas(file))} == {}
