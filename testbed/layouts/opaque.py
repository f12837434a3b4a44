"""Layout 11: a network whose English pages are Drupal nodes and whose French pages are TYPO3's, by number.

Addresses, pictures and page structure have nothing in common between the languages, and no page links to its
counterpart; two people have the same name.
"""

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from profile_scraper.records.base import Language
from testbed.layouts.people import Person, Publication, Role, publications, publications_of, select
from testbed.layouts.site import Page, Site, of, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://www.cryonet.example/"
_LIST: Mapping[Language, str] = {"en": "node/17", "fr": "index.php?id=46&lang=fr"}
_ENGLISH_PUBLICATIONS, _FRENCH_PUBLICATIONS = 8, 3
_FIRST_NODE = 5100
"""Number of the node of the first publication."""

_SLUGS = (
    "kiri-matewai",
    "fenna-druyts",
    "mateus-quispe-arnaud",
    "jun-ho-castellane",
    "ylva-tarnowicz",
    "solveig-arguin",
    "ada-lindqvist",
    "leopold-zanetaki",
    "teodor-brancas",
    "ossian-delacroux",
    "noemie-okonjo-vasseur",
)


def site() -> Site:
    """Twelve people; each has two numbers, drawn apart for the two languages."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email"),
        omit={
            "mateus-quispe-arnaud": ["email"],
            "ylva-tarnowicz": ["biography"],
            "solveig-arguin": ["topics"],
            "noemie-okonjo-vasseur": ["email"],
            "ossian-delacroux": ["email", "biography"],
        },
        only={"leopold-zanetaki": "fr", "jun-ho-castellane": "en"},
    )
    people.append(_namesake(people[1]))
    paths = _paths(people)
    pages = [_page(person, language, paths) for person in people for language in person.languages]
    pages += [_english_list(people, paths), _french_list(people, paths)]
    return Site(
        "opaque",
        pages,
        [_entry(person, paths) for person in people],
        not_people=("Cryonet", "Réseau Cryonet", "Spotlight", "Agenda", "Annuaire", "Papers", "Fiche"),
        not_publications=("Midi de la glace : café et carottes", "Interview: “I count what I cannot see.”"),
        note="Two people are called Fenna Druyts: an intern with an e-mail and a lecturer without. "
        "French pages have the family name first and only the three newest works.",
    )


def _namesake(person: Person) -> Person:
    """Somebody else of the same name; without e-mail, with another job and another topic."""
    lecturer = Role(
        ("Lecturer", "Chargée de cours"),
        ("Concordia University", "Université Concordia"),
        ("Department of Glass", "Département du verre"),
    )
    biography: Mapping[Language, tuple[str, ...]] = {
        "en": ("Fenna Druyts blows glass that looks like ice. She lectures on cracks.",),
        "fr": ("Fenna Druyts souffle du verre qui ressemble à de la glace. Elle donne un cours sur les fissures.",),
    }
    return replace(
        person,
        slug="fenna-druyts-2",
        status="visiting",
        roles=(lecturer,),
        topics=(("Fracture Patterns", "Motifs de fissures"),),
        biography=biography,
        email=None,
    )


def _paths(people: list[Person]) -> Mapping[tuple[str, Language], str]:
    """Address below the base of each page, by slug and language."""
    rng = random.Random("cryonet")
    english = rng.sample(range(100, 900), len(people))
    french = rng.sample(range(4000, 5000), len(people))
    paths: dict[tuple[str, Language], str] = {}
    for person, node, number in zip(people, english, french, strict=True):
        paths[person.slug, "en"] = f"node/{node}"
        paths[person.slug, "fr"] = f"index.php?id={number}&lang=fr"
    return paths


def _number(path: str) -> int:
    return int("".join(c for c in path if c.isdigit()))


def _portrait(person: Person, path: str) -> str | None:
    """Relative to the base; the file's name is the camera's, another one in each language."""
    if person.status in ("intern", "masters", "staff"):
        return None
    if path.startswith("node/"):
        return f"/sites/default/files/styles/medium/public/DSC_0{_number(path)}.JPG?itok=tz{_number(path)}"
    return f"fileadmin/_processed_/c/1/csm_IMG_{_number(path)}_9f0b2c.jpg"


def _publications(person: Person) -> list[tuple[int, Publication]]:
    """Publications with the numbers of their nodes."""
    if "-2" in person.slug or person.slug == "solveig-arguin":
        return []
    number = {publication.title: _FIRST_NODE + 7 * index for index, publication in enumerate(publications())}
    return [(number[publication.title], publication) for publication in publications_of(person, _ENGLISH_PUBLICATIONS)]


def _page(person: Person, language: Language, paths: Mapping[tuple[str, Language], str]) -> Page:
    path = paths[person.slug, language]
    context: dict[str, Any] = {
        "lang": language,
        "title": person.name if language == "en" else "Fiche",
        "crumb": "Fiche",
        "path": path,
        "id": _number(path),
        "p": person,
        "portrait": _portrait(person, path),
        "works": _publications(person)[: _ENGLISH_PUBLICATIONS if language == "en" else _FRENCH_PUBLICATIONS],
        "spotlight": (paths["kiri-matewai", "en"].removeprefix("node/"), "Kiri Matewai"),
    }
    template = "opaque/english_person.html" if language == "en" else "opaque/french_person.html"
    return Page(_stem(path), BASE + path, language, render(template, context).encode())


def _stem(path: str) -> str:
    return path.replace("/", "__").replace("?", "__").replace("&", "__").replace("=", "-")


def _english_list(people: list[Person], paths: Mapping[tuple[str, Language], str]) -> Page:
    members = []
    for person in sorted((one for one in people if "en" in one.languages), key=lambda one: (one.family, one.slug)):
        path = paths[person.slug, "en"]
        members.append((path, _portrait(person, path), person.name, of(person.roles[0].title, "en")))
    spotlight = (paths["kiri-matewai", "en"].removeprefix("node/"), "Kiri Matewai")
    context = {"lang": "en", "title": "People", "path": _LIST["en"], "members": members, "spotlight": spotlight}
    content = render("opaque/english_people.html", context).encode()
    return Page(_stem(_LIST["en"]), BASE + _LIST["en"], "en", content)


def _french_list(people: list[Person], paths: Mapping[tuple[str, Language], str]) -> Page:
    shown = sorted((one for one in people if "fr" in one.languages), key=lambda one: (one.family, one.slug))
    members = [(paths[one.slug, "fr"], one.family, one.given, of(one.roles[0].title, "fr")) for one in shown]
    context = {"title": "Annuaire", "crumb": "Annuaire", "path": _LIST["fr"], "id": 46, "members": members}
    content = render("opaque/french_people.html", context).encode()
    return Page(_stem(_LIST["fr"]), BASE + _LIST["fr"], "fr", content)


def _entry(person: Person, paths: Mapping[tuple[str, Language], str]) -> Entry:
    own = {language: paths[person.slug, language] for language in person.languages}
    portraits = [BASE + portrait.removeprefix("/") for path in own.values() if (portrait := _portrait(person, path))]
    shown = _publications(person)[: _ENGLISH_PUBLICATIONS if "en" in own else _FRENCH_PUBLICATIONS]
    return person_entry(
        person,
        {language: BASE + path for language, path in own.items()},
        portrait=portraits[0] if portraits else None,
        portrait_also=portraits[1:],
        publications=[_publication_entry(number, publication, linked="en" in own) for number, publication in shown],
        name_also=(f"{person.family.upper()} {person.given}",) if "fr" in own else (),
    )


def _publication_entry(number: int, publication: Publication, *, linked: bool) -> Entry:
    return publication_entry(
        publication,
        authors=publication.authors,
        venue=publication.venue,
        url=f"{BASE}node/{number}" if linked else None,
    )
