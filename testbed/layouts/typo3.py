"""Layout 14: a faculty in TYPO3: accordions on people's pages, a table of contacts, publications by year."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import initials_first
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://www.geo.hochmoor.example"

_SLUGS = (
    "teodor-brancas",
    "ada-lindqvist",
    "berengere-attalou",
    "fenna-druyts",
    "idris-belhomme-roe",
    "kiri-matewai",
    "ossian-delacroux",
    "priya-delorme-szabo",
)
_PATHS: Mapping[Language, str] = {"en": "/en/institute/staff", "fr": "/fr/institut/personnel"}
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Institute of Geosciences",
        "staff": "Staff",
        "here": "You are here:",
        "name": "Name",
        "function": "Function",
        "room": "Room",
        "phone": "Phone",
        "email": "E-mail",
        "contact": "Contact",
        "vita": "Short biography",
        "topics": "Research areas",
        "publications": "Publications",
        "teaching": "Teaching",
        "course": "Lecture: Moors and Mires (summer term)",
        "in": "In:",
        "imprint": "Imprint",
    },
    "fr": {
        "site": "Institut de géosciences",
        "staff": "Personnel",
        "here": "Vous êtes ici :",
        "name": "Nom",
        "function": "Fonction",
        "room": "Bureau",
        "phone": "Téléphone",
        "email": "Courriel",
        "contact": "Contact",
        "vita": "Biographie",
        "topics": "Domaines de recherche",
        "publications": "Publications",
        "teaching": "Enseignement",
        "course": "Cours : Tourbières et marais (semestre d’été)",
        "in": "Dans :",
        "imprint": "Mentions légales",
    },
}


def site() -> Site:
    """Eight people; everything but the name lies in accordions or a table."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email"),
        omit={"fenna-druyts": ["topics"], "priya-delorme-szabo": ["biography"], "ossian-delacroux": ["email"]},
    )
    pages = [_person_page(person, language) for person in people for language in LANGUAGES]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "typo3",
        pages,
        [_entry(person) for person in people],
        not_people=(
            "Institute of Geosciences",
            "Institut de géosciences",
            "Imprint",
            "Staff",
            "Personnel",
            "Moors and Mires",
        ),
        not_publications=("Lecture: Moors and Mires (summer term)", "Cours : Tourbières et marais (semestre d’été)"),
        note="E-mail addresses are linked and printed with '(at)'. Years are headings above the publications.",
    )


def _url(person: Person, language: Language) -> str:
    return f"{BASE}{_PATHS[language]}/{person.slug}"


def _portrait(person: Person) -> str | None:
    return (
        f"/fileadmin/_processed_/a/3/csm_{person.slug}_{len(person.name)}f3a.jpg" if person.status != "intern" else None
    )


def _context(language: Language, title: str, urls: Mapping[Language, str]) -> dict[str, Any]:
    return {"lang": language, "t": _TEXTS[language], "title": title, "urls": urls, "staff": _PATHS[language]}


def _person_page(person: Person, language: Language) -> Page:
    urls = {key: _url(person, key) for key in LANGUAGES}
    years = groupby(publications_of(person, 9), key=lambda publication: publication.year)
    context = _context(language, person.name, urls) | {
        "p": person,
        "portrait": _portrait(person),
        "years": [
            (year, [(each, [initials_first(name) for name in each.authors]) for each in own]) for year, own in years
        ],
    }
    return Page(person.slug, urls[language], language, render("typo3/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    urls = {key: BASE + path for key, path in _PATHS.items()}
    context = _context(language, _TEXTS[language]["staff"], urls) | {
        "people": [(person, f"{person.family}, {person.given}") for person in people]
    }
    return Page("staff", urls[language], language, render("typo3/people.html", context).encode())


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    return person_entry(
        person,
        {language: _url(person, language) for language in LANGUAGES},
        portrait=BASE + portrait if portrait else None,
        publications=[_publication_entry(each) for each in publications_of(person, 9)],
        name_also=[f"{person.family}, {person.given}"],
    )


def _publication_entry(publication: Publication) -> Entry:
    doi = f"https://doi.org/{publication.doi}" if publication.doi else None
    return publication_entry(
        publication,
        authors=[initials_first(name) for name in publication.authors],
        venue=publication.venue,
        url=doi,
        doi=bool(doi),
    )
