"""One page, as captured and as read: its bytes, and what it says in its own language before pages are paired."""

from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field

from profile_scraper.records.base import ExtractionMethod, Language, PersonReference, Record, Source
from profile_scraper.records.problem import Reason
from profile_scraper.records.profile import Links, RoleKind, Supervision

Media: TypeAlias = Literal["html", "text"]


class Capture(NamedTuple):
    """The bytes of one page with the archive's metadata; a plain structure, because one is made for every page."""

    name: str
    """Address where the archive knows one, else the path relative to the INPUT that was named, with ``/``."""
    url: str | None
    """Address that the bytes were fetched from, null for a saved file that does not tell."""
    body: bytes
    """Decoded bytes: no transfer or content encoding, at most ``archive``'s size limit."""
    media: Media
    """Whether the bytes are HTML or a plain-text rendering."""
    charset: str | None
    """Character encoding that the transport declared."""
    status: int | None
    """HTTP status, null for a saved file."""
    retrieved: str | None
    """When the bytes were fetched (RFC 3339, UTC), null where no source tells."""
    sha256: str
    """SHA-256 of ``body`` in hexadecimal."""
    site: str | None
    """The site that the archive itself names (WARC ``isPartOf``), null where it names none."""


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
    """The kind of role, from the site's vocabulary, else from the words of the line."""
    title: str | None
    """The title of the position as printed, null where the line has only an institution."""
    organization: str | None
    """The institution as printed, null where the line names none."""
    department: str | None
    """The department as printed, else the team, null where the line names neither."""
    team: str | None = None
    """The team as printed, where the line names a department too."""
    start: str | None = None
    """When it began as far as printed (``YYYY`` or ``YYYY-MM``)."""
    end: str | None = None
    """When it ended as far as printed; null where it goes on, and where that is not printed."""
    raw: str
    """The whole header line that the role was read from."""
    certain: bool
    """False where the line is ambiguous and was not split."""


class PageStudent(Record):
    """One item of the list of students, in the page's language."""

    name: str | None
    """The student's name, null in a plain-text rendering (it was a link)."""
    profile: str | None
    """The ``id`` of the student's profile, from the item's link."""
    level: str | None
    """The level as printed ('PhD', 'Doctorat'), null where the item has none."""
    organization: str | None
    """The school as printed, null where the item has none."""
    supervision: Supervision
    """The page owner's part: ``principal``, or ``co`` where the item names another principal supervisor."""
    other_supervisors: list[PersonReference]
    """The other supervisors that the item names; a name lost by a plain-text rendering is null."""
    raw: list[str]
    """The lines of the item as printed."""


class PageSupervisor(Record):
    """A supervisor named on a student's own page."""

    name: str | None
    """The supervisor's name, null in a plain-text rendering (it was a link)."""
    profile: str | None
    """The ``id`` of the supervisor's profile, from the link."""
    supervision: Supervision
    """The supervisor's part: ``principal`` or ``co``."""


class Entry(Record):
    """One publication as one page lists it; entries of the same publication are merged."""

    position: Position
    """Position on the page as fetched, counted from 1; each page of a pager starts again."""
    title: str
    """The title, cleaned."""
    authors: list[PersonReference]
    """The authors in printed order, an author printed twice once."""
    authors_complete: bool
    """False where authors may be missing: plain-text rendering, truncated list without its rest, item without any."""
    abstract: str | None
    """The abstract as one text, teaser and rest joined without the marker; null where the list item has none."""
    abstract_complete: bool | None
    """False where the page has no rest or the text itself ends in an ellipsis; null without an abstract."""
    language: Language
    """The language of the text itself; where that cannot be told, of the page."""
    issued: str | None
    """Date of issue as far as printed (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``)."""
    venue: str | None
    """Journal or conference as printed."""
    doi: str | None
    """DOI in normal form (lower case, without resolver, proxy or a publisher's path), from the list item."""
    arxiv: str | None
    """arXiv identifier without version, from a link in the list item."""
    url: str | None
    """Absolute address that the title links to."""
    raw: list[str]
    """The lines of the list item as printed, where cleaning changed any of them or the extraction is uncertain."""


