"""Array types of columns (numbers, lists of numbers, texts) and builders that append to them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]
"""Integers of any width: hashes and rows have 64 bits, levels and small counts 8 or 16."""
Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]

_PART = 40
"""Bits of a value that are packed with its row into one integer."""


@dataclass(slots=True)
class Ragged:
    """A ragged array: the values of row ``i`` are ``values[starts[i]:starts[i + 1]]``."""

    values: Ints
    starts: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Ragged":
        """From one list for each row."""
        starts = np.fromiter(accumulate(map(len, lists), initial=0), np.int64, len(lists) + 1)
        return cls(np.fromiter(chain.from_iterable(lists), np.int64, int(starts[-1])), starts)

    @classmethod
    def of_counts(cls, values: Ints, counts: npt.ArrayLike) -> "Ragged":
        """From concatenated values and the number of values of each row."""
        return cls(values, np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]))

    @classmethod
    def stacked(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """The rows of several, concatenated."""
        return cls.of_counts(
            np.concatenate([part.values for part in parts]), np.concatenate([part.counts for part in parts])
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Ints:
        """The number of values of each row."""
        return np.diff(self.starts)

    def counts_of(self, rows: Ints) -> Ints:
        """The number of values of each of these rows."""
        return self.starts[rows + 1] - self.starts[rows]

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), self.counts)

    def value_indices(self, rows: Ints) -> Ints:
        """Indices into ``values`` of the values of these rows, row by row."""
        counts = self.counts_of(rows)
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[rows] - ends + counts, counts)

    def between(self, first: int, end: int) -> "Ragged":
        """The rows from ``first`` to before ``end``."""
        starts = self.starts[first : end + 1]
        return Ragged(self.values[starts[0] : starts[-1]], starts - starts[0])

    def taken(self, rows: Ints) -> "Ragged":
        """The selected rows."""
        return Ragged.of_counts(self.values[self.value_indices(rows)], self.counts_of(rows))

    def sums(self) -> Ints:
        """The sum of each row's values, modulo 2^64."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.values, dtype=np.int64)])
        result: Ints = np.diff(sums[self.starts])
        return result

    def selected(self, selected: Bools) -> "Ragged":
        """The selected values of each row."""
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(selected)])
        return Ragged(self.values[selected], ends[self.starts])

    def distinct(self) -> "Ragged":
        """The distinct values of each row."""
        rows = self.rows
        # Sorting row and value packed into one integer is three times as fast as sorting by both.
        packed = np.sort(rows << _PART | self.values & ((1 << _PART) - 1))
        suspect = packed[1:][packed[1:] == packed[:-1]] >> _PART
        if not len(suspect):
            return self
        inside = np.flatnonzero(np.isin(rows, suspect))
        order = inside[np.lexsort((self.values[inside], rows[inside]))]
        again = (rows[order][1:] == rows[order][:-1]) & (self.values[order][1:] == self.values[order][:-1])
        keep = np.ones(len(rows), np.bool_)
        keep[order[1:][again]] = False
        return self.selected(keep)


@dataclass(slots=True)
class Texts:
    """One text a row, as concatenated UTF-8: a third of the memory of Python strings."""

    data: npt.NDArray[np.uint8]
    starts: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """From one text for each row."""
        data = "".join(texts)
        spans = texts if data.isascii() else [text.encode("utf8", "surrogatepass") for text in texts]
        starts = np.fromiter(accumulate(map(len, spans), initial=0), np.int64, len(spans) + 1)
        return cls(np.frombuffer(data.encode("utf8", "surrogatepass"), np.uint8), starts)

    def __getitem__(self, row: int) -> str:
        return self.at(np.array([row]))[0]

    def at(self, rows: Ints) -> list[str]:
        """The texts of these rows."""
        view = self.data.data
        starts, ends = self.starts[rows].tolist(), self.starts[rows + 1].tolist()
        return [str(view[start:end], "utf8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]


class FrequencySketch:
    """Approximate frequencies of hashes, counted in buckets; hashes that share a bucket are counted together."""

    def __init__(self, values: Ints, room: int = 3) -> None:
        """Count values in ``2 ** room`` to ``2 ** (room + 1)`` buckets a value, in 64 MB at most."""
        self._mask = (1 << max(10, min(24, len(values).bit_length() + room))) - 1
        self._counts: Ints = np.bincount(values & self._mask, minlength=1).astype(np.int32)

    def of(self, values: Ints) -> Ints:
        """The frequency of each of these values."""
        counts: Ints = self._counts[values & self._mask].astype(np.int64)
        return counts

    def of_one(self, value: int) -> int:
        """The frequency of one value."""
        return int(self._counts[value & self._mask])


def distinct(values: Ints) -> Ints:
    """The distinct values, sorted; faster than ``numpy.unique``."""
    values = np.sort(values)
    once: Ints = values[np.r_[True, values[1:] != values[:-1]][: len(values)]]
    return once


def mixed(values: Ints) -> Ints:
    """Hash each integer to 61 bits, each of which depends on all input bits (the finalizer of splitmix64)."""
    bits = values.astype(np.uint64)
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(0x94D049BB133111EB)
    bits ^= bits >> np.uint64(31)
    return (bits >> np.uint64(3)).view(np.int64)


Rows = TypeVar("Rows", Ragged, Texts)


class ArrayBuilder:
    """Append to an array in place, so that no part is held twice."""

    def __init__(self, first: npt.NDArray[Any]) -> None:
        self._array, self._size = first.copy(), len(first)

    def add(self, values: npt.NDArray[Any]) -> None:
        """Append values."""
        end = self._size + len(values)
        if end > len(self._array):
            self._array.resize(end + end // 8, refcheck=False)  # no other reference to it exists
        self._array[self._size : end] = values
        self._size = end

    def build(self) -> npt.NDArray[Any]:
        """The array; nothing can be added after this."""
        self._array.resize(self._size, refcheck=False)
        return self._array

    @property
    def last(self) -> Any:
        """The last value."""
        return self._array[self._size - 1]


class RowsBuilder(Generic[Rows]):
    """Append rows to a ``Ragged`` or ``Texts``."""

    def __init__(self, first: Rows) -> None:
        self._kind: type[Rows] = type(first)
        self._flat, self._starts = (ArrayBuilder(getattr(first, field.name)) for field in fields(first))

    def add(self, values: Rows) -> None:
        """Append rows."""
        flat, starts = (getattr(values, field.name) for field in fields(values))
        self._flat.add(flat)
        self._starts.add(starts[1:] + self._starts.last)

    def build(self) -> Rows:
        """The array; nothing can be added after this."""
        return self._kind(self._flat.build(), self._starts.build())
