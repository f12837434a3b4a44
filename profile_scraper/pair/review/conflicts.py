"""What the two pages of one person contradict each other on, for the people who keep the site."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from profile_scraper.pair.assemble import Built
from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.page_summary import name_key
from profile_scraper.pair.matchers.biography import paragraphs_of
from profile_scraper.pair.matchers.match import Match
from profile_scraper.pair.matchers.roles import are_different_ranks
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary, term_key
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.page import PageRole, PageStudent
from profile_scraper.records.problem import Conflict, ConflictKind, Statement
from profile_scraper.text.escape import quoted

_LANGUAGE_PARAMETERS = ("hl", "lang", "language", "locale")
_STUDENT = re.compile(r"students\[(\d+)\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class ConflictFinder:
    """Finds contradictions with one vocabulary and one list of institutions."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations) -> None:
        self._vocabulary = vocabulary
        self._organizations = organizations
        self._ranks = RankFinder(vocabulary)

    def find(self, built: Built) -> list[Conflict]:
        """All contradictions of one person's pages, in the order of the record's fields."""
        found = [
            conflict
            for language_profile in built.person.language_profiles
            for conflict in self._inside(built, language_profile)
        ]
        en, fr = built.person.en, built.person.fr
        if en and fr:
            between = _Between(built, en, fr)
            found += [
                *_alternates(between),
                *_single_values(between),
                *self._roles(between),
                *self._topics(between),
                *_years(between),
                *self._students(between),
            ]
        return found

    def _inside(self, built: Built, language_profile: LanguageProfile) -> Iterator[Conflict]:
        """What one page says in another language; a header and a biography that name different ranks."""
        own, foreign, other = paragraphs_of(language_profile.head)
        counterpart = "English" if language_profile.language == "fr" else "French"
        for texts, language in ((foreign, counterpart), (other, "neither English nor French")):
            if texts:
                yield Conflict(
                    profile=built.profile.id,
                    kind="not-translated",
                    field=f"biography.{language_profile.language}",
                    statements=[_statement(language_profile, "\n\n".join(texts))],
                    chosen=None,
                    detail=f"{len(texts)} of {len(own) + len(foreign) + len(other)} paragraphs of the biography "
                    f"are in {language}",
                )
        found = self._ranks.contradiction(language_profile)
        if found:
            header, biography = found
            yield Conflict(
                profile=built.profile.id,
                kind="biography-rank",
                field=f"biography.{language_profile.language}",
                statements=[_statement(language_profile, header), _statement(language_profile, biography)],
                chosen=None,
                detail=f"the header says {quoted(header)}, the biography of the same page {quoted(biography)}",
            )

    def _roles(self, between: "_Between") -> Iterator[Conflict]:
        """Ranks at one place, or memberships, of which each page has another one; then roles of one page only."""
        unmatched = [(index, match) for index, match in enumerate(between.built.roles) if match.by is None]
        contradicted = set()
        for (index, match), (other_index, other) in product(unmatched, unmatched):
            if match.en and other.fr and self._contradict(match.en, other.fr):
                contradicted |= {index, other_index}
                kind: ConflictKind = "membership" if match.en.kind == "membership" else "rank"
                yield between.conflict(kind, f"roles[{index}]", match.en.raw, other.fr.raw, None)
        titles = [match.part(lambda line: line.title) for index, match in unmatched if index not in contradicted]
        if not between.has_list_item:
            yield from self._one_sided(between, "role", titles)

    def _contradict(self, en: PageRole, fr: PageRole) -> bool:
        if en.kind != fr.kind or en.kind not in ("membership", "appointment"):
            return False
        known = all(
            self._vocabulary.has_counterpart("role", language, line.title or "")
            for language, line in zip(LANGUAGES, (en, fr), strict=True)
        )
        left, right = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        return (known or are_different_ranks(en, fr)) and (not left or not right or left.key == right.key)

    def _topics(self, between: "_Between") -> Iterator[Conflict]:
        if not between.has_list_item:
            yield from self._one_sided(between, "topic", between.built.topics)

    def _one_sided(
        self, between: "_Between", facet: Literal["topic", "role"], matches: Iterable[Match[str]]
    ) -> Iterator[Conflict]:
        """Labels of one page only: their counterpart is known, or the other page has nothing left that it could be."""
        unmatched: dict[Language, list[str]] = {"en": [], "fr": []}
        for match in matches:
            for language, label in match.by_language:
                if match.by is None:
                    unmatched[language].append(label)
        if all(unmatched.values()):
            unmatched = {
                language: [label for label in labels if self._vocabulary.has_counterpart(facet, language, label)]
                for language, labels in unmatched.items()
            }
        if any(unmatched.values()):
            kind: ConflictKind = "topics" if facet == "topic" else "roles"
            yield between.conflict(
                kind, kind, ", ".join(unmatched["en"]) or None, ", ".join(unmatched["fr"]) or None, None
            )

    def _students(self, between: "_Between") -> Iterator[Conflict]:
        en, fr = len(between.en.head.students), len(between.fr.head.students)
        if en != fr and not between.has_list_item:
            yield between.conflict("student-count", "students", str(en), str(fr), None)
        for index, match in enumerate(between.built.students):
            if match.en and match.fr:
                yield from self._student(between, index, match, (match.en, match.fr))

    def _student(
        self, between: "_Between", index: int, match: Match[PageStudent], students: tuple[PageStudent, PageStudent]
    ) -> Iterator[Conflict]:
        en, fr = students
        record = between.built.profile.students[index]
        levels = (
            self._vocabulary.ids("level", "en", en.level or ""),
            self._vocabulary.ids("level", "fr", fr.level or ""),
        )
        if all(levels) and levels[0].isdisjoint(levels[1]):
            yield between.conflict("student-level", f"students[{index}].level", en.level, fr.level, None)
        schools = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        if schools[0] and schools[1] and schools[0].key != schools[1].key and match.by != "sequence":
            chosen = record.organization.name if record.organization else None
            where = f"students[{index}].organization"
            yield between.conflict("student-organization", where, en.organization, fr.organization, chosen)
        if en.supervision != fr.supervision:
            where = f"students[{index}].supervision"
            yield between.conflict("supervision", where, en.supervision, fr.supervision, record.supervision)


