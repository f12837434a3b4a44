"""Layout 1: a laboratory in Jekyll's al-folio theme; publications are a bibliography with buttons Abs, Bib and PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Person, Publication, Status, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://thaw-lab.example"
ROOT: Mapping[Language, str] = {"en": "", "fr": "/fr"}

_SLUGS = (
    "ada-lindqvist",
    "teodor-brancas",
    "mateus-quispe-arnaud",
    "noemie-okonjo-vasseur",
    "idris-belhomme-roe",
    "leopold-zanetaki",
    "kiri-matewai",
    "berengere-attalou",
    "solveig-arguin",
)
_NO_PORTRAIT = ("kiri-matewai", "berengere-attalou")
_AUTHORS_SHOWN = 6
_ICONS = {
    "homepage": "fa-solid fa-globe",
    "google_scholar": "ai ai-google-scholar",
    "linkedin": "fa-brands fa-linkedin",
    "x": "fa-brands fa-x-twitter",
    "github": "fa-brands fa-github",
    "orcid": "ai ai-orcid",
}
_GROUPS: tuple[tuple[tuple[str, str], tuple[Status, ...]], ...] = (
    (("faculty", "corps professoral"), ("faculty",)),
    (("students and postdocs", "étudiants et postdocs"), ("postdoc", "phd", "masters")),
    (("collaborators and alumni", "collaborateurs et anciens"), ("visiting", "alumni")),
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "description": "A group that studies learning machines, ice and patience.",
        "about": "about",
        "people": "people",
        "projects": "projects",
        "submenus": "submenus",
        "teaching": "teaching",
        "street": "Towpath Street",
        "office": "Room",
        "interests": "Research interests:",
        "news": "news",
        "news_items": (
            ("Nov 17, 2025", "Two papers accepted at the Conference on Slow Learning :sparkles: :smile:"),
            ("Sep 02, 2025", '<a class="news-title" href="/news/announcement_2/">A long announcement with details</a>'),
            ("Jan 15, 2025", "The ice came nine days late this year."),
        ),
        "posts": "latest posts",
        "selected": "selected publications",
        "and": "and",
        "click": "click to view more authors",
        "more": "more authors",
        "within": "In",
        "months": ("Jun ", "Mar ", "Oct ", ""),
        "note": ("Best Paper Award", "Oral", ""),
        "contact": "The best way to reach us is a letter; the second best is e-mail.",
        "join": "join us",
        "joining": "We look for a doctoral student who owns good boots. Write to Jane Doe at the front desk.",
    },
    "fr": {
        "description": "Un groupe qui étudie les machines apprenantes, la glace et la patience.",
        "about": "à propos",
        "people": "équipe",
        "projects": "projets",
        "submenus": "sous-menus",
        "teaching": "enseignement",
        "street": "rue du Halage",
        "office": "Local",
        "interests": "Intérêts de recherche :",
        "news": "nouvelles",
        "news_items": (
            ("17 nov. 2025", "Deux articles acceptés à la Conference on Slow Learning :sparkles: :smile:"),
            ("2 sept. 2025", '<a class="news-title" href="/fr/news/announcement_2/">Une longue annonce en détail</a>'),
            ("15 janv. 2025", "Cette année, la glace est venue avec neuf jours de retard."),
        ),
        "posts": "derniers billets",
        "selected": "publications choisies",
        "and": "et",
        "click": "cliquer pour voir d’autres auteurs",
        "more": "autres auteurs",
        "within": "Dans",
        "months": ("juin ", "mars ", "oct. ", ""),
        "note": ("Prix du meilleur article", "Présentation orale", ""),
        "contact": "Le mieux est de nous écrire une lettre, à défaut un courriel.",
        "join": "rejoignez-nous",
        "joining": "Nous cherchons un doctorant qui a de bonnes bottes. Écrivez à Jane Doe à l’accueil.",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication
    authors: tuple[str, ...]
    hidden: tuple[str, ...]
    month: str
    note: str

    @property
    def abbr(self) -> str:
        return self.publication.venue.rpartition("(")[2].rstrip(")") if self.publication.venue.endswith(")") else ""

    @property
    def type(self) -> str:
        return {"journal": "article", "conference": "inproceedings", "book": "book"}.get(self.publication.kind, "misc")

    @property
    def venue(self) -> str:
        return (
            f"arXiv preprint arXiv:{self.publication.arxiv}"
            if self.publication.kind == "preprint"
            else self.publication.venue
        )


def site() -> Site:
    """Nine people; two without a picture, one in French only, one without publications, one without biography."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links"),
        omit={"leopold-zanetaki": ["biography"], "solveig-arguin": ["topics"]},
        only={"berengere-attalou": "fr"},
        roles=2,
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "alfolio",
        pages,
        [_entry(person) for person in people],
        not_people=("Thaw Lab", "Thaw", "Jane Doe", "people", "équipe", "news", "nouvelles", "Jekyll", "al-folio"),
        not_publications=("a post with bootstrap tables", "a post with code", "A long announcement with details"),
        note="The members' pages are theme 'about' pages; authors behind a button are in no visible text.",
    )


