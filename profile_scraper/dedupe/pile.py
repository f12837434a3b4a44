"""Columns that grow at their end, where they lie: what was added can be forgotten, and nothing is held twice."""

from dataclasses import fields
from typing import Any, Generic, TypeVar

import numpy.typing as npt

from profile_scraper.dedupe.arrays import Ragged, Texts

Rows = TypeVar("Rows", Ragged, Texts)


class Pile:
    """An array that grows."""

    def __init__(self, first: npt.NDArray[Any]) -> None:
        self._array, self._size = first.copy(), len(first)

    def add(self, more: npt.NDArray[Any]) -> None:
        """Put more behind what is there."""
        end = self._size + len(more)
        if end > len(self._array):
            self._array.resize(end + end // 8, refcheck=False)  # no other name for it has been given away
        self._array[self._size : end] = more
        self._size = end

    def whole(self) -> npt.NDArray[Any]:
        """All of it; nothing can be added any more."""
        self._array.resize(self._size, refcheck=False)
        return self._array

    @property
    def last(self) -> Any:
        """The last value."""
        return self._array[self._size - 1]


class RowPile(Generic[Rows]):
    """Rows of several values each, or of texts, that grow."""

    def __init__(self, first: Rows) -> None:
        self._kind: type[Rows] = type(first)
        self._flat, self._starts = (Pile(getattr(first, field.name)) for field in fields(first))

    def add(self, more: Rows) -> None:
        """Put more rows below what is there."""
        flat, starts = (getattr(more, field.name) for field in fields(more))
        self._flat.add(flat)
        self._starts.add(starts[1:] + self._starts.last)

    def whole(self) -> Rows:
        """All of it; nothing can be added any more."""
        return self._kind(self._flat.whole(), self._starts.whole())
