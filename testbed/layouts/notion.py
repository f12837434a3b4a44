"""Layout 15: a collective's site published from Notion: nothing but div and span, blocks with ids, properties."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://lanterne.notionsite.example"

_SLUGS = (
    "berengere-attalou",
    "idris-belhomme-roe",
    "jun-ho-castellane",
    "mateus-quispe-arnaud",
    "noemie-okonjo-vasseur",
    "teodor-brancas",
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Lanterne Collective",
        "people": "The team",
        "lead": "Six people with lamps.",
        "role": "Position",
        "organization": "Affiliation",
        "email": "Email",
        "topics": "Topics",
        "about": "Short bio",
        "papers": "Papers",
        "callout": "We are looking for a lamp keeper. Write to us!",
        "updated": "Last updated",
    },
    "fr": {
        "site": "Collectif Lanterne",
        "people": "L’équipe",
        "lead": "Six personnes avec des lampes.",
        "role": "Poste",
        "organization": "Affiliation",
        "email": "Courriel",
        "topics": "Thèmes",
        "about": "Courte biographie",
        "papers": "Articles",
        "callout": "Nous cherchons une gardienne ou un gardien de lampe. Écrivez-nous !",
        "updated": "Dernière mise à jour",
    },
}


def site() -> Site:
    """Six people; addresses end in an id that changes with the language."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email"),
        omit={"jun-ho-castellane": ["email"], "idris-belhomme-roe": ["biography"]},
        roles=1,
    )
    pages = [_person_page(person, language) for person in people for language in LANGUAGES]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "notion",
        pages,
        [_entry(person) for person in people],
        not_people=("Lanterne Collective", "Collectif Lanterne", "Short bio", "Papers"),
        not_publications=("We are looking for a lamp keeper. Write to us!",),
        note="Headings are div; the properties of a page are rows of two div; papers are bulleted blocks of text.",
    )


def _id(text: str, size: int = 16) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def _url(person: Person, language: Language) -> str:
    return f"{BASE}/{language}/{person.slug}-{_id(person.slug + language)}"


def _list_urls() -> dict[Language, str]:
    return {"en": f"{BASE}/en/team-{_id('team')}", "fr": f"{BASE}/fr/equipe-{_id('equipe')}"}


def _context(language: Language, title: str) -> dict[str, Any]:
    return {
        "lang": language,
        "t": _TEXTS[language],
        "title": title,
        "home": _list_urls()[language].removeprefix(BASE),
        "block": lambda number: f"block-{_id(f'{title} {language} {number}')}",
    }


def _person_page(person: Person, language: Language) -> Page:
    context = _context(language, person.name) | {
        "p": person,
        "portrait": f"https://images.lanterne.example/image/{_id(person.name)}/{person.slug}.png",
        "works": publications_of(person, 6),
    }
    url = _url(person, language)
    return Page(url.rpartition("/")[2], url, language, render("notion/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    url = _list_urls()[language]
    context = _context(language, _TEXTS[language]["people"]) | {
        "people": [(person, _url(person, language).removeprefix(BASE)) for person in people]
    }
    return Page(url.rpartition("/")[2], url, language, render("notion/people.html", context).encode())


def _entry(person: Person) -> Entry:
    shown = replace(person, roles=tuple(replace(role, department=None) for role in person.roles))
    return person_entry(
        shown,
        {language: _url(person, language) for language in LANGUAGES},
        portrait=f"https://images.lanterne.example/image/{_id(person.name)}/{person.slug}.png",
        publications=[_publication_entry(each) for each in publications_of(person, 6)],
    )


def _publication_entry(publication: Publication) -> Entry:
    links = [f"https://doi.org/{publication.doi}"] if publication.doi else []
    return publication_entry(
        publication,
        authors=publication.authors,
        venue=publication.venue,
        url=links[0] if links else None,
        doi=bool(links),
    )
