"""Layout 3: a centre in WordPress; cards of a team plugin and a page in Elementor's tabs for each person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import initials_first
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://www.lent-machines.example"
_ROOT: Mapping[Language, str] = {"en": f"{BASE}/en", "fr": BASE}
_MEMBER: Mapping[Language, str] = {"en": "member", "fr": "membre"}
_LIST: Mapping[Language, str] = {"en": "the-team", "fr": "equipe"}
_AUTHORS_SHOWN = 4

_SLUGS = (
    "teodor-brancas",
    "mateus-quispe-arnaud",
    "solveig-arguin",
    "ossian-delacroux",
    "jun-ho-castellane",
    "priya-delorme-szabo",
    "fenna-druyts",
    "ylva-tarnowicz",
    "kiri-matewai",
    "leopold-zanetaki",
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Slow Machines Centre",
        "home": "Home",
        "skip": "Skip to content",
        "reading": "Est. reading time",
        "feed": "Feed",
        "links": (("about", "About"), ("the-team", "The team"), ("work", "Our work"), ("contact-us", "Contact us")),
        "cookies": "This website uses cookies to improve your experience.",
        "accept": "Accept",
        "people": "The team",
        "intro": "Meet the people who take their time.",
        "tabs": {"biography": "About", "topics": "Interests", "works": "Selected publications"},
        "pages": "pp.",
        "link": "link",
        "before": "Previous",
        "after": "Next",
        "recent": "Recent Posts",
        "comments": "Recent Comments",
        "post": "An hourglass for every desk",
        "on": "on",
        "month": "February 2025",
        "login": "Log in",
        "said": "What people say",
        "jobs": "Open positions",
        "job": "Clockmaker in residence (full time). Applications by post only.",
    },
    "fr": {
        "site": "Centre des machines lentes",
        "home": "Accueil",
        "skip": "Aller au contenu",
        "reading": "Durée de lecture estimée",
        "feed": "Flux",
        "links": (
            ("a-propos", "À propos"),
            ("equipe", "L’équipe"),
            ("travaux", "Nos travaux"),
            ("nous-joindre", "Nous joindre"),
        ),
        "cookies": "Ce site utilise des témoins pour améliorer votre expérience.",
        "accept": "Accepter",
        "people": "L’équipe",
        "intro": "Voici les gens qui prennent leur temps.",
        "tabs": {"biography": "Parcours", "topics": "Champs d’intérêt", "works": "Publications choisies"},
        "pages": "p.",
        "link": "lien",
        "before": "Précédent",
        "after": "Suivant",
        "recent": "Articles récents",
        "comments": "Commentaires récents",
        "post": "Un sablier sur chaque bureau",
        "on": "dans",
        "month": "février 2025",
        "login": "Connexion",
        "said": "Ce qu’on dit de nous",
        "jobs": "Postes à pourvoir",
        "job": "Horloger en résidence (temps plein). Candidatures par la poste seulement.",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication

    @property
    def authors(self) -> list[str]:
        return [initials_first(name) for name in self.publication.authors[:_AUTHORS_SHOWN]]

    @property
    def cut(self) -> bool:
        return len(self.publication.authors) > _AUTHORS_SHOWN

    @property
    def link(self) -> str | None:
        if self.publication.doi:
            return f"https://doi.org/{self.publication.doi}"
        return f"https://arxiv.org/pdf/{self.publication.arxiv}" if self.publication.arxiv else None


def site() -> Site:
    """Ten people; French is the site's first language, and one person's page exists in English only."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links"),
        omit={
            "ossian-delacroux": ["topics"],
            "priya-delorme-szabo": ["email"],
            "ylva-tarnowicz": ["biography"],
            "fenna-druyts": ["topics"],
        },
        only={"leopold-zanetaki": "en"},
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "wordpress",
        pages,
        [_entry(person) for person in people],
        not_people=(
            "A WordPress Commenter",
            "John Doe",
            "Slow Machines Centre",
            "Centre des machines lentes",
            "The team",
            "L’équipe",
            "Meta",
            "About",
            "Parcours",
        ),
        not_publications=("Hello world!", "An hourglass for every desk", "Un sablier sur chaque bureau"),
        note="Tab titles stand twice, for desktop and mobile; the panels of all tabs but the first are hidden.",
    )


def _url(person: Person, language: Language) -> str:
    return f"{_ROOT[language]}/{_MEMBER[language]}/{person.slug}/"


def _number(person: Person, language: Language) -> int:
    return 900 + 20 * _SLUGS.index(person.slug) + (5 if language == "en" else 0)


def _portrait(person: Person) -> str | None:
    """Address without size and suffix."""
    if person.slug in ("fenna-druyts", "kiri-matewai"):
        return None
    return f"{BASE}/wp-content/uploads/2021/09/{person.given}_{person.family[:1]}-photo-{_number(person, 'fr')}"


def _publications(person: Person) -> list[_PrintedPublication]:
    return (
        []
        if person.slug == "solveig-arguin"
        else [_PrintedPublication(publication) for publication in publications_of(person, 7)]
    )


def _context(language: Language, title: str, url: str, switch: str) -> dict[str, Any]:
    return {
        "lang": language,
        "away": other(language),
        "locale": {"en": "en-CA", "fr": "fr-CA"}[language],
        "t": _TEXTS[language],
        "root": _ROOT[language],
        "title": title,
        "url": url,
        "switch": switch,
    }


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    url = _url(person, language)
    away = other(language)
    switch = _url(person, away) if away in person.languages else f"{_ROOT[away]}/"
    shown = [member for member in people if language in member.languages]
    index = shown.index(person)
    publications = _publications(person)
    present = {"biography": person.biography[language], "topics": person.topics, "works": publications}
    neighbours = {
        key: {"name": member.name, "url": _url(member, language)}
        for key, member in (("before", shown[index - 1]), ("after", shown[(index + 1) % len(shown)]))
    }
    context = _context(language, person.name, url, switch) | neighbours
    context |= {
        "p": person,
        "number": _number(person, language),
        "portrait": _portrait(person),
        "tabs": [key for key, value in present.items() if value],
        "works": publications,
        "alternates": [(key, _url(person, key)) for key in person.languages] if len(person.languages) > 1 else [],
    }
    content = render("wordpress/person.html", context).encode()
    return Page(f"{_MEMBER[language]}__{person.slug}", url, language, content)


def _people_page(people: list[Person], language: Language) -> Page:
    urls = {key: f"{_ROOT[key]}/{_LIST[key]}/" for key in LANGUAGES}
    members = [
        {
            "p": person,
            "number": _number(person, language),
            "portrait": _portrait(person),
            "url": _url(person, language),
        }
        for person in people
        if language in person.languages
    ]
    context = _context(language, _TEXTS[language]["people"], urls[language], urls[other(language)]) | {
        "number": 88,
        "members": members,
        "alternates": list(urls.items()),
    }
    return Page(_LIST[language], urls[language], language, render("wordpress/people.html", context).encode())


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    return person_entry(
        person,
        {language: _url(person, language) for language in person.languages},
        portrait=f"{portrait}.jpg" if portrait else None,
        portrait_also=[f"{portrait}-300x300.jpg", f"{portrait}-150x150.jpg"] if portrait else (),
        publications=[_publication_entry(printed) for printed in _publications(person)],
        name_also=(f"{person.given} {person.family.upper()}",),
    )


def _publication_entry(printed: _PrintedPublication) -> Entry:
    return publication_entry(
        printed.publication,
        authors=printed.authors,
        complete=not printed.cut,
        venue=printed.publication.venue,
        url=printed.link,
        doi=bool(printed.publication.doi),
    )
