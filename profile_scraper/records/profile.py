"""A profile (``profiles.jsonl``), and the provenance of each of its values (``provenance.jsonl``)."""

from typing import Literal, TypeAlias

from pydantic import field_validator

from profile_scraper.records.base import Bilingual, Bits, ExtractionMethod, Language, PersonReference, Record, Source
from profile_scraper.text.escape import is_safe

RoleKind: TypeAlias = Literal[
    "membership", "chair", "appointment", "visiting", "leadership", "staff", "student", "other"
]
Supervision: TypeAlias = Literal["principal", "co"]


class Organization(Record):
    """An institution that a page names."""

    name: str
    """The institution's own name where the organizations file knows it, else the text as printed."""
    ror: str | None
    """Its identifier in the Research Organization Registry, null where not known."""
    raw: list[str]
    """The forms in which the pages print it, sorted."""


class Portrait(Record):
    """The picture of a person."""

    url: str | None
    """Absolute address of the image, null where the sources are plain text."""
    alt: Bilingual
    """The image's alternative text."""


class Links(Record):
    """A person's pages elsewhere, as absolute addresses."""

    homepage: str | None
    """The person's own site."""
    google_scholar: str | None
    """The person's Google Scholar page."""
    linkedin: str | None
    """The person's LinkedIn page."""
    x: str | None
    """The person's page on X (formerly Twitter)."""
    github: str | None
    """The person's GitHub page."""
    orcid: str | None = None
    """The person's ORCID record."""
    hal: str | None = None
    """The person's page on HAL."""
    idref: str | None = None
    """The person's IdRef record."""


class Role(Record):
    """One position of a person, matched across the two pages by meaning."""

    kind: RoleKind
    """The kind of role."""
    title: Bilingual
    """The title as each page prints it."""
    organization: Organization | None
    """The institution, null where the header line names none."""
    department: Bilingual | None
    """The department as each page prints it, else the team, null where neither page names one."""
    team: Bilingual | None = None
    """The team as each page prints it beside a department, null where neither does."""
    start: str | None = None
    """When it began as far as printed (``YYYY`` or ``YYYY-MM``)."""
    end: str | None = None
    """When it ended as far as printed; null where it goes on, and where that is not printed."""


class Topic(Record):
    """A research topic, matched across the two pages by meaning."""

    id: str
    """Our identifier, made from the English label where one is known."""
    en: str | None
    """The label on the English page, null where no counterpart is known."""
    fr: str | None
    """The label on the French page, null where no counterpart is known."""


class Level(Record):
    """A student's level."""

    id: str | None
    """Our identifier ('phd'), null where the vocabulary does not know the label."""
    en: str | None
    """The label on the English page, null where it was not seen there."""
    fr: str | None
    """The label on the French page, null where it was not seen there."""


class AlignedParagraphs(Record):
    """Paragraphs of the English and the French biography that correspond; one of the two lists may be empty."""

    en: list[int]
    """Indices of the English paragraphs, from 0."""
    fr: list[int]
    """Indices of the French paragraphs, from 0."""
    score: Bits
    """Log2 likelihood ratio of a translation, from lengths and shared words; 0 where one list is empty."""


class Student(Record):
    """Somebody whom the page's owner supervises."""

    name: str | None
    """The student's name, null where only plain text was read (it was a link)."""
    profile: str | None
    """The ``id`` of the student's own profile."""
    level: Level | None
    """The level, null where the list item has none."""
    organization: Organization | None
    """The school, null where the list item has none."""
    supervision: Supervision
    """The page owner's part."""
    other_supervisors: list[PersonReference]
    """The other supervisors that the list item names."""
    languages: list[Language]
    """The pages that list this student."""


class Supervisor(Record):
    """Somebody who supervises the page's owner."""

    name: str | None
    """The supervisor's name, null where only plain text was read (it was a link)."""
    profile: str | None
    """The ``id`` of the supervisor's own profile."""
    supervision: Supervision
    """The supervisor's part."""
    languages: list[Language]
    """The pages that name this supervisor."""


