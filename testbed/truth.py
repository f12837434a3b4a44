"""What a reader must get from the pages of an invented institute: a record per page, per person, per work, all pairs.

truth(world).pages['/en/directory/ada-lindqvist']  # fields of ProfilePage without those of the reading itself
truth(world).profiles                              # fields of Profile; `publications` hold the keys of works
truth(world).publications                          # fields of Publication; `id` is the work's key, match by place
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from profile_scraper.records.base import LANGUAGES
from testbed.page_truth import Fields, directory_page, profile_page
from testbed.profile_truth import profile
from testbed.publication_truth import publications
from testbed.world import (
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    Conflict,
    Label,
    Person,
    Place,
    Side,
    World,
    directory_order,
    directory_target,
    page_count,
    target,
)

Entry: TypeAlias = tuple[str, int]
"""A publication's place: the target of the page and the position on it, from 1."""
PairKind: TypeAlias = str


@dataclass(slots=True)
class Truth:
    """All that is true of a world."""

    pages: dict[str, Fields]
    """Request target to the fields of its ProfilePage or DirectoryPage."""
    profiles: list[Fields]
    """One a person, sorted by id."""
    publications: list[Fields]
    """One a work, sorted by key."""
    groups: dict[str, list[str]]
    """Profile id to the targets of its pages."""
    pairs: dict[PairKind, set[tuple[str, str]]]
    """``topic``, ``role``, ``level``, ``organization``, ``department``: (English, French) labels seen for one thing."""
    students: dict[str, list[tuple[int | None, int | None]]]
    """Profile id to (place on the English page, on the French page), from 0, of each student."""
    paragraphs: dict[str, list[tuple[list[int], list[int]]]]
    """Profile id to groups of (English, French) paragraphs that say the same."""
    clusters: dict[str, list[Entry]]
    """A work's key to its entries."""
    relations: set[tuple[str, str, str]]
    """(type, key of a work, key of the other)."""
    conflicts: list[Conflict]
    """What two sides contradict each other on."""
    disagreements: list[tuple[str, str]]
    """(supervisor's id, student's id) where only one of the two says so."""


def truth(world: World) -> Truth:
    """The truth about a world."""
    people = sorted(world.people, key=lambda person: person.id)
    return Truth(
        pages=dict(_pages(world)),
        profiles=[profile(person) for person in people],
        publications=publications(world),
        groups={
            person.id: [
                target(person, side.language, number)
                for side in person.sides.values()
                for number in range(page_count(side))
            ]
            for person in people
        },
        pairs=_pairs(world),
        students={person.id: _students(person) for person in people},
        paragraphs={person.id: _paragraphs(person) for person in people},
        clusters=_clusters(world),
        relations={(relation.type, relation.source, relation.target) for relation in world.relations},
        conflicts=world.conflicts,
        disagreements=world.disagreements,
    )


def _pages(world: World) -> Iterator[tuple[str, Fields]]:
    for language in LANGUAGES:
        for number in range(max(1, -(-len(directory_order(world, language)) // PEOPLE_A_PAGE))):
            yield directory_target(language, number), directory_page(world, language, number)
    for person in world.people:
        for side in person.sides.values():
            for number in range(page_count(side)):
                yield target(person, side.language, number), profile_page(person, side, number)


def _clusters(world: World) -> dict[str, list[Entry]]:
    clusters: dict[str, list[Entry]] = {}
    for person in world.people:
        for side in person.sides.values():
            for place, card in enumerate(side.publications):
                page, index = divmod(place, PUBLICATIONS_A_PAGE)
                clusters.setdefault(card.work, []).append((target(person, side.language, page), index + 1))
    return clusters


def _pairs(world: World) -> dict[PairKind, set[tuple[str, str]]]:
    pairs: dict[PairKind, set[tuple[str, str]]] = {
        kind: set() for kind in ("topic", "role", "level", "organization", "department")
    }
    for person in world.people:
        if len(person.sides) == len(LANGUAGES):
            english, french = (_labels(person.sides[language]) for language in LANGUAGES)
            for (kind, key), text in english.items():
                if (kind, key) in french:
                    pairs[kind].add((text, french[kind, key]))
    return pairs


def _labels(side: Side) -> dict[tuple[PairKind, str], str]:
    labels = {("topic", topic.key): topic.text for topic in side.topics}
    for role in (role for line in side.header for role in line.roles):
        labels |= {("role", role.key): role.title} if role.title else {}
        labels |= _label("department", role.key, role.department) | _label("organization", role.key, role.organization)
    for card in side.students:
        labels |= _label("level", card.key, card.level) | _label("organization", card.key, card.organization)
    return labels


def _label(kind: PairKind, key: str, label: Label | Place | None) -> dict[tuple[PairKind, str], str]:
    if label is None:
        return {}
    return {(kind, key): label.text if isinstance(label, Label) else label.printed}


def _students(person: Person) -> list[tuple[int | None, int | None]]:
    english, french = (
        {card.key: place for place, card in enumerate(person.sides[language].students)}
        if language in person.sides
        else {}
        for language in LANGUAGES
    )
    return [(english.get(key), french.get(key)) for key in (*english, *(key for key in french if key not in english))]


def _paragraphs(person: Person) -> list[tuple[list[int], list[int]]]:
    """Groups of paragraphs that share a thought, in the order of their first paragraph on either side."""
    groups: list[tuple[set[str], list[int], list[int]]] = []
    for column, language in enumerate(LANGUAGES):
        side = person.sides.get(language)
        for place, paragraph in enumerate(side.biography if side else ()):
            units = set(paragraph.units)
            touched = [group for group in groups if group[0] & units]
            places: tuple[list[int], list[int]] = ([], [])
            for group in touched:
                units |= group[0]
                places[0].extend(group[1])
                places[1].extend(group[2])
                groups.remove(group)
            places[column].append(place)
            groups.append((units, *places))
    groups.sort(key=lambda group: min((*group[1], *group[2])))
    return [(english, french) for _, english, french in groups]
