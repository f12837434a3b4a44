"""Abstracts of many records at once: their first letters, their digits, their language."""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Texts
from profile_scraper.dedupe.prepare.batch_text import encoded, fold_all, hashes_of, squeeze_all, words_of_all
from profile_scraper.dedupe.prepare.fold import stable_hash
from profile_scraper.dedupe.prepare.title_columns import tongues_of
from profile_scraper.dedupe.prepare.token_features import SMALL_WORDS

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared: enough to tell two abstracts apart, few enough to be fast."""

_NO_DIGITS = bytes(code for code in range(256) if chr(code) not in "0123456789\n")
_ENOUGH_DIGITS = 4


class AbstractColumns(NamedTuple):
    """What abstracts say; :class:`~profile_scraper.dedupe.prepare.columns.Columns` says what each field is."""

    abstract: Texts
    abstract_hash: Ints
    abstract_length: Ints
    facts: Ints


def read_abstracts(abstracts: Sequence[str | None]) -> AbstractColumns:
    """Read abstracts as printed, None where there is none."""
    rows, said = _said(abstracts)
    heads = [""] * len(abstracts)
    hashes, facts = np.zeros((2, len(abstracts)), np.int64)
    if said:
        found = [head[:ABSTRACT_HEAD] for head in squeeze_all([abstract[: ABSTRACT_HEAD * 2] for abstract in said])]
        for row, head in zip(rows.tolist(), found, strict=True):
            heads[row] = head
        hashes[rows] = np.where([head != "" for head in found], hashes_of(found), 0)
        facts[rows] = [_facts(digits) for digits in encoded(said).translate(None, _NO_DIGITS).split(b"\n")]
    return AbstractColumns(Texts.of(heads), hashes, np.fromiter(map(len, heads), np.int16), facts)


def tongues_of_abstracts(abstracts: Sequence[str | None]) -> Ints:
    """The language of each abstract's beginning, for titles that do not say their own."""
    rows, said = _said(abstracts)
    tongues = np.zeros(len(abstracts), np.int64)
    if said:
        lines = words_of_all(fold_all([abstract[:ABSTRACT_HEAD] for abstract in said])).decode().split("\n")
        small = [sum(map(SMALL_WORDS.get, line.split(" "), repeat(0))) for line in lines]
        tongues[rows] = tongues_of(np.array(small, np.int64))
    return tongues


def _said(abstracts: Sequence[str | None]) -> tuple[Ints, list[str]]:
    rows = np.flatnonzero([bool(abstract) for abstract in abstracts])
    return rows, [abstract for abstract in abstracts if abstract]


def _facts(digits: bytes) -> int:
    """Hash of an abstract's digits, which a translation keeps; 0 where they are too few to tell."""
    return stable_hash(digits.decode()) if len(digits) >= _ENOUGH_DIGITS else 0
