"""Venues, volumes, issues, pages and identifiers of many records as columns."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Texts
from profile_scraper.dedupe.prepare.fold import fold, stable_hash, words_of

T = TypeVar("T", bound=Hashable)

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_ARXIV_DOI = "10.48550/arxiv."
_NUMBERED = re.compile(r"[a-z]{0,3}\d+[a-z]?")


class PlaceColumns(NamedTuple):
    """What places say; :class:`~profile_scraper.dedupe.prepare.columns.Columns` says what each field is."""

    venue: Texts
    venue_hash: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    doi: Ints
    arxiv: Ints


def read_places(*printed: Sequence[str | None]) -> PlaceColumns:
    """Read venues, volumes, numbers, pages, DOIs and arXiv identifiers as printed."""
    venues, volumes, numbers, pages, dois, arxivs = printed
    distinct, at = _distinct(venues)
    names = list(map(_venue, distinct))
    doi, arxiv = _each(_identifiers, list(zip(dois, arxivs, strict=True)))
    page, last_page = _each(_pages, pages)
    return PlaceColumns(
        venue=Texts.of([names[place] for place in at.tolist()]),
        venue_hash=np.array(list(map(_hash, names)), np.int64)[at],
        volume=_each(_code, volumes),
        number=_each(_code, numbers),
        page=page,
        last_page=last_page,
        doi=doi,
        arxiv=arxiv,
    )


def hashes_of_each(texts: Sequence[str | None]) -> Ints:
    """Hashes of texts that come again and again; 0 where there is none."""
    return _each(_hash, texts)


def _each(read: Callable[[T], int | tuple[int, int]], values: Sequence[T]) -> Ints:
    """What ``read`` makes of each value, asked once for each that is distinct; a column, or two."""
    distinct, at = _distinct(values)
    return np.array(list(map(read, distinct)), np.int64)[at].T


def _distinct(values: Sequence[T]) -> tuple[list[T], Ints]:
    """The distinct values, and which of them stands in each place."""
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(number) == 1:
        return list(number), np.zeros(len(values), np.int64)
    return list(number), np.fromiter(map(number.__getitem__, values), np.int64, len(values))


def _venue(text: str | None) -> str:
    """Words of a venue's name, without what stands in parentheses: a sponsor, a place, '(Online)'."""
    folded = fold(text or "")
    return " ".join(words_of(_IN_PARENTHESES.sub(" ", folded)) or words_of(folded))


def _code(text: str | None) -> int:
    """The first number of a volume or issue, with its letters ('S417'), as one number; 0 where there is none."""
    found = _NUMBERED.search(text.lower()) if text else None
    return stable_hash(found[0].lstrip("0") or "0") if found else 0


def _pages(text: str | None) -> tuple[int, int]:
    """First and last page; of a paper paged from 1 only the last page says anything ('e123' and '102A' are whole)."""
    found = _NUMBERED.findall(text.lower()) if text else []
    if not found:
        return 0, 0
    first, last = found[0], found[1] if len(found) > 1 else ""
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return (0 if first == "1" else stable_hash(first)), (stable_hash(last) if last else 0)


def _identifiers(printed: tuple[str | None, str | None]) -> tuple[int, int]:
    """DOI without resolver, and arXiv identifier; arXiv's own DOI of a preprint is its identifier, no publisher's."""
    doi, arxiv = [(text or "").lower() for text in printed]
    doi = doi[max(doi.find("10."), 0) :]
    if doi.startswith(_ARXIV_DOI):
        doi, arxiv = "", arxiv or doi.removeprefix(_ARXIV_DOI)
    return _hash(doi), _hash(arxiv)


def _hash(text: str | None) -> int:
    return stable_hash(text) if text else 0
