"""Students of one person's two pages: joined by profile or name, else by an equal sequence, else left apart."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from profile_scraper.pair.matchers.match import Match, Step, match_in_steps
from profile_scraper.pair.terms.organizations import Organizations, organization
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import Language, PersonReference
from profile_scraper.records.page import PageStudent, PageSupervisor
from profile_scraper.records.profile import Level, Student, Supervisor
from profile_scraper.text.normalize import normalize_text

Aliases = Mapping[tuple[Language, str], str]
"""For a language and the id that its addresses give, the id of the profile that it is part of, where they differ."""


class StudentMatcher(NamedTuple):
    """Matches and writes the students of students."""

    vocabulary: Vocabulary
    organizations: Organizations
    aliases: Aliases

    def match(self, en: Sequence[PageStudent], fr: Sequence[PageStudent]) -> list[Match[PageStudent]]:
        """Match two lists of students; students without link and name only where both pages print the same sequence."""
        matches = match_in_steps(en, fr, self.steps())
        left_en = [match.en for match in matches if match.en and not match.fr]
        left_fr = [match.fr for match in matches if match.fr and not match.en]
        keys_en = [self._sequence_key("en", student) for student in left_en]
        keys_fr = [self._sequence_key("fr", student) for student in left_fr]
        if not left_en or keys_en != keys_fr:
            return matches
        partner = {id(a): b for a, b in zip(left_en, left_fr, strict=True)}
        return [
            Match(match.en, partner[id(match.en)], "sequence") if id(match.en) in partner else match
            for match in matches
            if match.en
        ]

    def steps(self) -> Sequence[Step[PageStudent | PageSupervisor]]:
        """By which evidence two people named on the two pages are one."""
        return [
            Step("link", self.same_profile, lambda language, person: [self.profile(language, person.profile)]),
            Step("name", self.same_name, lambda _, person: [normalize_text(person.name or "", "words")]),
        ]

    def student(self, match: Match[PageStudent]) -> Student:
        """The record of one matched student; where the pages differ on a single value, the English page's."""
        others = [self.references(language, student) for language, student in match.by_language]
        profiles = [self.profile(language, student.profile) for language, student in match.by_language]
        return Student(
            name=next((student.name for _, student in match.by_language if student.name), None),
            profile=next(filter(None, profiles), None),
            level=self.level(match),
            organization=organization(
                self.organizations.read(student.organization) for _, student in match.by_language
            ),
            supervision=match.by_language[0][1].supervision,
            other_supervisors=next((named for named in others if any(person.name for person in named)), others[0]),
            languages=[language for language, _ in match.by_language],
        )

    def level(self, match: Match[PageStudent]) -> Level | None:
        """The level of a student; no id where the two labels do not stand for one level."""
        en, fr = (match.en.level if match.en else None), (match.fr.level if match.fr else None)
        if not en and not fr:
            return None
        known = [self.vocabulary.ids("level", "en", en)] if en else []
        known += [self.vocabulary.ids("level", "fr", fr)] if fr else []
        common = frozenset.intersection(*filter(None, known)) if any(known) else frozenset()
        return Level(id=next(iter(common)) if len(common) == 1 else None, en=en, fr=fr)

    def profile(self, language: Language, profile: str | None) -> str | None:
        """The id of the profile that a link of a page in that language names."""
        return self.aliases.get((language, profile), profile) if profile else None

    def references(self, language: Language, student: PageStudent) -> list[PersonReference]:
        """The other supervisors of a student, with the ids of their profiles."""
        return [
            PersonReference(name=person.name, profile=self.profile(language, person.profile))
            for person in student.other_supervisors
        ]

    def same_profile(self, en: PageStudent | PageSupervisor, fr: PageStudent | PageSupervisor) -> bool:
        """Whether two people named on the two pages link to one profile."""
        return bool(en.profile) and self.profile("en", en.profile) == self.profile("fr", fr.profile)

    def same_name(self, en: PageStudent | PageSupervisor, fr: PageStudent | PageSupervisor) -> bool:
        """Whether they have one name, and not each a profile of their own."""
        return bool(
            en.name
            and fr.name
            and not (en.profile and fr.profile)
            and normalize_text(en.name, "words") == normalize_text(fr.name, "words")
        )

    def _sequence_key(self, language: Language, student: PageStudent) -> object:
        """What must be equal student by student; a student that has a name or link of its own equals none."""
        if student.name or student.profile or not (student.level or student.organization):
            return object()
        level = self.vocabulary.id("level", language, student.level) if student.level else ""
        if level is None:
            return object()
        institution = self.organizations.read(student.organization)
        return level, institution.key if institution else "", student.supervision


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
        profiles = [self.students.profile(language, named.profile) for language, named in match.by_language]
        return Supervisor(
            name=next((named.name for _, named in match.by_language if named.name), None),
            profile=next(filter(None, profiles), None),
            supervision=match.by_language[0][1].supervision,
            languages=[language for language, _ in match.by_language],
        )
