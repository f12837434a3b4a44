"""Supervision read from both sides: what a supervisor's page and a student's page say of the same two people."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from profile_scraper.pair.profile import Built
from profile_scraper.records.base import Language
from profile_scraper.records.conflict import Conflict, Statement
from profile_scraper.records.profile import Supervision

Said: TypeAlias = dict[tuple[str, str], tuple[int, Supervision, list[Language]]]
"""For (supervisor, student) the place in the list, the supervisor's part, and the languages of the pages."""


def supervision_conflicts(built: Iterable[Built]) -> list[Conflict]:
    """Pairs of supervisor and student, both with a profile, of whom only one says so or who name different parts."""
    profiles = {each.profile.id: each for each in built}
    by_supervisor: Said = {}
    by_student: Said = {}
    for each in profiles.values():
        name = each.profile.id
        for index, student in enumerate(each.profile.students):
            if student.profile in profiles:
                by_supervisor.setdefault((name, student.profile), (index, student.supervision, student.languages))
        for index, person in enumerate(each.profile.supervisors):
            if person.profile in profiles:
                by_student.setdefault((person.profile, name), (index, person.supervision, person.languages))
    return [
        conflict
        for pair in sorted({*by_supervisor, *by_student})
        for conflict in _compare(profiles, pair, by_supervisor.get(pair), by_student.get(pair))
    ]


def _compare(
    profiles: dict[str, Built],
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
    names = supervisor.profile.name, student.profile.name
    yield Conflict(
        profile=owner.profile.id,
        kind="supervision",
        field=field,
        statements=[
            _statement(supervisor, listed and listed[2], listed and f"{listed[1]} supervisor of {names[1]}"),
            _statement(student, named and named[2], named and f"{named[1]} supervisor: {names[0]}"),
        ],
        chosen=None,
        detail=_sentence(names, listed and listed[1], named and named[1]),
    )


def _statement(built: Built, languages: list[Language] | None, text: str | None) -> Statement:
    side = next((side for side in built.person.sides if side.language in (languages or ())), built.person.sides[0])
    return Statement(url=side.head.source.url, language=side.language, text=text)


def _sentence(names: tuple[str, str], listed: Supervision | None, named: Supervision | None) -> str:
    supervisor, student = names
    if listed and named:
        return f"{supervisor}'s page makes {supervisor} {listed} supervisor of {student}, whose own page says {named}"
    if listed:
        return f"{supervisor}'s page lists {student}, whose own page does not name {supervisor} as a supervisor"
    return f"{student}'s page names {supervisor} as a supervisor, whose own page does not list {student}"
