"""The people of the layouts and their publications: the bundled institute's, with contacts, venues and years added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from profile_scraper.records.base import LANGUAGES, Language

Pair: TypeAlias = tuple[str, str]
"""A text in English and in French."""
Part: TypeAlias = Literal["roles", "topics", "biography", "email", "links", "students", "supervisors"]
Status: TypeAlias = Literal["faculty", "visiting", "postdoc", "phd", "masters", "intern", "staff", "alumni"]
PublicationKind: TypeAlias = Literal["journal", "conference", "preprint", "book"]

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Role:
    """One position; without an organization it is held at the institute itself."""

    title: Pair
    organization: Pair | None
    department: Pair | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or what a layout shows of one: parts that are not shown are empty."""

    slug: str
    given: str
    family: str
    status: Status
    roles: tuple[Role, ...]
    topics: tuple[Pair, ...]
    biography: Mapping[Language, tuple[str, ...]]
    """Paragraphs by language."""
    email: str | None
    phone: str | None
    office: str | None
    links: Mapping[str, str]
    """By ``homepage``, ``google_scholar``, ``linkedin``, ``x``, ``github``, ``orcid``."""
    students: tuple[str, ...]
    supervisors: tuple[str, ...]
    languages: tuple[Language, ...] = LANGUAGES
    """Languages in which the person has a page."""

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication; authors are full names."""

    title: str
    authors: tuple[str, ...]
    kind: PublicationKind
    venue: str
    year: int
    volume: str | None
    number: str | None
    pages: str | None
    doi: str | None
    arxiv: str | None
    abstract: str | None

    @property
    def key(self) -> str:
        """A citation key: family name of the first author, year, first long word of the title."""
        family = self.authors[0].rpartition(" ")[2] if self.authors else "anonymous"
        word = next(word for word in self.title.split() if len(word) > 3)
        return "".join(c for c in f"{family}{self.year}{word}".lower() if c.isascii() and c.isalnum())


@cache
def all_people() -> Mapping[str, Person]:
    """All people by slug."""
    people = TypeAdapter(list[Person]).validate_json((_DATA / "people.json").read_bytes())
    return {person.slug: person for person in people}


@cache
def publications() -> Sequence[Publication]:
    """All publications, newest first, then by title."""
    return TypeAdapter(list[Publication]).validate_json((_DATA / "works.json").read_bytes())


def publications_of(person: Person, limit: int | None = None) -> list[Publication]:
    """The publications that a person is an author of, newest first."""
    return [publication for publication in publications() if person.name in publication.authors][:limit]


def select(
    slugs: Sequence[str],
    parts: Collection[Part],
    omit: Mapping[str, Collection[Part]] = {},
    only: Mapping[str, Language] = {},
    roles: int | None = None,
) -> list[Person]:
    """The people of these slugs with these parts shown.

    Args:
        slugs: Who, in this order.
        parts: What the layout shows of everybody.
        omit: Parts that the pages of a person, by slug, lack.
        only: The language of those, by slug, who have a page in one language.
        roles: How many of a person's roles are shown at most.
    """
    people = []
    for slug in slugs:
        person = all_people()[slug]
        languages = (only[slug],) if slug in only else LANGUAGES
        shown = set(parts) - set(omit.get(slug, ()))
        people.append(
            replace(
                person,
                languages=languages,
                roles=person.roles[:roles] if "roles" in shown else (),
                topics=person.topics if "topics" in shown else (),
                biography={
                    language: person.biography[language] if "biography" in shown and language in languages else ()
                    for language in LANGUAGES
                },
                email=person.email if "email" in shown else None,
                links=person.links if "links" in shown else {},
                students=person.students if "students" in shown else (),
                supervisors=person.supervisors if "supervisors" in shown else (),
            )
        )
    return people
