"""CSV for spreadsheets, one table a file: accents are kept, and no cell is run as a formula."""

import csv
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.data_package import table_resource, write_package
from profile_scraper.exporters.selection import ExportError, LongCell, Written
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import Row, Table, batches
from profile_scraper.messages import _

SEPARATED = "csv"
"""The one format with separators."""
COMMA = ","
_SEPARATORS = (COMMA, ";", "|", "\t")
_OF_SPREADSHEETS = (COMMA, ";", "\t")
"""What a spreadsheet splits a line at, whatever the file says: a French Excel at ``;``."""
_DECIMAL_COMMA = ";"
"""The separator of the countries whose spreadsheets read 3.5 as a date and 3,5 as a number."""
_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet run a cell as a formula, full-width ones included."""
_LONGEST_CELL = 32_767
"""UTF-16 code units of a cell of Excel."""
_MOST_NAMED = 3


def parse_separator(text: str) -> str:
    r"""The separator that a text names; ``\t`` is a tab.

    Raises:
        ExportError: it is none.
    """
    separator = "\t" if text == r"\t" else text
    if separator not in _SEPARATORS:
        raise ExportError(_("{text!r} separates no cells: give , or ; or | or \\t (a tab)").format(text=text))
    return separator


def check_separated(to: str, separator: str) -> None:
    """Check that a format has separators, where another one than the comma is wanted.

    Raises:
        ExportError: it has none.
    """
    if to != SEPARATED and separator != COMMA:
        raise ExportError(_("only csv has a separator"))


def write(dataset: Dataset, target: Path, separator: str = COMMA) -> Written:
    """Write every table and ``datapackage.json`` into the folder ``target``; returns which cells are very long.

    Lists are left out: each has a table of its own, and a cell of a spreadsheet holds 32,767 characters.
    """
    scalar_columns = {
        table.name: [index for index, column in enumerate(table.output_columns) if column.type != "array"]
        for table in TABLES
    }
    cells, number, first_long_cells = _Cells(separator), 0, list[LongCell]()
    with ExitStack() as files:
        # Excel needs the byte order mark to read UTF-8.
        writers = {
            table.name: csv.writer(
                files.enter_context((target / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")),
                delimiter=separator,
                quoting=csv.QUOTE_ALL,
            )
            for table in TABLES
        }
        for table in TABLES:
            writers[table.name].writerow(table.output_columns[index].name for index in scalar_columns[table.name])
        for table, rows in batches(dataset, TABLES):
            indices = scalar_columns[table.name]
            for row in rows:
                line = [cells.cell(row[index]) for index in indices]
                writers[table.name].writerow(line)
                for index in [index for index, cell in zip(indices, line, strict=True) if _is_long(cell)]:
                    number += 1
                    if number <= _MOST_NAMED:
                        first_long_cells.append(_long_cell(table, row, index))
    dialect = {} if separator == COMMA else {"dialect": {"delimiter": separator}}
    write_package(
        dataset,
        target,
        [
            table_resource(
                table,
                f"{table.name}.csv",
                without_lists=True,
                decimal_comma=cells.decimal_comma,
                format="csv",
                encoding="utf-8-sig",
                **dialect,
            )
            for table in TABLES
        ],
    )
    return Written(long_cells=number, first_long_cells=tuple(first_long_cells))


class _Cells:
    """Values as the text of cells in a file with one separator."""

    def __init__(self, separator: str) -> None:
        others = "".join(other for other in _OF_SPREADSHEETS if other != separator)
        self._formula_inside = re.compile(f"([{others}\r\n][\"'\\s]*)(?=[=+\\-@＝＋－＠])")
        """Where a cell begins that is read with another separator."""
        self.decimal_comma = separator == _DECIMAL_COMMA

    def cell(self, value: Any) -> Any:
        """The value: an apostrophe before a formula, a boolean as ``true`` or ``false``."""
        if isinstance(value, str):
            value = self._formula_inside.sub(r"\1'", value)
            return f"'{value}" if value.startswith(_FORMULA_PREFIXES) else value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float) and self.decimal_comma:
            return str(value).replace(".", ",")
        return value


def _is_long(cell: Any) -> bool:
    """Whether a cell is longer than a spreadsheet holds."""
    if not isinstance(cell, str) or 2 * len(cell) <= _LONGEST_CELL:
        return False
    return len(cell) + sum(character > "\uffff" for character in cell) > _LONGEST_CELL


def _long_cell(table: Table, row: Row, index: int) -> LongCell:
    names = [column.name for column in table.output_columns]
    return LongCell(table.name, names[index], " ".join(str(row[names.index(name)]) for name in table.key))
