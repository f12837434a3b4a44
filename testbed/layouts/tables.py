"""Layout 5: a department's pages of 1998; tables without classes for everything, cells left open, bytes of Windows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import initials_first
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "http://www.winter.example/gens/"
ENCODING = "cp1252"
_SUFFIX: Mapping[Language, str] = {"en": "_e", "fr": ""}

_STEMS: Mapping[str, str] = {
    "berengere-attalou": "attalou",
    "idris-belhomme-roe": "belhomme",
    "teodor-brancas": "brancas",
    "ada-lindqvist": "lindqvist",
    "kiri-matewai": "matewai",
    "noemie-okonjo-vasseur": "okonjo",
    "mateus-quispe-arnaud": "quispe",
    "ylva-tarnowicz": "tarnowic",
}
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Department of Winter Sciences",
        "home": "Home",
        "people": "People",
        "courses": "Courses",
        "seminars": "Seminars",
        "related": "Links",
        "switch": "Français",
        "updated": "Last updated:",
        "comments": "Comments:",
        "visitor": "You are visitor no.",
        "facts": ("Department:", "University:", "Office:", "Phone:", "E-mail:", "Home page:"),
        "topics": "Research interests:",
        "supervisor": "Supervisor:",
        "biography": "About me",
        "students": "Graduate students",
        "term": "Term",
        "course": "Course",
        "credits": "Credits",
        "fall": "Fall",
        "spring": "Winter",
        "course1": "Introduction to Frost",
        "course2": "Advanced Thaw",
        "year": "Year",
        "authors": "Authors",
        "title": "Title",
        "venue": "In",
        "pages": "pp.",
        "back": "Back to the list",
        "name": "Name",
        "position": "Position",
        "office": "Office",
        "phone": "Phone",
        "secretary": "Secretary",
        "technician": "Technician",
        "vacant": "vacant",
        "position_open": "Position open:",
        "position_text": "one assistant who can read a barometer.",
    },
    "fr": {
        "site": "Département des sciences de l’hiver",
        "home": "Accueil",
        "people": "Personnel",
        "courses": "Cours",
        "seminars": "Séminaires",
        "related": "Liens",
        "switch": "English",
        "updated": "Dernière mise à jour :",
        "comments": "Commentaires :",
        "visitor": "Vous êtes le visiteur n°",
        "facts": (
            "Département :",
            "Université :",
            "Bureau :",
            "Téléphone :",
            "Courrier électronique :",
            "Page personnelle :",
        ),
        "topics": "Champs de recherche :",
        "supervisor": "Directeur :",
        "biography": "Qui suis-je ?",
        "students": "Étudiants gradués",
        "term": "Trimestre",
        "course": "Cours",
        "credits": "Crédits",
        "fall": "Automne",
        "spring": "Hiver",
        "course1": "Introduction au gel",
        "course2": "Dégel avancé",
        "year": "Année",
        "authors": "Auteurs",
        "title": "Titre",
        "venue": "Dans",
        "pages": "p.",
        "back": "Retour à la liste",
        "name": "Nom",
        "position": "Fonction",
        "office": "Bureau",
        "phone": "Téléphone",
        "secretary": "Secrétaire",
        "technician": "Technicien",
        "vacant": "vacant",
        "position_open": "Poste ouvert :",
        "position_text": "un assistant qui sait lire un baromètre.",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication

    @property
    def authors(self) -> list[str]:
        return [initials_first(name) for name in self.publication.authors]

    @property
    def link(self) -> str | None:
        """Only articles can be fetched, as PostScript."""
        return (
            f"../ps/{self.publication.key[:8]}{self.publication.year}.ps.gz"
            if self.publication.kind == "journal"
            else None
        )


def site() -> Site:
    """Eight people of the department; one in French only, two without publications, one whose address is an image."""
    people = select(
        tuple(_STEMS),
        ("roles", "topics", "biography", "email", "links", "students", "supervisors"),
        omit={
            "kiri-matewai": ["email", "supervisors"],
            "idris-belhomme-roe": ["biography"],
            "ylva-tarnowicz": ["topics"],
        },
        only={"berengere-attalou": "fr"},
        roles=1,
    )
    people = [
        replace(person, links={name: link for name, link in person.links.items() if name == "homepage"})
        for person in people
    ]
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    secretary = {"name": "Jean Dupont", "name_also": ["DUPONT Jean"], "url": {"en": None, "fr": None}}
    return Site(
        "tables",
        pages,
        [_entry(person) for person in people],
        also_listed=[secretary | {"role": "Secretary"}],
        not_people=(
            "G. Tremblay",
            "vacant",
            "Department of Winter Sciences",
            "Département des sciences de l’hiver",
            "Netscape Now!",
            "NEW!",
        ),
        not_publications=(
            "Introduction to Frost",
            "Advanced Thaw",
            "Introduction au gel",
            "Dégel avancé",
            "PUBLICATIONS",
        ),
        note="The charset is declared as iso-8859-1 and is Windows-1252, as browsers read it.",
    )


def _file(person: Person, language: Language) -> str:
    return f"{_STEMS[person.slug]}{_SUFFIX[language]}.html"


def _portrait(person: Person) -> str | None:
    return None if person.status == "masters" else f"../images/photos/{_STEMS[person.slug].upper()}.JPG"


def _publications(person: Person) -> list[_PrintedPublication]:
    if person.slug in ("ylva-tarnowicz", "berengere-attalou"):
        return []
    return [
        _PrintedPublication(publication)
        for publication in publications_of(person)
        if "$" not in publication.title and len(publication.authors) < 9
    ]


def _labelled_values(person: Person, language: Language) -> list[tuple[str, Any]]:
    """Label and value of each line; an e-mail and a home page are links, so their values are markup."""
    role = person.roles[0]
    labels = _TEXTS[language]["facts"]
    values = (
        of(role.department, language) if role.department else None,
        of(role.organization, language) if role.organization else None,
        person.office,
        person.phone,
        Markup(render("tables/email.html", {"email": person.email, "image": person.slug == "kiri-matewai"})),
        Markup(render("tables/address.html", {"address": person.links.get("homepage")})),
    )
    return [(label, value) for label, value in zip(labels, values, strict=True) if value]


def _context(language: Language, stem: str, title: str, switch: str) -> dict[str, Any]:
    return {
        "lang": language,
        "t": _TEXTS[language],
        "stem": stem,
        "title": title,
        "suffix": _SUFFIX[language],
        "switch": switch,
    }


def _page(stem: str, language: Language, content: str) -> Page:
    return Page(stem, f"{BASE}{stem}.html", language, content.encode(ENCODING, "xmlcharrefreplace"), ENCODING)


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    away = other(language)
    switch = _file(person, away) if away in person.languages else f"index{_SUFFIX[away]}.html"
    stem = _file(person, language).removesuffix(".html")
    context = _context(language, stem, f"{person.name} - {_TEXTS[language]['site']}", switch) | {
        "p": person,
        "portrait": _portrait(person),
        "facts": _labelled_values(person, language),
        "works": _publications(person),
        "paths": {member.name: _file(member, language) for member in people if language in member.languages},
    }
    return _page(stem, language, render("tables/person.html", context))


def _people_page(people: list[Person], language: Language) -> Page:
    members = [{"p": person, "path": _file(person, language)} for person in people if language in person.languages]
    stem = f"index{_SUFFIX[language]}"
    context = _context(language, stem, _TEXTS[language]["people"], f"index{_SUFFIX[other(language)]}.html")
    return _page(stem, language, render("tables/people.html", context | {"members": members}))


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    return person_entry(
        person,
        {language: BASE + _file(person, language) for language in person.languages},
        portrait=portrait and BASE.replace("gens/", "") + portrait.removeprefix("../"),
        publications=[_publication_entry(printed) for printed in _publications(person)],
        name_also=(f"{person.family.upper()} {person.given}",),
    )


def _publication_entry(printed: _PrintedPublication) -> Entry:
    link = printed.link
    url = link and BASE.replace("gens/", "") + link.removeprefix("../")
    return publication_entry(printed.publication, authors=printed.authors, venue=printed.publication.venue, url=url)
