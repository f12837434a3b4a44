"""Abstracts of many records as columns: first letters, digits, language."""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Texts
from profile_scraper.dedupe.prepare.batch_text import alphanumeric_all, encoded, hashes_of, titles_of_all, words_of_all
from profile_scraper.dedupe.prepare.title_columns import languages_of_counts
from profile_scraper.dedupe.prepare.token_features import LANGUAGE_EVIDENCE, stable_hash

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared."""

_NO_DIGITS = bytes(code for code in range(256) if chr(code) not in "0123456789\n")
_ENOUGH_DIGITS = 4


class AbstractColumns(NamedTuple):
    """Columns of abstracts; see :class:`~profile_scraper.dedupe.prepare.columns.Columns`."""

    abstract: Texts
    abstract_hash: Ints
    abstract_length: Ints
    abstract_digits: Ints


def read_abstracts(abstracts: Sequence[str | None]) -> AbstractColumns:
    """Read abstracts as printed; None for no abstract."""
    rows, present = _present(abstracts)
    heads = [""] * len(abstracts)
    hashes, abstract_digits = np.zeros((2, len(abstracts)), np.int64)
    if present:
        found = [
            head[:ABSTRACT_HEAD] for head in alphanumeric_all([abstract[: ABSTRACT_HEAD * 2] for abstract in present])
        ]
        for row, head in zip(rows.tolist(), found, strict=True):
            heads[row] = head
        hashes[rows] = np.where([head != "" for head in found], hashes_of(found), 0)
        abstract_digits[rows] = [
            _digits_hash(digits) for digits in encoded(present).translate(None, _NO_DIGITS).split(b"\n")
        ]
    return AbstractColumns(Texts.of(heads), hashes, np.fromiter(map(len, heads), np.int16), abstract_digits)


def languages_of_abstracts(abstracts: Sequence[str | None]) -> Ints:
    """The language of each abstract's beginning, 0 for unknown."""
    rows, present = _present(abstracts)
    languages = np.zeros(len(abstracts), np.int64)
    if present:
        lines = words_of_all(titles_of_all([abstract[:ABSTRACT_HEAD] for abstract in present])).decode().split("\n")
        small = [sum(map(LANGUAGE_EVIDENCE.get, line.split(" "), repeat(0))) for line in lines]
        languages[rows] = languages_of_counts(np.array(small, np.int64))
    return languages


def _present(abstracts: Sequence[str | None]) -> tuple[Ints, list[str]]:
    rows = np.flatnonzero([bool(abstract) for abstract in abstracts])
    return rows, [abstract for abstract in abstracts if abstract]


def _digits_hash(digits: bytes) -> int:
    """Hash of an abstract's digits; 0 for fewer than four."""
    return stable_hash(digits.decode()) if len(digits) >= _ENOUGH_DIGITS else 0
