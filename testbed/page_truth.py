"""What a reader must get from one page of the invented institute: the fields of its ProfilePage or DirectoryPage."""

from html import escape
from typing import Any, TypeAlias

from profile_scraper.records.base import Language
from testbed.world import (
    ABSTRACT_CUT,
    BASE_URL,
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    Card,
    Named,
    Person,
    Side,
    World,
    directory_order,
    directory_target,
    target,
)

Fields: TypeAlias = dict[str, Any]

LINKS = ("homepage", "google_scholar", "linkedin", "x", "github", "orcid", "hal", "idref")


def profile_page(person: Person, side: Side, page: int) -> Fields:
    """The fields of one HTML page, without ``raw``, ``extraction_methods``, ``warnings`` and the digest."""
    other: Language = "fr" if side.language == "en" else "en"
    return {
        "type": "profile",
        "listed": False,
        "linked": False,
        "site": "mila",
        "source": {"url": BASE_URL + target(person, side.language, page), "language": side.language},
        "slug": person.slug,
        "page": page,
        "alternates": {other: BASE_URL + side.alternate} if side.alternate and person.slug in side.alternate else {},
        "name": person.name,
        "portrait": _portrait(side),
        "email": side.email,
        "links": {name: side.links.get(name) for name in LINKS},
        "roles": _roles(side),
        "topics": [topic.text for topic in side.topics],
        "biography": [paragraph.text for paragraph in side.biography],
        "biography_html": biography_html(side),
        "students": _students(side),
        "supervisors": [
            reference(line.person) | {"supervision": line.supervision}
            for part in ("principal", "co")
            for line in side.supervisors
            if line.supervision == part
        ],
        "publications": [
            _entry(position, card)
            for position, card in enumerate(
                side.publications[page * PUBLICATIONS_A_PAGE : (page + 1) * PUBLICATIONS_A_PAGE], start=1
            )
        ],
    }


def biography_html(side: Side) -> list[str]:
    """Each paragraph as HTML, none where no paragraph is more than text."""
    if all(paragraph.markup is None for paragraph in side.biography):
        return []
    return [f"<p>{paragraph.markup or escape(paragraph.text, quote=False)}</p>" for paragraph in side.biography]


def directory_page(world: World, language: Language, page: int) -> Fields:
    """The fields of one page of the directory."""
    people = directory_order(world, language)[page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE]
    return {
        "type": "directory",
        "cards": [],
        "publications": [],
        "site": "mila",
        "source": {"url": BASE_URL + directory_target(language, page), "language": language},
        "people": [{"name": person.name, "profile": person.id} for person in people],
    }


def text_page(person: Person, language: Language, url: str) -> Fields:
    """The fields of a plain-text rendering in a file: what was the text of a link is lost, and nothing is invented."""
    side = person.sides[language]
    fields = profile_page(person, side, 0)
    lost: Fields = {"name": None, "profile": None}
    return fields | {
        "source": {"url": url, "language": language},
        "slug": None,
        "alternates": {},
        "portrait": {"url": None, "alt": side.portrait.alt} if side.portrait else None,
        "email": None,
        "links": dict.fromkeys(LINKS),
        "biography": [" ".join(paragraph.unlinked.split()) for paragraph in side.biography],
        "biography_html": [],
        "students": [student | _lost_names(student) for student in fields["students"]],
        "supervisors": [supervisor | (lost if supervisor["profile"] else {}) for supervisor in fields["supervisors"]],
        "publications": [
            entry
            | {
                "authors": [author for author in entry["authors"] if author["profile"] is None],
                "authors_complete": False,
                "doi": None,
                "arxiv": None,
                "url": None,
            }
            for entry in fields["publications"]
        ],
    }


def reference(person: Named) -> Fields:
    """A PersonReference."""
    return {"name": person.name, "profile": f"mila/{person.slug}" if person.slug else None}


def _lost_names(student: Fields) -> Fields:
    def lose(person: Fields) -> Fields:
        return (
            {"name": None, "profile": None} if person["profile"] else {key: person[key] for key in ("name", "profile")}
        )

    return lose(student) | {"other_supervisors": [lose(other) for other in student["other_supervisors"]]}


def _portrait(side: Side) -> Fields | None:
    if not side.portrait:
        return None
    return {"url": BASE_URL + side.portrait.path.partition("?")[0], "alt": side.portrait.alt}


def _roles(side: Side) -> list[Fields]:
    return [
        {
            "kind": role.kind,
            "title": role.title,
            "organization": role.organization.printed if role.organization else None,
            "department": role.department.text if role.department else None,
            "certain": line.certain,
        }
        for line in side.header
        for role in line.roles
    ]


def _students(side: Side) -> list[Fields]:
    return [
        reference(card.student)
        | {
            "level": card.level.text if card.level else None,
            "organization": card.organization.printed if card.organization and card.organization.name else None,
            "supervision": card.supervision,
            "other_supervisors": [reference(other) for other in card.others],
        }
        for card in side.students
    ]


def _entry(position: int, card: Card) -> Fields:
    return {
        "position": position,
        "title": card.title,
        "authors": [reference(author) for author in card.authors],
        "authors_complete": bool(card.authors),
        "abstract": shown_abstract(card),
        "abstract_complete": None if card.abstract is None else card.complete and not _is_cut(card),
        "language": card.language,
        "issued": None,
        "venue": None,
        "doi": card.doi,
        "arxiv": card.arxiv,
        "url": card.link,
    }


def shown_abstract(card: Card) -> str | None:
    """The clean abstract as far as the page holds it."""
    if card.abstract and _is_cut(card):
        return card.abstract[:ABSTRACT_CUT].rstrip()
    return card.abstract


def _is_cut(card: Card) -> bool:
    return not card.rest and len(card.printed_abstract or card.abstract or "") > ABSTRACT_CUT
