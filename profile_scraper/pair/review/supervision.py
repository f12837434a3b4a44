"""Supervision read from both profiles: what a supervisor's page and a student's page say of the same two people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.people import Person
from profile_scraper.records.base import Language, Record
from profile_scraper.records.problem import Conflict, Statement
from profile_scraper.records.profile import Student, Supervision, Supervisor

Statements: TypeAlias = dict[tuple[str, str], tuple[int, Supervision, list[Language]]]
"""For (supervisor, student) the index in the list, the supervisor's part, and the languages of the pages."""


class StatedSupervision(Record):
    """Somebody with a profile whom a profile lists as a student or a supervisor."""

    index: int
    """Index in the list."""
    profile: str
    """The ``id`` of the other's profile."""
    supervision: Supervision
    """The supervisor's part."""
    languages: list[Language]
    """The languages of the pages that say so."""


def stated(people: Sequence[Student] | Sequence[Supervisor]) -> list[StatedSupervision]:
    """Those of a profile's students or supervisors who have profiles."""
    return [
        StatedSupervision(index=index, profile=named.profile, supervision=named.supervision, languages=named.languages)
        for index, named in enumerate[Student | Supervisor](people)
        if named.profile
    ]


class _Named(NamedTuple):
    """Somebody with a profile."""

    id: str
    name: str
    language_profiles: tuple[LanguageProfile, ...]

    @property
    def is_only_listed(self) -> bool:
        """Whether the person stands on lists and has no page, which would say who supervises whom."""
        return all(each.head.listed for each in self.language_profiles)


class Supervisions:
    """Who supervises whom by the profiles of both, gathered person by person."""

    def __init__(self) -> None:
        self._profiles: dict[str, _Named] = {}
        self._by_supervisor: Statements = {}
        self._by_student: Statements = {}

    def add(
        self,
        profile: str,
        name: str,
        person: Person,
        students: Iterable[StatedSupervision],
        supervisors: Iterable[StatedSupervision],
    ) -> None:
        """Note what one person's pages say."""
        self._profiles[profile] = _Named(profile, name, person.language_profiles)
        for student in students:
            statement = student.index, student.supervision, student.languages
            self._by_supervisor.setdefault((profile, student.profile), statement)
        for named in supervisors:
            statement = named.index, named.supervision, named.languages
            self._by_student.setdefault((named.profile, profile), statement)

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
    as_student: tuple[int, Supervision, list[Language]] | None,
    named: tuple[int, Supervision, list[Language]] | None,
) -> Iterator[Conflict]:
    if as_student and named and as_student[1] == named[1]:
        return
    supervisor, student = (profiles[name] for name in pair)
    if any(
        is_silent and each.is_only_listed for is_silent, each in ((not as_student, supervisor), (not named, student))
    ):
        return
    if as_student:
        field, person, other = f"students[{as_student[0]}].supervision", supervisor, student
    elif named:
        field, person, other = f"supervisors[{named[0]}].supervision", student, supervisor
    names = supervisor.name, student.name
    yield Conflict(
        profile=person.id,
        kind="supervision",
        field=field,
        statements=[
            _statement(
                supervisor, as_student and as_student[2], as_student and f"{as_student[1]} supervisor of {names[1]}"
            ),
            _statement(student, named and named[2], named and f"{named[1]} supervisor: {names[0]}"),
        ],
        chosen=None,
        detail=_sentence(names, as_student and as_student[1], named and named[1]),
        item=other.id,
    )


def _statement(person: _Named, languages: list[Language] | None, text: str | None) -> Statement:
    language_profile = next(
        (
            language_profile
            for language_profile in person.language_profiles
            if language_profile.language in (languages or ())
        ),
        person.language_profiles[0],
    )
    return Statement(url=language_profile.urls[0], language=language_profile.language, text=text)


def _sentence(names: tuple[str, str], as_student: Supervision | None, named: Supervision | None) -> str:
    supervisor, student = names
    if as_student and named:
        return (
            f"{supervisor}'s page makes {supervisor} {as_student} supervisor of {student}, whose own page says {named}"
        )
    if as_student:
        return f"{supervisor}'s page lists {student}, whose own page does not name {supervisor} as a supervisor"
    return f"{student}'s page names {supervisor} as a supervisor, whose own page does not list {student}"
