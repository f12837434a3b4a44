"""Layout 2: an institute in Drupal; a person is a node with field wrappers, publications are a view with a pager."""

from collections.abc import Mapping
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://www.river-institute.example"
_PEOPLE: Mapping[Language, str] = {"en": "/en/people", "fr": "/fr/personnes"}
_PUBLICATIONS_A_PAGE = 8
_PEOPLE_A_PAGE = 6

_SLUGS = (
    "solveig-arguin",
    "berengere-attalou",
    "idris-belhomme-roe",
    "teodor-brancas",
    "jun-ho-castellane",
    "ada-lindqvist",
    "kiri-matewai",
    "noemie-okonjo-vasseur",
    "mateus-quispe-arnaud",
    "ylva-tarnowicz",
    "leopold-zanetaki",
)
_LABELS = {
    "homepage": "Web",
    "google_scholar": "Google Scholar",
    "linkedin": "LinkedIn",
    "x": "X (Twitter)",
    "github": "GitHub",
    "orcid": "ORCID",
}
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Institute for River Learning",
        "skip": "Skip to main content",
        "language": "Language",
        "home": "Home",
        "search": "Search",
        "terms": "Enter the terms you wish to search for.",
        "menu": "Main navigation",
        "links": (("research", "Research"), ("people", "People"), ("news", "News"), ("training", "Training")),
        "breadcrumb": "Breadcrumb",
        "people": "People",
        "people_intro": "Our members, in alphabetical order. Students are listed with their supervisors.",
        "news": "Latest news",
        "news_path": "news",
        "headlines": (
            ("2025-11-20", "Second winter school on thin ice", "Sixty students came, and the ice held all of them."),
            ("2025-10-02", "A gauge for every village", "The fourteenth gauge was set by the mayor in person."),
        ),
        "more": "Read more",
        "about": "about",
        "jobs": "Vacancies",
        "job": "The institute is always looking for people who like rivers.",
        "job_title": "Postdoctoral fellow in sediment modelling (2 years)",
        "contact": "Contact",
        "powered": "Powered by",
        "cookies": "We use cookies on this site to enhance your user experience",
        "cookie_text": "By clicking any link on this page you are giving your consent for us to set cookies.",
        "previous": "Go to previous page",
        "next": "Go to next page",
        "go": "Go to page",
        "profile_of": "View user profile.",
        "email": "Email",
        "phone": "Phone",
        "elsewhere": "Links",
        "supervisor": "Supervisor",
        "topics": "Research areas",
        "printable": "Printable version",
        "students": "Current students",
        "year": "Year",
        "any": "Any",
        "authors": "Authors",
    },
    "fr": {
        "site": "Institut d’apprentissage des rivières",
        "skip": "Aller au contenu principal",
        "language": "Langue",
        "home": "Accueil",
        "search": "Rechercher",
        "terms": "Saisissez les termes à rechercher.",
        "menu": "Navigation principale",
        "links": (
            ("recherche", "Recherche"),
            ("personnes", "Personnes"),
            ("actualites", "Actualités"),
            ("formation", "Formation"),
        ),
        "breadcrumb": "Fil d'Ariane",
        "people": "Personnes",
        "people_intro": "Nos membres, par ordre alphabétique. Les étudiants figurent avec leurs directeurs.",
        "news": "Dernières actualités",
        "news_path": "actualites",
        "headlines": (
            ("2025-11-20", "Deuxième école d’hiver sur la glace mince", "Soixante étudiants, et la glace a tenu."),
            ("2025-10-02", "Une jauge pour chaque village", "La quatorzième jauge a été posée par le maire lui-même."),
        ),
        "more": "Lire la suite",
        "about": "de",
        "jobs": "Offres d’emploi",
        "job": "L’institut cherche toujours des gens qui aiment les rivières.",
        "job_title": "Stage postdoctoral en modélisation des sédiments (2 ans)",
        "contact": "Nous joindre",
        "powered": "Propulsé par",
        "cookies": "Nous utilisons des cookies sur ce site pour améliorer votre expérience",
        "cookie_text": "En cliquant sur un lien de cette page, vous acceptez que nous placions des cookies.",
        "previous": "Aller à la page précédente",
        "next": "Aller à la page suivante",
        "go": "Aller à la page",
        "profile_of": "Voir le profil utilisateur.",
        "email": "Courriel",
        "phone": "Téléphone",
        "elsewhere": "Liens",
        "supervisor": "Direction de recherche",
        "topics": "Domaines de recherche",
        "printable": "Version imprimable",
        "students": "Étudiants actuels",
        "year": "Année",
        "any": "Tout",
        "authors": "Auteurs",
    },
}