class ProfileSource(Source):
    """A page that a profile was built from."""

    stale: bool = False
    """True where a later fetch failed, so that this is the last good capture."""


class Profile(Record):
    """One person, both languages in one record (``profiles.jsonl``)."""

    id: str
    """Site and slug: of the English address, else of the French, else made from the name."""
    name: str
    """The person's name."""
    url: Bilingual
    """Canonical address of the profile in each language, null where no address is known."""
    portrait: Portrait | None
    """The person's picture, null where there is none or a placeholder."""
    email: str | None
    """The address that the pages print."""
    phone: str | None = None
    """The telephone number as the pages print it."""
    office: str | None = None
    """The room as the pages print it; of two languages' the English one."""
    links: Links
    """The person's pages elsewhere."""
    roles: list[Role]
    """Positions, in the order of the English page, then those only on the French page."""
    topics: list[Topic]
    """Research topics, in the order of the English page, then those only on the French page."""
    biography: Bilingual
    """The biography; paragraphs are separated by one blank line."""
    biography_html: Bilingual = Bilingual(en=None, fr=None)
    """The biography with its links, emphasis and lists as HTML, null where it has none: ``p``, ``ul``, ``ol``, ``li``,
    ``em``, ``strong`` and ``a[href]`` (http, https, mailto), nothing else."""
    biography_alignment: list[AlignedParagraphs]
    """Which paragraphs correspond, in their order; empty where a language has no biography."""
    students: list[Student]
    """Students that either page lists, in printed order."""
    supervisors: list[Supervisor]
    """Supervisors that a student's own page names."""
    publications: list[str]
    """Ids of the person's publications, in the order in which the pages list them."""
    sources: list[ProfileSource]
    """The pages that the record was built from, sorted by address."""

    @field_validator("biography_html")
    @classmethod
    def _has_known_tags(cls, html: Bilingual) -> Bilingual:
        """A dataset from elsewhere brings no script into a report."""
        if not all(is_safe(text or "") for text in (html.en, html.fr)):
            raise ValueError("it has a tag or an address that is not allowed")
        return html


PairedBy: TypeAlias = Literal[
    "decision",
    "vocabulary",
    "learned",
    "cognates",
    "translation",
    "organization",
    "period",
    "link",
    "name",
    "sequence",
    "shared_words",
]
"""How a value was paired with the other page's, or with a known name.

``decision``: a person's decision; ``vocabulary``: the site's reviewed terms; ``learned``: terms learned from all
profiles; ``cognates``: similar words in both languages; ``translation``: words that translate each other;
``organization``: both lines have only an institution; ``period``: positions with the same beginning and end; ``link``:
same profile; ``name``: same name; ``sequence``: both pages print the same sequence; ``shared_words``: some words are
alike or translate each other, and no other value of either page shares one.
"""


class FieldProvenance(Record):
    """The source of one value."""

    field: str
    """Path of the value inside the profile (``roles[2].title.fr``)."""
    url: str
    """The page."""
    language: Language
    """The page's language."""
    method: ExtractionMethod | None
    """The extraction method that found it, null where it is not known."""
    raw: str
    """The text as printed."""
    paired_by: PairedBy | None
    """How it was paired with the other page's value, null where it is unmatched."""
    guess: str | None
    """An interpretation that goes beyond the printed text, null where there is none."""


class Provenance(Record):
    """The sources of the values of one profile."""

    profile: str
    """The profile's ``id``."""
    fields: list[FieldProvenance]
    """One entry a value and page, in the order of the record."""

    def about(self, field: str) -> list[FieldProvenance]:
        """The entries of a field, of its parts, and of the values that contain it.

        ``roles`` returns all roles; ``roles[2].title.fr`` returns also the entries of ``roles[2]`` as a whole.
        """
        return [each for each in self.fields if _is_part(each.field, field) or _is_part(field, each.field)]


def _is_part(path: str, container: str) -> bool:
    return path == container or path.startswith((f"{container}.", f"{container}["))
