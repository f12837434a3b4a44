"""Layout 16: a university's research portal in Pure: persons with organisations, fingerprints and research output."""

from collections.abc import Mapping
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import family_first
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://portal.brumes-university.example"

_SLUGS = (
    "ada-lindqvist",
    "teodor-brancas",
    "kiri-matewai",
    "leopold-zanetaki",
    "solveig-arguin",
    "ylva-tarnowicz",
    "priya-delorme-szabo",
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Brumes University Portal",
        "menu": (
            ("", "Home"),
            ("persons", "Profiles"),
            ("organisations", "Research units"),
            ("publications", "Research output"),
        ),
        "profiles": "Profiles",
        "profile": "Profile",
        "fingerprint": "Fingerprint",
        "fingerprint_text": "Dive into the research topics where this person is active.",
        "similar": "Similar Profiles",
        "output": "Research output",
        "output_of": "Research output per year",
        "kinds": {
            "journal": "Article",
            "conference": "Conference contribution",
            "preprint": "Preprint",
            "book": "Book",
        },
        "type": "Research output:",
        "peer": "peer-review",
        "in": "In:",
        "email": "Email",
        "view": "View all",
        "cookies": "We use cookies to help provide and enhance our service.",
        "powered": "Powered by Pure, Scopus & Elsevier Fingerprint Engine™",
    },
    "fr": {
        "site": "Portail de l’Université des Brumes",
        "menu": (
            ("", "Accueil"),
            ("persons", "Profils"),
            ("organisations", "Unités de recherche"),
            ("publications", "Résultats de recherche"),
        ),
        "profiles": "Profils",
        "profile": "Profil",
        "fingerprint": "Empreinte digitale",
        "fingerprint_text": "Examinez les sujets de recherche dans lesquels cette personne est active.",
        "similar": "Profils similaires",
        "output": "Résultats de recherche",
        "output_of": "Résultats de recherche par an",
        "kinds": {
            "journal": "Article",
            "conference": "Contribution à une conférence",
            "preprint": "Prépublication",
            "book": "Livre",
        },
        "type": "Résultats de recherche :",
        "peer": "Revue par des pairs",
        "in": "Dans :",
        "email": "Courriel",
        "view": "Tout afficher",
        "cookies": "Nous utilisons des cookies pour fournir et améliorer notre service.",
        "powered": "Alimenté par Pure, Scopus & Elsevier Fingerprint Engine™",
    },
}


def site() -> Site:
    """Seven people; the language is the first folder, and the slugs are the same."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links"),
        omit={"ylva-tarnowicz": ["biography", "email"], "priya-delorme-szabo": ["topics"]},
    )
    pages = [_person_page(person, language, people) for person in people for language in LANGUAGES]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "pure",
        pages,
        [_entry(person) for person in people],
        not_people=("Research output", "Similar Profiles", "Profils similaires", "Brumes University Portal"),
        not_publications=("View all", "Tout afficher", "Research output per year"),
        note="Similar profiles name other people at the end of each page. Links other than ORCID are not printed.",
    )


def _url(person: Person, language: Language) -> str:
    return f"{BASE}/{language}/persons/{person.slug}"


def _portrait(person: Person) -> str | None:
    return (
        f"/files-asset/{len(person.slug)}4711{len(person.name)}/{person.slug}.jpg" if person.status != "staff" else None
    )


def _context(language: Language, title: str, path: str) -> dict[str, Any]:
    urls = {key: f"{BASE}/{key}/{path}" for key in LANGUAGES}
    return {"lang": language, "t": _TEXTS[language], "title": title, "urls": urls}


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    index = people.index(person)
    context = _context(language, person.name, f"persons/{person.slug}") | {
        "p": person,
        "portrait": _portrait(person),
        "works": [(each, [family_first(name) for name in each.authors]) for each in publications_of(person, 5)],
        "similar": [people[(index + step) % len(people)] for step in (1, 2)],
    }
    return Page(person.slug, _url(person, language), language, render("pure/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    context = _context(language, _TEXTS[language]["profiles"], "persons/") | {
        "people": [(person, _portrait(person)) for person in people]
    }
    return Page("persons", f"{BASE}/{language}/persons/", language, render("pure/people.html", context).encode())


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    entry = person_entry(
        person,
        {language: _url(person, language) for language in LANGUAGES},
        portrait=BASE + portrait if portrait else None,
        publications=[_publication_entry(each) for each in publications_of(person, 5)],
    )
    entry["links"] = {name: address if name == "orcid" else None for name, address in entry["links"].items()}
    return entry


def _publication_entry(publication: Publication) -> Entry:
    own = [f"{BASE}/{language}/publications/{publication.key}" for language in LANGUAGES]
    return publication_entry(
        publication,
        authors=[family_first(name) for name in publication.authors],
        venue=publication.venue,
        url=own[0],
        url_also=own[1:],
    )
