"""The outline: where HTML and plain text meet, so that a rule about students or roles is written once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.records.base import ExtractionMethod
from profile_scraper.records.profile import Supervision

Glue: TypeAlias = Literal["", " ", "~", "\n", "\n ", "\n~"]
"""What stands between a line and the one before: nothing; a space; a line break of the markup's (a space, or mere
layout). Behind ``\\n`` the same at the edge of a block."""


_FEWEST_PARTS = 3
"""Runs of text of a card that can hold title, author and venue without a break."""


class Link(NamedTuple):
    """A link's text and its address as printed."""

    text: str
    href: str


class Line(NamedTuple):
    """One run of text, as printed but for its white space."""

    text: str
    level: int = 0
    """Weight as a heading: 1 to 6 as in ``h1`` to ``h6``, 7 for a block that is bold from end to end, 0 for none."""
    links: tuple[Link, ...] = ()
    glue: Glue = "\n"
    control: bool = False
    """Whether the text is a button or another thing to press."""

    @property
    def begins_block(self) -> bool:
        """Whether the line stands apart from the one before."""
        return self.glue[:1] == "\n"

    @property
    def href(self) -> str | None:
        """The address of the one link that holds the whole text, None where no link does."""
        return self.links[0].href if len(self.links) == 1 and self.links[0].text == self.text else None


@dataclass(slots=True)
class Card:
    """The lines of one student or one publication."""

    lines: list[Line]
    certain: bool = True
    """Whether the card's edges are sure."""


@dataclass(slots=True)
class Outline:
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
    students: list[Card] = field(default_factory=list)
    supervisors: list[tuple[Supervision, Line]] = field(default_factory=list)
    publications: list[Card] = field(default_factory=list)
    listed: list[Line] = field(default_factory=list)
    """The list of publications where nothing shows the edges of its cards."""
    pager: list[str] = field(default_factory=list)
    """Addresses of the pager's links, as printed."""
    current: int | None = None
    """The page that the pager shows as the current one, from 0."""
    unknown: dict[str, int] = field(default_factory=dict)
    """Headings that no list knows, each with how many cards of people stand under it."""
    extraction_methods: dict[str, ExtractionMethod] = field(default_factory=dict)
    """For each part that was found, how."""

    def absent(self) -> list[str]:
        """Sections of which nothing was found."""
        parts = ("topics", "biography", "students", "publications", "supervisors")
        return [part for part in parts if not getattr(self, part) and not (part == "publications" and self.listed)]


def is_one_block(lines: Sequence[Line]) -> bool:
    """Whether the parts of a card follow each other without a break, two of them links at least."""
    linked = sum(bool(line.links) for line in lines)
    return len(lines) >= _FEWEST_PARTS and linked > 1 and not any(line.begins_block for line in lines[1:])
