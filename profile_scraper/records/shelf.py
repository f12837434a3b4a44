"""Where finished records go: into a list or, where they are many, to wherever the caller keeps them."""

from collections.abc import Iterator
from typing import Protocol, TypeVar

from profile_scraper.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Shelf(Protocol[AnyRecord]):
    """Records of one sort, in the order in which they came."""

    def append(self, record: AnyRecord, /) -> None:
        """Put one more record behind the others."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[AnyRecord]:
        """Each record again, as often as it is asked for."""


class NewShelf(Protocol):
    """Makes an empty shelf for records of a sort."""

    def __call__(self, model: type[AnyRecord], /) -> Shelf[AnyRecord]:
        """An empty shelf."""


def in_memory(_: type[AnyRecord], /) -> Shelf[AnyRecord]:
    """A list."""
    return []
