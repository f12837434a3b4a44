"""A publication: one record for all entries of the same work (``publications.jsonl``, ``redirects.jsonl``)."""

from collections.abc import Collection
from typing import Literal, Self, TypeAlias

from pydantic import Field

from profile_scraper.records.base import Bilingual, Language, PersonReference, Record
from profile_scraper.records.page import Position

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
