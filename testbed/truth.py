"""What a reader must get from the pages of an invented institute: records of pages, people and publications, all pairs.

truth(world).pages['/en/directory/ada-lindqvist']  # fields of ProfilePage without those of the reading itself
truth(world).profiles                              # fields of Profile; `publications` hold the keys of publications
truth(world).publications                          # fields of Publication; `id` is the key; match by occurrence
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from profile_scraper.records.base import LANGUAGES
from testbed.page_truth import Fields, directory_page, profile_page
from testbed.profile_truth import merged_profile
from testbed.publication_truth import publications
from testbed.world import (
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    Conflict,
    Label,
    LanguageProfile,
    Organization,
    Person,
    World,
    directory_order,
    directory_target,
    page_count,
    target,
)

Occurrence: TypeAlias = tuple[str, int]
"""Where a publication is printed: the target of the page and the position on it, from 1."""
PairKind: TypeAlias = str


@dataclass(slots=True)
class Truth:
    """All that is true of a world."""

    pages: dict[str, Fields]
    """Request target to the fields of its ProfilePage or DirectoryPage."""
    profiles: list[Fields]
    """One a person, sorted by id."""
    publications: list[Fields]
    """One a publication, sorted by key."""
    groups: dict[str, list[str]]
    """Profile id to the targets of its pages."""
    pairs: dict[PairKind, set[tuple[str, str]]]
    """``topic``, ``role``, ``level``, ``organization``, ``department``: (English, French) labels seen for one thing."""
    students: dict[str, list[tuple[int | None, int | None]]]
    """Profile id to (index on the English page, on the French page), from 0, of each student."""
    paragraphs: dict[str, list[tuple[list[int], list[int]]]]
    """Profile id to groups of (English, French) paragraphs that say the same."""
    clusters: dict[str, list[Occurrence]]
    """A publication's key to its entries."""
    relations: set[tuple[str, str, str]]
    """(type, key of a publication, key of the other)."""
    conflicts: list[Conflict]
    """What the pages in two languages contradict each other on."""
    disagreements: list[tuple[str, str]]
    """(supervisor's id, student's id) where only one of the two says so."""


def truth(world: World) -> Truth:
    """The truth about a world."""
    people = sorted(world.people, key=lambda person: person.id)
    return Truth(
        pages=dict(_pages(world)),
        profiles=[merged_profile(person) for person in people],
        publications=publications(world),
        groups={
            person.id: [
                target(person, profile.language, number)
                for profile in person.language_profiles.values()
                for number in range(page_count(profile))
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
        for profile in person.language_profiles.values():
            for number in range(page_count(profile)):
                yield target(person, profile.language, number), profile_page(person, profile, number)


def _clusters(world: World) -> dict[str, list[Occurrence]]:
    clusters: dict[str, list[Occurrence]] = {}
    for person in world.people:
        for profile in person.language_profiles.values():
            for index, entry in enumerate(profile.publications):
                page, index_on_page = divmod(index, PUBLICATIONS_A_PAGE)
                clusters.setdefault(entry.publication, []).append(
                    (target(person, profile.language, page), index_on_page + 1)
                )
    return clusters


def _pairs(world: World) -> dict[PairKind, set[tuple[str, str]]]:
    pairs: dict[PairKind, set[tuple[str, str]]] = {
        kind: set() for kind in ("topic", "role", "level", "organization", "department")
    }
    for person in world.people:
        if len(person.language_profiles) == len(LANGUAGES):
            english, french = (_labels(person.language_profiles[language]) for language in LANGUAGES)
            for (kind, key), text in english.items():
                if (kind, key) in french:
                    pairs[kind].add((text, french[kind, key]))
    return pairs


def _labels(profile: LanguageProfile) -> dict[tuple[PairKind, str], str]:
    labels = {("topic", topic.key): topic.text for topic in profile.topics}
    for role in (role for line in profile.header for role in line.roles):
        labels |= {("role", role.key): role.title} if role.title else {}
        labels |= _label("department", role.key, role.department) | _label("organization", role.key, role.organization)
    for item in profile.students:
        labels |= _label("level", item.key, item.level) | _label("organization", item.key, item.organization)
    return labels


def _label(kind: PairKind, key: str, label: Label | Organization | None) -> dict[tuple[PairKind, str], str]:
    if label is None:
        return {}
    return {(kind, key): label.text if isinstance(label, Label) else label.printed}


def _students(person: Person) -> list[tuple[int | None, int | None]]:
    english, french = (
        {item.key: index for index, item in enumerate(person.language_profiles[language].students)}
        if language in person.language_profiles
        else {}
        for language in LANGUAGES
    )
    return [(english.get(key), french.get(key)) for key in (*english, *(key for key in french if key not in english))]


def _paragraphs(person: Person) -> list[tuple[list[int], list[int]]]:
    """Groups of paragraphs that share a thought, in the order of their first paragraph in either language."""
    groups: list[tuple[set[str], list[int], list[int]]] = []
    for column, language in enumerate(LANGUAGES):
        profile = person.language_profiles.get(language)
        for index, paragraph in enumerate(profile.biography if profile else ()):
            units = set(paragraph.units)
            touched = [group for group in groups if group[0] & units]
            indices: tuple[list[int], list[int]] = ([], [])
            for group in touched:
                units |= group[0]
                indices[0].extend(group[1])
                indices[1].extend(group[2])
                groups.remove(group)
            indices[column].append(index)
            groups.append((units, *indices))
    groups.sort(key=lambda group: min((*group[1], *group[2])))
    return [(english, french) for _, english, french in groups]