def site() -> Site:
    """Eleven people on two list pages; the publications of two of them go over several pages."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links", "students", "supervisors"),
        omit={
            "idris-belhomme-roe": ["biography"],
            "kiri-matewai": ["email", "biography"],
            "ylva-tarnowicz": ["topics"],
        },
        only={"berengere-attalou": "fr", "solveig-arguin": "en"},
        roles=1,
    )
    pages = [
        _person_page(person, language, people, number)
        for person in people
        for language in person.languages
        for number in range(_page_count(person))
    ]
    pages += [_people_page(people, language, number) for language in LANGUAGES for number in range(2)]
    return Site(
        "drupal",
        pages,
        [_entry(person) for person in people],
        not_people=("webmestre", "Institute for River Learning", "Institut d’apprentissage des rivières", "vCard"),
        not_publications=tuple(headline for texts in _TEXTS.values() for _, headline, _ in texts["headlines"])
        + tuple(texts["job_title"] for texts in _TEXTS.values()),
        note="The e-mail is printed with [at]. Works go on at ?page=1 and ?page=2 of the person's address.",
    )


def _path(person: Person, language: Language) -> str:
    return f"{_PEOPLE[language]}/{person.slug}"


def _node(person: Person) -> int:
    return 310 + 7 * _SLUGS.index(person.slug)


def _portrait(person: Person) -> str | None:
    if person.slug in ("leopold-zanetaki", "jun-ho-castellane"):
        return None
    node = _node(person)
    return f"/sites/default/files/styles/portrait/public/2024-0{node % 9 + 1}/{person.slug}_0.jpg?itok=Qx{node}a"


def _publications(person: Person) -> list[Publication]:
    return [] if person.slug == "ylva-tarnowicz" else publications_of(person)


def _page_count(person: Person) -> int:
    return max(1, -(-len(_publications(person)) // _PUBLICATIONS_A_PAGE))


def _context(language: Language, title: str, url: str, paths: Mapping[Language, str]) -> dict[str, Any]:
    away = other(language)
    return {
        "lang": language,
        "t": _TEXTS[language],
        "title": title,
        "url": url,
        "people_path": _PEOPLE[language],
        "alternates": [(key, BASE + path) for key, path in paths.items()],
        "switch": [(key, paths.get(key, f"/{key}")) for key in (language, away)],
    }


def _person_page(person: Person, language: Language, people: list[Person], number: int) -> Page:
    paths = {key: _path(person, key) for key in person.languages}
    url = BASE + paths[language]
    context = _context(language, person.name, url, paths) | {
        "node": _node(person),
        "p": person,
        "portrait": _portrait(person),
        "labels": _LABELS,
        "column": LANGUAGES.index(language),
        "paths": {member.name: _path(member, language) for member in people if language in member.languages},
        "works": _publications(person)[number * _PUBLICATIONS_A_PAGE : (number + 1) * _PUBLICATIONS_A_PAGE],
        "page": number,
        "page_count": _page_count(person),
    }
    content = render("drupal/person.html", context).encode()
    suffix = f"?page={number}" if number else ""
    stem = f"{language}__{_PEOPLE[language][4:]}__{person.slug}{f'__page-{number}' if number else ''}"
    return Page(stem, url + suffix, language, content)


def _people_page(people: list[Person], language: Language, number: int) -> Page:
    shown = [person for person in people if language in person.languages]
    members = [
        {"p": person, "node": _node(person), "portrait": _portrait(person), "path": _path(person, language)}
        for person in shown[number * _PEOPLE_A_PAGE : (number + 1) * _PEOPLE_A_PAGE]
    ]
    url = BASE + _PEOPLE[language]
    context = _context(language, _TEXTS[language]["people"], url, _PEOPLE)
    content = render("drupal/people.html", context | {"node": 12, "members": members, "page": number}).encode()
    suffix = f"?page={number}" if number else ""
    return Page(
        f"{language}__{_PEOPLE[language][4:]}{f'__page-{number}' if number else ''}", url + suffix, language, content
    )


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    thumbnail = [BASE + portrait.replace("/portrait/", "/thumbnail/")] if portrait else []
    return person_entry(
        person,
        {language: BASE + _path(person, language) for language in person.languages},
        portrait=portrait and BASE + portrait,
        portrait_also=thumbnail,
        publications=[_publication_entry(publication, person) for publication in _publications(person)],
    )


def _publication_entry(publication: Publication, person: Person) -> Entry:
    own = [f"{BASE}/{language}/publication/{publication.key}" for language in person.languages]
    links = [f"https://doi.org/{publication.doi}"] if publication.doi else []
    return publication_entry(
        publication,
        authors=publication.authors,
        venue=publication.venue,
        url=own[0],
        url_also=[*own[1:], *links],
        doi=bool(publication.doi),
    )
