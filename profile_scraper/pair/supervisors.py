"""Supervisors that a student's own two pages name: joined by profile or name, else by their part."""

from collections.abc import Sequence
from typing import NamedTuple

from profile_scraper.pair.match import Match, Step, match_in_steps
from profile_scraper.pair.students import StudentMatcher
from profile_scraper.records.page import PageSupervisor
from profile_scraper.records.profile import Supervisor


class SupervisorMatcher(NamedTuple):
    """Matches and writes supervisors as students are: the links mean the same."""

    students: StudentMatcher

    def match(self, en: Sequence[PageSupervisor], fr: Sequence[PageSupervisor]) -> list[Match[PageSupervisor]]:
        """Match two lists; where plain text lost the names, by part, if both pages name one person for each part."""
        parts = [person.supervision for person in en]
        nameless = not any(person.name or person.profile for person in (*en, *fr))
        by_part = nameless and len(set(parts)) == len(parts) and parts == [person.supervision for person in fr]

        def same_part(a: PageSupervisor, b: PageSupervisor) -> bool:
            return by_part and a.supervision == b.supervision

        by_supervision = Step("sequence", same_part, lambda _, person: [person.supervision])
        return match_in_steps(en, fr, [*self.students.steps(), by_supervision])

    def supervisor(self, match: Match[PageSupervisor]) -> Supervisor:
        """The record of one matched supervisor; where the pages differ on the part, the English page's."""
        profiles = [self.students.profile(language, named.profile) for language, named in match.sides]
        return Supervisor(
            name=next((named.name for _, named in match.sides if named.name), None),
            profile=next(filter(None, profiles), None),
            supervision=match.sides[0][1].supervision,
            languages=[language for language, _ in match.sides],
        )
