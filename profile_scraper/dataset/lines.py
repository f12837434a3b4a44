"""A file of a dataset, record by record: checked as they are read, errors name file, line and field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from profile_scraper.errors import UserError
from profile_scraper.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class DatasetError(UserError):
    """A dataset cannot be read, or does not hold what was asked for; the text says where and what to do."""


class Lines(Generic[AnyRecord]):
    """The records of one JSON Lines file, read and validated at each iteration."""

    def __init__(self, path: Path, model: type[AnyRecord]) -> None:
        self._path = path
        self._model = model

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield each line's record.

        Raises:
            DatasetError: a line is no such record, or the file cannot be read.
        """
        try:
            with self._path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    try:
                        yield self._model.model_validate_json(line)
                    except ValidationError as error:
                        raise broken(f"{self._path}, line {number}", error) from None
        except OSError as error:
            raise DatasetError(f"{self._path} cannot be read: {error.strerror}") from error


def broken(where: str, error: ValidationError) -> DatasetError:
    """What is wrong with a record, for whoever keeps the file; ``where`` names it."""
    first = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return DatasetError(f"{where}{f', field {field}' if field else ''}: {first['msg']}; build the dataset again")
