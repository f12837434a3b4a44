"""Many texts as the lines of one: one call does to all what :mod:`~profile_scraper.dedupe.fold` does to each."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.arrays import Bools, Ints
from profile_scraper.dedupe.fold import AS_A_WHOLE, AS_PRINTED, fold, squeeze, stable_hash
from profile_scraper.dedupe.memo import Memo

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
    """For each text its :func:`~profile_scraper.dedupe.fold.stable_hash`."""
    return np.array(list(map(stable_hash, texts)), np.int64)
