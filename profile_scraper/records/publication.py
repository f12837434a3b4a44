"""A work: one record however often and however differently it is listed (``publications.jsonl``)."""

from collections.abc import Collection
from typing import Literal, Self, TypeAlias

from profile_scraper.records.base import Bilingual, Language, PersonReference, Record
from profile_scraper.records.page import Position

RelationType: TypeAlias = Literal["corrects", "isVersionOf", "isPartOfSeriesWith"]


class Relation(Record):
    """A work that this one is about, a version of, or in a series with."""

    type: RelationType
    """``corrects`` stands on the correction, ``isVersionOf`` on the lesser version, ``isPartOfSeriesWith`` on both."""
    target: str
    """The ``id`` of the other publication."""


class Occurrence(Record):
    """A place where a page lists the work."""

    url: str
    """Canonical address of the page, or its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    position: Position
    """Place on the page as fetched, counted from 1."""


class Origins(Record):
    """Where the fields came from that several entries can fill; the first place of those that print the same."""

    title: Occurrence | None
    """The place whose ``title`` was chosen, null where an export left that page out."""
    authors: Occurrence | None
    """The place whose list of authors was chosen (links may come from others), null where an export left it out."""
    abstract: Occurrence | None
    """The place whose ``abstract`` was chosen, null without an abstract or where an export left that page out."""

    def among(self, places: Collection[Occurrence]) -> Self:
        """The origins that are among these places, null for the others."""
        kept = {field: place if place in places else None for field, place in self}
        return self.model_copy(update=kept)


class Publication(Record):
    """One distinct work."""

    id: str
    """Made from the work's own evidence; survives re-runs, order of inputs, new duplicates and better abstracts."""
    title: str
    """The fullest title."""
    title_variants: list[str]
    """Every other title that pages print for the work, sorted."""
    titles: Bilingual
    """The title in each language, by the language of the text itself."""
    authors: list[PersonReference]
    """The authors in printed order, from the best entry."""
    author_variants: list[str]
    """Every name that pages print for the work's authors otherwise than ``authors`` does, sorted."""
    authors_complete: bool
    """False where authors may be missing."""
    abstract: str | None
    """The completest abstract."""
    abstracts: Bilingual
    """The abstract in each language, by the language of the text itself."""
    abstract_complete: bool | None
    """Whether ``abstract`` is the whole text; null without an abstract."""
    issued: str | None
    """Date of issue as far as printed (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``)."""
    venue: str | None
    """Journal or conference as printed."""
    doi: str | None
    """DOI, lower case and without resolver."""
    arxiv: str | None
    """arXiv identifier without version."""
    url: str | None
    """Address of the work."""
    profiles: list[str]
    """Ids of the profiles whose pages list the work, sorted."""
    relations: list[Relation]
    """Works that this one is related to and was not merged with, sorted."""
    occurrences: list[Occurrence]
    """Every place where a page lists the work, sorted by address and position."""
    origins: Origins
    """Which of these places the title, the authors and the abstract were taken from."""
