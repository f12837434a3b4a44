"""Parsed pages on disk: what a large build has read is neither held in memory nor read again."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from profile_scraper.parse import PARSER_VERSION
from profile_scraper.pipeline.latest import Read
from profile_scraper.records.capture import Capture
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem

_COMMIT_EVERY = 500
"""Pages between two commits: what a kill may cost."""


class PageStore:
    """One SQLite file of parsed pages, by what they were parsed from; several processes may add to it at once.

    What another version of the parser wrote is forgotten.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=60)
        self._waiting = 0
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS page"
            " (parser TEXT, key TEXT, name TEXT, retrieved TEXT, kind TEXT, record TEXT, PRIMARY KEY (parser, key))"
        )
        self._database.execute("DELETE FROM page WHERE parser <> ?", [PARSER_VERSION])
        self._database.commit()

    def __contains__(self, key: str) -> bool:
        found = self._database.execute("SELECT 1 FROM page WHERE parser = ? AND key = ?", [PARSER_VERSION, key])
        return found.fetchone() is not None

    def add(self, key: str, capture: Capture, record: ProfilePage | DirectoryPage | Problem) -> None:
        """Keep what one capture was read as."""
        told = [capture.name, capture.retrieved, type(record).__name__, record.model_dump_json()]
        self._database.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?)", [PARSER_VERSION, key, *told])
        self._waiting += 1
        if self._waiting >= _COMMIT_EVERY:
            self._commit()

    def records(self, keys: Iterable[str]) -> Iterator[Read]:
        """What these captures were read as, directories left out."""
        for key in keys:
            query = "SELECT name, retrieved, kind, record FROM page WHERE parser = ? AND key = ?"
            name, retrieved, kind, record = self._database.execute(query, [PARSER_VERSION, key]).fetchone()
            if kind == ProfilePage.__name__:
                yield name, retrieved, ProfilePage.model_validate_json(record)
            elif kind == Problem.__name__:
                yield name, retrieved, Problem.model_validate_json(record)

    def close(self) -> None:
        """Make what was added outlive this process, and let go of the file."""
        self._commit()
        self._database.close()

    def _commit(self) -> None:
        self._database.commit()
        self._waiting = 0
