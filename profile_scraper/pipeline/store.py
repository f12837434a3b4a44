"""Parsed pages on disk: what a large build has read is neither held in memory nor read again."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from profile_scraper.parse import PARSER_VERSION

_COMMIT_EVERY = 500
"""Pages between two commits: what a kill may cost."""


class PageStore:
    """One SQLite file of parsed pages, by what they were parsed from; several processes may add to it at once.

    A store that another version of the parser wrote starts empty.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=60)
        self._waiting = 0
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS page (parser TEXT, key TEXT, record TEXT, PRIMARY KEY (parser, key))"
        )
        self._database.execute("DELETE FROM page WHERE parser <> ?", [PARSER_VERSION])
        self._database.commit()

    def __contains__(self, key: str) -> bool:
        with closing(
            self._database.execute("SELECT 1 FROM page WHERE parser = ? AND key = ?", [PARSER_VERSION, key])
        ) as found:
            return found.fetchone() is not None

    def add(self, key: str, record: str) -> None:
        """Keep one page's record, as JSON."""
        self._database.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", [PARSER_VERSION, key, record])
        self._waiting += 1
        if self._waiting >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what was added outlive this process."""
        self._database.commit()
        self._waiting = 0

    def records(self, keys: Iterable[str]) -> Iterator[str]:
        """The records of these pages, as JSON."""
        for key in keys:
            with closing(
                self._database.execute("SELECT record FROM page WHERE parser = ? AND key = ?", [PARSER_VERSION, key])
            ) as found:
                yield found.fetchone()[0]

    def close(self) -> None:
        """Commit and let go of the file."""
        self.commit()
        self._database.close()
