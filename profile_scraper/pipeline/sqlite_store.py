"""SQLite store of parsed pages: a build does not hold them in memory, later builds do not parse them again."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, Self

from profile_scraper.messages import UserError
from profile_scraper.pair import PageSummary
from profile_scraper.pipeline.latest import Failure
from profile_scraper.pipeline.parsing import PageRow
from profile_scraper.pipeline.results import StoredResults
from profile_scraper.pipeline.store import software_key
from profile_scraper.records.page import DirectoryPage, ParseWarning
from profile_scraper.records.problem import Problem
from profile_scraper.workspace import ResultCache

_BATCH = 64
"""Captures of one transaction."""
_LOG_PAGES = 16_384
"""Pages of 4 KB in SQLite's write-ahead log before a checkpoint, which waits for the disk."""
_TABLES = """
CREATE TABLE cache_version (version TEXT);
CREATE TABLE capture (id INTEGER PRIMARY KEY, key BLOB UNIQUE, page BLOB, kind TEXT, address TEXT, summary TEXT);
CREATE INDEX capture_page ON capture (page);
CREATE TABLE record (id INTEGER PRIMARY KEY, json TEXT, entries TEXT);
CREATE TABLE result (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB);
"""
_DELETE_UNSELECTED = (
    "DELETE FROM capture WHERE id NOT IN (SELECT id FROM selected)",
    "DELETE FROM record WHERE id NOT IN (SELECT id FROM selected)",
)
_OF_BUILD = ("page_index", "retrieved", "digest")
"""Fields of a summary that do not depend on the page's content alone."""


class StoreError(UserError):
    """The store cannot be used; the message says why and what to do."""


class SqliteStore:
    """One SQLite file of parsed pages by capture, which outlasts the build.

    The content is deleted where another version of the software wrote it: another line of code or word of a site.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            StoreError: the file cannot be written.
        """
        self._path = path
        self._waiting: dict[bytes, Sequence[PageRow]] = {}
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
        self.results: ResultCache = (stored := StoredResults(self._database, self._store_errors))
        self._stored_results = stored

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, key: bytes) -> bool:
        if key in self._waiting:
            return True
        with self._store_errors():
            return self._database.execute("SELECT 1 FROM capture WHERE key = ?", [key]).fetchone() is not None

    def keys(self) -> frozenset[bytes]:
        """The keys of all captures in the store."""
        with self._store_errors():
            stored = self._database.execute("SELECT DISTINCT page FROM capture")
            return frozenset(key for (key,) in stored) | self._waiting.keys()

    def add(self, key: bytes, rows: Sequence[PageRow]) -> None:
        """Add what a capture gave."""
        self._waiting[key] = rows
        if len(self._waiting) >= _BATCH:
            self._write()

    def select(self, captures: Iterable[tuple[bytes, str | None]]) -> None:
        """Select the captures of a build."""
        self._write()
        with self._store_errors():
            self._database.execute("CREATE TEMP TABLE input (key BLOB, retrieved TEXT)")
            self._database.executemany("INSERT INTO input VALUES (?, ?)", captures)
            self._database.execute(
                "CREATE TEMP TABLE selected AS SELECT DISTINCT id, retrieved"
                " FROM input JOIN capture ON capture.page = input.key"
            )

    def summaries(self) -> Iterator[PageSummary]:
        """The summaries of the selected pages, sorted by address."""
        found = self._database.execute(
            "SELECT id, key, summary, retrieved FROM selected JOIN capture USING (id) WHERE kind = 'page'"
            " ORDER BY address, key, retrieved"
        )
        last, summary = -1, None
        for row_id, key, text, retrieved in found:
            if summary is None or row_id != last:  # a page that is found unchanged has a row for each time
                last, summary = row_id, _summary(text)._replace(page_index=row_id, digest=key)
            yield summary._replace(retrieved=retrieved)

    def directories(self) -> Iterator[DirectoryPage]:
        """The selected list pages."""
        found = self._database.execute(
            "SELECT json FROM selected JOIN capture USING (id) JOIN record USING (id) WHERE kind = 'directory'"
            " ORDER BY key"
        )
        for (text,) in found:
            yield DirectoryPage.model_validate_json(text)

    def failures(self) -> Iterator[Failure]:
        """The problems of selected captures that gave no page."""
        found = self._database.execute(
            "SELECT json, retrieved FROM selected JOIN capture USING (id) JOIN record USING (id)"
            " WHERE kind = 'problem' ORDER BY address, retrieved, key"
        )
        for text, retrieved in found:
            yield Problem.model_validate_json(text), retrieved

    def page(self, row_id: int) -> str:
        """JSON of a page without its entries and its time of retrieval."""
        return self._text("json", row_id)

    def entries(self, row_id: int) -> str:
        """A line for each entry of a page."""
        return self._text("entries", row_id)

    def delete_unused(self) -> None:
        """Delete captures that are not selected and results that were not used: the next build needs none of them."""
        self._stored_results.delete_unused()
        with self._store_errors(), self._transaction():
            for statement in _DELETE_UNSELECTED:
                self._database.execute(statement)

    def close(self) -> None:
        """Write what was added, and close the file."""
        with self._store_errors():
            self._write()
            self._database.close()

    def _text(self, column: str, row_id: int) -> str:
        with self._store_errors():
            found = self._database.execute(f"SELECT {column} FROM record WHERE id = ?", [row_id])  # noqa: S608 - ours
            (text,) = found.fetchone()
        return str(text)

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
        """Write the waiting captures in one transaction."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        with self._store_errors(), self._transaction():
            for key, rows in waiting.items():
                for row in rows:
                    address = row.summary.url if row.summary else row.requested
                    inserted = self._database.execute(
                        "INSERT OR IGNORE INTO capture VALUES (NULL, ?, ?, ?, ?, ?)",
                        (row.key, key, row.kind, address, row.summary and _summary_json(row.summary)),
                    )
                    if inserted.rowcount:
                        self._database.execute(
                            "INSERT INTO record VALUES (?, ?, ?)", (inserted.lastrowid, row.record, row.entries)
                        )

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


def _summary_json(summary: PageSummary) -> str:
    fields = summary._asdict()
    for name in _OF_BUILD:
        del fields[name]
    return json.dumps({**fields, "warnings": [warning.model_dump() for warning in summary.warnings]})


def _summary(text: str) -> PageSummary:
    fields: dict[str, Any] = json.loads(text)
    for name in ("blocking_keys", "title_keys"):
        fields[name] = tuple(fields[name])
    fields["site"] = intern(fields["site"])
    fields["extraction_methods"] = _shared(tuple(fields["extraction_methods"].items()))
    fields["warnings"] = tuple(ParseWarning.model_validate(warning) for warning in fields["warnings"])
    return PageSummary(**fields)


@lru_cache(4096)
def _shared(methods: tuple[tuple[str, Any], ...]) -> Mapping[str, Any]:
    """One mapping for all pages that were read alike: most are."""
    return dict(methods)
