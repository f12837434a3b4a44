"""A JSON Lines file of a dataset: records are validated while they are iterated, errors name file, line and field."""

from collections.abc import Callable, Iterator
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import ValidationError

from profile_scraper.errors import UserError
from profile_scraper.messages import _
from profile_scraper.records.base import Record, fault_text, first_fault
from profile_scraper.storage.remote import Location

AnyRecord = TypeVar("AnyRecord", bound=Record)
IteratedRecord = TypeVar("IteratedRecord", bound=Record, covariant=True)


class DatasetError(UserError):
    """A dataset cannot be read, or lacks what was requested; the message says where and what to do."""


class Records(Protocol[IteratedRecord]):
    """Records that are read again in each iteration."""

    def __iter__(self) -> Iterator[IteratedRecord]:
        """Yield the records."""

    def __len__(self) -> int:
        """The number of records, counted anew."""


class RecordFile(Generic[AnyRecord]):
    """The records of one JSON Lines file, read and validated during each iteration."""

    def __init__(
        self,
        path: Location,
        model: type[AnyRecord],
        advice: str | None = None,
        extra: Literal["ignore", "forbid"] = "ignore",
        check: Callable[[], None] | None = None,
    ) -> None:
        """Read records of a model.

        Args:
            path: the file.
            model: the model of each line.
            advice: the end of the message about an invalid line; to build the dataset again where none is given.
            extra: whether a field that the model lacks is ignored, as later versions may add some, or an error.
            check: called once the file is open; raises where the file is not the one that was asked for.
        """
        self._path = path
        self._model = model
        self._advice = advice
        self._extra: Literal["ignore", "forbid"] = extra
        self._check = check

    def __repr__(self) -> str:
        return f"<{self._model.__name__} records of {self._path}>"

    def __len__(self) -> int:
        """The number of lines.

        Raises:
            DatasetError: the file cannot be read.
        """
        return sum(1 for _line in self._lines())

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield the record of each line.

        Raises:
            DatasetError: a line is not valid, or the file cannot be read.
        """
        for number, line in enumerate(self._lines(), 1):
            try:
                yield self._model.model_validate_json(line, extra=self._extra)
            except ValidationError as error:
                raise invalid_record(f"{self._path}, line {number}", error, self._advice) from None

    def _lines(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                if self._check is not None:
                    self._check()
                yield from file
        except OSError as error:
            if self._check is not None:
                self._check()
            raise DatasetError(
                _("{path} cannot be read: {error}").format(path=self._path, error=error.strerror)
            ) from error


def invalid_record(where: str, error: ValidationError, advice: str | None = None) -> DatasetError:
    """The error of an invalid record; ``where`` names its file and line."""
    first = first_fault(error)
    field = ".".join(str(part) for part in first["loc"])
    label = _("{where}, field {field}").format(where=where, field=field) if field else where
    text = _("{place}: {fault}; {advice}")
    return DatasetError(
        text.format(place=label, fault=fault_text(first), advice=advice or _("build the dataset again"))
    )
