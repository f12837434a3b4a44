"""Layout 4: a group in Hugo's Academic theme (Wowchemy); author pages with citations, the theme's examples left in."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Pair, Person, Publication, Status, publications_of, select
from testbed.layouts.site import Page, Site, of, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://patient-robots.example"

_SLUGS = (
    "teodor-brancas",
    "ada-lindqvist",
    "mateus-quispe-arnaud",
    "kiri-matewai",
    "noemie-okonjo-vasseur",
    "leopold-zanetaki",
    "berengere-attalou",
    "fenna-druyts",
    "solveig-arguin",
    "priya-delorme-szabo",
)
_ICONS = {
    "homepage": "globe",
    "google_scholar": "google-scholar",
    "linkedin": "linkedin",
    "x": "x-twitter",
    "github": "github",
    "orcid": "orcid",
}
_EDUCATION: Mapping[str, tuple[tuple[Pair, str], ...]] = {
    "teodor-brancas": (
        (("PhD in Robotics, 2011", "Doctorat en robotique, 2011"), "Technical University of Brașov"),
        (("MEng in Cable Transport, 2006", "Maîtrise en transport par câble, 2006"), "Technical University of Brașov"),
    ),
    "mateus-quispe-arnaud": (
        (("PhD in Mechanics, 2022", "Doctorat en mécanique, 2022"), "Universidad Nacional de San Agustín"),
    ),
    "noemie-okonjo-vasseur": (
        (("MSc in Hydrology, 2021", "Maîtrise en hydrologie, 2021"), "INRS"),
        (("BSc in Physics, 2018", "Baccalauréat en physique, 2018"), "Université Laval"),
    ),
}
_GROUPS: tuple[tuple[Pair, tuple[Status, ...]], ...] = (
    (("Principal Investigators", "Équipe de direction"), ("faculty",)),
    (("Researchers", "Chercheurs"), ("postdoc", "visiting")),
    (("Grad Students", "Étudiants"), ("phd", "masters", "intern")),
    (("Alumni", "Anciens"), ("alumni",)),
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Patient Robots Group",
        "search": "Search",
        "home": "Home",
        "people": "People",
        "projects": "Projects",
        "display": "Display preferences",
        "light": "Light",
        "dark": "Dark",
        "published": "Published with",
        "free": "the free,",
        "cite": "Cite",
        "copy": "Copy",
        "download": "Download",
        "cv": ("Download my", "resumé"),
        "interests": "Interests",
        "education": "Education",
        "works": "Recent Publications",
        "filter": ("Quickly discover relevant content by", "filtering publications"),
        "preprint": "Preprint",
        "talks": "Recent & Upcoming Talks",
        "tags": "Popular Topics",
        "vacancy": "Vacancies",
        "you": "You?",
        "vacant": "PhD position open",
    },
    "fr": {
        "site": "Groupe Robots patients",
        "search": "Rechercher",
        "home": "Accueil",
        "people": "Membres",
        "projects": "Projets",
        "display": "Préférences d’affichage",
        "light": "Clair",
        "dark": "Sombre",
        "published": "Publié avec",
        "free": "le générateur libre",
        "cite": "Citation",
        "copy": "Copier",
        "download": "Télécharger",
        "cv": ("Télécharger mon", "CV"),
        "interests": "Intérêts",
        "education": "Formation",
        "works": "Publications récentes",
        "filter": ("Trouvez vite un contenu pertinent en", "filtrant les publications"),
        "preprint": "Prépublication",
        "talks": "Conférences récentes et à venir",
        "tags": "Sujets populaires",
        "vacancy": "Postes ouverts",
        "you": "Vous ?",
        "vacant": "Poste de doctorat à pourvoir",
    },
}


def site() -> Site:
    """Ten people; addresses hold accents, percent-encoded, and one person has a page in French only."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links"),
        omit={
            "kiri-matewai": ["topics"],
            "solveig-arguin": ["biography", "email"],
            "ada-lindqvist": ["email"],
            "fenna-druyts": ["email"],
        },
        only={"berengere-attalou": "fr"},
        roles=1,
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "hugo",
        pages,
        [_entry(person) for person in people],
        not_people=(
            "Nelson Bighetti",
            "Search",
            "Rechercher",
            "Avatar",
            "You?",
            "Vous ?",
            "Patient Robots Group",
            "Groupe Robots patients",
            "Recent Publications",
            "Academic",
        ),
        not_publications=("Example Talk", "An example event using Wowchemy."),
        note="The first h1 is 'Search'. Courses of education are no roles; the tag cloud holds no topics.",
    )


