"""Layout 7: pages that Pandoc made of Markdown; headings, paragraphs and lists one after the other, no containers.

Each page has its author's order of sections, wording of headings and level of headings.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Pair, Person, Publication, Status, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://signaux-nuit.example"
_SUFFIX: Mapping[Language, str] = {"en": ".en.html", "fr": ".html"}
_AUTHORS_SHOWN = 5
_SECTIONS = ("contact", "biography", "topics", "students", "supervisors", "works", "teaching", "log")
_LEVELS = (("h2", "h3"), ("h3", "h4"), ("h1", "h2"))

_SLUGS = (
    "ylva-tarnowicz",
    "kiri-matewai",
    "ada-lindqvist",
    "idris-belhomme-roe",
    "fenna-druyts",
    "berengere-attalou",
    "noemie-okonjo-vasseur",
    "ossian-delacroux",
    "priya-delorme-szabo",
    "mateus-quispe-arnaud",
)
_LABELS = {
    "homepage": "web",
    "google_scholar": "scholar",
    "linkedin": "linkedin",
    "x": "x",
    "github": "github",
    "orcid": "orcid",
}
_GROUPS: tuple[tuple[Pair, tuple[Status, ...]], ...] = (
    (("Night shift", "Équipe de nuit"), ("visiting", "intern")),
    (("Day shift", "Équipe de jour"), ("faculty", "postdoc", "phd", "masters")),
    (("Gone home", "Rentrés chez eux"), ("alumni",)),
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Night Signals",
        "home": "Start",
        "people": "Who we are",
        "switch": "en français",
        "footer": "Night Signals is a laboratory without walls. Written in Markdown, made with pandoc and make.",
        "top": "Top of the page",
        "headings": {
            "contact": ("Contact", "How to find me", "Getting in touch"),
            "biography": ("Biography", "About", "Who I am"),
            "topics": ("Research interests", "Topics", "What I study"),
            "students": ("Students", "People I supervise", "My students"),
            "supervisors": ("Supervisors", "Supervised by", "My supervisors"),
            "works": ("Publications", "Papers", "Selected publications"),
            "teaching": ("Teaching", "Courses", "Classes I give"),
            "log": ("News", "Logbook", "Latest"),
        },
        "write": "Write to",
        "office": "or knock at",
        "and": "and",
        "quotes": ("“", "”"),
        "courses": ("Listening in the Dark (SIG 3100)", "Reading course on echoes"),
        "log": ("2025-11: the big lamp is repaired", "2025-08: new paper on the way, stay tuned"),
        "intro": "Most of us sleep by day.",
        "lamps": "Lamp duty",
        "lamp_text": "Whoever leaves last puts out the lamp. Student job (6 h a week): apply at the door.",
    },
    "fr": {
        "site": "Signaux de nuit",
        "home": "Départ",
        "people": "Qui nous sommes",
        "switch": "in English",
        "footer": "Signaux de nuit est un laboratoire sans murs. Écrit en Markdown, fait avec pandoc et make.",
        "top": "Haut de la page",
        "headings": {
            "contact": ("Contact", "Où me trouver", "Me joindre"),
            "biography": ("Biographie", "À propos", "Qui je suis"),
            "topics": ("Intérêts de recherche", "Thèmes", "Ce que j’étudie"),
            "students": ("Étudiants", "Les personnes que j’encadre", "Mes étudiants"),
            "supervisors": ("Direction", "Sous la direction de", "Mes directeurs"),
            "works": ("Publications", "Articles", "Publications choisies"),
            "teaching": ("Enseignement", "Cours", "Mes cours"),
            "log": ("Nouvelles", "Journal de bord", "Récemment"),
        },
        "write": "Écrire à",
        "office": "ou frapper au",
        "and": "et",
        "quotes": ("« ", " »"),
        "courses": ("Écouter dans le noir (SIG 3100)", "Lectures dirigées sur l’écho"),
        "log": ("2025-11 : la grande lampe est réparée", "2025-08 : nouvel article en route"),
        "intro": "La plupart d’entre nous dorment le jour.",
        "lamps": "Tour de lampe",
        "lamp_text": "Qui part en dernier éteint la lampe. Emploi étudiant (6 h par semaine) : s’adresser à la porte.",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication

    @property
    def authors(self) -> tuple[str, ...]:
        return self.publication.authors[:_AUTHORS_SHOWN]

    @property
    def cut(self) -> bool:
        return len(self.publication.authors) > _AUTHORS_SHOWN


def site() -> Site:
    """Ten people in an order of chance; two pages are in one language, four lack a part."""
    slugs = list(_SLUGS)
    random.Random("night").shuffle(slugs)
    people = select(
        slugs,
        ("roles", "topics", "biography", "email", "links", "students", "supervisors"),
        omit={
            "ossian-delacroux": ["topics"],
            "priya-delorme-szabo": ["supervisors", "biography"],
            "idris-belhomme-roe": ["links", "email"],
            "ylva-tarnowicz": ["biography"],
        },
        only={"berengere-attalou": "fr", "kiri-matewai": "en"},
        roles=1,
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    headings = [heading for texts in _TEXTS.values() for forms in texts["headings"].values() for heading in forms]
    return Site(
        "flat",
        pages,
        [_entry(person) for person in people],
        not_people=(*dict.fromkeys(headings), "Night Signals", "Signaux de nuit", "Lamp duty", "Tour de lampe"),
        not_publications=tuple(text for texts in _TEXTS.values() for text in (*texts["courses"], *texts["log"])),
        note="The first h1 is the laboratory's name. A work's year is the heading above it, on no other place.",
    )


def _path(person: Person, language: Language) -> str:
    return f"/gens/{person.given.lower().replace('é', 'e').replace('è', 'e')}{_SUFFIX[language]}"


def _portrait(person: Person) -> str | None:
    return f"/img/{person.given[0]}{person.family[0]}.jpeg" if person.status in ("faculty", "visiting", "phd") else None


def _publications(person: Person) -> list[_PrintedPublication]:
    return (
        []
        if person.slug == "mateus-quispe-arnaud"
        else [_PrintedPublication(publication) for publication in publications_of(person, 11)]
    )


def _context(language: Language, title: str, switch: str) -> dict[str, Any]:
    return {
        "lang": language,
        "t": _TEXTS[language],
        "title": title,
        "switch": switch,
        "home": f"/index{_SUFFIX[language]}",
        "list": f"/gens/index{_SUFFIX[language]}",
    }


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    away = other(language)
    path = _path(person, language)
    switch = _path(person, away) if away in person.languages else f"/gens/index{_SUFFIX[away]}"
    order = list(_SECTIONS)
    taste = random.Random(person.slug)
    taste.shuffle(order)
    tag, subtag = taste.choice(_LEVELS)
    by_year = groupby(_publications(person), key=lambda printed: printed.publication.year)
    context = _context(language, person.name, switch) | {
        "p": person,
        "portrait": _portrait(person),
        "labels": _LABELS,
        "order": order,
        "tag": tag,
        "subtag": subtag,
        "voice": taste.randrange(3),
        "works": [(year, list(group)) for year, group in by_year],
        "paths": {member.name: _path(member, language) for member in people if language in member.languages},
    }
    stem = path.strip("/").removesuffix(".html").replace("/", "__")
    return Page(stem, BASE + path, language, render("flat/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    groups = []
    for heading, statuses in _GROUPS:
        members = [
            {"p": person, "path": _path(person, language)}
            for person in people
            if person.status in statuses and language in person.languages
        ]
        groups.append((of(heading, language), members))
    path = f"/gens/index{_SUFFIX[language]}"
    context = _context(language, _TEXTS[language]["people"], f"/gens/index{_SUFFIX[other(language)]}")
    content = render("flat/people.html", context | {"groups": groups}).encode()
    return Page(f"gens__index{'.en' if language == 'en' else ''}", BASE + path, language, content)


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    return person_entry(
        person,
        {language: BASE + _path(person, language) for language in person.languages},
        portrait=portrait and BASE + portrait,
        publications=[_publication_entry(printed) for printed in _publications(person)],
    )


def _publication_entry(printed: _PrintedPublication) -> Entry:
    publication = printed.publication
    links = [f"https://doi.org/{publication.doi}"] if publication.doi else []
    if not links and publication.arxiv:
        links = [f"https://arxiv.org/abs/{publication.arxiv}"]
    return publication_entry(
        publication,
        authors=printed.authors,
        complete=not printed.cut,
        venue=publication.venue,
        url=links[0] if links else None,
        doi=bool(publication.doi),
    )
