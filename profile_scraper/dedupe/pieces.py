"""What is known of pieces of text, looked up for many at once: a piece goes by a hash of its bytes and is no object."""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from profile_scraper.dedupe.arrays import Ints, mixed
from profile_scraper.dedupe.memo import MOST

Bytes = npt.NDArray[np.uint8]


class Pieces:
    """Pieces of some bytes, each from a start to before an end."""

    def __init__(self, data: Bytes, starts: Ints, ends: Ints) -> None:
        self._data, self._starts, self._ends = data, starts, ends

    def hashes(self) -> Ints:
        """A hash of each piece; a piece hashes alike wherever it stands."""
        powers, inverses = _POWERS.up_to(len(self._data))
        sums = np.zeros(len(self._data) + 1, np.uint64)
        np.cumsum((self._data + np.uint64(1)) * powers, out=sums[1:])
        polynomials = (sums[self._ends] - sums[self._starts]) * inverses[self._starts]
        return mixed(polynomials.view(np.int64))

    def text(self, number: int) -> str:
        """One of the pieces."""
        return self._data[self._starts[number] : self._ends[number]].tobytes().decode("utf8", "surrogatepass")


class _Powers:
    """Powers of an odd number and their inverses, all modulo 2^64, as many as were needed so far."""

    def __init__(self) -> None:
        self._powers = self._inverses = np.ones(0, np.uint64)

    def up_to(self, size: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        """The first powers, one for each byte, and the inverses, one more."""
        if size >= len(self._powers):
            base = 0x9E3779B97F4A7C15
            steps = np.full((2, size + size // 2 + 2), base, np.uint64)
            steps[1] = pow(base, -1, 1 << 64)
            steps[:, 0] = 1
            self._powers, self._inverses = np.multiply.accumulate(steps, axis=1)
        return self._powers[:size], self._inverses


_POWERS = _Powers()


class Table:
    """Numbers that a function gives for a piece of text, asked once for each that is met."""

    def __init__(self, learn: Callable[[str], Sequence[int]]) -> None:
        self._learn = learn
        self._mask = 2 * MOST - 1
        self._forget()

    def _forget(self) -> None:
        self._row_at = np.full(self._mask + 1, -1, np.int32)
        self._hashes = array("q")
        self._learnt: list[array[int]] = []

    def of(self, pieces: Pieces) -> list[Ints]:
        """For each number that the function gives, a column of it."""
        if len(self._hashes) >= MOST:
            self._forget()
        hashes = pieces.hashes()
        row = self._rows(hashes)
        new = np.flatnonzero(row < 0)
        if len(new):
            codes, firsts = np.unique(hashes[new], return_index=True)
            self._add(codes, [self._learn(pieces.text(number)) for number in new[firsts].tolist()])
            row[new] = self._rows(hashes[new])
        return [np.frombuffer(column, np.int64)[row] for column in self._learnt]

    def _rows(self, hashes: Ints) -> Ints:
        """Where each was learnt, -1 for what is new."""
        if not self._hashes:
            return np.full(len(hashes), -1)
        known = np.frombuffer(self._hashes, np.int64)
        slot = hashes & self._mask
        row: Ints = self._row_at[slot]
        other = np.flatnonzero((row >= 0) & (known[row] != hashes))
        while len(other):
            slot[other] = (slot[other] + 1) & self._mask
            row[other] = self._row_at[slot[other]]
            other = other[(row[other] >= 0) & (known[row[other]] != hashes[other])]
        return row

    def _add(self, codes: Ints, learnt: Sequence[Sequence[int]]) -> None:
        row = np.arange(len(self._hashes), len(self._hashes) + len(codes))
        slot = codes & self._mask
        while len(slot):
            free = self._row_at[slot] < 0
            self._row_at[slot[free]] = row[free]
            # Of several that want one slot the last has it, and the others go on as from one that was taken.
            left = self._row_at[slot] != row
            slot, row = (slot[left] + 1) & self._mask, row[left]
        self._hashes.frombytes(codes.tobytes())
        self._learnt = self._learnt or [array("q") for _ in learnt[0]]
        for column, values in zip(self._learnt, zip(*learnt, strict=True), strict=True):
            column.extend(values)