def _url(person: Person, language: Language) -> str:
    return f"{BASE}{ROOT[language]}/members/{person.slug}/"


def _portrait(person: Person) -> str | None:
    return None if person.slug in _NO_PORTRAIT else f"/assets/img/team/{person.slug}.jpg"


def _publications(person: Person) -> list[Publication]:
    publications = [
        publication for publication in publications_of(person) if publication.authors and publication.kind != "book"
    ]
    return [] if person.slug == "solveig-arguin" else publications[:9]


def _printed(person: Person, language: Language) -> list[_PrintedPublication]:
    texts = _TEXTS[language]
    return [
        _PrintedPublication(
            publication,
            publication.authors[:_AUTHORS_SHOWN],
            publication.authors[_AUTHORS_SHOWN:],
            texts["months"][len(publication.title) % 4],
            texts["note"][len(publication.title) % 3],
        )
        for publication in _publications(person)
    ]


def _context(language: Language, title: str, url: str, switch: str) -> dict[str, Any]:
    texts = _TEXTS[language]
    return {"lang": language, "root": ROOT[language], "t": texts, "title": title, "url": url, "switch": switch}


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    url = _url(person, language)
    away = other(language)
    switch = _url(person, away) if away in person.languages else f"{BASE}{ROOT[away]}/people/"
    by_year = groupby(_printed(person, language), key=lambda printed: printed.publication.year)
    context = _context(language, person.name, url, switch.removeprefix(BASE)) | {
        "p": person,
        "portrait": _portrait(person),
        "works": [(year, list(group)) for year, group in by_year],
        "members": {member.name: member.slug for member in people if language in member.languages},
        "icons": _ICONS,
    }
    return Page(f"members__{person.slug}", url, language, render("alfolio/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    url = f"{BASE}{ROOT[language]}/people/"
    groups = [
        (
            of(heading, language),
            [
                {"p": person, "portrait": _portrait(person)}
                for person in people
                if person.status in statuses and language in person.languages
            ],
        )
        for heading, statuses in _GROUPS
    ]
    texts = _TEXTS[language]
    context = _context(language, texts["people"], url, f"{ROOT[other(language)]}/people/") | {"groups": groups}
    return Page("people", url, language, render("alfolio/people.html", context).encode())


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    widths = [f"{BASE}/assets/img/team/{person.slug}-{width}.webp" for width in (480, 800, 1400)]
    return person_entry(
        person,
        {language: _url(person, language) for language in person.languages},
        portrait=portrait and BASE + portrait,
        portrait_also=widths if portrait else (),
        publications=[_publication_entry(printed) for printed in _printed(person, "en")],
    )


def _publication_entry(printed: _PrintedPublication) -> Entry:
    publication = printed.publication
    pdf = f"{BASE}/assets/pdf/{publication.key}.pdf"
    links = [f"https://doi.org/{publication.doi}"] if publication.doi else []
    links += (
        [f"http://arxiv.org/abs/{publication.arxiv}", f"https://arxiv.org/abs/{publication.arxiv}"]
        if publication.arxiv
        else []
    )
    return publication_entry(
        publication,
        authors=printed.authors,
        complete=not printed.hidden,
        venue=printed.venue,
        venue_also=[form for form in (printed.abbr, "arXiv" if publication.kind == "preprint" else "") if form],
        url=(links or [pdf])[0],
        url_also=[*links[1:], pdf],
        doi=bool(publication.doi),
    )
