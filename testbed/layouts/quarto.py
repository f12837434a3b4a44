"""Layout 13: a laboratory's site in Quarto: a listing of people, about pages, references set by citeproc."""

from collections.abc import Mapping
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import family_first
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://slow-rivers-lab.example"

_SLUGS = (
    "ada-lindqvist",
    "kiri-matewai",
    "leopold-zanetaki",
    "mateus-quispe-arnaud",
    "noemie-okonjo-vasseur",
    "solveig-arguin",
    "ylva-tarnowicz",
)
_FOLDERS: Mapping[Language, str] = {"en": "people", "fr": "fr/equipe"}
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Slow Rivers Lab",
        "menu": (("people", "People"), ("research", "Research"), ("code", "Code")),
        "people": "People",
        "lead": "We are seven, and we meet on the bridge.",
        "filter": "Filter",
        "bio": "About",
        "topics": "Research themes",
        "publications": "Selected publications",
        "contents": "On this page",
        "edit": "Edit this page",
        "and": "and",
    },
    "fr": {
        "site": "Labo Rivières lentes",
        "menu": (("fr/equipe", "Équipe"), ("fr/recherche", "Recherche"), ("fr/code", "Code")),
        "people": "Équipe",
        "lead": "Nous sommes sept et nous nous retrouvons sur le pont.",
        "filter": "Filtre",
        "bio": "À propos",
        "topics": "Thèmes de recherche",
        "publications": "Publications choisies",
        "contents": "Sur cette page",
        "edit": "Modifier cette page",
        "and": "et",
    },
}
_ICONS = {
    "homepage": "globe",
    "google_scholar": "mortarboard",
    "linkedin": "linkedin",
    "x": "twitter-x",
    "github": "github",
    "orcid": "person-badge",
}


def site() -> Site:
    """Seven people with an about page each, and a listing."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links"),
        omit={"solveig-arguin": ["biography"], "kiri-matewai": ["topics"], "ylva-tarnowicz": ["email"]},
        roles=1,
    )
    pages = [_person_page(person, language) for person in people for language in LANGUAGES]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "quarto",
        pages,
        [_entry(person) for person in people],
        not_people=("Slow Rivers Lab", "Labo Rivières lentes", "On this page", "Sur cette page", "Quarto"),
        not_publications=("Edit this page", "Modifier cette page"),
        note="Roles and institutions stand in the subtitle; references have initials and hanging indents.",
    )


def _url(person: Person, language: Language) -> str:
    return f"{BASE}/{_FOLDERS[language]}/{person.slug}.html"


def _portrait(person: Person) -> str:
    return f"{BASE}/images/{person.slug}.jpg"


def _context(language: Language, title: str, urls: Mapping[Language, str]) -> dict[str, Any]:
    return {"lang": language, "t": _TEXTS[language], "title": title, "urls": urls, "base": BASE}


def _person_page(person: Person, language: Language) -> Page:
    urls = {key: _url(person, key) for key in LANGUAGES}
    context = _context(language, person.name, urls) | {
        "p": person,
        "portrait": f"{'../' * (1 + (language == 'fr'))}images/{person.slug}.jpg",
        "icons": _ICONS,
        "publications": [
            (publication, [family_first(name) for name in publication.authors])
            for publication in publications_of(person, 8)
        ],
    }
    return Page(person.slug, urls[language], language, render("quarto/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    urls = {key: f"{BASE}/{folder}/" for key, folder in _FOLDERS.items()}
    context = _context(language, _TEXTS[language]["people"], urls) | {"people": people}
    return Page("index", urls[language], language, render("quarto/people.html", context).encode())


def _entry(person: Person) -> Entry:
    return person_entry(
        person,
        {language: _url(person, language) for language in LANGUAGES},
        portrait=_portrait(person),
        publications=[_publication_entry(publication) for publication in publications_of(person, 8)],
    )


def _publication_entry(publication: Publication) -> Entry:
    doi = f"https://doi.org/{publication.doi}" if publication.doi else None
    return publication_entry(
        publication,
        authors=[family_first(name) for name in publication.authors],
        venue=publication.venue,
        url=doi,
        doi=bool(doi),
    )
