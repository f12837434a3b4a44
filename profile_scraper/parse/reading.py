"""What the steps of reading hand on: the extracted sections of a page, then its record with the addresses it names."""

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.parse.page.lines import Line
from profile_scraper.records.base import ExtractionMethod, Language
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Supervision


class CardFields(NamedTuple):
    """What the markup of a publication's card says of its parts."""

    title: Line
    authors: list[Line]
    """One name each."""
    authors_complete: bool
    venue: str | None
    issued: str | None
    """Year, year and month, or date (ISO 8601)."""
    rest: list[Line]
    """Lines that are none of these; the abstract is among them."""
    abstract: list[Line]
    """Lines that the markup calls the abstract."""


@dataclass(slots=True)
class ListItem:
    """The lines of one student or one publication."""

    lines: list[Line]
    fields: CardFields | None = None
    """For a publication its parts, where its markup or its neighbours tell them apart."""
    certain: bool = True
    """Whether the item's edges are sure."""


@dataclass(slots=True)
class ExtractedSections:
    """The parts of one profile, found but not yet read."""

    plain: bool
    """Whether the page is a plain-text rendering: the text of links is lost."""
    marked: bool = False
    """Whether the page's own class says that it is a profile."""
    name: str | None = None
    portrait: tuple[str | None, str] | None = None
    """The image's address as printed, and its alternative text."""
    email: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    header: list[Line] = field(default_factory=list)
    topics: list[Line] = field(default_factory=list)
    biography: list[Line] = field(default_factory=list)
    students: list[ListItem] = field(default_factory=list)
    supervisors: list[tuple[Supervision, Line]] = field(default_factory=list)
    publications: list[ListItem] = field(default_factory=list)
    publication_lines: list[Line] = field(default_factory=list)
    """The list of publications where nothing shows the edges of its items."""
    pager: list[str] = field(default_factory=list)
    """Addresses of the pager's links, as printed."""
    current: int | None = None
    """The page that the pager shows as the current one, from 0."""
    unknown: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Headings in unknown words, each with how many people and publications stand below it that no part has."""
    claimed: set[_Element] = field(default_factory=set)
    """Elements that belong to a part as a whole."""
    blocks: set[_Element] = field(default_factory=set)
    """Blocks whose own text belongs to a part."""
    has_rest: bool = False
    """Whether any text below the first heading belongs to no part."""
    unread_publications: int = 0
    """Elements beside the publications that have not their class, and no title or a class of their own."""
    extraction_methods: dict[str, ExtractionMethod] = field(default_factory=dict)
    """For each part that was found, how."""

    def absent(self) -> list[str]:
        """Sections of which nothing was found."""
        parts = ("topics", "biography", "students", "publications", "supervisors")
        return [
            part
            for part in parts
            if not getattr(self, part) and not (part == "publications" and self.publication_lines)
        ]


class Reading(NamedTuple):
    """What one page says, and the addresses that it names for whoever goes on crawling."""

    record: ProfilePage | DirectoryPage | Problem
    people: list[str]
    """Absolute addresses of profiles, as on the page: cards, students, supervisors, authors."""
    pages: list[str]
    """Absolute addresses of the page's own pager."""
    alternates: dict[Language, str]
    """Absolute addresses of the page in its other languages."""


class StructuredReading(NamedTuple):
    """What one page says, and the addresses that it names."""

    record: ProfilePage | DirectoryPage
    people: list[str]
    """Absolute addresses of profiles that the page links to."""
