"""Finished records on disk until the dataset is written: what a large build has made is not held in memory."""

from collections.abc import Iterator
from typing import IO, Generic

from profile_scraper.dataset.scratch import Scratch
from profile_scraper.records.shelf import AnyRecord, line_of


class Spool(Generic[AnyRecord]):
    """A shelf of records in a file without a name, which vanishes with the process."""

    def __init__(self, model: type[AnyRecord], file: IO[bytes]) -> None:
        """Keep records in an empty file."""
        self._model = model
        self._file = file
        self._count = 0

    def append(self, record: AnyRecord) -> None:
        """Put one more record behind the others."""
        self._file.write(line_of(record))
        self._count += 1

    def append_json(self, json: str) -> None:
        """Put one more record behind the others, of which there is nothing but its JSON."""
        self._file.write(json.encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield the records; one iteration at a time, and none while records come."""
        return map(self._model.model_validate_json, self.lines())

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included; one iteration at a time, and none while records come."""
        self._file.seek(0)
        return iter(self._file)


class Spools(Scratch):
    """Makes spools, and closes them together."""

    def __call__(self, model: type[AnyRecord]) -> Spool[AnyRecord]:
        """An empty spool."""
        return Spool(model, self.file())
