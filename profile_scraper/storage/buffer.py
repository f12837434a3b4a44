"""Buffers of finished records until the dataset is written: in memory for a small build, in temporary files else."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Generic, Protocol, TypeVar, runtime_checkable

from profile_scraper.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


@runtime_checkable
class SerializedRecords(Protocol):
    """Records that can be read as JSON lines without validating them."""

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included."""


class RecordBuffer(Protocol[AnyRecord]):
    """Records of one model, in the order in which they were appended."""

    def append(self, record: AnyRecord, /) -> None:
        """Append a record."""

    def append_json(self, json: str, /) -> None:
        """Append a record that is given as JSON."""

    def __len__(self) -> int:
        """Number of records."""

    def __iter__(self) -> Iterator[AnyRecord]:
        """Iterate over the records, any number of times."""


class BufferFactory(Protocol):
    """Creates empty buffers."""

    def __call__(self, model: type[AnyRecord], /) -> RecordBuffer[AnyRecord]:
        """An empty buffer for records of a model."""


class MemoryBuffer(list[AnyRecord]):
    """A buffer that is a list."""

    def __init__(self, model: type[AnyRecord]) -> None:
        """Hold records of a model."""
        super().__init__()
        self._model = model

    def append_json(self, json: str) -> None:
        """Append a record that is given as JSON."""
        self.append(self._model.model_validate_json(json))


class TempFileBuffer(Generic[AnyRecord]):
    """A buffer of JSON lines in a temporary file."""

    def __init__(self, model: type[AnyRecord], file: IO[bytes]) -> None:
        """Hold records of a model in an empty file."""
        self._model = model
        self._file = file
        self._count = 0

    def append(self, record: AnyRecord) -> None:
        """Append a record."""
        self._file.write(record_line(record))
        self._count += 1

    def append_json(self, json: str) -> None:
        """Append a record that is given as JSON."""
        self._file.write(json.encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AnyRecord]:
        """Iterate over the records; only one iteration at a time, and no append during it."""
        return map(self._model.model_validate_json, self.lines())

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included; only one iteration at a time, and no append during it."""
        self._file.seek(0)
        return iter(self._file)


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
    """Creates buffers in temporary files."""

    def __call__(self, model: type[AnyRecord]) -> TempFileBuffer[AnyRecord]:
        """An empty buffer for records of a model."""
        return TempFileBuffer(model, self.file())


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
