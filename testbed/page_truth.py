"""What a reader must get from one page of the invented institute: the fields of its ProfilePage or DirectoryPage."""

from html import escape
from typing import Any, TypeAlias

from profile_scraper.records.base import Language
from testbed.world import (
    ABSTRACT_CUT,
    BASE_URL,
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    Entry,
    LanguageProfile,
    Named,
    Person,
    World,
    directory_order,
    directory_target,
    target,
)

Fields: TypeAlias = dict[str, Any]

LINKS = ("homepage", "google_scholar", "linkedin", "x", "github", "orcid", "hal", "idref")


def profile_page(person: Person, profile: LanguageProfile, page: int) -> Fields:
    """The fields of one HTML page, without ``raw``, ``extraction_methods``, ``warnings`` and the digest."""
    other: Language = "fr" if profile.language == "en" else "en"
    return {
        "type": "profile",
        "listed": False,
        "linked": False,
        "site": "mila",
        "source": {"url": BASE_URL + target(person, profile.language, page), "language": profile.language},
        "slug": person.slug,
        "page": page,
        "alternates": {other: BASE_URL + profile.alternate}
        if profile.alternate and person.slug in profile.alternate
        else {},
        "name": person.name,
        "portrait": _portrait(profile),
        "email": profile.email,
        "phone": None,
        "office": None,
        "links": {name: profile.links.get(name) for name in LINKS},
        "roles": _roles(profile),
        "topics": [topic.text for topic in profile.topics],
        "biography": [paragraph.text for paragraph in profile.biography],
        "biography_html": biography_html(profile),
        "students": _students(profile),
        "supervisors": [
            reference(line.person) | {"supervision": line.supervision}
            for part in ("principal", "co")
            for line in profile.supervisors
            if line.supervision == part
        ],
        "publications": [
            _entry(position, entry)
            for position, entry in enumerate(
                profile.publications[page * PUBLICATIONS_A_PAGE : (page + 1) * PUBLICATIONS_A_PAGE], start=1
            )
        ],
    }


def biography_html(profile: LanguageProfile) -> list[str]:
    """Each paragraph as HTML, none where no paragraph is more than text."""
    if all(paragraph.markup is None for paragraph in profile.biography):
        return []
    return [f"<p>{paragraph.markup or escape(paragraph.text, quote=False)}</p>" for paragraph in profile.biography]


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
    profile = person.language_profiles[language]
    fields = profile_page(person, profile, 0)
    lost: Fields = {"name": None, "profile": None}
    return fields | {
        "source": {"url": url, "language": language},
        "slug": None,
        "alternates": {},
        "portrait": {"url": None, "alt": profile.portrait.alt} if profile.portrait else None,
        "email": None,
        "phone": None,
        "office": None,
        "links": dict.fromkeys(LINKS),
        "biography": [" ".join(paragraph.unlinked.split()) for paragraph in profile.biography],
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


def _portrait(profile: LanguageProfile) -> Fields | None:
    if not profile.portrait:
        return None
    return {"url": BASE_URL + profile.portrait.path.partition("?")[0], "alt": profile.portrait.alt}


def _roles(profile: LanguageProfile) -> list[Fields]:
    return [
        {
            "kind": role.kind,
            "title": role.title,
            "organization": role.organization.printed if role.organization else None,
            "department": role.department.text if role.department else None,
            "team": None,
            "start": None,
            "end": None,
            "certain": line.certain,
        }
        for line in profile.header
        for role in line.roles
    ]


def _students(profile: LanguageProfile) -> list[Fields]:
    return [
        reference(item.student)
        | {
            "level": item.level.text if item.level else None,
            "organization": item.organization.printed if item.organization and item.organization.name else None,
            "supervision": item.supervision,
            "other_supervisors": [reference(other) for other in item.others],
        }
        for item in profile.students
    ]


def _entry(position: int, entry: Entry) -> Fields:
    return {
        "position": position,
        "title": entry.title,
        "authors": [reference(author) for author in entry.authors],
        "authors_complete": bool(entry.authors),
        "abstract": shown_abstract(entry),
        "abstract_complete": None if entry.abstract is None else entry.complete and not _is_cut(entry),
        "language": entry.language,
        "issued": None,
        "venue": None,
        "doi": entry.doi,
        "arxiv": entry.arxiv,
        "url": entry.link,
    }


def shown_abstract(entry: Entry) -> str | None:
    """The clean abstract as far as the page holds it."""
    if entry.abstract and _is_cut(entry):
        return entry.abstract[:ABSTRACT_CUT].rstrip()
    return entry.abstract


def _is_cut(entry: Entry) -> bool:
    return not entry.rest and len(entry.printed_abstract or entry.abstract or "") > ABSTRACT_CUT
