"""SQLite store of parsed pages: a large build does not hold them in memory, later builds do not parse them again."""

import sqlite3
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Self

import profile_scraper
from profile_scraper.errors import UserError
from profile_scraper.pipeline.latest import capture_version
from profile_scraper.pipeline.results import StoredResults
from profile_scraper.pipeline.selected import LISTING, SelectedCaptures, serialize
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import layout_days, user_folder
from profile_scraper.storage.cache import cache_key

_BATCH = 64
"""Pages of one transaction; other processes write in between."""
_LOG_PAGES = 16_384
"""Pages of 4 KB in SQLite's write-ahead log before a checkpoint, which waits for the disk."""
_TABLES = """
CREATE TABLE cache_version (version TEXT);
CREATE TABLE capture (
    id INTEGER PRIMARY KEY, key BLOB UNIQUE, page BLOB, kind TEXT,
    url TEXT, requested TEXT, addressed INTEGER, number INTEGER, sha256 TEXT
);
CREATE INDEX capture_page ON capture (page);
CREATE TABLE record (id INTEGER PRIMARY KEY, json TEXT);
CREATE TABLE card (id INTEGER PRIMARY KEY, card TEXT, diagnostics TEXT);
CREATE TABLE result (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB);
"""

_DELETE_UNSELECTED = (
    "DELETE FROM capture WHERE id NOT IN (SELECT id FROM selected)",
    "DELETE FROM record WHERE id NOT IN (SELECT id FROM selected)",
    "DELETE FROM card WHERE id NOT IN (SELECT id FROM selected)",
)


class StoreError(UserError):
    """The store cannot be used; the message says why and what to do."""


def capture_key(capture: Capture, site: str | None) -> bytes:
    """A hash of everything that a page's record depends on, except the software and the time of retrieval.

    A page that is unchanged a week later is the same page, unless a new layout of the site began in between.
    """
    content = (capture.sha256, capture.name, capture.url, capture.media, capture.charset, capture.status)
    layout_period = bisect_right(layout_days(), capture.retrieved[:10]) if capture.retrieved else None
    return cache_key(*content, layout_period, capture.site, site)


class PageStore:
    """One SQLite file of parsed pages by capture; several processes can write at the same time.

    The content is deleted where another version of the software wrote it: another line of code or word of a site.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            StoreError: the file cannot be written.
        """
        self._path = path
        self._waiting: list[tuple[bytes, bytes, Capture, ProfilePage | DirectoryPage | Problem]] = []
        """Key of the record, key of the capture, capture, record."""
        with self._store_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # damaged: it only holds what can be parsed again
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
        with self._store_errors():
            return self._database.execute("SELECT 1 FROM capture WHERE key = ?", [key]).fetchone() is not None

    def add(self, key: bytes, capture: Capture, record: ProfilePage | DirectoryPage | Problem) -> None:
        """Add the record of a capture."""
        self._waiting.append((key, key, capture, record))
        if isinstance(record, DirectoryPage):
            for index, card in enumerate(record.cards):
                self._waiting.append((cache_key(key, index), key, capture, card))
        if len(self._waiting) >= _BATCH:
            self._write()

    def select(self, captures: Iterable[tuple[bytes, str | None]]) -> SelectedCaptures:
        """Select the captures of one build.

        Args:
            captures: for each capture its key and its time of retrieval.
        """
        with self._store_errors():
            self._database.execute("CREATE TEMP TABLE input (key BLOB, retrieved TEXT)")
            self._database.executemany("INSERT INTO input VALUES (?, ?)", captures)
            self._database.execute(
                "CREATE TEMP TABLE selected AS SELECT DISTINCT id, retrieved"
                " FROM input JOIN capture ON capture.page = input.key"
            )
        return SelectedCaptures(self._database)

    def results(self) -> StoredResults:
        """The result cache of these pages."""
        return StoredResults(self._database, self._store_errors)

    def delete_unselected(self) -> None:
        """Delete captures that are not selected: no input has them any more."""
        with self._store_errors(), self._transaction():
            for statement in _DELETE_UNSELECTED:
                self._database.execute(statement)

    def close(self) -> None:
        """Write what was added, and close the file."""
        with self._store_errors():
            self._write()
            self._database.close()

    def _open(self) -> None:
        self._database = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        key = software_key()
        with self._transaction():
            tables = [name for (name,) in self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if "cache_version" in tables:
                stored = self._database.execute("SELECT version FROM cache_version").fetchall()
                if stored == [(key,)]:
                    return
            for name in tables:
                self._database.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _TABLES.split(";")):
                self._database.execute(statement)
            self._database.execute("INSERT INTO cache_version VALUES (?)", [key])

    def _write(self) -> None:
        """Write the waiting records in one transaction; another process may have added the same capture."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        rows = [(_row(*each), *serialize(each[-1])) for each in waiting]
        with self._store_errors(), self._transaction():
            for row, json, *card in rows:
                inserted = self._database.execute(
                    "INSERT OR IGNORE INTO capture VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
                if inserted.rowcount:
                    self._database.execute("INSERT INTO record VALUES (?, ?)", [inserted.lastrowid, json])
                    self._database.execute("INSERT INTO card VALUES (?, ?, ?)", [inserted.lastrowid, *card])

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
    def _store_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"cannot use {self._path}: {error}; delete it, make room, or choose another --out"
            ) from error


def _row(
    key: bytes, page: bytes, capture: Capture, record: ProfilePage | DirectoryPage | Problem
) -> tuple[object, ...]:
    kind, requested = type(record).__name__, capture.name
    if not isinstance(record, ProfilePage):
        kind = LISTING if isinstance(record, DirectoryPage) and record.publications else kind
        return key, page, kind, None, requested, None, None, None
    version = capture_version(record, requested, 0)
    return key, page, kind, version.url, requested, version.addressed, version.number, version.sha256


_LIBRARIES = ("beautifulsoup4", "ftfy", "lxml", "numpy", "pydantic", "pylatexenc", "pyspellchecker", "rapidfuzz")
"""Libraries on which the record of a page depends."""


@cache
def software_key() -> str:
    """A hash of every line of this package and of the user's sites, and of the versions of what it is built on."""
    digest = blake2b(digest_size=16)
    root = Path(profile_scraper.__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    own = user_folder()
    for path in sorted(own.glob("*/*.*")) if own is not None else ():
        if path.suffix in (".py", ".toml"):
            digest.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    digest.update(repr((sys.version, [(name, metadata.version(name)) for name in _LIBRARIES])).encode())
    return digest.hexdigest()
