"""What stands on the two pages of each person: the material that terms are learned from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import TypeAlias

from profile_scraper.pair.learning import learn
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person
from profile_scraper.pair.students import StudentMatcher
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage
from profile_scraper.records.vocabulary import LearnedPair

_Labels: TypeAlias = tuple[str, ...]
_Pairs: TypeAlias = list[tuple[_Labels, _Labels]]


@dataclass(slots=True)
class _Seen:
    """By facet, the labels of the two pages of each person or linked student; of the pages nothing else is kept."""

    topics: _Pairs = field(default_factory=list)
    roles: _Pairs = field(default_factory=list)
    departments: _Pairs = field(default_factory=list)
    levels: _Pairs = field(default_factory=list)
    organizations: _Pairs = field(default_factory=list)


def learn_all(people: Iterable[Person], vocabulary: Vocabulary, students: StudentMatcher) -> list[LearnedPair]:
    """Learn topics, titles and departments from people's two pages, levels and institutions from linked students."""
    seen = _Seen()
    for person in people:
        if person.en and person.fr:
            _see(seen, person.en.head, person.fr.head, students)
    if len(seen.topics) < 2:
        return []
    return [
        *learn("topic", seen.topics, vocabulary),
        *learn("role", seen.roles, vocabulary),
        *learn("level", seen.levels, vocabulary),
        *learn("department", seen.departments, vocabulary),
        *learn("organization", seen.organizations, vocabulary),
    ]


def _see(seen: _Seen, en: ProfilePage, fr: ProfilePage, students: StudentMatcher) -> None:
    seen.topics.append((_labels(en.topics), _labels(fr.topics)))
    seen.roles.append((_titles(en.roles), _titles(fr.roles)))
    seen.departments.append((_departments(en.roles), _departments(fr.roles)))
    for match in students.match(en.students, fr.students):
        if match.en and match.fr and match.by in ("link", "name"):
            seen.levels.append((_labels([match.en.level]), _labels([match.fr.level])))
            seen.organizations += _institutions(match.en, match.fr, students.organizations)


def _labels(texts: Iterable[str | None]) -> _Labels:
    return tuple(intern(text) for text in texts if text)


def _titles(roles: Iterable[PageRole]) -> _Labels:
    return _labels(line.title for line in roles)


def _departments(roles: Iterable[PageRole]) -> _Labels:
    return _labels(line.department for line in roles)


def _institutions(en: PageStudent, fr: PageStudent, organizations: Organizations) -> Iterator[tuple[_Labels, _Labels]]:
    """The schools of a student whose two cards name them differently, and which nothing knows to be one."""
    left, right = organizations.read(en.organization), organizations.read(fr.organization)
    if left and right and left.key != right.key and not (left.known and right.known):
        yield _labels([left.raw]), _labels([right.raw])
