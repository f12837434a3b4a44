"""SQLite: every table with its keys, full-text search, and a second file with settings of Datasette."""

import json
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import ColumnType, Row, Table, batches

_FULL_TEXT = {
    "profiles": ["name", "biography_en", "biography_fr"],
    "publications": ["title", "title_en", "title_fr", "authors", "abstract"],
}
_PLAIN_LETTERS = "plain_letters"
_PLAIN_DESCRIPTION = "Words of the searched columns in plain letters, where SQLite's search does not know them as such."
_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"ß": "ss", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N"}
)
"""Letters that are no letter with an accent, so that the search does not find them by the plain one."""

_FACETS: dict[str, list[Any]] = {
    "profiles": [{"array": "topics"}, {"array": "roles"}],
    "roles": ["kind", "organization", "title_en", "title_fr"],
    "topics": ["topic"],
    "students": ["level", "supervision", "organization"],
    "publications": ["year", "venue"],
    "merges": ["decision", "rule"],
    "problems": ["stage", "reason"],
}

_TYPES: dict[ColumnType, type] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "datetime": str,
    "array": str,
}


def write(dataset: Dataset, target: Path) -> None:
    """Write the database ``target``; a list is one JSON cell, as the facets of Datasette expect."""
    database = Database(target)
    try:
        # The file is published when complete, so a crash before then may corrupt it.
        database.execute("pragma synchronous = off")
        database.execute("pragma journal_mode = off")
        for table in TABLES:
            database.table(table.name).create(
                {column.name: _TYPES[column.type] for column in table.output_columns}
                | ({_PLAIN_LETTERS: str} if table.name in _FULL_TEXT else {}),
                pk=table.key[0] if len(table.key) == 1 else table.key,
                foreign_keys=[(table.parent, table.parent_table, "id")] if table.parent else [],
            )
        for table, rows in batches(dataset, TABLES):
            database.table(table.name).insert_all(_record(table, row) for row in rows)
        for name, columns in _FULL_TEXT.items():
            database.table(name).enable_fts([*columns, _PLAIN_LETTERS], tokenize="unicode61 remove_diacritics 2")
    finally:
        database.close()


def write_settings(dataset: Dataset, name: str, target: Path) -> None:
    """Write the metadata that ``datasette NAME.db --metadata`` reads: facets, and a description of each column."""
    tables = {
        table.name: {
            "facets": _FACETS.get(table.name, []),
            "columns": {column.name: column.description for column in table.output_columns}
            | ({_PLAIN_LETTERS: _PLAIN_DESCRIPTION} if table.name in _FULL_TEXT else {}),
        }
        for table in TABLES
    }
    settings = {
        "title": f"Profiles and publications of {', '.join(dataset.manifest.sites)}",
        "databases": {name: {"tables": tables}},
    }
    target.write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf8")


def _record(table: Table, row: Row) -> dict[str, Any]:
    """The cells of a row by column."""
    names = (column.name for column in table.output_columns)
    record = dict(zip(names, map(_cell, row), strict=True))
    if table.name in _FULL_TEXT:
        words = " ".join(record[column] or "" for column in _FULL_TEXT[table.name]).split()
        plain = (word.translate(_LETTERS) for word in words if not word.isascii())
        record[_PLAIN_LETTERS] = " ".join(dict.fromkeys(word for word in plain)) or None
    return record


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
