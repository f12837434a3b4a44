"""Layout 8: a federation in SPIP; each page is a research group and holds three people, divided by rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import initials_first
from testbed.layouts.people import Pair, Part, Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://federation-hivernia.example/"
_PARTS: tuple[Part, ...] = ("roles", "topics", "biography", "email", "links")


@dataclass(frozen=True, slots=True)
class _Group:
    number: int
    """Of the SPIP article, the same in both languages."""
    name: Pair
    slugs: tuple[str, str, str]


_GROUPS = (
    _Group(
        31,
        ("Thaw and Memory Team", "Équipe Dégel et mémoire"),
        ("priya-delorme-szabo", "leopold-zanetaki", "noemie-okonjo-vasseur"),
    ),
    _Group(
        12,
        ("Hands and Ropes Team", "Équipe Mains et cordes"),
        ("mateus-quispe-arnaud", "teodor-brancas", "solveig-arguin"),
    ),
    _Group(27, ("Ears Team", "Équipe Oreilles"), ("idris-belhomme-roe", "ada-lindqvist", "berengere-attalou")),
    _Group(44, ("Associate Team", "Équipe associée"), ("ylva-tarnowicz", "kiri-matewai", "ossian-delacroux")),
)
_LABELS = {
    "homepage": "Site web",
    "google_scholar": "Scholar",
    "linkedin": "LinkedIn",
    "x": "Twitter",
    "github": "Github",
    "orcid": "ORCID",
}
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Federation Hivernia",
        "syndicate": "Syndicate the whole site",
        "home": "Home",
        "languages": "Languages",
        "teams": "Teams",
        "date": "17 January 2024",
        "by": "by",
        "lead": "Each team of the federation has three members and one kettle.",
        "email": "E-mail:",
        "topics": "Keywords:",
        "works": "Recent publications:",
        "pages": "p.",
        "documents": "Attached documents",
        "chart": "Organisation chart 2024",
        "format": "PDF document",
        "kilobytes": "KiB",
        "brief": "In brief",
        "brief_title": "The kettle day is moved to Friday",
        "offers": "Job offers",
        "offer": "Fixed-term contract: kettle engineer (12 months)",
        "search": "Search:",
        "map": "Site Map",
        "login": "Log in",
        "made": "Site powered by",
    },
    "fr": {
        "site": "Fédération Hivernia",
        "syndicate": "Syndiquer tout le site",
        "home": "Accueil",
        "languages": "Langues",
        "teams": "Équipes",
        "date": "17 janvier 2024",
        "by": "par",
        "lead": "Chaque équipe de la fédération a trois membres et une bouilloire.",
        "email": "Courriel :",
        "topics": "Mots-clés :",
        "works": "Publications récentes :",
        "pages": "p.",
        "documents": "Documents joints",
        "chart": "Organigramme 2024",
        "format": "Document PDF",
        "kilobytes": "kio",
        "brief": "Brèves",
        "brief_title": "La journée de la bouilloire passe au vendredi",
        "offers": "Offres d’emploi",
        "offer": "CDD : ingénieur en bouilloires (12 mois)",
        "search": "Rechercher :",
        "map": "Plan du site",
        "login": "Se connecter",
        "made": "Site réalisé sous",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication

    @property
    def authors(self) -> list[str]:
        return [initials_first(name) for name in self.publication.authors]


def site() -> Site:
    """Twelve people on four pages; nobody has an address of their own."""
    pages, people = [], []
    for group in _GROUPS:
        members = select(
            group.slugs,
            _PARTS,
            omit={
                "kiri-matewai": ["topics"],
                "solveig-arguin": ["email"],
                "idris-belhomme-roe": ["biography", "links"],
                "leopold-zanetaki": ["topics", "links"],
            },
            roles=1,
        )
        pages += [_page(group, members, language) for language in LANGUAGES]
        people += [_entry(group, person) for person in members]
    return Site(
        "spip",
        pages,
        people,
        not_people=(
            *(name for group in _GROUPS for name in group.name),
            "Sandrine",
            "Federation Hivernia",
            "Fédération Hivernia",
            "Attached documents",
            "Documents joints",
        ),
        not_publications=(
            "Organisation chart 2024",
            "Organigramme 2024",
            "The kettle day is moved to Friday",
            "La journée de la bouilloire passe au vendredi",
        ),
        note="Three people a page and no page of anybody: url is null. 'Sandrine' is who typed the page.",
    )


def _path(group: _Group, language: Language) -> str:
    return f"spip.php?article{group.number}&lang={language}"


def _portrait(person: Person) -> str | None:
    if person.status not in ("faculty", "postdoc", "alumni"):
        return None
    return f"local/cache-vignettes/L120xH160/{person.family.lower()[:4]}-{len(person.slug)}f3c9.jpg?1690000000"


def _publications(person: Person) -> list[_PrintedPublication]:
    if person.slug in ("ossian-delacroux", "priya-delorme-szabo"):
        return []
    publications = [publication for publication in publications_of(person) if len(publication.authors) < 8]
    return [_PrintedPublication(publication) for publication in publications[:4]]


def _page(group: _Group, members: list[Person], language: Language) -> Page:
    people = [
        {"p": person, "portrait": _portrait(person), "number": 100 + len(person.slug), "works": _publications(person)}
        for person in members
    ]
    context = {
        "lang": language,
        "t": _TEXTS[language],
        "heading": of(group.name, language),
        "number": group.number,
        "root": f"spip.php?page=sommaire&lang={language}",
        "switch": _path(group, other(language)),
        "menu": [(_path(one, language), of(one.name, language)) for one in _GROUPS],
        "labels": _LABELS,
        "members": people,
    }
    url = BASE + _path(group, language)
    return Page(f"article{group.number}", url, language, render("spip/team.html", context).encode())


def _entry(group: _Group, person: Person) -> Entry:
    portrait = _portrait(person)
    entry = person_entry(
        person,
        None,
        page={language: BASE + _path(group, language) for language in LANGUAGES},
        portrait=portrait and BASE + portrait,
        publications=[
            publication_entry(printed.publication, authors=printed.authors, venue=printed.publication.venue)
            for printed in _publications(person)
        ],
    )
    for role in entry["roles"]:
        role["department_also"] = [*role.get("department_also", ()), *group.name]
    return entry
