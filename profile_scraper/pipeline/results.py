"""Result cache in the page store, for the next large build."""

import sqlite3
from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager

from isal import isal_zlib

_BATCH = 1_000
"""Results of one transaction."""
_LEVEL = 0
"""ISA-L's fastest compression level: a third of the size, in less time than writing the rest takes."""


class StoredResults:
    """A :class:`~profile_scraper.workspace.ResultCache` in the table ``result`` of a page store."""

    def __init__(self, database: sqlite3.Connection, store_errors: Callable[[], AbstractContextManager[None]]) -> None:
        """Use the database of a store; ``store_errors`` converts errors of SQLite."""
        self._database, self._store_errors = database, store_errors
        self._used = array("q")
        self._new: dict[bytes, str] = {}

    def __contains__(self, key: bytes) -> bool:
        if key in self._new:
            return True
        with self._store_errors():
            return self._database.execute("SELECT 1 FROM result WHERE key = ?", [key]).fetchone() is not None

    def get(self, key: bytes) -> str | None:
        """The cached result, None where the cache has none."""
        if key in self._new:
            return self._new[key]
        with self._store_errors():
            found = self._database.execute("SELECT id, value FROM result WHERE key = ?", [key]).fetchone()
        if found is None:
            return None
        self._used.append(found[0])
        return isal_zlib.decompress(found[1]).decode()

    def put(self, key: bytes, result: str) -> None:
        """Store a result for the next build."""
        self._new[key] = result
        if len(self._new) >= _BATCH:
            self._write()

    def delete_unused(self) -> None:
        """Delete results that this build did not use: the next one will not use them either."""
        self._write()
        with self._store_errors():
            self._database.execute("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)")
            self._database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ([row] for row in self._used))
            self._database.execute("DELETE FROM result WHERE id NOT IN (SELECT id FROM used)")

    def _write(self) -> None:
        new, self._new = self._new, {}
        with self._store_errors(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            for key, result in new.items():
                compressed = isal_zlib.compress(result.encode(), _LEVEL)
                inserted = self._database.execute(
                    "INSERT OR REPLACE INTO result VALUES (NULL, ?, ?)", (key, compressed)
                )
                self._used.append(inserted.lastrowid or 0)
