"""Entries of truth.json: what a careful reader finds on the pages of a layout."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Pair, Person, Publication, Role

Entry: TypeAlias = dict[str, Any]
"""One JSON object of truth.json."""

LINKS = ("homepage", "google_scholar", "linkedin", "x", "github", "orcid")


def person_entry(  # noqa: PLR0913 - one a part of a person
    person: Person,
    url: Mapping[Language, str] | None,
    *,
    page: Mapping[Language, str] | None = None,
    portrait: str | None = None,
    portrait_also: Sequence[str] = (),
    publications: Iterable[Entry] = (),
    name_also: Sequence[str] = (),
) -> Entry:
    """What the pages of one person print.

    Args:
        person: The person with the parts that the pages show.
        url: Addresses of the person's own pages, by language; None for somebody without one.
        page: Addresses of the pages that print somebody who has no page.
        portrait: Absolute address of the picture.
        portrait_also: Other addresses of the same picture.
        publications: Entries of :func:`publication_entry` in printed order.
        name_also: Other printed forms of the name.
    """
    entry: Entry = {
        "name": person.name,
        "url": {language: (url or {}).get(language) for language in LANGUAGES},
        "portrait": portrait,
        "portrait_also": list(portrait_also),
        "email": person.email,
        "links": {name: person.links.get(name) for name in LINKS},
        "roles": [_role(role, person.languages) for role in person.roles],
        "topics": [bilingual(topic, person.languages) for topic in person.topics],
        "biography": {language: "\n\n".join(person.biography[language]) or None for language in LANGUAGES},
        "students": list(person.students),
        "supervisors": list(person.supervisors),
        "publications": list(publications),
    }
    if page:
        entry["page"] = dict(page)
    if name_also:
        entry["name_also"] = list(name_also)
    return entry


def bilingual(pair: Pair, languages: Sequence[Language] = LANGUAGES) -> Entry:
    """A pair of texts as an object, null in a language that has no page."""
    return {language: text if language in languages else None for language, text in zip(LANGUAGES, pair, strict=True)}


def _role(role: Role, languages: Sequence[Language]) -> Entry:
    entry: Entry = {"title": bilingual(role.title, languages), "organization": None, "department": None}
    for field, pair in (("organization", role.organization), ("department", role.department)):
        if pair:
            printed = [text for text in bilingual(pair, languages).values() if text]
            entry[field], entry[f"{field}_also"] = printed[0], printed[1:]
    return entry


def publication_entry(  # noqa: PLR0913 - one a part of a publication
    publication: Publication,
    *,
    authors: Sequence[str] | None = None,
    complete: bool = True,
    venue: str | None = None,
    venue_also: Sequence[str] = (),
    url: str | None = None,
    url_also: Sequence[str] = (),
    doi: bool = False,
    issued: bool = True,
) -> Entry:
    """One publication as a page prints it.

    Args:
        publication: The publication; its title is printed in full.
        authors: Names as printed; None where the page prints none.
        complete: False where 'et al.' or 'and 3 more authors' stands in place of names.
        venue: The venue as printed.
        venue_also: Other right readings of the venue.
        url: The address that the entry leads to.
        url_also: Further addresses of the entry.
        doi: Whether the page prints the DOI, as text or as a link.
        issued: Whether the page prints the year.
    """
    return {
        "title": publication.title,
        "authors": None if authors is None else list(authors),
        "authors_complete": None if authors is None else complete,
        "venue": venue,
        "venue_also": list(venue_also),
        "issued": str(publication.year) if issued else None,
        "doi": publication.doi if doi else None,
        "url": url,
        "url_also": list(url_also),
    }
