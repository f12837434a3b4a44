"""What stands on the two pages of each person: the material that terms are learned from."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from profile_scraper.pair.learning import learn
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person
from profile_scraper.pair.students import StudentMatcher
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage
from profile_scraper.records.vocabulary import LearnedPair

Heads: TypeAlias = Sequence[tuple[ProfilePage, ProfilePage]]


def learn_all(people: Iterable[Person], vocabulary: Vocabulary, students: StudentMatcher) -> list[LearnedPair]:
    """Learn topics, titles and departments from people's two pages, levels and institutions from linked students."""
    heads = [(person.en.head, person.fr.head) for person in people if person.en and person.fr]
    if len(heads) < 2:
        return []
    cards = list(_linked(heads, students))
    return [
        *learn("topic", ((en.topics, fr.topics) for en, fr in heads), vocabulary),
        *learn(
            "role",
            ((_titles(en.roles), _titles(fr.roles)) for en, fr in heads),
            vocabulary,
        ),
        *learn("level", ((_some(en.level), _some(fr.level)) for en, fr in cards), vocabulary),
        *learn("department", ((_departments(en.roles), _departments(fr.roles)) for en, fr in heads), vocabulary),
        *learn("organization", _institutions(cards, students.organizations), vocabulary),
    ]


def _linked(heads: Heads, students: StudentMatcher) -> Iterator[tuple[PageStudent, PageStudent]]:
    for en, fr in heads:
        for match in students.match(en.students, fr.students):
            if match.en and match.fr and match.by in ("link", "name"):
                yield match.en, match.fr


def _some(text: str | None) -> list[str]:
    return [text] if text else []


def _titles(roles: Iterable[PageRole]) -> list[str]:
    return [line.title for line in roles if line.title]


def _departments(roles: Iterable[PageRole]) -> list[str]:
    return [line.department for line in roles if line.department]


def _institutions(
    cards: Iterable[tuple[PageStudent, PageStudent]], organizations: Organizations
) -> Iterator[tuple[list[str], list[str]]]:
    """The schools of students whose two cards name them differently, and which nothing knows to be one."""
    for en, fr in cards:
        left, right = organizations.read(en.organization), organizations.read(fr.organization)
        if left and right and left.key != right.key and not (left.known and right.known):
            yield [left.raw], [right.raw]