class _Between(NamedTuple):
    """One person's two language profiles."""

    built: Built
    en: LanguageProfile
    fr: LanguageProfile

    @property
    def has_list_item(self) -> bool:
        """Whether one of the two is an item of a list: it prints less than the page, so that it lacks nothing."""
        return self.en.head.listed != self.fr.head.listed

    def conflict(self, kind: ConflictKind, where: str, en: str | None, fr: str | None, chosen: str | None) -> Conflict:
        """One contradiction between the two pages."""
        statements = f"the English page says {_quoted(en)}, the French page {_quoted(fr)}"
        return Conflict(
            profile=self.built.profile.id,
            kind=kind,
            field=where,
            statements=[_statement(self.en, en), _statement(self.fr, fr)],
            chosen=chosen,
            detail=statements,
            item=self._item(where),
        )

    def _item(self, where: str) -> str | None:
        """Id or name of the student that a field is about, None for another field."""
        index = _STUDENT.match(where)
        student = self.built.profile.students[int(index[1])] if index else None
        return (student.profile or student.name) if student else None


def _statement(language_profile: LanguageProfile, text: str | None) -> Statement:
    return Statement(url=language_profile.urls[0], language=language_profile.language, text=text)


def _quoted(text: str | None) -> str:
    return "nothing of it" if text is None else repr(text)


def _alternates(between: _Between) -> Iterator[Conflict]:
    """Language links that name another page than the counterpart."""
    directions: Iterable[tuple[LanguageProfile, LanguageProfile, Language]] = (
        (between.en, between.fr, "fr"),
        (between.fr, between.en, "en"),
    )
    for language_profile, other, language in directions:
        named = language_profile.named_counterpart
        if named and other.address and named not in other.addresses and not other.head.listed:
            yield Conflict(
                profile=between.built.profile.id,
                kind="alternate",
                field=f"url.{language}",
                statements=[_statement(language_profile, named)],
                chosen=other.address,
                detail=f"the page links to {named} as its other language, which is {other.address}",
            )


