"""Normalise and hash many texts at once."""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from profile_scraper.dedupe.prepare.arrays import Bools, Ints, mixed
from profile_scraper.dedupe.prepare.fold import AS_A_WHOLE, AS_PRINTED, fold, squeeze, stable_hash
from profile_scraper.dedupe.prepare.token_features import MOST, Memo

_LINE_END, _SPACE = b"\n "
_LOWER = bytes(range(256)).lower()
_SPACED = bytes(code if chr(code).isalnum() or code == _LINE_END else 32 for code in range(128)) + bytes(
    range(128, 256)
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum() and code != _LINE_END)
_NO_WORD = re.compile(r"[^\w\x00-\x7f]+")


def encoded(texts: Sequence[str]) -> bytes:
    """One text a line; a line's end within a text becomes a space."""
    text = "\n".join(texts)
    if text.count("\n") >= max(len(texts), 1):
        text = "\n".join([text.replace("\n", " ") for text in texts])
    return text.encode("utf8", "surrogatepass")


def holding(lines: bytes, *wanted: bytes) -> Bools:
    """Which lines hold one of these pieces."""
    found = []
    for piece in wanted:
        at = lines.find(piece)
        while at >= 0:
            found.append(at)
            end = lines.find(b"\n", at)
            at = lines.find(piece, end) if end >= 0 else -1
    return _rows_of(lines, np.array(found, np.int64))


def _rows_of(lines: bytes, places: Ints) -> Bools:
    ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == _LINE_END)
    rows = np.zeros(len(ends) + 1, np.bool_)
    rows[np.searchsorted(ends, places)] = True
    return rows


class _Rewriting(NamedTuple):
    """How texts are rewritten: plain ones by a table, those beyond ASCII word by word, some each by itself."""

    dropped: bytes
    """What is taken out of plain texts."""
    by_itself: tuple[bytes, ...]
    """What a text holds that is no plain text."""
    memo: Memo[str, str]
    """What a text or a word of it becomes."""
    glue: str
    """What stands between the words."""

    def of(self, texts: Sequence[str]) -> list[str]:
        """The texts, rewritten."""
        data = encoded(texts)
        rewritten = data.translate(_LOWER, self.dropped).decode("utf8", "surrogatepass").split("\n")
        by_itself = holding(data, *self.by_itself)
        beyond_ascii = _rows_of(data, np.flatnonzero(np.frombuffer(data, np.uint8) >= 128))
        for row in np.flatnonzero(beyond_ascii & ~by_itself).tolist():
            words = texts[row].replace("\n", " ").split(" ")
            rewritten[row] = self.glue.join(map(self.memo.__getitem__, words))
        for row in np.flatnonzero(by_itself).tolist():
            rewritten[row] = self.memo.function(texts[row]).replace("\n", " ")
        return rewritten


_FOLDING = _Rewriting(b"'`", tuple(map(str.encode, AS_A_WHOLE + AS_PRINTED)), Memo(fold), " ")
_SQUEEZING = _Rewriting(_NO_LETTERS, tuple(map(str.encode, AS_A_WHOLE)), Memo(squeeze), "")


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded, its lines' ends taken for spaces."""
    return _FOLDING.of(texts)


def squeeze_all(texts: Sequence[str]) -> list[str]:
    """The letters and digits of each text."""
    return _SQUEEZING.of(texts)


def words_of_all(folded: Sequence[str]) -> bytes:
    """The words of each folded text, joined by one space; one text a line."""
    text = "\n".join(folded)
    if not text.isascii():
        text = _NO_WORD.sub(" ", text)
    data = np.frombuffer(text.encode().translate(_SPACED), np.uint8)
    gap = data <= _SPACE
    data = data[~gap | np.r_[False, ~gap[:-1]] | (data == _LINE_END)]  # of several spaces the first stays
    at_end = np.r_[data[1:] == _LINE_END, True][: len(data)]
    kept: bytes = data[(data != _SPACE) | ~at_end].tobytes()
    return kept


def hashes_of(texts: Iterable[str]) -> Ints:
    """For each text its :func:`~profile_scraper.dedupe.prepare.fold.stable_hash`."""
    return np.array(list(map(stable_hash, texts)), np.int64)


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
