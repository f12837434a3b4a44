"""Finished records on disk until the dataset is written: what a large build has made is not held in memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Generic, Self

from profile_scraper.records.shelf import AnyRecord


class Spool(Generic[AnyRecord]):
    """A shelf of records in a file without a name, which vanishes with the process."""

    def __init__(self, model: type[AnyRecord], file: IO[bytes]) -> None:
        """Keep records in an empty file."""
        self._model = model
        self._file = file
        self._count = 0

    def append(self, record: AnyRecord) -> None:
        """Put one more record behind the others."""
        self._file.write(record.model_dump_json().encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield the records; one iteration at a time, and none while records come."""
        self._file.seek(0)
        return map(self._model.model_validate_json, self._file)


class Spools:
    """Makes spools, and closes them together."""

    def __init__(self, folder: Path) -> None:
        """Let the spools stand in ``folder``."""
        self._folder = folder
        self._open = ExitStack()

    def __call__(self, model: type[AnyRecord]) -> Spool[AnyRecord]:
        """An empty spool."""
        return Spool(model, self._open.enter_context(TemporaryFile(dir=self._folder)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
