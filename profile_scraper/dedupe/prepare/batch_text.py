"""Normalise, split and hash many texts at once: as lines of one byte string, or as spans of bytes."""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from profile_scraper.dedupe.prepare.arrays import Bools, Ints, mixed
from profile_scraper.dedupe.prepare.token_features import MAX_CACHED, BoundedCache, stable_hash
from profile_scraper.text.normalize import TEX_SIGNS, WHOLE_TEXT_SIGNS, normalize_text

_LINE_END, _SPACE = b"\n "
_LOWER = bytes(range(256)).lower()
_SPACED = bytes(code if chr(code).isalnum() or code == _LINE_END else 32 for code in range(128)) + bytes(
    range(128, 256)
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum() and code != _LINE_END)
_NO_WORD = re.compile(r"[^\w\x00-\x7f]+")


def encoded(texts: Sequence[str]) -> bytes:
    """Encode texts as UTF-8, one a line; a newline within a text becomes a space."""
    text = "\n".join(texts)
    if text.count("\n") >= max(len(texts), 1):
        text = "\n".join([text.replace("\n", " ") for text in texts])
    return text.encode("utf8", "surrogatepass")


def holding(lines: bytes, *wanted: bytes) -> Bools:
    """Which lines contain one of these byte strings."""
    found = []
    for span in wanted:
        at = lines.find(span)
        while at >= 0:
            found.append(at)
            end = lines.find(b"\n", at)
            at = lines.find(span, end) if end >= 0 else -1
    return _rows_of(lines, np.array(found, np.int64))


def _rows_of(lines: bytes, positions: Ints) -> Bools:
    ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == _LINE_END)
    rows = np.zeros(len(ends) + 1, np.bool_)
    rows[np.searchsorted(ends, positions)] = True
    return rows


class _Rewriting(NamedTuple):
    """Rewrite ASCII texts by a translation table, others word by word, and some as a whole."""

    dropped: bytes
    """Bytes that are deleted from ASCII texts."""
    by_itself: tuple[bytes, ...]
    """A text that contains one of these is rewritten as a whole."""
    cache: BoundedCache[str, str]
    """Rewrites a text or a word."""
    separator: str
    """Joins the words."""

    def of(self, texts: Sequence[str]) -> list[str]:
        """The rewritten texts."""
        data = encoded(texts)
        rewritten = data.translate(_LOWER, self.dropped).decode("utf8", "surrogatepass").split("\n")
        by_itself = holding(data, *self.by_itself)
        beyond_ascii = _rows_of(data, np.flatnonzero(np.frombuffer(data, np.uint8) >= 128))
        for row in np.flatnonzero(beyond_ascii & ~by_itself).tolist():
            words = texts[row].replace("\n", " ").split(" ")
            rewritten[row] = self.separator.join(map(self.cache.__getitem__, words))
        for row in np.flatnonzero(by_itself).tolist():
            rewritten[row] = self.cache.function(texts[row]).replace("\n", " ")
        return rewritten


_SYMBOLS = ("++", "#")
_TITLES = _Rewriting(
    b"",
    tuple(map(str.encode, (*WHOLE_TEXT_SIGNS, *TEX_SIGNS, *_SYMBOLS, "'", "`"))),
    BoundedCache(partial(normalize_text, form="title")),
    " ",
)
_ALPHANUMERIC = _Rewriting(
    _NO_LETTERS,
    tuple(map(str.encode, (*WHOLE_TEXT_SIGNS, *_SYMBOLS))),
    BoundedCache(partial(normalize_text, form="alphanumeric")),
    "",
)


def titles_of_all(texts: Sequence[str]) -> list[str]:
    """Each text in the form ``title``; newlines become spaces."""
    return _TITLES.of(texts)


def alphanumeric_all(texts: Sequence[str]) -> list[str]:
    """Each text in the form ``alphanumeric``."""
    return _ALPHANUMERIC.of(texts)


