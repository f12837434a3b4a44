"""A publication (``publications.jsonl``, ``redirects.jsonl``), and the normal form of its identifiers."""

import re
import unicodedata
from collections.abc import Collection
from typing import Literal, Self, TypeAlias
from urllib.parse import unquote

from pydantic import Field

from profile_scraper.records.base import Bilingual, Language, PersonReference, Record
from profile_scraper.records.page import Position

_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9})*\s{0,2}/\s{0,2}[^\s\"“”«»⟨⟩]+")
_LONGEST = 2_000
"""Characters that are searched, a bound for hostile input."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_VIEW = re.compile(
    r"(?:/(?:abs|abstract|citations?|epdf|epub|figures|full|full-text|fulltext|html|meta|pdf|pdfdirect|references|summary))+$"
)
"""Last part of a publisher's address: a view of the publication."""
_ENDING = re.compile(r"(?:\.(?:full(?:-text)?|abstract|pdf|epub|html?|xml))+$")
_BIORXIV_VERSION = re.compile(r"^(10\.(?:1101|64898)/[\d.]+)v\d+$")
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}
_PUNCTUATION = ".,;:!?'’‘\"`*|\\/&"
_ARXIV = re.compile(
    r"(?:^|arxiv\.org/\w{2,6}/|arxiv[.:]\s?|^\s*)((?:\d{4}\.\d{4,5})|(?:[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7}))(?:v\d{1,3})?(?!\d)"
)


def normalize_doi(text: str | None) -> str | None:
    """The DOI in a text, lower case and without resolver, proxy, view of a publisher or punctuation around it.

    Args:
        text: a DOI as printed, or an address that contains one.

    Returns:
        None where there is none; text without the form ``10.PREFIX/SUFFIX`` is no DOI.
    """
    if not text:
        return None
    text = text[:_LONGEST]
    if "&" in text:
        from html import unescape  # a table of two thousand entities, for few texts

        text = unescape(text)
    for _ in range(2):  # encoded once by the page and once by a proxy
        if "%" in text:
            text = unquote(text)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co"))
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = _DOI.search(text)
    if found is None:
        return None
    doi = "".join(found[0].split()).lower()
    doi = doi.partition("</")[0]
    if "/" in text[: found.start()]:
        doi = re.split(r"[?#&]", doi, maxsplit=1)[0]
        doi = _ENDING.sub("", _VIEW.sub("", doi))
    doi = _without_punctuation(doi)
    if version := _BIORXIV_VERSION.match(doi):
        doi = version[1]
    return doi if any(map(str.isalnum, doi.partition("/")[2])) else None


def _without_punctuation(doi: str) -> str:
    while doi:
        last = doi[-1]
        if last not in _PUNCTUATION and not (last in _PAIRS and doi.count(last) > doi.count(_PAIRS[last])):
            break
        doi = doi[:-1]
    return doi


def normalize_arxiv(text: str | None) -> str | None:
    """The arXiv identifier in a text, lower case and without version; None where there is none."""
    found = _ARXIV.search(text[:_LONGEST].lower()) if text else None
    return found[1] if found else None


RelationType: TypeAlias = Literal["corrects", "isVersionOf", "isPartOfSeriesWith"]


class Relation(Record):
    """A publication that this one corrects, is a version of, or is in a series with."""

    type: RelationType
    """``corrects`` stands on the correction, ``isVersionOf`` on the lesser version, ``isPartOfSeriesWith`` on both."""
    target: str
    """The ``id`` of the other publication."""


class Occurrence(Record):
    """An entry of the publication on a page."""

    url: str
    """Canonical address of the page, or its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    position: Position
    """Position on the page as fetched, counted from 1."""


class Origins(Record):
    """The entry that each fused field was taken from; of entries that print the same, the first."""

    title: Occurrence | None
    """The entry whose ``title`` was selected, null where an export left that page out."""
    authors: Occurrence | None
    """The entry whose list of authors was selected (links may come from others), null where an export left it out."""
    abstract: Occurrence | None
    """The entry whose ``abstract`` was selected, null without one or where an export left that page out."""

    def among(self, occurrences: Collection[Occurrence]) -> Self:
        """The origins that are among these occurrences, null for the others."""
        remaining = {field: occurrence if occurrence in occurrences else None for field, occurrence in self}
        return self.model_copy(update=remaining)


class Identifier(Record):
    """An identifier of the publication beside ``doi`` and ``arxiv``."""

    type: Literal["doi", "arxiv"]
    """The kind of identifier."""
    value: str
    """In normal form, as ``doi`` and ``arxiv`` are."""


class Publication(Record):
    """One distinct publication (``publications.jsonl``)."""

    id: str
    """Made from its own evidence; survives re-runs, another order of inputs, new duplicates and better abstracts."""
    title: str
    """The fullest title."""
    title_variants: list[str]
    """Every other title that pages print for the publication, sorted."""
    titles: Bilingual
    """The title in each language, by the language of the text itself."""
    authors: list[PersonReference]
    """The authors in printed order, from the best entry."""
    author_variants: list[str]
    """Every other form in which pages print the authors' names, sorted."""
    authors_complete: bool
    """False where authors may be missing."""
    abstract: str | None
    """The most complete abstract."""
    abstracts: Bilingual
    """The abstract in each language, by the language of the text itself."""
    abstract_complete: bool | None
    """Whether ``abstract`` is the whole text; null without an abstract."""
    issued: str | None
    """Date of issue as far as printed (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``)."""
    venue: str | None
    """Journal or conference as printed."""
    doi: str | None
    """DOI, lower case and without resolver; of several, not that of a preprint."""
    arxiv: str | None
    """arXiv identifier without version."""
    identifiers: list[Identifier] = Field(default_factory=list)
    """Further identifiers of the publication, as of its preprint; sorted."""
    url: str | None
    """Address of the publication."""
    profiles: list[str]
    """Ids of the profiles whose pages list the publication, sorted."""
    relations: list[Relation]
    """Publications that this one is related to and was not merged with, sorted."""
    occurrences: list[Occurrence]
    """Every entry of the publication, sorted by address and position."""
    origins: Origins
    """The entries that the title, the authors and the abstract were taken from."""


class Redirect(Record):
    """An id of an earlier build or of a single entry, and the id that the publication has now (``redirects.jsonl``)."""

    old: str
    """The id that no publication of this dataset has any more."""
    new: str
    """The id of the publication that replaces it."""
