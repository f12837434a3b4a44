"""Layout 10: an institute in Joomla!; each publication is a paragraph of plain text, in APA or in Vancouver style.

The style is the author's. No page in one style prints a work that a page in the other style prints.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import family_first, vancouver
from testbed.layouts.people import Person, Work, select, works_of
from testbed.layouts.site import Page, Site, other, render
from testbed.layouts.truth import Entry, person_entry, work_entry

BASE = "https://www.amphidrome.example"
_FOLDER: Mapping[Language, str] = {"en": "/index.php/en/researchers/", "fr": "/index.php/fr/chercheurs/"}
_APA = (
    "ylva-tarnowicz",
    "ossian-delacroux",
    "noemie-okonjo-vasseur",
    "kiri-matewai",
    "idris-belhomme-roe",
    "ada-lindqvist",
)
_VANCOUVER = ("teodor-brancas", "solveig-arguin", "mateus-quispe-arnaud", "fenna-druyts")
_DEGREES = {"ada-lindqvist": "Ph. D.", "kiri-matewai": "PhD", "teodor-brancas": "ing., Ph. D."}
_IN_PRESS = "Cheap simulators of expensive floods"
_VANCOUVER_AUTHORS = 3

_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "slogan": "where the tide does not move",
        "links": (("institute", "The Institute"), ("researchers", "Researchers"), ("facilities", "Facilities")),
        "pick": "Select your language",
        "here": "You are here:",
        "home": "Home",
        "latest": "Latest Articles",
        "article": "Getting Started",
        "sign_in": "Login Form",
        "user": "Username",
        "online": "Who's Online",
        "guests": "We have 14 guests and no members online",
        "footer": "© 2025 Amphidrome. All Rights Reserved.",
        "details": "Details",
        "written": "Written by:",
        "category": "Category:",
        "hits": "Hits:",
        "email": "Email:",
        "topics": "Research interests:",
        "students": "Current students:",
        "groups": {"journal": "Articles in refereed journals", "other": "Conference papers and preprints"},
        "press": "In the press",
        "press_text": "The Daily Buoy (2024, March 3). The tide that stayed at home. Interview.",
        "previous": "Prev",
        "next": "Next",
        "previous_article": "Previous article:",
        "next_article": "Next article:",
        "caption": "List of articles in category Researchers",
        "column": "Title",
        "column_hits": "Hits",
        "and": "&",
        "in": "In",
        "in_press": "in press",
        "pages": "pp.",
    },
    "fr": {
        "slogan": "où la marée ne bouge pas",
        "links": (("institut", "L’Institut"), ("chercheurs", "Chercheurs"), ("equipements", "Équipements")),
        "pick": "Sélectionnez votre langue",
        "here": "Vous êtes ici :",
        "home": "Accueil",
        "latest": "Derniers articles",
        "article": "Bien démarrer",
        "sign_in": "Connexion",
        "user": "Identifiant",
        "online": "Qui est en ligne",
        "guests": "Il y a 14 invités et aucun membre en ligne",
        "footer": "© 2025 Amphidrome. Tous droits réservés.",
        "details": "Détails",
        "written": "Écrit par :",
        "category": "Catégorie :",
        "hits": "Clics :",
        "email": "Courriel :",
        "topics": "Intérêts de recherche :",
        "students": "Étudiants actuels :",
        "groups": {
            "journal": "Articles dans des revues avec comité de lecture",
            "other": "Conférences et prépublications",
        },
        "press": "Dans la presse",
        "press_text": "La Bouée quotidienne (3 mars 2024). La marée qui restait chez elle. Entretien.",
        "previous": "Précédent",
        "next": "Suivant",
        "previous_article": "Article précédent :",
        "next_article": "Article suivant :",
        "caption": "Liste des articles de la catégorie Chercheurs",
        "column": "Titre",
        "column_hits": "Clics",
        "and": "et",
        "in": "Dans",
        "in_press": "sous presse",
        "pages": "p.",
    },
}


def site() -> Site:
    """Ten people; six of them cite in APA style, four in Vancouver style."""
    people = select(
        [slug for pair in zip(_APA, (*_VANCOUVER, "", ""), strict=True) for slug in pair if slug],
        ("roles", "topics", "biography", "email", "students"),
        omit={
            "ylva-tarnowicz": ["biography"],
            "solveig-arguin": ["topics"],
            "noemie-okonjo-vasseur": ["email"],
            "fenna-druyts": ["email"],
        },
        only={"fenna-druyts": "en"},
    )
    pages = [_person_page(person, language, people) for person in people for language in person.languages]
    pages += [_people_page(people, language) for language in LANGUAGES]
    return Site(
        "citations",
        pages,
        [_entry(person) for person in people],
        not_people=(
            "Super User",
            "Amphidrome",
            "Login Form",
            "Connexion",
            "Researchers",
            "Chercheurs",
            "Getting Started",
        ),
        not_works=(
            "The tide that stayed at home",
            "La marée qui restait chez elle",
            "Getting Started",
            "Bien démarrer",
            *(heading for texts in _TEXTS.values() for heading in texts["groups"].values()),
        ),
        note="Authors as printed: 'Lindqvist, A.' in APA, 'Lindqvist A' in Vancouver style. 'In press' has no year.",
    )


def _works(person: Person) -> list[Work]:
    """Journal articles first, as printed; never a work of the other style."""
    if person.slug == "ossian-delacroux":
        return []
    foreign = _VANCOUVER if person.slug in _APA else _APA
    others = {other_person.name for other_person in select(foreign, ())}
    works = [work for work in works_of(person) if others.isdisjoint(work.authors) or person.slug in _APA]
    works = [work for work in works if work.kind != "book" and len(work.authors) < 20]
    return sorted(works, key=lambda work: work.kind != "journal")


def _apa(work: Work, language: Language) -> str:
    t = _TEXTS[language]
    names = [family_first(name) for name in work.authors]
    comma = "," if language == "en" else ""
    authors = f"{', '.join(names[:-1])}{comma} {t['and']} {names[-1]}" if len(names) > 1 else names[0]
    stop = "" if work.title[-1] in ".?!" else "."
    head = f"{authors} ({t['in_press'] if work.title == _IN_PRESS else work.year}). {work.title}{stop}"
    if work.kind == "conference":
        pages = f" ({t['pages']} {work.pages})" if work.pages else ""
        return f"{head} {t['in']} {work.venue}{pages}."
    if work.kind == "preprint":
        return f"{head} arXiv:{work.arxiv}."
    number = f"({work.number})" if work.number else ""
    doi = f" https://doi.org/{work.doi}" if work.doi else ""
    return f"{head} {work.venue}, {work.volume}{number}, {work.pages}.{doi}"


def _vancouver(work: Work, _: Language) -> str:
    names = [vancouver(name) for name in work.authors[:_VANCOUVER_AUTHORS]]
    more = ", et al" if len(work.authors) > _VANCOUVER_AUTHORS else ""
    stop = "" if work.title[-1] in ".?!" else "."
    head = f"{', '.join(names)}{more}. {work.title}{stop}"
    if work.kind == "conference":
        return f"{head} In: {work.venue}; {work.year}.{f' p. {work.pages}.' if work.pages else ''}"
    if work.kind == "preprint":
        return f"{head} arXiv [Preprint]. {work.year}. arXiv:{work.arxiv}."
    number = f"({work.number})" if work.number else ""
    pages = (work.pages or "").replace("–", "-")
    return f"{head} {work.venue}. {work.year};{work.volume}{number}:{pages}.{f' doi:{work.doi}' if work.doi else ''}"


def _groups(person: Person, language: Language) -> list[tuple[str, Sequence[str]]]:
    """Headings with the references below them; Vancouver style numbers them throughout."""
    style: Callable[[Work, Language], str] = _apa if person.slug in _APA else _vancouver
    groups: dict[str, list[str]] = {}
    for number, work in enumerate(_works(person), 1):
        label = f"{number}. " if style is _vancouver else ""
        groups.setdefault("journal" if work.kind == "journal" else "other", []).append(label + style(work, language))
    return [(_TEXTS[language]["groups"][key], references) for key, references in groups.items()]


def _path(person: Person, language: Language) -> str:
    return f"{_FOLDER[language]}{_item(person)}-{person.slug}"


def _item(person: Person) -> int:
    return 20 + 3 * len(person.slug) + ord(person.slug[0])


def _portrait(person: Person) -> str | None:
    return f"/images/chercheurs/{person.family.upper()}.png" if "-" not in person.family else None


def _context(language: Language, title: str, paths: Mapping[Language, str]) -> dict[str, Any]:
    return {
        "lang": language,
        "locale": f"{language}-ca",
        "t": _TEXTS[language],
        "base": BASE,
        "title": title,
        "path": paths[language],
        "alternates": list(paths.items()) if len(paths) > 1 else [],
        "pick": [(key, paths.get(key, f"/index.php/{key}/")) for key in (other(language), language)],
    }


def _person_page(person: Person, language: Language, people: list[Person]) -> Page:
    paths = {key: _path(person, key) for key in person.languages}
    shown = [member for member in people if language in member.languages]
    here = shown.index(person)
    before, after = shown[here - 1], shown[(here + 1) % len(shown)]
    context = _context(language, person.name, paths) | {
        "p": person,
        "item": _item(person),
        "degree": _DEGREES.get(person.slug),
        "portrait": _portrait(person),
        "groups": _groups(person, language),
        "before": (_path(before, language), before.name),
        "after": (_path(after, language), after.name),
    }
    content = render("citations/person.html", context).encode()
    stem = paths[language].removeprefix("/index.php/").replace("/", "__")
    return Page(stem, BASE + paths[language], language, content)


def _people_page(people: list[Person], language: Language) -> Page:
    paths = {key: _FOLDER[key].rstrip("/") for key in LANGUAGES}
    members = [
        (_path(person, language), person.name, f"1{_item(person)}") for person in people if language in person.languages
    ]
    context = _context(language, _TEXTS[language]["links"][1][1], paths) | {"item": 102, "members": members}
    content = render("citations/people.html", context).encode()
    return Page(f"{language}__{_FOLDER[language].split('/')[-2]}", BASE + paths[language], language, content)


def _entry(person: Person) -> Entry:
    portrait, degree = _portrait(person), _DEGREES.get(person.slug)
    return person_entry(
        person,
        {language: BASE + _path(person, language) for language in person.languages},
        portrait=portrait and BASE + portrait,
        publications=[_work_entry(work, person) for work in _works(person)],
        name_also=(f"{person.name}, {degree}",) if degree else (),
    )


def _work_entry(work: Work, person: Person) -> Entry:
    apa = person.slug in _APA
    shown = work.authors if apa else work.authors[:_VANCOUVER_AUTHORS]
    return work_entry(
        work,
        authors=[family_first(name) if apa else vancouver(name) for name in shown],
        complete=len(shown) == len(work.authors),
        venue=work.venue if work.kind != "preprint" else "arXiv",
        doi=bool(work.doi) and work.kind != "conference",
        issued=work.title != _IN_PRESS,
    )
