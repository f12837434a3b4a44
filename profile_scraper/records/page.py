"""What one page says, in its own language, before anything is paired or merged.

``parse`` makes these from bytes; ``pair`` and ``merge`` read them; ``scrapy crawl`` feeds write them.
"""

from typing import Annotated, Literal

from pydantic import Field

from profile_scraper.records.base import ExtractionMethod, Language, PersonReference, Record, Source
from profile_scraper.records.problem import Reason
from profile_scraper.records.profile import Links, RoleKind, Supervision

Position = Annotated[int, Field(ge=1)]


class PagePortrait(Record):
    """The picture of a person on one page."""

    url: str | None
    """Absolute address of the image, null in a plain-text rendering."""
    alt: str | None
    """The image's alternative text on this page."""


class PageRole(Record):
    """One position of a header line, in the page's language."""

    kind: RoleKind
    """What sort of role it is, from the site's vocabulary, else from the words of the line."""
    title: str | None
    """The title of the position as printed, null where an institution stands alone."""
    organization: str | None
    """The institution as printed, null where the line names none."""
    department: str | None
    """The department or team as printed, null where the line names none."""
    raw: str
    """The whole header line that the role was read from."""
    certain: bool
    """False where the line could be split in several ways and was kept whole instead."""


class PageStudent(Record):
    """One card of the list of students, in the page's language."""

    name: str | None
    """The student's name, null in a plain-text rendering (it was a link)."""
    profile: str | None
    """The ``id`` of the student's profile, from the card's link."""
    level: str | None
    """The level as printed ('PhD', 'Doctorat'), null where the card has none."""
    organization: str | None
    """The school as printed, null where the card has none."""
    supervision: Supervision
    """The page owner's part: ``principal``, or ``co`` where the card names another principal supervisor."""
    other_supervisors: list[PersonReference]
    """The other supervisors that the card names; a name lost by a plain-text rendering is null."""
    raw: list[str]
    """The lines of the card as printed."""


class PageSupervisor(Record):
    """A supervisor named on a student's own page."""

    name: str | None
    """The supervisor's name, null in a plain-text rendering (it was a link)."""
    profile: str | None
    """The ``id`` of the supervisor's profile, from the link."""
    supervision: Supervision
    """The supervisor's part: ``principal`` or ``co``."""


class Entry(Record):
    """One publication as one page lists it: a work is merged from one or more entries."""

    position: Position
    """Place on the page as fetched, counted from 1; each page of a pager starts again."""
    title: str
    """The title, cleaned."""
    authors: list[PersonReference]
    """The authors in printed order, an author printed twice once."""
    authors_complete: bool
    """False where authors may be missing: a plain-text rendering, a list cut with no rest, a card without any."""
    abstract: str | None
    """The abstract as one text, teaser and rest joined and the marker taken out; null where the card has none."""
    abstract_complete: bool | None
    """False where the page has no rest or the text itself ends in an ellipsis; null without an abstract."""
    language: Language
    """The language of the text itself; where that cannot be told, of the page."""
    issued: str | None
    """Date of issue as far as printed (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``)."""
    venue: str | None
    """Journal or conference as printed."""
    doi: str | None
    """DOI, lower case and without resolver, from a link on the card."""
    arxiv: str | None
    """arXiv identifier without version, from a link on the card."""
    url: str | None
    """Absolute address that the title links to."""
    raw: list[str]
    """The lines of the card as printed, where cleaning changed any of them or the reader was not certain."""


class Doubt(Record):
    """Something on a page that could not be read with certainty; becomes a problem line."""

    field: str
    """Path of the field inside the page's record."""
    reason: Reason
    """Why, from the schema's list."""
    detail: str
    """What was seen and what was done with it."""


class ProfilePage(Record):
    """One page of one person in one language."""

    type: Literal["profile"]
    """Tells the kinds of page apart."""
    site: str
    """The site's name."""
    source: Source
    """Where the page came from."""
    slug: str | None
    """The person's part of the address, null where the input has no address."""
    page: Annotated[int, Field(ge=0)]
    """Which page of the person's publications this is, counted from 0 as the site's pager does."""
    alternates: dict[Language, str]
    """Canonical addresses of the other language versions that the page itself names."""
    name: str
    """The person's name."""
    portrait: PagePortrait | None
    """The person's picture, null where there is none or a placeholder."""
    email: str | None
    """The address on the page, null where there is none."""
    links: Links
    """The person's pages elsewhere."""
    roles: list[PageRole]
    """Header lines, one record a position, in printed order."""
    topics: list[str]
    """Research topics as printed, in printed order."""
    biography: list[str]
    """The biography's paragraphs."""
    students: list[PageStudent]
    """Cards of the list of students, in printed order."""
    supervisors: list[PageSupervisor]
    """On a student's own page, the supervisors that it names."""
    publications: list[Entry]
    """Entries of this page, in printed order."""
    extraction_methods: dict[str, ExtractionMethod]
    """For each field that was found, how."""
    doubts: list[Doubt]
    """What could not be read with certainty."""
    listed: bool = False
    """Whether this is a person's card on a list page and no page of their own."""
    linked: bool = False
    """Whether the card links to a page of the person's own."""


class DirectoryPage(Record):
    """A page that lists people, or a part of a pager."""

    type: Literal["directory"]
    """Tells the kinds of page apart."""
    site: str
    """The site's name."""
    source: Source
    """Where the page came from."""
    people: list[PersonReference]
    """The people that the page lists, in printed order."""
    cards: Annotated[list[ProfilePage], Field(default_factory=list)]
    """What the page says of each of them, where it says more than a name."""
    publications: Annotated[list[Entry], Field(default_factory=list)]
    """Publications that the page lists without saying whose they are, in printed order."""
