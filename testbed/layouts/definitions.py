"""Layout 6: an observatory in strict XHTML where everything is a definition list, down to the references."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import family_first
from testbed.layouts.people import Pair, Person, Publication, Status, publications_of, select
from testbed.layouts.site import Page, Site, of, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://marees.example"
_FOLDER: Mapping[Language, str] = {"en": "/en/staff/", "fr": "/fr/personnel/"}

_SLUGS = (
    "ada-lindqvist",
    "teodor-brancas",
    "kiri-matewai",
    "ossian-delacroux",
    "ylva-tarnowicz",
    "mateus-quispe-arnaud",
    "idris-belhomme-roe",
    "noemie-okonjo-vasseur",
    "jun-ho-castellane",
)
_LABELS = {
    "homepage": "Web",
    "google_scholar": "Google Scholar",
    "linkedin": "LinkedIn",
    "x": "X",
    "github": "GitHub",
    "orcid": "ORCID",
}
_GROUPS: tuple[tuple[Pair, tuple[Status, ...]], ...] = (
    (("Professors", "Professeurs"), ("faculty",)),
    (("Associates", "Associés"), ("visiting", "postdoc")),
    (("Students", "Étudiants"), ("phd",)),
    (("Administration", "Administration"), ("staff",)),
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "site": "Observatory of Tides",
        "sections": "Sections",
        "links": (
            ("observatory", "The observatory"),
            ("staff", "Staff"),
            ("tables", "Tide tables"),
            ("visit", "Visit"),
        ),
        "languages": "Other language",
        "single": "This page has no French version.",
        "address": "Address",
        "reception": "Reception",
        "vacancies": "Vacancies",
        "vacancy": "Night observer (two winters). No thesis needed.",
        "tide": "High water today",
        "validity": "Validity",
        "name": "Name",
        "photo": "Photograph",
        "photo_of": "Photograph of",
        "position": "Position",
        "department": "Department",
        "organization": "Home institution",
        "phone": "Telephone",
        "fax": "Fax",
        "email": "E-mail",
        "topics": "Fields of study",
        "biography": "Biographical note",
        "missing": "Not available.",
        "supervisor": "Supervised by",
        "students": "Supervises",
        "teaching": "Teaching",
        "course": "Tides for Beginners (autumn)",
        "prizes": "Prizes",
        "prize": "Silver Buoy for outreach, 2020",
        "works": "References",
        "revised": "Revised",
        "people": "Staff",
        "office": "Room",
        "guests": "Guests",
        "none": "None at present.",
    },
    "fr": {
        "site": "Observatoire des marées",
        "sections": "Rubriques",
        "links": (
            ("observatoire", "L’observatoire"),
            ("personnel", "Personnel"),
            ("tables", "Tables des marées"),
            ("visite", "Visite"),
        ),
        "languages": "Autre langue",
        "single": "Cette page n’existe pas en anglais.",
        "address": "Adresse",
        "reception": "Accueil",
        "vacancies": "Emplois",
        "vacancy": "Observateur de nuit (deux hivers). Aucune thèse requise.",
        "tide": "Pleine mer aujourd’hui",
        "validity": "Validité",
        "name": "Nom",
        "photo": "Photographie",
        "photo_of": "Photographie de",
        "position": "Fonction",
        "department": "Département",
        "organization": "Établissement d’attache",
        "phone": "Téléphone",
        "fax": "Télécopie",
        "email": "Courriel",
        "topics": "Domaines d’étude",
        "biography": "Notice biographique",
        "missing": "Non disponible.",
        "supervisor": "Sous la direction de",
        "students": "Dirige",
        "teaching": "Enseignement",
        "course": "Les marées pour débutants (automne)",
        "prizes": "Prix",
        "prize": "Bouée d’argent pour la vulgarisation, 2020",
        "works": "Références",
        "revised": "Révision",
        "people": "Personnel",
        "office": "Local",
        "guests": "Invités",
        "none": "Aucun en ce moment.",
    },
}


@dataclass(frozen=True, slots=True)
class _PrintedPublication:
    publication: Publication

    @property
    def authors(self) -> list[str]:
        return [family_first(name) for name in self.publication.authors]


def site() -> Site:
    """Nine people; missing parts are printed as a dash or as 'Not available.'."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email", "links", "students", "supervisors"),
        omit={
            "ossian-delacroux": ["biography"],
            "ylva-tarnowicz": ["email", "supervisors"],
            "idris-belhomme-roe": ["topics", "links"],
        },
        only={"kiri-matewai": "en"},
        roles=1,
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "definitions",
        pages,
        [_entry(person) for person in people],
        not_people=(
            "Observatory of Tides",
            "Observatoire des marées",
            "Bureau des marées",
            "Professors",
            "Professeurs",
            "Not available.",
            "Non disponible.",
            "—",
        ),
        not_publications=(
            "Tides for Beginners (autumn)",
            "Les marées pour débutants (automne)",
            "Silver Buoy for outreach, 2020",
            "Bouée d’argent pour la vulgarisation, 2020",
        ),
        note="The e-mail is printed with (at) and is no link. Two terms share one definition (telephone, fax).",
    )


def _path(person: Person, language: Language) -> str:
    return f"{_FOLDER[language]}{person.family.lower().replace('â', 'a').replace('ș', 's').split('-')[0]}.html"


def _portrait(person: Person) -> str | None:
    return f"/images/{person.slug[:6]}.png" if person.status in ("faculty", "visiting") else None


def _publications(person: Person) -> list[_PrintedPublication]:
    return (
        []
        if person.slug == "ylva-tarnowicz"
        else [_PrintedPublication(publication) for publication in publications_of(person, 12)]
    )


def _context(language: Language, title: str, switch: str | None) -> dict[str, Any]:
    return {
        "lang": language,
        "away": other(language),
        "t": _TEXTS[language],
        "title": title,
        "switch": switch,
    }


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    away = other(language)
    context = _context(language, person.name, _path(person, away) if away in person.languages else None) | {
        "p": person,
        "portrait": _portrait(person),
        "labels": _LABELS,
        "works": _publications(person),
        "paths": {member.name: _path(member, language) for member in people if language in member.languages},
    }
    path = _path(person, language)
    stem = path.strip("/").removesuffix(".html").replace("/", "__")
    return Page(stem, BASE + path, language, render("definitions/person.html", context).encode())


def _people_page(people: list[Person], language: Language) -> Page:
    groups = []
    for heading, statuses in _GROUPS:
        members = [
            {"p": person, "path": _path(person, language)}
            for person in people
            if person.status in statuses and language in person.languages
        ]
        groups.append((of(heading, language), members))
    context = _context(language, _TEXTS[language]["people"], _FOLDER[other(language)]) | {"groups": groups}
    stem = _FOLDER[language].strip("/").replace("/", "__")
    return Page(stem, BASE + _FOLDER[language], language, render("definitions/people.html", context).encode())


def _entry(person: Person) -> Entry:
    portrait = _portrait(person)
    return person_entry(
        person,
        {language: BASE + _path(person, language) for language in person.languages},
        portrait=portrait and BASE + portrait,
        publications=[_publication_entry(printed) for printed in _publications(person)],
        name_also=(f"{person.family}, {person.given}",),
    )


def _publication_entry(printed: _PrintedPublication) -> Entry:
    publication = printed.publication
    return publication_entry(
        publication,
        authors=printed.authors,
        venue=publication.venue,
        url=f"https://doi.org/{publication.doi}" if publication.doi else None,
        doi=bool(publication.doi),
    )
