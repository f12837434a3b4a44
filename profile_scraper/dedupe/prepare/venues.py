"""Venues, volumes, issues, pages and identifiers of many records as columns."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Texts
from profile_scraper.dedupe.prepare.token_features import stable_hash
from profile_scraper.text.normalize import normalize_text, words_of

T = TypeVar("T", bound=Hashable)

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_ARXIV_DOI = "10.48550/arxiv."
_NUMBERED = re.compile(r"[a-z]{0,3}\d+[a-z]?")


class VenueColumns(NamedTuple):
    """Columns of publication details; see :class:`~profile_scraper.dedupe.prepare.columns.Columns`."""

    venue: Texts
    venue_hash: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    doi: Ints
    arxiv: Ints


def read_venues(*printed: Sequence[str | None]) -> VenueColumns:
    """Read venues, volumes, numbers, pages, DOIs and arXiv identifiers as printed."""
    venues, volumes, numbers, pages, dois, arxivs = printed
    distinct, at = _distinct(venues)
    names = list(map(_venue, distinct))
    doi, arxiv = _each(_identifiers, list(zip(dois, arxivs, strict=True)))
    page, last_page = _each(_pages, pages)
    return VenueColumns(
        venue=Texts.of([names[index] for index in at.tolist()]),
        venue_hash=np.array(list(map(_hash, names)), np.int64)[at],
        volume=_each(_code, volumes),
        number=_each(_code, numbers),
        page=page,
        last_page=last_page,
        doi=doi,
        arxiv=arxiv,
    )


def _each(read: Callable[[T], int | tuple[int, int]], values: Sequence[T]) -> Ints:
    """Apply ``read`` to each distinct value once; one column, or two for pairs."""
    distinct, at = _distinct(values)
    return np.array(list(map(read, distinct)), np.int64)[at].T


def _distinct(values: Sequence[T]) -> tuple[list[T], Ints]:
    """The distinct values, and the index of each value among them."""
    number = {value: index for index, value in enumerate(dict.fromkeys(values))}
    if len(number) == 1:
        return list(number), np.zeros(len(values), np.int64)
    return list(number), np.fromiter(map(number.__getitem__, values), np.int64, len(values))


def _venue(text: str | None) -> str:
    """Words of a venue's name without parentheses, which hold a sponsor, a city or '(Online)'."""
    folded = normalize_text(text or "", "title")
    return " ".join(words_of(_IN_PARENTHESES.sub(" ", folded)) or words_of(folded))


def _code(text: str | None) -> int:
    """Hash of the first number of a volume or issue with its letters ('S417'); 0 for none."""
    found = _NUMBERED.search(text.lower()) if text else None
    return stable_hash(found[0].lstrip("0") or "0") if found else 0


def _pages(text: str | None) -> tuple[int, int]:
    """Hashes of first and last page ('e123' and '102A' are pages); page 1 identifies nothing and counts as unknown."""
    found = _NUMBERED.findall(text.lower()) if text else []
    if not found:
        return 0, 0
    first, last = found[0], found[1] if len(found) > 1 else ""
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return (0 if first == "1" else stable_hash(first)), (stable_hash(last) if last else 0)


def _identifiers(printed: tuple[str | None, str | None]) -> tuple[int, int]:
    """Hashes of the DOI without resolver and of the arXiv identifier; an arXiv DOI is read as arXiv identifier."""
    doi, arxiv = [(text or "").lower() for text in printed]
    doi = doi[max(doi.find("10."), 0) :]
    if doi.startswith(_ARXIV_DOI):
        doi, arxiv = "", arxiv or doi.removeprefix(_ARXIV_DOI)
    return _hash(doi), _hash(arxiv)


def _hash(text: str | None) -> int:
    return stable_hash(text) if text else 0
