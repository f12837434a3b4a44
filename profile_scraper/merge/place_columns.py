"""Where many records say that they appeared: each distinct venue, volume or page is read once."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from profile_scraper.merge.arrays import Ints, Texts
from profile_scraper.merge.fold import fold, stable_hash, words_of

T = TypeVar("T")
S = TypeVar("S", bound=Hashable)

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_ARXIV_DOI = "10.48550/arxiv."
_NUMBERED = re.compile(r"[a-z]{0,3}\d+[a-z]?")


class PlaceColumns(NamedTuple):
    """What places say; :class:`~profile_scraper.merge.columns.Columns` says what each field is."""

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
    names = _each(_venue, venues)
    page, last_page = np.array(_each(_pages, pages), np.int64).T
    doi, arxiv = np.array(_each(_identifiers, list(zip(dois, arxivs, strict=True))), np.int64).T
    return PlaceColumns(
        venue=Texts.of(names),
        venue_hash=hashes_of_each(names),
        volume=np.array(_each(_code, volumes), np.int64),
        number=np.array(_each(_code, numbers), np.int64),
        page=page,
        last_page=last_page,
        doi=doi,
        arxiv=arxiv,
    )


def hashes_of_each(texts: Sequence[str | None]) -> Ints:
    """Hashes of texts that come again and again; 0 where there is none."""
    return np.array(_each(_hash, texts), np.int64)


def _each(read: Callable[[S], T], values: Sequence[S]) -> list[T]:
    """What ``read`` makes of each value."""
    known = {value: read(value) for value in set(values)}
    return [known[value] for value in values]


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
