"""Venues, volumes, issues, pages and identifiers of many records as columns."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Texts
from profile_scraper.dedupe.prepare.token_features import PREPRINT_DOIS, PREPRINT_VENUES, stable_hash
from profile_scraper.records.publication import normalize_arxiv, normalize_doi
from profile_scraper.text.normalize import normalize_text, words_of

T = TypeVar("T", bound=Hashable)

_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_ARXIV_DOI = "10.48550/arxiv."
_PREPRINT_DOI = re.compile("|".join(PREPRINT_DOIS))
_DOI_VERSION = re.compile(r"[/.]?v\d+$")
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
    preprint: Ints
    address: Ints


def read_venues(*printed: Sequence[str | None]) -> VenueColumns:
    """Read venues, volumes, numbers, pages, DOIs, arXiv identifiers and addresses as printed."""
    venues, volumes, numbers, pages, dois, arxivs, addresses = printed
    distinct, at = _distinct(venues)
    names = list(map(_venue, distinct))
    doi, arxiv, by_identifier = _each(_identifiers, list(zip(dois, arxivs, strict=True)))
    on_server = np.array([not PREPRINT_VENUES.isdisjoint(name.split()) for name in names], np.bool_)[at]
    no_venue = np.array([not name for name in names], np.bool_)[at]
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
        address=_each(_hash, addresses),
        preprint=(on_server | (by_identifier == 2) | ((by_identifier == 1) & no_venue)).astype(np.int8),
    )


def _each(read: Callable[[T], int | tuple[int, ...]], values: Sequence[T]) -> Ints:
    """Apply ``read`` to each distinct value once; one column, or one for each number of a tuple."""
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
    normalized = normalize_text(text or "", "title")
    return " ".join(words_of(_IN_PARENTHESES.sub(" ", normalized)) or words_of(normalized))


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


def is_preprint_doi(doi: str) -> bool:
    """Whether a DOI in normal form is of a server of preprints."""
    return _PREPRINT_DOI.match(doi) is not None


def _identifiers(printed: tuple[str | None, str | None]) -> tuple[int, int, int]:
    """Hashes of the DOI in normal form and of the arXiv identifier; an arXiv DOI is read as arXiv identifier.

    Text that is no DOI counts as unknown. The third number is 2 where the DOI is a preprint's, 1 where there is an
    arXiv identifier and no DOI.
    """
    doi, arxiv = normalize_doi(printed[0]) or "", normalize_arxiv(printed[1]) or ""
    preprint = 2 if doi and is_preprint_doi(doi) else 1 if arxiv and not doi else 0
    if doi.startswith(_ARXIV_DOI):
        doi, arxiv = "", arxiv or normalize_arxiv(doi) or ""
    elif preprint == 2:
        doi = _DOI_VERSION.sub("", doi)
    return _hash(doi), _hash(arxiv), preprint


def _hash(text: str | None) -> int:
    return stable_hash(text) if text else 0
