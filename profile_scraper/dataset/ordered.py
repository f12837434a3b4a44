"""Lines of a file put in order, however many they are: beyond some megabytes they wait on disk."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from profile_scraper.dataset.scratch import Scratch

_AT_MOST = 32 * 1024 * 1024
"""Bytes of lines that are held."""
_OVERHEAD = 60
"""Bytes of an object in a list, beside what it holds."""


class SortedLines(Scratch):
    """Lines sorted by a key, lines of one key by their bytes."""

    def __init__(self, folder: Path) -> None:
        """Let what is too much wait in ``folder``."""
        super().__init__(folder)
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines in their order."""
        self._held.sort()
        for keyed in heapq.merge(*self._runs, self._held):
            yield keyed.rpartition(b"\0")[2]  # JSON has no such byte

    def add(self, line: bytes, key: str = "") -> None:
        """Take one more line, its line feed included."""
        keyed = key.encode() + b"\0" + line
        self._held.append(keyed)
        self._size += len(keyed) + _OVERHEAD
        if self._size >= _AT_MOST:
            self._spill()

    def _spill(self) -> None:
        self._held.sort()
        run = self.file()
        self._runs.append(run)
        run.writelines(self._held)
        run.seek(0)
        self._held.clear()
        self._size = 0
