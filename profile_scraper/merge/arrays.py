"""The shapes that columns have: numbers, lists of numbers, texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


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
    def stacked(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """Several, one under the other."""
        return cls(np.concatenate([part.values for part in parts]), _stacked_starts([part.starts for part in parts]))

    @property
    def counts(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)

    def places(self, rows: Ints) -> Ints:
        """Where in ``values`` the values of these rows stand, row by row."""
        counts = self.counts[rows]
        ends = np.cumsum(counts)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[rows] - ends + counts, counts)

    def taken(self, rows: Ints) -> "Ragged":
        """These rows alone."""
        return Ragged(self.values[self.places(rows)], np.concatenate([[0], np.cumsum(self.counts[rows])]))


@dataclass(slots=True)
class Texts:
    """One text a row, as bytes one behind the other: a third of what as many objects take."""

    data: bytes
    starts: Ints

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Lay texts out one behind the other."""
        encoded = [text.encode("utf8", "surrogatepass") for text in texts]
        starts = np.fromiter(accumulate(map(len, encoded), initial=0), np.int64, len(encoded) + 1)
        return cls(b"".join(encoded), starts)

    @classmethod
    def stacked(cls, parts: Sequence["Texts"]) -> "Texts":
        """Several, one under the other."""
        return cls(b"".join([part.data for part in parts]), _stacked_starts([part.starts for part in parts]))

    def __getitem__(self, row: int) -> str:
        return self.data[self.starts[row] : self.starts[row + 1]].decode("utf8", "surrogatepass")

    def at(self, rows: Ints) -> list[str]:
        """The texts of these rows."""
        return [piece.decode("utf8", "surrogatepass") for piece in self._pieces(rows)]

    def taken(self, rows: Ints) -> "Texts":
        """These rows alone."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        return Texts(b"".join(self._pieces(rows)), np.concatenate([[0], np.cumsum(lengths)]))

    def _pieces(self, rows: Ints) -> list[bytes]:
        starts, ends = self.starts[rows].tolist(), self.starts[rows + 1].tolist()
        return [self.data[start:end] for start, end in zip(starts, ends, strict=True)]


def _stacked_starts(parts: Sequence[Ints]) -> Ints:
    lengths = np.concatenate([np.diff(part) for part in parts])
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def bucket_of(values: Ints) -> Ints:
    """A bucket for each hash, about sixteen times as many as values: equal values share one, others seldom do."""
    bits = max(10, min(26, len(values).bit_length() + 3))
    return values & ((1 << bits) - 1)
