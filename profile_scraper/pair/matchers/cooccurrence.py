"""What stands on the two pages of each person: the material that terms are learned from."""

from collections.abc import Iterable, Iterator
from sys import intern
from typing import TypeAlias

from profile_scraper.pair.matchers.students import StudentMatcher
from profile_scraper.pair.terms.learning import learn
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import Record
from profile_scraper.records.decision import LearnedPair
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage

_Pair: TypeAlias = tuple[list[str], list[str]]


class TermCooccurrence(Record):
    """The labels on the two pages of one person: for each sort of label those of the English and of the French page."""

    topics: _Pair
    roles: _Pair
    departments: _Pair
    levels: list[_Pair]
    """One pair for each student whom both pages link or name."""
    organizations: list[_Pair]
    """Likewise, where the two cards name a school differently."""


def read_terms(en: ProfilePage, fr: ProfilePage, students: StudentMatcher) -> TermCooccurrence:
    """What stands on a person's two pages."""
    linked = [
        (match.en, match.fr)
        for match in students.match(en.students, fr.students)
        if match.en and match.fr and match.by in ("link", "name")
    ]
    return TermCooccurrence(
        topics=(_labels(en.topics), _labels(fr.topics)),
        roles=(_titles(en.roles), _titles(fr.roles)),
        departments=(_departments(en.roles), _departments(fr.roles)),
        levels=[(_labels([left.level]), _labels([right.level])) for left, right in linked],
        organizations=[pair for both in linked for pair in _institutions(*both, students.organizations)],
    )


def learn_terms(people: Iterable[TermCooccurrence], vocabulary: Vocabulary) -> list[LearnedPair]:
    """Learn topics, titles and departments from people's two pages, levels and institutions from linked students."""
    found: dict[str, list[_Pair]] = {"topic": [], "role": [], "level": [], "department": [], "organization": []}
    for seen in people:
        found["topic"].append(_interned(seen.topics))
        found["role"].append(_interned(seen.roles))
        found["level"] += map(_interned, seen.levels)
        found["department"].append(_interned(seen.departments))
        found["organization"] += map(_interned, seen.organizations)
    if len(found["topic"]) < 2:
        return []
    return [pair for facet, pairs in found.items() for pair in learn(facet, pairs, vocabulary)]


def _interned(pair: _Pair) -> _Pair:
    """The same labels, each text held once."""
    en, fr = ([intern(label) for label in labels] for labels in pair)
    return en, fr


def _labels(texts: Iterable[str | None]) -> list[str]:
    return [text for text in texts if text]


def _titles(roles: Iterable[PageRole]) -> list[str]:
    return _labels(line.title for line in roles)


def _departments(roles: Iterable[PageRole]) -> list[str]:
    return _labels(line.department for line in roles)


def _institutions(en: PageStudent, fr: PageStudent, organizations: Organizations) -> Iterator[_Pair]:
    """The schools of a student whose two cards name them differently, and which nothing knows to be one."""
    left, right = organizations.read(en.organization), organizations.read(fr.organization)
    if left and right and left.key != right.key and not (left.known and right.known):
        yield _labels([left.raw]), _labels([right.raw])
