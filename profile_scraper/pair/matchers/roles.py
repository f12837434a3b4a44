"""Header lines of one person's two pages, matched by title, institution and department."""

from collections.abc import Callable, Sequence

from profile_scraper.pair.matchers.match import Match, Step, match_in_steps
from profile_scraper.pair.terms.organizations import Organizations, organization
from profile_scraper.pair.terms.vocabulary import Facet, Vocabulary
from profile_scraper.pair.terms.word_translations import (
    are_cognates,
    are_translations,
    cognate_keys,
    coverage,
    translation_keys,
)
from profile_scraper.records.base import Bilingual, Language
from profile_scraper.records.page import PageRole
from profile_scraper.records.profile import Role, RoleKind
from profile_scraper.text.normalize import normalize_text


def are_different_ranks(en: PageRole, fr: PageRole) -> bool:
    """Whether two positions share a word ('professor') and each has a known word that the other one does not say."""
    if en.kind != "appointment" or fr.kind != "appointment":
        return False
    found = coverage(en.title or "", fr.title or "")
    return found.covered > 0 and found.is_contradicted


class RoleMatcher:
    """Matches roles with one vocabulary and one list of institutions."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations) -> None:
        self._vocabulary = vocabulary
        self._organizations = organizations

    def match(self, en: Sequence[PageRole], fr: Sequence[PageRole]) -> list[Match[PageRole]]:
        """Match the roles of two pages; a rank that is another on the other page is not matched with it."""
        steps: list[Step[PageRole]] = [
            Step("vocabulary", lambda a, b: self._reviewed(a, b) and self._same_seat(a, b), self._ids),
            Step("vocabulary", lambda a, b: self._reviewed(a, b) and self._same_institution(a, b), self._ids),
            Step("vocabulary", lambda a, b: self._reviewed(a, b) and self._may_be_one_institution(a, b), self._ids),
            Step("learned", lambda a, b: self._learned(a, b) and self._same_institution(a, b), self._ids),
            Step("learned", lambda a, b: self._learned(a, b) and self._may_be_one_institution(a, b), self._ids),
            Step("organization", self._untitled, self._institution),
            Step(
                "period",
                lambda a, b: self._of_one_period(a, b) and self._may_be_one_institution(a, b),
                lambda _, role: [(role.start, role.end)] if role.start else [],
            ),
            Step(
                "cognates",
                lambda a, b: self._alike(a, b) and self._may_be_one_institution(a, b),
                lambda _, role: cognate_keys(role.title or ""),
            ),
            Step(
                "translation",
                lambda a, b: self._translated(a, b) and self._may_be_one_institution(a, b),
                lambda language, role: translation_keys(language, role.title or ""),
            ),
        ]
        if self._vocabulary.has_decided("role"):
            steps[:0] = [
                Step("decision", lambda a, b: self._decided(a, b) and self._same_institution(a, b), self._ids),
                Step("decision", lambda a, b: self._decided(a, b) and self._may_be_one_institution(a, b), self._ids),
            ]
        if len(en) == len(fr) == 1 and not self._vocabulary.has_reviewed("role"):
            # No vocabulary says what goes together: one position on each page of one person has two names.
            steps.append(Step("sequence", self._unknown, lambda *_: [None]))
        return match_in_steps(en, fr, steps)

    def role(self, match: Match[PageRole]) -> Role:
        """The record of one matched role."""
        department = Bilingual(en=match.en and match.en.department, fr=match.fr and match.fr.department)
        team = Bilingual(en=match.en and match.en.team, fr=match.fr and match.fr.team)
        return Role(
            kind=self._kind(match),
            title=Bilingual(en=match.en and match.en.title, fr=match.fr and match.fr.title),
            organization=organization(self._organizations.read(line.organization) for _, line in match.by_language),
            department=department if department.en or department.fr else None,
            team=team if team.en or team.fr else None,
            start=self._date(match, lambda role: role.start),
            end=self._date(match, lambda role: role.end),
        )

    def _date(self, match: Match[PageRole], read: Callable[[PageRole], str | None]) -> str | None:
        """Of what the two pages print the most precise date; the English page's where they differ."""
        dates = [date for _, line in match.by_language if (date := read(line))]
        return max(dates, key=len, default=None)

    def _kind(self, match: Match[PageRole]) -> RoleKind:
        kinds = [line.kind for _, line in match.by_language]
        return next((kind for kind in kinds if kind != "other"), kinds[0])

    def _ids(self, language: Language, role: PageRole) -> frozenset[str]:
        """Ids of the terms that the title stands for."""
        return self._vocabulary.ids("role", language, role.title or "")

    def _institution(self, _: Language, role: PageRole) -> list[str]:
        """The institution of a line without a title."""
        institution = None if role.title else self._organizations.read(role.organization)
        return [institution.key] if institution else []

    def _decided(self, en: PageRole, fr: PageRole) -> bool:
        return self._vocabulary.decided("role", en.title or "", fr.title or "")

    def _reviewed(self, en: PageRole, fr: PageRole) -> bool:
        return self._vocabulary.reviewed("role", en.title or "", fr.title or "")

    def _learned(self, en: PageRole, fr: PageRole) -> bool:
        return self._vocabulary.learned("role", en.title or "", fr.title or "")

    def _alike(self, en: PageRole, fr: PageRole) -> bool:
        titles = en.title or "", fr.title or ""
        if normalize_text(titles[0], "words") == normalize_text(titles[1], "words") != "":
            return not self._vocabulary.rejected("role", *titles)  # not translated, though the site has a translation
        return self._open("role", *titles) and are_cognates(*titles)

    def _translated(self, en: PageRole, fr: PageRole) -> bool:
        titles = en.title or "", fr.title or ""
        return self._open("role", *titles) and are_translations(*titles)

    def _of_one_period(self, en: PageRole, fr: PageRole) -> bool:
        """Whether two positions of which nothing else is known begin, and end, at the same time."""
        may_be_one_kind = en.kind == fr.kind or "other" in (en.kind, fr.kind)
        return (
            may_be_one_kind
            and bool(en.title and fr.title)
            and (en.start, en.end) == (fr.start, fr.end)
            and self._open("role", en.title or "", fr.title or "")
        )

    def _unknown(self, en: PageRole, fr: PageRole) -> bool:
        """Whether nothing is known of two titles, nor of two institutions that they would be two names of."""
        if are_different_ranks(en, fr):
            return False
        left, right = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        if left and right and left.key != right.key and (left.ror and right.ror):
            return False
        return bool(en.title and fr.title) and self._open("role", en.title or "", fr.title or "")

    def _untitled(self, en: PageRole, fr: PageRole) -> bool:
        """Whether both lines name an institution alone, and the same one."""
        return not en.title and not fr.title and self._same_institution(en, fr)

    def _open(self, facet: Facet, en: str, fr: str) -> bool:
        """Whether nobody set the labels apart and neither has a counterpart: one that has goes with nothing else."""
        if self._vocabulary.rejected(facet, en, fr):
            return False
        labels: tuple[tuple[Language, str], ...] = (("en", en), ("fr", fr))
        return not any(self._vocabulary.has_counterpart(facet, language, label) for language, label in labels)

    def _same_seat(self, en: PageRole, fr: PageRole) -> bool:
        return self._same_institution(en, fr) and bool(
            en.department and fr.department and self._same_department(en.department, fr.department)
        )

    def _same_institution(self, en: PageRole, fr: PageRole) -> bool:
        left, right = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        return bool(left and right and left.key == right.key)

    def _may_be_one_institution(self, en: PageRole, fr: PageRole) -> bool:
        left, right = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        if left and right and left.key != right.key:
            return False
        departments = en.department, fr.department
        return not all(departments) or self._may_be_one_department(en.department or "", fr.department or "")

    def _same_department(self, en: str, fr: str) -> bool:
        return bool(self._vocabulary.common("department", en, fr)) or (
            self._open("department", en, fr) and are_cognates(en, fr)
        )

    def _may_be_one_department(self, en: str, fr: str) -> bool:
        known = self._vocabulary.ids("department", "en", en), self._vocabulary.ids("department", "fr", fr)
        return not self._vocabulary.rejected("department", en, fr) and (not all(known) or bool(known[0] & known[1]))
