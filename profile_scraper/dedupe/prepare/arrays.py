"""Array types of columns (numbers, lists of numbers, texts) and builders that append to them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]
"""Of whatever width: hashes and rows have 64 bits, levels and small counts eight or sixteen."""
Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]

_PART = 40
"""Bits of a value that stand beside its row in one number; the row has the rest."""


@dataclass(slots=True)
class Ragged:
    """Several numbers a row: those of row ``i`` are ``values[starts[i]:starts[i + 1]]``."""

    values: Ints
    starts: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Ragged":
        """Lay lists out one behind the other."""
        starts = np.fromiter(accumulate(map(len, lists), initial=0), np.int64, len(lists) + 1)
        return cls(np.fromiter(chain.from_iterable(lists), np.int64, int(starts[-1])), starts)

    @classmethod
    def of_counts(cls, values: Ints, counts: npt.ArrayLike) -> "Ragged":
        """Values that lie one behind the other, so many to each row."""
        return cls(values, np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]))

    @classmethod
    def stacked(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """Several, one under the other."""
        return cls.of_counts(
            np.concatenate([part.values for part in parts]), np.concatenate([part.counts for part in parts])
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.starts)

    def counts_of(self, rows: Ints) -> Ints:
        """How many values each of these rows has."""
        return self.starts[rows + 1] - self.starts[rows]

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), self.counts)

    def places(self, rows: Ints) -> Ints:
        """Where in ``values`` the values of these rows stand, row by row."""
        counts = self.counts_of(rows)
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[rows] - ends + counts, counts)

    def between(self, first: int, end: int) -> "Ragged":
        """The rows from one to before another."""
        starts = self.starts[first : end + 1]
        return Ragged(self.values[starts[0] : starts[-1]], starts - starts[0])

    def taken(self, rows: Ints) -> "Ragged":
        """These rows alone."""
        return Ragged.of_counts(self.values[self.places(rows)], self.counts_of(rows))

    def sums(self) -> Ints:
        """The sum of each row's values; it may wrap around."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.values, dtype=np.int64)])
        result: Ints = np.diff(sums[self.starts])
        return result

    def chosen(self, chosen: Bools) -> "Ragged":
        """Of each row the values that are chosen."""
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(chosen)])
        return Ragged(self.values[chosen], ends[self.starts])

    def distinct(self) -> "Ragged":
        """Each row's values once."""
        rows = self.rows
        # Sorting row and part of the value in one number is three times as fast as sorting by both.
        packed = np.sort(rows << _PART | self.values & ((1 << _PART) - 1))
        suspect = packed[1:][packed[1:] == packed[:-1]] >> _PART
        if not len(suspect):
            return self
        inside = np.flatnonzero(np.isin(rows, suspect))
        order = inside[np.lexsort((self.values[inside], rows[inside]))]
        again = (rows[order][1:] == rows[order][:-1]) & (self.values[order][1:] == self.values[order][:-1])
        keep = np.ones(len(rows), np.bool_)
        keep[order[1:][again]] = False
        return self.chosen(keep)


@dataclass(slots=True)
class Texts:
    """One text a row, as bytes one behind the other: a third of what as many objects take."""

    data: npt.NDArray[np.uint8]
    starts: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """Lay texts out one behind the other."""
        data = "".join(texts)
        pieces = texts if data.isascii() else [text.encode("utf8", "surrogatepass") for text in texts]
        starts = np.fromiter(accumulate(map(len, pieces), initial=0), np.int64, len(pieces) + 1)
        return cls(np.frombuffer(data.encode("utf8", "surrogatepass"), np.uint8), starts)

    def __getitem__(self, row: int) -> str:
        return self.at(np.array([row]))[0]

    def at(self, rows: Ints) -> list[str]:
        """The texts of these rows."""
        view = self.data.data
        starts, ends = self.starts[rows].tolist(), self.starts[rows + 1].tolist()
        return [str(view[start:end], "utf8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]


class Tally:
    """How often each of many hashes occurs, counted in buckets; two that share one by chance are counted as one."""

    def __init__(self, values: Ints, room: int = 3) -> None:
        """Count values in ``2 ** room`` to ``2 ** (room + 1)`` buckets for each of them, but in 128 MB at most."""
        self._mask = (1 << max(10, min(24, len(values).bit_length() + room))) - 1
        self._counts: Ints = np.bincount(values & self._mask, minlength=1)

    def of(self, values: Ints) -> Ints:
        """How often each of these occurs among those counted."""
        counts: Ints = self._counts[values & self._mask]
        return counts

    def of_one(self, value: int) -> int:
        """How often one number occurs among those counted."""
        return int(self._counts[value & self._mask])


def distinct(values: Ints) -> Ints:
    """Each number once, sorted: a sort is many times as fast as numpy's own table of hashes."""
    values = np.sort(values)
    once: Ints = values[np.r_[True, values[1:] != values[:-1]][: len(values)]]
    return once


def mixed(values: Ints) -> Ints:
    """Each number made into another one whose every bit depends on all of its bits (the finalizer of splitmix64)."""
    bits = values.astype(np.uint64)
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(0x94D049BB133111EB)
    bits ^= bits >> np.uint64(31)
    return (bits >> np.uint64(3)).view(np.int64)


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