def _single_values(between: _Between) -> Iterator[Conflict]:
    profile, en, fr = between.built.profile, between.en.head, between.fr.head
    if name_key(en.name) != name_key(fr.name):
        yield between.conflict("name", "name", en.name, fr.name, profile.name)
    if en.email and fr.email and en.email.casefold() != fr.email.casefold():
        yield between.conflict("email", "email", en.email, fr.email, profile.email)
    if en.phone and fr.phone and not _is_one_number(en.phone, fr.phone):
        yield between.conflict("phone", "phone", en.phone, fr.phone, profile.phone)
    for name, chosen in profile.links.model_dump().items():
        left, right = getattr(en.links, name), getattr(fr.links, name)
        if left and right and _without_language(left) != _without_language(right):
            yield between.conflict("link", f"links.{name}", left, right, chosen)


def _is_one_number(left: str, right: str) -> bool:
    """Whether two printed telephone numbers are one, with or without the country's prefix."""
    shorter, longer = sorted(("".join(filter(str.isdigit, left)), "".join(filter(str.isdigit, right))), key=len)
    return longer.endswith(shorter.lstrip("0"))


def _without_language(link: str) -> str:
    """An address without the parameter that only chooses the language in which it is shown."""
    # A page may print an address that urlsplit refuses.
    base, _, query = link.partition("?")
    query, _, fragment = query.partition("#")
    parameters = [each for each in query.split("&") if each.partition("=")[0] not in _LANGUAGE_PARAMETERS]
    return "?".join(filter(None, [base.rstrip("/"), "&".join(parameters), fragment]))


def _years(between: _Between) -> Iterator[Conflict]:
    """Years in paragraphs that say the same; a year that only one of them names is no contradiction."""
    biography = between.built.profile.biography
    english, french = ((text or "").split("\n\n") for text in (biography.en, biography.fr))
    for step in between.built.profile.biography_alignment:
        if step.score <= 0:
            continue
        en = {year for index in step.en for year in _YEAR.findall(english[index])}
        fr = {year for index in step.fr for year in _YEAR.findall(french[index])}
        if en - fr and fr - en:
            yield between.conflict("year", "biography", ", ".join(sorted(en - fr)), ", ".join(sorted(fr - en)), None)


_IS: dict[Language, str] = {
    "en": r"\bis (?:currently )?(?:an? |the )?",
    "fr": r"\best (?:actuellement )?(?:une? )?",
}


class RankFinder:
    """Finds 'is an associate professor' and 'est professeure agrégée' by the vocabulary's ranks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._statement: dict[Language, re.Pattern[str] | None] = {}
        for language in LANGUAGES:
            forms = sorted(vocabulary.forms("role", "appointment", language), key=lambda form: (-len(form), form))
            ranks = "|".join(re.escape(form) for form in forms)
            self._statement[language] = re.compile(f"{_IS[language]}({ranks})\\b") if ranks else None

    def contradiction(self, language_profile: LanguageProfile) -> tuple[str, str] | None:
        """The header's title and the biography's words, where both give known ranks and share none."""
        pattern = self._statement[language_profile.language]
        titles = [line.title for line in language_profile.head.roles if line.kind == "appointment" and line.title]
        known = [(title, self._vocabulary.ids("role", language_profile.language, title)) for title in titles]
        header = frozenset[str]().union(*(ids for _, ids in known))
        if not pattern or not header:
            return None
        statements = [
            found.group(1)
            for paragraph in language_profile.head.biography
            for found in pattern.finditer(term_key("role", language_profile.language, paragraph))
        ]
        terms = [self._vocabulary.ids("role", language_profile.language, words) for words in statements]
        if not statements or any(ids & header for ids in terms):
            return None
        return next(title for title, ids in known if ids), statements[0]
