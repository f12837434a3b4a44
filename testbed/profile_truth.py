"""What the dataset must hold of one invented person: both sides joined by their keys."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from profile_scraper.records.base import LANGUAGES
from testbed.page_truth import LINKS, Fields, biography_html, profile_page, reference
from testbed.world import (
    BASE_URL,
    Label,
    Named,
    Person,
    Place,
    RoleText,
    Side,
    StudentCard,
    SupervisorLine,
    page_count,
    target,
)

Item = TypeVar("Item")
Pair = tuple[Item | None, Item | None]


def profile(person: Person) -> Fields:
    """The fields of the Profile, but the sources' digests; ``publications`` holds the keys of works."""
    english, french = (person.sides.get(language) for language in LANGUAGES)
    sides = list(person.sides.values())
    paragraphs = [[paragraph.text for paragraph in side.biography] if side else [] for side in (english, french)]
    return {
        "id": person.id,
        "name": person.name,
        "url": {
            language: BASE_URL + target(person, language) if language in person.sides else None
            for language in LANGUAGES
        },
        "portrait": _portrait(person, sides),
        "email": next((side.email for side in sides if side.email), None),
        "links": {name: next((side.links[name] for side in sides if name in side.links), None) for name in LINKS},
        "roles": [_role(pair) for pair in _joined(_roles(english), _roles(french))],
        "topics": [_label(pair) for pair in _joined(_topics(english), _topics(french))],
        "biography": _bilingual("\n\n".join(paragraphs[0]) or None, "\n\n".join(paragraphs[1]) or None),
        "biography_html": _bilingual(
            *("\n".join(biography_html(side)) or None if side else None for side in (english, french))
        ),
        "students": [_student(pair) for pair in _joined(_cards(english), _cards(french))],
        "supervisors": [_supervisor(pair) for pair in _joined(_lines(english), _lines(french))],
        "publications": list(dict.fromkeys(card.work for side in sides for card in side.publications)),
        "sources": sorted(
            (
                {"url": BASE_URL + target(person, side.language, number), "language": side.language}
                for side in sides
                for number in range(page_count(side))
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


def _roles(side: Side | None) -> list[tuple[str, RoleText]]:
    return [(role.key, role) for line in side.header for role in line.roles] if side else []


def _topics(side: Side | None) -> list[tuple[str, Label]]:
    return [(topic.key, topic) for topic in side.topics] if side else []


def _cards(side: Side | None) -> list[tuple[str, StudentCard]]:
    return [(card.key, card) for card in side.students] if side else []


def _lines(side: Side | None) -> list[tuple[str, SupervisorLine]]:
    return [(line.person.name, line) for line in side.supervisors] if side else []


def _bilingual(en: str | None, fr: str | None) -> Fields:
    return {"en": en, "fr": fr}


def _text(label: Label | None) -> str | None:
    return label.text if label else None


def _label(pair: Pair[Label]) -> Fields | None:
    en, fr = pair
    known = en or fr
    return {"id": known.key} | _bilingual(_text(en), _text(fr)) if known else None


def _organization(places: Iterable[Place | None]) -> Fields | None:
    known = [place for place in places if place and place.name]
    if not known:
        return None
    return {"name": known[0].name, "ror": known[0].ror, "raw": sorted({place.printed for place in known})}


def _role(pair: Pair[RoleText]) -> Fields:
    roles = [role for role in pair if role]
    titles = (role.title if role else None for role in pair)
    departments = [role.department if role else None for role in pair]
    return {
        "kind": roles[0].kind,
        "title": _bilingual(*titles),
        "organization": _organization(role.organization for role in roles),
        "department": _bilingual(*map(_text, departments)) if any(departments) else None,
    }


def _student(pair: Pair[StudentCard]) -> Fields:
    cards = [card for card in pair if card]
    en, fr = (card.level if card else None for card in pair)
    return _person(card.student for card in cards) | {
        "level": _label((en, fr)),
        "organization": _organization(card.organization for card in cards),
        "supervision": cards[0].supervision,
        "other_supervisors": _people(other for card in cards for other in card.others),
        "languages": [language for language, card in zip(LANGUAGES, pair, strict=True) if card],
    }


def _supervisor(pair: Pair[SupervisorLine]) -> Fields:
    lines = [line for line in pair if line]
    languages = [language for language, side in zip(LANGUAGES, pair, strict=True) if side]
    return _person(line.person for line in lines) | {"supervision": lines[0].supervision, "languages": languages}


def _people(named: Iterable[Named]) -> list[Fields]:
    """Each person once; a side may name without a link somebody whom the other side links."""
    by_name: dict[str, list[Named]] = {}
    for person in named:
        by_name.setdefault(person.name, []).append(person)
    return [_person(same) for same in by_name.values()]


def _person(same: Iterable[Named]) -> Fields:
    return reference(max(same, key=lambda person: person.slug is not None))


def _portrait(person: Person, sides: list[Side]) -> Fields | None:
    shown = [side.portrait for side in sides if side.portrait]
    if not shown:
        return None
    alts = (
        side.portrait.alt if (side := person.sides.get(language)) and side.portrait else None for language in LANGUAGES
    )
    return {"url": profile_page(person, sides[0], 0)["portrait"]["url"], "alt": _bilingual(*alts)}
