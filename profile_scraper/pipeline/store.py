"""Parsed pages on disk: what a large build has read is neither held in memory nor read again."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from profile_scraper.errors import UserError
from profile_scraper.pipeline.chosen import LISTING, Chosen, packed
from profile_scraper.pipeline.latest import sighting
from profile_scraper.pipeline.results import Results
from profile_scraper.pipeline.software import software_key
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import layout_days
from profile_scraper.storage.cache import cache_key

_BATCH = 64
"""Pages written at a time: in between, the other processes can write."""
_LOG_PAGES = 16_384
"""Pages of 4 KB that SQLite's log may have before it moves them to the file, for which it waits for the disk."""
_TABLES = """
CREATE TABLE maker (version TEXT);
CREATE TABLE capture (
    id INTEGER PRIMARY KEY, key BLOB UNIQUE, page BLOB, kind TEXT,
    url TEXT, asked TEXT, addressed INTEGER, number INTEGER, sha256 TEXT
);
CREATE INDEX capture_page ON capture (page);
CREATE TABLE record (id INTEGER PRIMARY KEY, json TEXT);
CREATE TABLE card (id INTEGER PRIMARY KEY, card TEXT, remarks TEXT);
CREATE TABLE result (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB);
"""

_FORGET_UNMET = (
    "DELETE FROM capture WHERE id NOT IN (SELECT id FROM chosen)",
    "DELETE FROM record WHERE id NOT IN (SELECT id FROM chosen)",
    "DELETE FROM card WHERE id NOT IN (SELECT id FROM chosen)",
)


class StoreError(UserError):
    """The file cannot be used; the text says why and what to do."""


def capture_key(capture: Capture, site: str | None) -> bytes:
    """A hash of everything that a page's record depends on, but the parser and the moment of retrieval.

    A page found unchanged a week later is the same page, unless the site had begun to look otherwise.
    """
    told = (capture.sha256, capture.name, capture.url, capture.media, capture.charset, capture.status)
    era = bisect_right(layout_days(), capture.retrieved[:10]) if capture.retrieved else None
    return cache_key(*told, era, capture.site, site)


class PageStore:
    """One SQLite file of parsed pages, by what they were parsed from; several processes may add to it at once.

    What other software wrote is forgotten, if it differs in a line or in a word of a site.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or begin it.

        Raises:
            StoreError: it cannot be written.
        """
        self._path = path
        self._waiting: list[tuple[bytes, bytes, Capture, ProfilePage | DirectoryPage | Problem]] = []
        """Key of the record, key of the capture, capture, record."""
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # no database any more: nothing is lost but time
                self._database.close()
                path.unlink()
                self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, key: bytes) -> bool:
        with self._told():
            return self._database.execute("SELECT 1 FROM capture WHERE key = ?", [key]).fetchone() is not None

    def add(self, key: bytes, capture: Capture, record: ProfilePage | DirectoryPage | Problem) -> None:
        """Keep what one capture was read as."""
        self._waiting.append((key, key, capture, record))
        if isinstance(record, DirectoryPage):
            for index, card in enumerate(record.cards):
                self._waiting.append((cache_key(key, index), key, capture, card))
        if len(self._waiting) >= _BATCH:
            self._write()

    def choose(self, met: Iterable[tuple[bytes, str | None]]) -> Chosen:
        """What these captures were read as.

        Args:
            met: for each capture its key and when it was retrieved.
        """
        with self._told():
            self._database.execute("CREATE TEMP TABLE met (key BLOB, retrieved TEXT)")
            self._database.executemany("INSERT INTO met VALUES (?, ?)", met)
            self._database.execute(
                "CREATE TEMP TABLE chosen AS SELECT DISTINCT id, retrieved"
                " FROM met JOIN capture ON capture.page = met.key"
            )
        return Chosen(self._database)

    def results(self) -> Results:
        """What earlier builds made of these pages."""
        return Results(self._database, self._told)

    def forget_unmet(self) -> None:
        """Forget captures that are not among the chosen ones: no INPUT has them any more."""
        with self._told(), self._transaction():
            for statement in _FORGET_UNMET:
                self._database.execute(statement)

    def close(self) -> None:
        """Make what was added outlive this process, and let go of the file."""
        with self._told():
            self._write()
            self._database.close()

    def _open(self) -> None:
        self._database = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        version = software_key()
        with self._transaction():
            tables = [name for (name,) in self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if "maker" in tables and self._database.execute("SELECT version FROM maker").fetchall() == [(version,)]:
                return
            for name in tables:
                self._database.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _TABLES.split(";")):
                self._database.execute(statement)
            self._database.execute("INSERT INTO maker VALUES (?)", [version])

    def _write(self) -> None:
        """Write what waits in one short transaction; another process may have read the same capture meanwhile."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        rows = [(_row(*one), *packed(one[-1])) for one in waiting]
        with self._told(), self._transaction():
            for row, json, *card in rows:
                added = self._database.execute(
                    "INSERT OR IGNORE INTO capture VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
                if added.rowcount:
                    self._database.execute("INSERT INTO record VALUES (?, ?)", [added.lastrowid, json])
                    self._database.execute("INSERT INTO card VALUES (?, ?, ?)", [added.lastrowid, *card])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"cannot use {self._path}: {error}; delete it, make room, or choose another --out"
            ) from error


def _row(
    key: bytes, page: bytes, capture: Capture, record: ProfilePage | DirectoryPage | Problem
) -> tuple[object, ...]:
    kind, asked = type(record).__name__, capture.name
    if not isinstance(record, ProfilePage):
        kind = LISTING if isinstance(record, DirectoryPage) and record.publications else kind
        return key, page, kind, None, asked, None, None, None
    seen = sighting(record, asked, 0)
    return key, page, kind, seen.url, asked, seen.addressed, seen.number, seen.sha256
