"""The fields of one person, with the lines that print them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from profile_scraper.structure.contacts import (
    Portrait,
    linked_phone,
    office_in,
    phone_in,
)
from profile_scraper.structure.lines import Line
from profile_scraper.structure.names import bare_name, is_name
from profile_scraper.structure.roles import Stated
from profile_scraper.structure.supervision import Supervising
from profile_scraper.structure.text import split_names
from profile_scraper.structure.topics import Value, chips_among


@dataclass(slots=True, eq=False)
class PersonFields:
    """The fields of one person on one page, each value with the line that prints it."""

    name: str
    name_line: Line | None
    header: list[Line] = field(default_factory=list)
    """Short lines near the name: titles, institutions, teams."""
    affiliations: set[int] = field(default_factory=set)
    """Indices of lines of the header that stand where other people's cards print institutions."""
    stated: Stated = field(default_factory=Stated)
    """Positions that stand behind labels."""
    topics: list[Value] = field(default_factory=list)
    biography: list[Value] = field(default_factory=list)
    other: list[Line] = field(default_factory=list)
    """Lines below headings of parts that are not kept."""
    labelled: list[Line] = field(default_factory=list)
    """Lines that labels tell as parts of a position."""
    students: list[Value] = field(default_factory=list)
    supervisors: list[Supervising] = field(default_factory=list)
    portrait: Portrait | None = None
    emails: list[str] = field(default_factory=list)
    phone: str | None = None
    office: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)
    """For each field that was found, how."""


class Shared(NamedTuple):
    """What a site prints on everybody's page."""

    links: Collection[str] = frozenset()
    """Absolute addresses."""
    images: Collection[str] = frozenset()
    """Absolute addresses."""


NOTHING_SHARED = Shared()


class Pinned(NamedTuple):
    """Lines that the site's selectors give to a field."""

    fields: Mapping[int, str]
    """For the index of a line its field."""
    decided: frozenset[str]
    """Fields whose selectors found something: nothing else belongs to them."""
    values: Sequence[tuple[str, str, Line]]
    """Field, value and line of each selector that gives a text by itself: an attribute, or a text cut at a label."""


NOTHING_PINNED = Pinned({}, frozenset(), ())
CONTACTS = ("phone", "office")
"""Fields that hold one text each, which a label or a selector gives."""


def set_contact(found: PersonFields, field_name: str, value: str, method: str) -> None:
    """Set ``phone`` or ``office``, which has none yet, to what a value says."""
    own = (phone_in if field_name == "phone" else office_in)(value)
    if own is None or getattr(found, field_name) is not None:
        return
    setattr(found, field_name, own)
    found.methods[field_name] = method


def take_linked_phone(found: PersonFields, lines: Iterable[Line]) -> None:
    """Take for the telephone number, where none is stated, that of the first ``tel:`` link."""
    if found.phone is None and (phone := linked_phone(lines)):
        found.phone, found.methods["phone"] = phone, "structure"


def take_chips(found: PersonFields) -> None:
    """Take for topics what stands side by side near the name, in elements of one kind, and is no position."""
    chips = [] if found.topics else chips_among(found.header)
    if chips:
        found.topics = [(line.text, line) for line in chips]
        found.header = [line for line in found.header if line not in chips]
        found.methods["topics"] = "structure"


def names_in(text: str) -> list[str]:
    """The names that a line is made of, else the one that it begins with: 'Ada Lind and Bo Ek' is two."""
    names = [bare_name(part) for part in split_names(text)]
    return names if len(names) > 1 and all(map(is_name, names)) else [first_name_in(text)]


def first_name_in(text: str) -> str:
    """The name that a line begins with: 'Ada Lind (PhD, 2021)' begins with 'Ada Lind'."""
    return bare_name(re.split(r"[,(–—:;]| - ", text)[0].strip())
