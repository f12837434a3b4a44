"""Page records made by hand, for the tests of this room: invented people only."""

import hashlib
from typing import Any

from profile_scraper.records.base import Language, PersonReference, Source
from profile_scraper.records.page import (
    Entry,
    PagePortrait,
    PageRole,
    PageStudent,
    PageSupervisor,
    ProfilePage,
)
from profile_scraper.records.profile import Links, RoleKind, Supervision

NO_LINKS = Links(homepage=None, google_scholar=None, linkedin=None, x=None, github=None)
_PATHS: dict[Language, str] = {"en": "en/directory", "fr": "fr/annuaire"}


def address(language: Language, slug: str, number: int = 0) -> str:
    return f"https://mila.quebec/{_PATHS[language]}/{slug}" + (f"?page=0%2C{number}" if number else "")


def page(
    language: Language, name: str, slug: str | None = None, *, file: str | None = None, **values: Any
) -> ProfilePage:
    """A page of ``name``; with ``slug`` it has an address, else it is a text file."""
    number = values.pop("page", 0)
    url = address(language, slug, number) if slug else file or f"{name.replace(' ', '-').lower()}.{language}.txt"
    fields: dict[str, Any] = {
        "type": "profile",
        "site": "mila",
        "source": Source(
            url=url,
            language=language,
            retrieved=values.pop("retrieved", None),
            sha256=hashlib.sha256(repr((url, name, values)).encode()).hexdigest(),
        ),
        "slug": slug,
        "page": number,
        "alternates": {},
        "name": name,
        "portrait": None,
        "email": None,
        "links": NO_LINKS,
        "roles": [],
        "topics": [],
        "biography": [],
        "students": [],
        "supervisors": [],
        "publications": [],
        "extraction_methods": {},
        "warnings": [],
    }
    return ProfilePage(**{**fields, **values})


def role(
    title: str | None, organization: str | None = None, department: str | None = None, kind: RoleKind = "other"
) -> PageRole:
    raw = ", ".join(filter(None, (title, organization, department)))
    return PageRole(kind=kind, title=title, organization=organization, department=department, raw=raw, certain=True)


def student(
    level: str | None,
    organization: str | None = None,
    *,
    name: str | None = None,
    profile: str | None = None,
    supervision: Supervision = "principal",
    other_supervisors: tuple[PersonReference, ...] = (),
) -> PageStudent:
    return PageStudent(
        name=name,
        profile=profile,
        level=level,
        organization=organization,
        supervision=supervision,
        other_supervisors=list(other_supervisors),
        raw=[" - ".join(filter(None, (level, organization)))],
    )


def supervisor(name: str | None, profile: str | None = None, supervision: Supervision = "principal") -> PageSupervisor:
    return PageSupervisor(name=name, profile=profile, supervision=supervision)


def entry(position: int, title: str, language: Language = "en") -> Entry:
    return Entry(
        position=position,
        title=title,
        authors=[],
        authors_complete=False,
        abstract=None,
        abstract_complete=None,
        language=language,
        issued=None,
        venue=None,
        doi=None,
        arxiv=None,
        url=None,
        raw=[title],
    )


def portrait(url: str | None, alt: str | None = None) -> PagePortrait:
    return PagePortrait(url=url, alt=alt)