def _path(person: Person, language: Language) -> str:
    return f"/{language}/author/{quote(person.name.lower().replace(' ', '-'))}/"


def _portrait(person: Person, language: Language) -> str | None:
    if person.status in ("alumni", "intern", "masters"):
        return None
    sizes = f"{len(person.name)}d6_{40 * len(person.slug)}"
    return f"{_path(person, language)}avatar_hu3b5e{sizes}_270x270_fill_q75_lanczos_center.jpg"


def _publications(person: Person) -> list[Publication]:
    return [] if person.slug == "priya-delorme-szabo" else publications_of(person, 10)


def _context(language: Language, title: str, paths: Mapping[Language, str]) -> dict[str, Any]:
    return {
        "lang": language,
        "locale": {"en": "en-us", "fr": "fr"}[language],
        "t": _TEXTS[language],
        "title": title,
        "url": BASE + paths[language],
        "alternates": [(key, BASE + path) for key, path in paths.items()],
    }


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    paths = {key: _path(person, key) for key in person.languages}
    context = _context(language, person.name, paths) | {
        "p": person,
        "portrait": _portrait(person, language),
        "icons": _ICONS,
        "education": _EDUCATION.get(person.slug, ()),
        "works": _publications(person),
        "paths": {member.name: _path(member, language) for member in people if language in member.languages},
    }
    content = render("hugo/person.html", context).encode()
    return Page(f"{language}__author__{person.slug}", BASE + paths[language], language, content)


def _people_page(people: list[Person], language: Language) -> Page:
    paths: dict[Language, str] = {key: f"/{key}/people/" for key in LANGUAGES}
    groups = []
    for heading, statuses in _GROUPS:
        members = [
            {"p": person, "path": _path(person, language), "portrait": _portrait(person, language)}
            for person in people
            if person.status in statuses and language in person.languages
        ]
        groups.append((of(heading, language), members))
    context = _context(language, _TEXTS[language]["people"], paths) | {"groups": groups}
    content = render("hugo/people.html", context).encode()
    return Page(f"{language}__people", BASE + paths[language], language, content)


def _entry(person: Person) -> Entry:
    portraits = [BASE + path for language in person.languages if (path := _portrait(person, language))]
    return person_entry(
        person,
        {language: BASE + _path(person, language) for language in person.languages},
        portrait=portraits[0] if portraits else None,
        portrait_also=portraits[1:],
        publications=[_publication_entry(publication, person) for publication in _publications(person)],
    )


def _publication_entry(publication: Publication, person: Person) -> Entry:
    own = [f"{BASE}/{language}/publication/{publication.key}/" for language in person.languages]
    links = [f"{address}{publication.key}.pdf" for address in own]
    if publication.doi:
        links.append(f"https://doi.org/{publication.doi}")
    if publication.arxiv:
        links += [f"https://arxiv.org/pdf/{publication.arxiv}.pdf", f"https://arxiv.org/abs/{publication.arxiv}"]
    return publication_entry(
        publication,
        authors=publication.authors,
        venue=None if publication.kind == "preprint" else publication.venue,
        url=own[0],
        url_also=[*own[1:], *links],
        doi=bool(publication.doi),
    )
