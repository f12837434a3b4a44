"""CSV: one table a file, made for spreadsheets: accents survive, and no cell is run as a formula."""

import csv
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.data_package import table_resource, write_package
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import batches

_RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet run a cell, the full-width ones included."""


def write(dataset: Dataset, target: Path) -> None:
    """Write every table into the folder ``target``, with its description."""
    with ExitStack() as files:
        # The mark at the start is what tells Excel that the file is UTF-8.
        writers = {
            table.name: csv.writer(
                files.enter_context((target / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline=""))
            )
            for table in TABLES
        }
        for table in TABLES:
            writers[table.name].writerow(heading.name for heading in table.headings)
        for table, rows in batches(dataset, TABLES):
            writers[table.name].writerows([_cell(value) for value in row] for row in rows)
    write_package(
        dataset,
        target,
        [table_resource(table, f"{table.name}.csv", format="csv", encoding="utf-8-sig") for table in TABLES],
    )


def _cell(value: Any) -> Any:
    """Text with an apostrophe before what a spreadsheet would run, a list as JSON, a flag as ``true`` or ``false``."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUN_AS_FORMULA) else value
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
