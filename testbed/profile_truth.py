"""What the dataset must hold of one invented person: both language profiles joined by their keys."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from profile_scraper.records.base import LANGUAGES
from testbed.page_truth import LINKS, Fields, biography_html, profile_page, reference
from testbed.world import (
    BASE_URL,
    Label,
    LanguageProfile,
    Named,
    Organization,
    Person,
    RoleText,
    StudentItem,
    SupervisorLine,
    page_count,
    target,
)

Item = TypeVar("Item")
Pair = tuple[Item | None, Item | None]


def merged_profile(person: Person) -> Fields:
    """The fields of the Profile, but the sources' digests; ``publications`` holds the keys of publications."""
    english, french = (person.language_profiles.get(language) for language in LANGUAGES)
    profiles = list(person.language_profiles.values())
    paragraphs = [
        [paragraph.text for paragraph in profile.biography] if profile else [] for profile in (english, french)
    ]
    return {
        "id": person.id,
        "name": person.name,
        "url": {
            language: BASE_URL + target(person, language) if language in person.language_profiles else None
            for language in LANGUAGES
        },
        "portrait": _portrait(person, profiles),
        "email": next((profile.email for profile in profiles if profile.email), None),
        "phone": None,
        "office": None,
        "links": {
            name: next((profile.links[name] for profile in profiles if name in profile.links), None) for name in LINKS
        },
        "roles": [_role(pair) for pair in _joined(_roles(english), _roles(french))],
        "topics": [_label(pair) for pair in _joined(_topics(english), _topics(french))],
        "biography": _bilingual("\n\n".join(paragraphs[0]) or None, "\n\n".join(paragraphs[1]) or None),
        "biography_html": _bilingual(
            *("\n".join(biography_html(profile)) or None if profile else None for profile in (english, french))
        ),
        "students": [_student(pair) for pair in _joined(_items(english), _items(french))],
        "supervisors": [_supervisor(pair) for pair in _joined(_lines(english), _lines(french))],
        "publications": list(
            dict.fromkeys(entry.publication for profile in profiles for entry in profile.publications)
        ),
        "sources": sorted(
            (
                {"url": BASE_URL + target(person, profile.language, number), "language": profile.language}
                for profile in profiles
                for number in range(page_count(profile))
            ),
            key=lambda source: source["url"],
        ),
    }


def _joined(english: Iterable[tuple[str, Item]], french: Iterable[tuple[str, Item]]) -> Iterator[Pair[Item]]:
    others = dict(french)
    for key, item in english:
        yield item, others.pop(key, None)
    for item in others.values():
        yield None, item


def _roles(profile: LanguageProfile | None) -> list[tuple[str, RoleText]]:
    return [(role.key, role) for line in profile.header for role in line.roles] if profile else []


def _topics(profile: LanguageProfile | None) -> list[tuple[str, Label]]:
    return [(topic.key, topic) for topic in profile.topics] if profile else []


def _items(profile: LanguageProfile | None) -> list[tuple[str, StudentItem]]:
    return [(item.key, item) for item in profile.students] if profile else []


def _lines(profile: LanguageProfile | None) -> list[tuple[str, SupervisorLine]]:
    return [(line.person.name, line) for line in profile.supervisors] if profile else []


def _bilingual(en: str | None, fr: str | None) -> Fields:
    return {"en": en, "fr": fr}


def _text(label: Label | None) -> str | None:
    return label.text if label else None


def _label(pair: Pair[Label]) -> Fields | None:
    en, fr = pair
    known = en or fr
    return {"id": known.key} | _bilingual(_text(en), _text(fr)) if known else None


def _organization(organizations: Iterable[Organization | None]) -> Fields | None:
    known = [organization for organization in organizations if organization and organization.name]
    if not known:
        return None
    return {"name": known[0].name, "ror": known[0].ror, "raw": sorted({organization.printed for organization in known})}


def _role(pair: Pair[RoleText]) -> Fields:
    roles = [role for role in pair if role]
    titles = (role.title if role else None for role in pair)
    departments = [role.department if role else None for role in pair]
    return {
        "kind": roles[0].kind,
        "title": _bilingual(*titles),
        "organization": _organization(role.organization for role in roles),
        "department": _bilingual(*map(_text, departments)) if any(departments) else None,
        "team": None,
        "start": None,
        "end": None,
    }


def _student(pair: Pair[StudentItem]) -> Fields:
    items = [item for item in pair if item]
    en, fr = (item.level if item else None for item in pair)
    return _person(item.student for item in items) | {
        "level": _label((en, fr)),
        "organization": _organization(item.organization for item in items),
        "supervision": items[0].supervision,
        "other_supervisors": _people(other for item in items for other in item.others),
        "languages": [language for language, item in zip(LANGUAGES, pair, strict=True) if item],
    }


def _supervisor(pair: Pair[SupervisorLine]) -> Fields:
    lines = [line for line in pair if line]
    languages = [language for language, line in zip(LANGUAGES, pair, strict=True) if line]
    return _person(line.person for line in lines) | {"supervision": lines[0].supervision, "languages": languages}


def _people(named: Iterable[Named]) -> list[Fields]:
    """Each person once; one language may name without a link somebody whom the other links."""
    by_name: dict[str, list[Named]] = {}
    for person in named:
        by_name.setdefault(person.name, []).append(person)
    return [_person(same) for same in by_name.values()]


def _person(same: Iterable[Named]) -> Fields:
    return reference(max(same, key=lambda person: person.slug is not None))


def _portrait(person: Person, profiles: list[LanguageProfile]) -> Fields | None:
    shown = [profile.portrait for profile in profiles if profile.portrait]
    if not shown:
        return None
    alts = (
        profile.portrait.alt if (profile := person.language_profiles.get(language)) and profile.portrait else None
        for language in LANGUAGES
    )
    return {"url": profile_page(person, profiles[0], 0)["portrait"]["url"], "alt": _bilingual(*alts)}