class ParseWarning(Record):
    """A value that could not be extracted with certainty; the build writes it as a problem."""

    field: str
    """Path of the field inside the page's record."""
    reason: Reason
    """Why, from the schema's list."""
    detail: str
    """What the page has and how it was handled."""


class UnclaimedText(Record):
    """Words in a row that no field of a page's record holds."""

    text: str
    """The line as printed, shortened."""
    words: int
    """Its number of words."""


class PageReading(Record):
    """How much of a page its record holds, and what of the site's file applied: the evidence for doubt."""

    claimed: int
    """Words in lines that some field holds."""
    unclaimed: list[UnclaimedText]
    """The longest lines that no field holds, without headings, links alone and parts that are not kept."""
    other_names: int
    """Names of people inside a list's item that are not the item's."""
    crowded: int = 0
    """Publications that hold the heading of another part of the page: they are more than one publication."""
    unread_publications: int = 0
    """Dated lines below a heading of publications that are in no publication."""
    of_person: bool = False
    """Whether a page that is read as a list has a heading and a title, or an address, that name one person."""
    matched: list[str]
    """Selectors of the site's file that matched on the page."""


class ProfilePage(Record):
    """One page of one person in one language."""

    type: Literal["profile"]
    """The kind of page."""
    site: str
    """The site's name."""
    source: Source
    """The source of the page."""
    slug: str | None
    """The person's part of the address, null where the input has no address."""
    page: Annotated[int, Field(ge=0)]
    """Which page of the person's publications this is, counted from 0 as the site's pager does."""
    alternates: dict[Language, str]
    """Canonical addresses of the other language versions, from the page."""
    name: str
    """The person's name."""
    portrait: PagePortrait | None
    """The person's picture, null where there is none or a placeholder."""
    email: str | None
    """The address on the page, null where there is none."""
    phone: str | None = None
    """The telephone number as printed, null where there is none."""
    office: str | None = None
    """The room as printed, null where there is none."""
    links: Links
    """The person's pages elsewhere."""
    roles: list[PageRole]
    """Positions of the header lines, in printed order."""
    topics: list[str]
    """Research topics as printed, in printed order."""
    biography: list[str]
    """The biography's paragraphs."""
    biography_html: list[str] = Field(default_factory=list)
    """Each paragraph as an HTML fragment; empty where no paragraph has a link, emphasis or a list."""
    students: list[PageStudent]
    """Items of the list of students, in printed order."""
    supervisors: list[PageSupervisor]
    """On a student's own page, the supervisors that it names."""
    publications: list[Entry]
    """Entries of this page, in printed order."""
    extraction_methods: dict[str, ExtractionMethod]
    """For each field that was found, the method that found it."""
    warnings: list[ParseWarning]
    """Values that could not be extracted with certainty."""
    listed: bool = False
    """True for a person's item on a list page that is read as a page."""
    linked: bool = False
    """True where that item links to a page of the person's own."""
    translation: "ProfilePage | None" = None
    """The record in the other language of a page that prints both."""
    reading: PageReading | None = None
    """How much of the page the record holds; null where class names of the site's file tell the fields apart."""


class DirectoryPage(Record):
    """A page that lists people or publications, or one page of a pager."""

    type: Literal["directory"]
    """The kind of page."""
    site: str
    """The site's name."""
    source: Source
    """The source of the page."""
    people: list[PersonReference]
    """The people that the page lists, in printed order."""
    cards: Annotated[list[ProfilePage], Field(default_factory=list)]
    """The record of each of them, where the page has more than a name."""
    publications: Annotated[list[Entry], Field(default_factory=list)]
    """Publications that the page lists without telling whose they are, in printed order."""
    reading: PageReading | None = None
    """How much of the page the record holds; null where class names of the site's file tell the fields apart."""
