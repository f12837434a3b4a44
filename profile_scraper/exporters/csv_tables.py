"""CSV for spreadsheets, one table a file: accents are kept, and no cell is run as a formula."""

import csv
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.data_package import table_resource, write_package
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import batches

_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet run a cell as a formula, full-width ones included."""
_FORMULA_INSIDE = re.compile("([;\t\r\n][\"'\\s]*)(?=[=+\\-@＝＋－＠])")
"""Where a cell begins that is read with another separator: a French Excel splits a comma-separated file at ``;``."""


def write(dataset: Dataset, target: Path) -> None:
    """Write every table and ``datapackage.json`` into the folder ``target``.

    Lists are left out: each has a table of its own, and a cell of a spreadsheet holds 32,767 characters.
    """
    scalar_columns = {
        table.name: [index for index, column in enumerate(table.output_columns) if column.type != "array"]
        for table in TABLES
    }
    with ExitStack() as files:
        # Excel needs the byte order mark to read UTF-8.
        writers = {
            table.name: csv.writer(
                files.enter_context((target / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")),
                quoting=csv.QUOTE_ALL,
            )
            for table in TABLES
        }
        for table in TABLES:
            writers[table.name].writerow(table.output_columns[index].name for index in scalar_columns[table.name])
        for table, rows in batches(dataset, TABLES):
            writers[table.name].writerows([_cell(row[index]) for index in scalar_columns[table.name]] for row in rows)
    write_package(
        dataset,
        target,
        [
            table_resource(table, f"{table.name}.csv", without_lists=True, format="csv", encoding="utf-8-sig")
            for table in TABLES
        ],
    )


def _cell(value: Any) -> Any:
    """The value as text: an apostrophe before a formula, a boolean as ``true`` or ``false``."""
    if isinstance(value, str):
        value = _FORMULA_INSIDE.sub(r"\1'", value)
        return f"'{value}" if value.startswith(_FORMULA_PREFIXES) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
