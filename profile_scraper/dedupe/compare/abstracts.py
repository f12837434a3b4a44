"""Compare whole abstracts of pairs that agree in title and authors, and whose abstracts begin differently."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from profile_scraper.dedupe.compare.levels import Level
from profile_scraper.dedupe.prepare.arrays import Ints
from profile_scraper.dedupe.prepare.columns import LONGEST_ABSTRACT, Columns
from profile_scraper.dedupe.prepare.token_features import LANGUAGE_EVIDENCE, BoundedCache, language_of_counts
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import normalize_text, words_of

AbstractOf: TypeAlias = Callable[[int], str | None]
"""The abstract of a row as printed, None for no abstract."""

_MIN_WORDS = 30
"""Words of an abstract that is a text; fewer are a teaser or a remark ('International audience')."""
_LANGUAGE_WORDS = 250
"""Words of which the language is told, since languages are counted in a byte."""
_PHRASE = 3
"""Words in a row of which two texts have hardly any in common, unless one was written from the other."""
_ONE_TEXT = 0.4
"""Share of the phrases of the shorter abstract from which two abstracts are one text."""
_OTHER_TEXT = 0.1
"""Share below which they are two texts, if they have few words in common, too."""
_OTHER_WORDS = 0.5
"""Share of the content words of the abstract with fewer, from which a text can be the other one in other words."""
_BOILERPLATE_AUTHORS = 3
"""Author sets with one abstract from which that abstract says nothing of any of their texts."""


class _Text(NamedTuple):
    language: int
    """Its number, 0 for unknown."""
    phrases: frozenset[tuple[str, ...]]
    content_words: frozenset[str]


def compare_whole_abstracts(columns: Columns, first: Ints, second: Ints, abstract_of: AbstractOf | None) -> Ints:
    """Whether the abstracts of pairs are one text or two, wherever in them the common part is.

    Args:
        columns: all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        abstract_of: gives the abstract of a row; None where it is not at hand, so that nobody can tell.

    Returns:
        SIMILAR for one text, DIFFERENT for two; UNKNOWN where nobody can tell: an abstract is short, is printed
        for several author sets, or is in another language than the other one, or the one may be the other reworded.
    """
    level = np.full(len(first), Level.UNKNOWN, np.int8)
    if abstract_of is None or not len(first):
        return level
    is_boilerplate = np.isin(columns.abstract_hash, _boilerplate(columns))
    texts = BoundedCache[int, _Text | None](lambda row: _read(abstract_of(row) or ""))
    for index, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if not (is_boilerplate[one] or is_boilerplate[other]):
            level[index] = _compare(texts[one], texts[other])
    return level


def _compare(one: _Text | None, other: _Text | None) -> Level:
    if one is None or other is None:
        return Level.UNKNOWN
    phrases = _common(one.phrases, other.phrases)
    if phrases >= _ONE_TEXT:
        return Level.SIMILAR
    if one.language != other.language or phrases >= _OTHER_TEXT:
        return Level.UNKNOWN
    return Level.DIFFERENT if _common(one.content_words, other.content_words) < _OTHER_WORDS else Level.UNKNOWN


def _common(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _read(abstract: str) -> _Text | None:
    words = words_of(normalize_text(abstract[:LONGEST_ABSTRACT], "title"))
    if len(words) < _MIN_WORDS:
        return None
    evidence = sum(LANGUAGE_EVIDENCE.get(word, 0) for word in words[:_LANGUAGE_WORDS])
    phrases = zip(*(words[start:] for start in range(_PHRASE)), strict=False)
    return _Text(language_of_counts(evidence), frozenset(phrases), frozenset(words) - STOP_WORDS)


def _boilerplate(columns: Columns) -> Ints:
    """Hashes of abstracts of several author sets: what a publisher prints in the place of an abstract."""
    present = np.flatnonzero(columns.abstract_hash)
    order = present[np.lexsort((columns.author_set[present], columns.abstract_hash[present]))]
    abstract, authors = columns.abstract_hash[order], columns.author_set[order]
    is_new = np.r_[True, (abstract[1:] != abstract[:-1]) | (authors[1:] != authors[:-1])][: len(order)]
    hashes, author_sets = np.unique(abstract[is_new], return_counts=True)
    boilerplate: Ints = hashes[author_sets >= _BOILERPLATE_AUTHORS]
    return boilerplate
