"""Layout 12: one professor's own site in the AcademicPages theme; home, publications and students, in two languages."""

from collections.abc import Mapping
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Pair, Person, PublicationKind, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import person_entry, publication_entry

BASE = "https://teodor-brancas.example"
_ROOT: Mapping[Language, str] = {"en": "", "fr": "/fr"}
_ADDRESSES: Mapping[str, Pair] = {
    "home": ("", ""),
    "publications": ("publications/", "publications/"),
    "students": ("students/", "etudiants/"),
}
_LABELS = {"linkedin": "LinkedIn", "x": "X (formerly Twitter)", "github": "Github", "orcid": "ORCID"}
_STUDENTS: Mapping[str, tuple[str, Pair]] = {
    "Mateus Quispe-Arnaud": ("2022", ("who carries the ladder", "qui porte l’échelle")),
    "Noémie Okonjo-Vasseur": (
        "2021",
        ("rivers that remember, with Ada Lindqvist", "mémoire des rivières, avec Ada Lindqvist"),
    ),
    "Xiomara Lindeboom": ("2020", ("robots that wait", "robots qui attendent")),
    "Aoife Brandvold": ("2023", ("when to stop looking", "quand cesser de regarder")),
}
_GROUPS: tuple[tuple[Pair, tuple[PublicationKind, ...]], ...] = (
    (("Journal Articles", "Articles de revue"), ("journal",)),
    (("Conference Papers", "Articles de conférence"), ("conference",)),
    (("Preprints", "Prépublications"), ("preprint",)),
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "titles": {"home": "About me", "publications": "Publications", "students": "Students"},
        "links": (("publications", "Publications"), ("students", "Students"), ("talks", "Talks"), ("cv", "CV")),
        "motto": "Robots, ropes and the art of stopping",
        "follow": "Follow",
        "email": "Email",
        "theme": "Theme",
        "position": "Positions",
        "interests": "Research interests",
        "news": "News",
        "news_items": ("May 2025: I talk at the Ladder Days.", "March 2025: the ladder paper is out."),
        "scholar": ("You can also find my articles on", "my Google Scholar profile"),
        "published": "Published in",
        "recommended": "Recommended citation:",
        "paper": "Download Paper",
        "students_intro": "I am lucky to work with these people.",
        "current": "Current students and postdocs",
        "since": "since",
        "prospective": "Prospective students",
        "prospective_text": "I take one student a year. Before you write, please climb something.",
        "courses": "Courses",
        "course": "FSR 510, Robots Outdoors (fall)",
    },
    "fr": {
        "titles": {"home": "À propos de moi", "publications": "Publications", "students": "Étudiants"},
        "links": (
            ("publications", "Publications"),
            ("etudiants", "Étudiants"),
            ("exposes", "Exposés"),
            ("cv", "CV"),
        ),
        "motto": "Des robots, des cordes et l’art de s’arrêter",
        "follow": "Suivre",
        "email": "Courriel",
        "theme": "Thème",
        "position": "Fonctions",
        "interests": "Intérêts de recherche",
        "news": "Nouvelles",
        "news_items": ("Mai 2025 : exposé aux Journées de l’échelle.", "Mars 2025 : l’article sur l’échelle est paru."),
        "scholar": ("Mes articles se trouvent aussi sur", "mon profil Google Scholar"),
        "published": "Publié dans",
        "recommended": "Citation recommandée :",
        "paper": "Télécharger l’article",
        "students_intro": "J’ai la chance de travailler avec ces personnes.",
        "current": "Étudiants et postdoctorants actuels",
        "since": "depuis",
        "prospective": "Futurs étudiants",
        "prospective_text": "Je prends une personne par an. Avant d’écrire, veuillez grimper quelque part.",
        "courses": "Cours",
        "course": "FSR 510, Robots en plein air (automne)",
    },
}


def site() -> Site:
    """One person on three pages in each language; name and contacts stand on all of them."""
    (person,) = select(("teodor-brancas",), ("roles", "topics", "biography", "email", "links"))
    grouped = [
        (heading, [publication for publication in publications_of(person) if publication.kind in kinds])
        for heading, kinds in _GROUPS
    ]
    pages = [
        _page(
            key,
            language,
            person,
            {"groups": [(of(heading, language), publications) for heading, publications in grouped]},
        )
        for language in LANGUAGES
        for key in _ADDRESSES
    ]
    entry = person_entry(
        person,
        {language: _url("home", language) for language in LANGUAGES},
        portrait=f"{BASE}/images/profile.png",
        publications=[
            publication_entry(
                publication,
                authors=publication.authors,
                venue=publication.venue,
                url=f"{BASE}/publication/{publication.key}",
                url_also=[f"https://doi.org/{publication.doi}"] if publication.doi else (),
                doi=bool(publication.doi),
            )
            for _, publications in grouped
            for publication in publications
        ],
    )
    entry["students"] = list(_STUDENTS)
    entry["links_also"] = {"google_scholar": ["https://scholar.google.com/citations?user=PS_CX0AAAAAJ"]}
    students = [{"name": name, "url": {"en": None, "fr": None}, "role": "Student or postdoc"} for name in _STUDENTS]
    return Site(
        "personal",
        pages,
        [entry],
        also_listed=students,
        not_people=("About me", "À propos de moi", "Getting started", "Your Name", "Students", "Étudiants", "Follow"),
        not_publications=("Paper Title Number 1", "A data-driven personal website", "Getting started"),
        note="Publications and students have pages of their own. The Scholar address is the theme's example; "
        "so are the last publication and the end of the home page.",
    )


def _url(key: str, language: Language) -> str:
    return f"{BASE}{_ROOT[language]}/{of(_ADDRESSES[key], language)}"


def _page(key: str, language: Language, person: Person, parts: Mapping[str, Any]) -> Page:
    texts = _TEXTS[language]
    context = {
        "lang": language,
        "t": texts,
        "base": BASE,
        "root": BASE + _ROOT[language],
        "url": _url(key, language),
        "switch": _url(key, other(language)),
        "title": texts["titles"][key],
        "name": person.name,
        "p": person,
        "labels": _LABELS,
        "students": [(name, since, subject) for name, (since, subject) in _STUDENTS.items()],
    }
    content = render(f"personal/{key}.html", {**context, **parts}).encode()
    stem = of(_ADDRESSES[key], language).strip("/") or "index"
    return Page(stem, _url(key, language), language, content)
