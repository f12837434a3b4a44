"""Supervision read from both sides: what a supervisor's page and a student's page say of the same two people."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from profile_scraper.pair.people import Person
from profile_scraper.pair.sides import Side
from profile_scraper.records.base import Language
from profile_scraper.records.problem import Conflict, Statement
from profile_scraper.records.profile import Profile, Supervision

Said: TypeAlias = dict[tuple[str, str], tuple[int, Supervision, list[Language]]]
"""For (supervisor, student) the place in the list, the supervisor's part, and the languages of the pages."""


class _Named(NamedTuple):
    """Somebody with a profile."""

    id: str
    name: str
    sides: tuple[Side, ...]


class Supervisions:
    """Who supervises whom by the profiles of both, gathered person by person."""

    def __init__(self) -> None:
        self._profiles: dict[str, _Named] = {}
        self._by_supervisor: Said = {}
        self._by_student: Said = {}

    def add(self, person: Person, profile: Profile) -> None:
        """Note what one person's pages say."""
        self._profiles[profile.id] = _Named(profile.id, profile.name, person.sides)
        for index, student in enumerate(profile.students):
            if student.profile:
                said = index, student.supervision, student.languages
                self._by_supervisor.setdefault((profile.id, student.profile), said)
        for index, named in enumerate(profile.supervisors):
            if named.profile:
                said = index, named.supervision, named.languages
                self._by_student.setdefault((named.profile, profile.id), said)

    def conflicts(self) -> list[Conflict]:
        """Pairs of people with a profile each, of whom only one says that one supervises the other, or as what."""
        return [
            conflict
            for pair in sorted({*self._by_supervisor, *self._by_student})
            if all(name in self._profiles for name in pair)
            for conflict in _compare(self._profiles, pair, self._by_supervisor.get(pair), self._by_student.get(pair))
        ]


def _compare(
    profiles: dict[str, _Named],
    pair: tuple[str, str],
    listed: tuple[int, Supervision, list[Language]] | None,
    named: tuple[int, Supervision, list[Language]] | None,
) -> Iterator[Conflict]:
    if listed and named and listed[1] == named[1]:
        return
    supervisor, student = (profiles[name] for name in pair)
    if listed:
        field, owner = f"students[{listed[0]}].supervision", supervisor
    elif named:
        field, owner = f"supervisors[{named[0]}].supervision", student
    names = supervisor.name, student.name
    yield Conflict(
        profile=owner.id,
        kind="supervision",
        field=field,
        statements=[
            _statement(supervisor, listed and listed[2], listed and f"{listed[1]} supervisor of {names[1]}"),
            _statement(student, named and named[2], named and f"{named[1]} supervisor: {names[0]}"),
        ],
        chosen=None,
        detail=_sentence(names, listed and listed[1], named and named[1]),
    )


def _statement(person: _Named, languages: list[Language] | None, text: str | None) -> Statement:
    side = next((side for side in person.sides if side.language in (languages or ())), person.sides[0])
    return Statement(url=side.urls[0], language=side.language, text=text)


def _sentence(names: tuple[str, str], listed: Supervision | None, named: Supervision | None) -> str:
    supervisor, student = names
    if listed and named:
        return f"{supervisor}'s page makes {supervisor} {listed} supervisor of {student}, whose own page says {named}"
    if listed:
        return f"{supervisor}'s page lists {student}, whose own page does not name {supervisor} as a supervisor"
    return f"{student}'s page names {supervisor} as a supervisor, whose own page does not list {student}"
