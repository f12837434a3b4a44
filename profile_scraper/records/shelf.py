"""Where finished records go: into a list or, where they are many, to wherever the caller keeps them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from profile_scraper.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


@runtime_checkable
class WithLines(Protocol):
    """Records that can be had as JSON without being made."""

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included."""


class Shelf(Protocol[AnyRecord]):
    """Records of one sort, in the order in which they came."""

    def append(self, record: AnyRecord, /) -> None:
        """Put one more record behind the others."""

    def append_json(self, json: str, /) -> None:
        """Put one more record behind the others, of which there is nothing but its JSON."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[AnyRecord]:
        """Each record again, as often as it is asked for."""


class NewShelf(Protocol):
    """Makes an empty shelf for records of a sort."""

    def __call__(self, model: type[AnyRecord], /) -> Shelf[AnyRecord]:
        """An empty shelf."""


class InMemory(list[AnyRecord]):
    """A list."""

    def __init__(self, model: type[AnyRecord]) -> None:
        """Hold records of a sort."""
        super().__init__()
        self._model = model

    def append_json(self, json: str) -> None:
        """Put one more record behind the others, of which there is nothing but its JSON."""
        self.append(self._model.model_validate_json(json))


class Joined(Generic[AnyRecord]):
    """Several shelves, one behind the other."""

    def __init__(self, shelves: Sequence[Shelf[AnyRecord]]) -> None:
        """Join shelves of one sort."""
        self._shelves = shelves

    def __iter__(self) -> Iterator[AnyRecord]:
        """Each record again."""
        return (record for shelf in self._shelves for record in shelf)

    def lines(self) -> Iterator[bytes]:
        """Each record as JSON, its line feed included."""
        return (line for shelf in self._shelves for line in lines_of(shelf))


def line_of(record: Record) -> bytes:
    """A record as JSON, its line feed included."""
    return record.model_dump_json().encode() + b"\n"


def lines_of(records: Iterable[Record]) -> Iterator[bytes]:
    """Records as JSON, their line feeds included; none is made that is kept as JSON."""
    return records.lines() if isinstance(records, WithLines) else map(line_of, records)
