"""Results that a large build keeps for the next one, in the store of the pages that they were made from."""

import sqlite3
from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager

from isal import isal_zlib

_BATCH = 1_000
"""Results written at a time."""
_LEVEL = 0
"""ISA-L's fastest way to compress: to a third, in less time than writing the rest would take."""


class Results:
    """Results by their keys, as :class:`~profile_scraper.storage.cache.ResultCache` asks for them."""

    def __init__(self, database: sqlite3.Connection, told: Callable[[], AbstractContextManager[None]]) -> None:
        """Read and write the table ``result`` of a page store; ``told`` makes an error of the store of SQLite's."""
        self._database, self._told = database, told
        self._asked = array("q")
        self._new: dict[bytes, str] = {}

    def get(self, key: bytes) -> str | None:
        """The result that was put under a key, None where there is none."""
        if key in self._new:
            return self._new[key]
        with self._told():
            found = self._database.execute("SELECT id, value FROM result WHERE key = ?", [key]).fetchone()
        if found is None:
            return None
        self._asked.append(found[0])
        return isal_zlib.decompress(found[1]).decode()

    def put(self, key: bytes, result: str) -> None:
        """Keep a result for the next build."""
        self._new[key] = result
        if len(self._new) >= _BATCH:
            self._write()

    def forget_unasked(self) -> None:
        """Forget what this build did not ask for: the next one will not either."""
        self._write()
        with self._told():
            self._database.execute("CREATE TEMP TABLE asked (id INTEGER PRIMARY KEY)")
            self._database.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ([row] for row in self._asked))
            self._database.execute("DELETE FROM result WHERE id NOT IN (SELECT id FROM asked)")

    def _write(self) -> None:
        new, self._new = self._new, {}
        with self._told(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            for key, result in new.items():
                packed = isal_zlib.compress(result.encode(), _LEVEL)
                made = self._database.execute("INSERT OR REPLACE INTO result VALUES (NULL, ?, ?)", (key, packed))
                self._asked.append(made.lastrowid or 0)
