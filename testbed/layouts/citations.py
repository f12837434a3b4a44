"""Layout 10: an institute in Joomla!; each publication is a paragraph of plain text, in APA or in Vancouver style.

The style is the author's. No page in one style prints a publication that a page in the other style prints.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.names import family_first, vancouver
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

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
        not_publications=(
            "The tide that stayed at home",
            "La marée qui restait chez elle",
            "Getting Started",
            "Bien démarrer",
            *(heading for texts in _TEXTS.values() for heading in texts["groups"].values()),
        ),
        note="Authors as printed: 'Lindqvist, A.' in APA, 'Lindqvist A' in Vancouver style. 'In press' has no year.",
    )


def _publications(person: Person) -> list[Publication]:
    """Journal articles first, as printed; never a publication of the other style."""
    if person.slug == "ossian-delacroux":
        return []
    foreign = _VANCOUVER if person.slug in _APA else _APA
    others = {other_person.name for other_person in select(foreign, ())}
    publications = [
        publication
        for publication in publications_of(person)
        if others.isdisjoint(publication.authors) or person.slug in _APA
    ]
    publications = [
        publication for publication in publications if publication.kind != "book" and len(publication.authors) < 20
    ]
    return sorted(publications, key=lambda publication: publication.kind != "journal")


def _apa(publication: Publication, language: Language) -> str:
    t = _TEXTS[language]
    names = [family_first(name) for name in publication.authors]
    comma = "," if language == "en" else ""
    authors = f"{', '.join(names[:-1])}{comma} {t['and']} {names[-1]}" if len(names) > 1 else names[0]
    stop = "" if publication.title[-1] in ".?!" else "."
    issued = t["in_press"] if publication.title == _IN_PRESS else publication.year
    head = f"{authors} ({issued}). {publication.title}{stop}"
    if publication.kind == "conference":
        pages = f" ({t['pages']} {publication.pages})" if publication.pages else ""
        return f"{head} {t['in']} {publication.venue}{pages}."
    if publication.kind == "preprint":
        return f"{head} arXiv:{publication.arxiv}."
    number = f"({publication.number})" if publication.number else ""
    doi = f" https://doi.org/{publication.doi}" if publication.doi else ""
    return f"{head} {publication.venue}, {publication.volume}{number}, {publication.pages}.{doi}"


def _vancouver(publication: Publication, _: Language) -> str:
    names = [vancouver(name) for name in publication.authors[:_VANCOUVER_AUTHORS]]
    more = ", et al" if len(publication.authors) > _VANCOUVER_AUTHORS else ""
    stop = "" if publication.title[-1] in ".?!" else "."
    head = f"{', '.join(names)}{more}. {publication.title}{stop}"
    if publication.kind == "conference":
        pages = f" p. {publication.pages}." if publication.pages else ""
        return f"{head} In: {publication.venue}; {publication.year}.{pages}"
    if publication.kind == "preprint":
        return f"{head} arXiv [Preprint]. {publication.year}. arXiv:{publication.arxiv}."
    number = f"({publication.number})" if publication.number else ""
    pages = (publication.pages or "").replace("–", "-")
    doi = f" doi:{publication.doi}" if publication.doi else ""
    return f"{head} {publication.venue}. {publication.year};{publication.volume}{number}:{pages}.{doi}"


def _groups(person: Person, language: Language) -> list[tuple[str, Sequence[str]]]:
    """Headings with the references below them; Vancouver style numbers them throughout."""
    style: Callable[[Publication, Language], str] = _apa if person.slug in _APA else _vancouver
    groups: dict[str, list[str]] = {}
    for number, publication in enumerate(_publications(person), 1):
        label = f"{number}. " if style is _vancouver else ""
        groups.setdefault("journal" if publication.kind == "journal" else "other", []).append(
            label + style(publication, language)
        )
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
    index = shown.index(person)
    before, after = shown[index - 1], shown[(index + 1) % len(shown)]
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
        publications=[_publication_entry(publication, person) for publication in _publications(person)],
        name_also=(f"{person.name}, {degree}",) if degree else (),
    )


def _publication_entry(publication: Publication, person: Person) -> Entry:
    apa = person.slug in _APA
    shown = publication.authors if apa else publication.authors[:_VANCOUVER_AUTHORS]
    return publication_entry(
        publication,
        authors=[family_first(name) if apa else vancouver(name) for name in shown],
        complete=len(shown) == len(publication.authors),
        venue=publication.venue if publication.kind != "preprint" else "arXiv",
        doi=bool(publication.doi) and publication.kind != "conference",
        issued=publication.title != _IN_PRESS,
    )