def words_of_all(normalized: Sequence[str]) -> bytes:
    """The words of each normalised text, joined by one space; one text a line."""
    text = "\n".join(normalized)
    if not text.isascii():
        text = _NO_WORD.sub(" ", text)
    data = np.frombuffer(text.encode().translate(_SPACED), np.uint8)
    gap = data <= _SPACE
    data = data[~gap | np.r_[False, ~gap[:-1]] | (data == _LINE_END)]  # the first of several spaces
    at_end = np.r_[data[1:] == _LINE_END, True][: len(data)]
    words: bytes = data[(data != _SPACE) | ~at_end].tobytes()
    return words


def hashes_of(texts: Iterable[str]) -> Ints:
    """The hash of each text, see :func:`~profile_scraper.dedupe.prepare.token_features.stable_hash`."""
    return np.array(list(map(stable_hash, texts)), np.int64)


Bytes = npt.NDArray[np.uint8]


class Spans:
    """Spans of a byte array, each from a start to before an end."""

    def __init__(self, data: Bytes, starts: Ints, ends: Ints) -> None:
        self._data, self._starts, self._ends = data, starts, ends

    def hashes(self) -> Ints:
        """A hash of each span's bytes, by prefix sums of a polynomial; it does not depend on the position."""
        powers, inverses = _POWERS.up_to(len(self._data))
        sums = np.zeros(len(self._data) + 1, np.uint64)
        np.cumsum((self._data + np.uint64(1)) * powers, out=sums[1:])
        polynomials = (sums[self._ends] - sums[self._starts]) * inverses[self._starts]
        return mixed(polynomials.view(np.int64))

    def text(self, number: int) -> str:
        """The text of a span."""
        return self._data[self._starts[number] : self._ends[number]].tobytes().decode("utf8", "surrogatepass")


class _Powers:
    """Powers of an odd number and of its inverse modulo 2^64, computed on demand."""

    def __init__(self) -> None:
        self._powers = self._inverses = np.ones(0, np.uint64)

    def up_to(self, size: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        """``size`` powers, and at least ``size + 1`` inverse powers."""
        if size >= len(self._powers):
            base = 0x9E3779B97F4A7C15
            steps = np.full((2, size + size // 2 + 2), base, np.uint64)
            steps[1] = pow(base, -1, 1 << 64)
            steps[:, 0] = 1
            self._powers, self._inverses = np.multiply.accumulate(steps, axis=1)
        return self._powers[:size], self._inverses


_POWERS = _Powers()


class SpanTable:
    """A hash table from spans to the integers that a function gives for them; it runs once a distinct span."""

    def __init__(self, compute: Callable[[str], Sequence[int]]) -> None:
        self._compute = compute
        self._mask = 2 * MAX_CACHED - 1
        self._clear()

    def _clear(self) -> None:
        self._row_at = np.full(self._mask + 1, -1, np.int32)
        self._hashes = array("q")
        self._columns: list[array[int]] = []

    def of(self, spans: Spans) -> list[Ints]:
        """A column for each integer that the function gives."""
        if len(self._hashes) >= MAX_CACHED:
            self._clear()
        hashes = spans.hashes()
        row = self._rows(hashes)
        new = np.flatnonzero(row < 0)
        if len(new):
            codes, firsts = np.unique(hashes[new], return_index=True)
            self._add(codes, [self._compute(spans.text(number)) for number in new[firsts].tolist()])
            row[new] = self._rows(hashes[new])
        return [np.frombuffer(column, np.int64)[row] for column in self._columns]

    def _rows(self, hashes: Ints) -> Ints:
        """The table row of each hash, -1 for new ones."""
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

    def _add(self, codes: Ints, values_of: Sequence[Sequence[int]]) -> None:
        row = np.arange(len(self._hashes), len(self._hashes) + len(codes))
        slot = codes & self._mask
        while len(slot):
            free = self._row_at[slot] < 0
            self._row_at[slot[free]] = row[free]
            # Of several with one slot the last one written has it; the others probe on.
            occupied = self._row_at[slot] != row
            slot, row = (slot[occupied] + 1) & self._mask, row[occupied]
        self._hashes.frombytes(codes.tobytes())
        self._columns = self._columns or [array("q") for _ in values_of[0]]
        for column, values in zip(self._columns, zip(*values_of, strict=True), strict=True):
            column.extend(values)
