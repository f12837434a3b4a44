"""External merge sort of lines: sorted runs of some megabytes spill to temporary files and are merged."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from profile_scraper.storage.buffer import TempFiles

_RUN_BYTES = 32 * 1024 * 1024
"""Bytes of lines that are held in memory before they spill."""
_OVERHEAD = 60
"""Bytes of a bytes object and its list slot, beside its content."""


class SortedLines(TempFiles):
    """Lines sorted by a key, lines with the same key by their bytes."""

    def __init__(self, folder: Path, run_bytes: int = _RUN_BYTES) -> None:
        """Spill runs of ``run_bytes`` bytes to temporary files in ``folder``."""
        super().__init__(folder)
        self._run_bytes = run_bytes
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines in order; only once, and after the last ``add``."""
        self._held.sort()
        for keyed in heapq.merge(*self._runs, self._held):
            yield keyed.rpartition(b"\0")[2]  # a line of JSON has no zero byte

    def add(self, line: bytes, key: str = "") -> None:
        """Add a line, its line feed included."""
        keyed = key.encode() + b"\0" + line
        self._held.append(keyed)
        self._size += len(keyed) + _OVERHEAD
        if self._size >= self._run_bytes:
            self._spill()

    def _spill(self) -> None:
        self._held.sort()
        run = self.file()
        self._runs.append(run)
        run.writelines(self._held)
        run.seek(0)
        self._held.clear()
        self._size = 0
