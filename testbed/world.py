"""The invented institute as data: people, their language profiles, and which printed things are the same thing.

Items that stand in both language profiles of a person carry a ``key``: the same key in English and French means the
same role, topic, student, paragraph or publication. Whoever knows the keys knows the truth; the pages never show them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal, TypeAlias

from profile_scraper.records.base import Language
from profile_scraper.records.problem import ConflictKind
from profile_scraper.records.profile import RoleKind, Supervision
from profile_scraper.records.publication import RelationType

BASE_URL = "https://mila.quebec"
DIRECTORY: Mapping[Language, str] = {"en": "/en/directory", "fr": "/fr/annuaire"}
PEOPLE_A_PAGE = 36
PUBLICATIONS_A_PAGE = 12
ABSTRACT_CUT = 140
"""Characters of a printed abstract before the marker; a shorter abstract has no marker."""
AUTHORS_CUT = 20
"""Authors before the marker of a long list; what follows it is on the page."""

HeaderField: TypeAlias = Literal["membership", "faculty", "student", "staff"]


@dataclass(frozen=True, slots=True)
class Label:
    """A printed word and what it means."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An institution as printed, with its own name; a placeholder (``N/A``) has no name and counts as missing."""

    printed: str
    name: str | None
    ror: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a page names; with a slug it is a link."""

    name: str
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class RoleText:
    """One position as the pages in one language print it."""

    key: str
    kind: RoleKind
    title: str | None
    """None for an institution that stands alone."""
    organization: Organization | None = None
    department: Label | None = None


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One line under the name, and the positions that a person reads in it."""

    field: HeaderField
    text: str
    roles: tuple[RoleText, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a biography; ``units`` are the keys of the thoughts in it (a merged paragraph has several)."""

    units: tuple[str, ...]
    text: str
    markup: str | None = None
    """HTML inside the ``<p>`` where it is more than the text escaped."""

    @property
    def unlinked(self) -> str:
        """What a plain-text rendering keeps: all but the text of links."""
        if self.markup is None:
            return self.text
        return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<a [^>]*>.*?</a>", "", self.markup)))


@dataclass(frozen=True, slots=True)
class StudentItem:
    """One item of the list of students."""

    key: str
    student: Named
    level: Label | None
    organization: Organization | None
    supervision: Supervision = "principal"
    label: Literal["principal", "co"] | None = None
    """Which supervisor the label under the item names: the other one."""
    others: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class SupervisorLine:
    """A supervisor as a student's own page names them; ``supervision`` is their part."""

    person: Named
    supervision: Supervision


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication as one page lists it: ``title`` and ``abstract`` are clean, ``printed_…`` what the page holds."""

    publication: str
    """Key of the publication."""
    title: str
    authors: tuple[Named, ...] = ()
    abstract: str | None = None
    language: Language = "en"
    link: str | None = None
    """Address that the title links to."""
    doi: str | None = None
    arxiv: str | None = None
    printed_title: str | None = None
    printed_abstract: str | None = None
    printed_authors: tuple[Named, ...] | None = None
    rest: bool = True
    """Whether the page holds what follows the marker."""
    complete: bool = True
    """Whether the abstract as printed is whole."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The picture in one language: ``path`` of the file, with Drupal's token behind ``?``."""

    path: str
    alt: str


@dataclass(slots=True)
class LanguageProfile:
    """What one person's pages in one language say, publications of all pages of the pager in one list."""

    language: Language
    portrait: Portrait | None = None
    placeholder: bool = False
    """Whether a picture of nobody stands where the portrait would."""
    email: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    """By ``homepage``, ``google_scholar``, ``linkedin``, ``x``, ``github``."""
    header: list[HeaderLine] = field(default_factory=list)
    topics: list[Label] = field(default_factory=list)
    biography: list[Paragraph] = field(default_factory=list)
    students: list[StudentItem] = field(default_factory=list)
    supervisors: list[SupervisorLine] = field(default_factory=list)
    publications: list[Entry] = field(default_factory=list)
    alternate: str | None = None
    """Target that ``hreflang`` gives for the other language, None for no such link."""


@dataclass(slots=True)
class Person:
    """One invented person."""

    slug: str
    name: str
    language_profiles: dict[Language, LanguageProfile]
    in_directory: bool = True
    """False for somebody found only through other people's pages."""

    @property
    def id(self) -> str:
        """The ``id`` of the profile."""
        return f"mila/{self.slug}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that the pages of a person contradict each other on."""

    profile: str
    kind: ConflictKind
    statements: tuple[str, str]
    """What the English and the French page say; for ``biography-rank``, the header and the biography of one page."""


@dataclass(frozen=True, slots=True)
class PublicationRelation:
    """Two publications that are related and must not be merged."""

    type: RelationType
    source: str
    target: str


@dataclass(slots=True)
class World:
    """An institute: its people, and what is true of them beyond single pages."""

    people: list[Person]
    relations: list[PublicationRelation] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    disagreements: list[tuple[str, str]] = field(default_factory=list)
    """(supervisor's id, student's id) where only one of the two pages says so."""
    menu_size: int = 40
    """Links in the site's menu: weight of the noise around each page's content."""


def target(person: Person, language: Language, page: int = 0) -> str:
    """The request target of one page of a person."""
    query = f"?page=0%2C{page}" if page else ""
    return f"{DIRECTORY[language]}/{person.slug}{query}"


def page_count(profile: LanguageProfile) -> int:
    """How many pages the pager of the publications has; a language profile without any has one page."""
    return max(1, -(-len(profile.publications) // PUBLICATIONS_A_PAGE))


def directory_target(language: Language, number: int) -> str:
    """The request target of one page of the directory."""
    return f"{DIRECTORY[language]}?page={number}" if number else DIRECTORY[language]


def directory_order(world: World, language: Language) -> list[Person]:
    """The people whom the directory of a language lists, in its order."""
    return sorted(
        (person for person in world.people if person.in_directory and language in person.language_profiles),
        key=lambda person: (person.name.rpartition(" ")[2], person.name, person.slug),
    )
