"""Buffers of records and external sort of lines: in memory up to a size, in temporary files above it."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from os import SEEK_END
from pathlib import Path
from typing import IO, Generic, Protocol, TypeVar, runtime_checkable

from profile_scraper.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)

_HELD_BYTES = 4 * 1024 * 1024
"""Bytes of a buffer that are held in memory before they spill."""


@runtime_checkable
class SerializedRecords(Protocol):
    """Records that can be read as JSON lines without validating them."""

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included."""


class RecordBuffer(Generic[AnyRecord]):
    """Records of one model as JSON lines, in the order in which they were appended: in memory, then in a file."""

    def __init__(self, model: type[AnyRecord], new_file: Callable[[], IO[bytes]] | None = None) -> None:
        """Create an empty buffer.

        Args:
            model: the model of the records.
            new_file: creates the file for records above some megabytes; all are held in memory if None.
        """
        self._model, self._new_file = model, new_file
        self._held: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._count = self._size = 0

    def append(self, record: AnyRecord) -> None:
        """Append a record."""
        self.append_json(record.model_dump_json())

    def append_json(self, json: str) -> None:
        """Append a record that is given as JSON of its model."""
        line = json.encode() + b"\n"
        self._held.append(line)
        self._count += 1
        self._size += len(line)
        if self._size > _HELD_BYTES and self._new_file is not None:
            self._spill(self._new_file)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AnyRecord]:
        """Iterate over the records; only one iteration at a time, and no append during it."""
        return map(self._model.model_validate_json, self.lines())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecordBuffer) and list(self.lines()) == list(other.lines())

    def __hash__(self) -> int:
        return id(self)

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included; only one iteration at a time, and no append during it."""
        if self._file is None:
            return iter(self._held)
        self._file.seek(0)
        return chain(self._file, self._held)

    def _spill(self, new_file: Callable[[], IO[bytes]]) -> None:
        if self._file is None:
            self._file = new_file()
        self._file.seek(0, SEEK_END)
        self._file.writelines(self._held)
        self._held.clear()
        self._size = 0


class BufferFactory(Protocol):
    """Creates empty buffers."""

    def __call__(self, model: type[AnyRecord], /) -> RecordBuffer[AnyRecord]:
        """An empty buffer for records of a model."""


class TempFiles(ExitStack):
    """Temporary files without a name; all are closed and thereby deleted when the block ends or the process dies."""

    def __init__(self, folder: Path) -> None:
        """Create the files in ``folder``."""
        super().__init__()
        self._folder = folder

    def file(self) -> IO[bytes]:
        """An empty file."""
        from tempfile import TemporaryFile  # a small build needs no file

        return self.enter_context(TemporaryFile(dir=self._folder))


class TempFileBuffers(TempFiles):
    """Creates buffers that spill to temporary files."""

    def __call__(self, model: type[AnyRecord]) -> RecordBuffer[AnyRecord]:
        """An empty buffer for records of a model."""
        return RecordBuffer(model, self.file)


class ConcatenatedBuffers(Generic[AnyRecord]):
    """The records of several buffers of one model, read one buffer after the other."""

    def __init__(self, buffers: Sequence[RecordBuffer[AnyRecord]]) -> None:
        """Concatenate the buffers."""
        self._buffers = buffers

    def __iter__(self) -> Iterator[AnyRecord]:
        """Iterate over the records."""
        return (record for buffer in self._buffers for record in buffer)

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included."""
        return (line for buffer in self._buffers for line in record_lines(buffer))


def record_line(record: Record) -> bytes:
    """A record as JSON, its line feed included."""
    return record.model_dump_json().encode() + b"\n"


def record_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Records as JSON, their line feeds included; records that are stored as JSON are not validated."""
    return records.lines() if isinstance(records, SerializedRecords) else map(record_line, records)


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
