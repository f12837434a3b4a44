"""What the two pages of one person contradict each other on, for the people who keep the site."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from profile_scraper.pair.biography import paragraphs_of
from profile_scraper.pair.match import Match
from profile_scraper.pair.names import name_key
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.profile import Built
from profile_scraper.pair.ranks import Ranks
from profile_scraper.pair.sides import Side
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.page import PageRole, PageStudent
from profile_scraper.records.problem import Conflict, ConflictKind, Statement

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class ConflictFinder:
    """Finds contradictions with one vocabulary and one list of institutions."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations) -> None:
        self._vocabulary = vocabulary
        self._organizations = organizations
        self._ranks = Ranks(vocabulary)

    def find(self, built: Built) -> list[Conflict]:
        """All contradictions of one person's pages, in the order of the record's fields."""
        found = [conflict for side in built.person.sides for conflict in self._inside(built, side)]
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

    def _inside(self, built: Built, side: Side) -> Iterator[Conflict]:
        """What one page says in the other page's language; a header and a biography that name different ranks."""
        own, foreign = paragraphs_of(side.head)
        if foreign:
            language = "English" if side.language == "fr" else "French"
            yield Conflict(
                profile=built.profile.id,
                kind="not-translated",
                field=f"biography.{side.language}",
                statements=[_says(side, foreign[0])],
                chosen=None,
                detail=f"{len(foreign)} of {len(own) + len(foreign)} paragraphs of the biography are in {language}",
            )
        found = self._ranks.contradiction(side)
        if found:
            header, biography = found
            yield Conflict(
                profile=built.profile.id,
                kind="biography-rank",
                field=f"biography.{side.language}",
                statements=[_says(side, header), _says(side, biography)],
                chosen=None,
                detail=f"the header says {header!r}, the biography of the same page {biography!r}",
            )

    def _roles(self, between: "_Between") -> Iterator[Conflict]:
        """Ranks at one place, or memberships, of which each page has another one; then roles of one page only."""
        alone = [(index, match) for index, match in enumerate(between.built.roles) if match.by is None]
        contradicted = set()
        for (index, match), (place, other) in product(alone, alone):
            if match.en and other.fr and self._contradict(match.en, other.fr):
                contradicted |= {index, place}
                kind: ConflictKind = "membership" if match.en.kind == "membership" else "rank"
                yield between.conflict(kind, f"roles[{index}]", match.en.raw, other.fr.raw, None)
        titles = [match.part(lambda line: line.title) for index, match in alone if index not in contradicted]
        yield from self._one_sided(between, "role", titles)

    def _contradict(self, en: PageRole, fr: PageRole) -> bool:
        if en.kind != fr.kind or en.kind not in ("membership", "appointment"):
            return False
        known = all(
            self._vocabulary.has_counterpart("role", language, line.title or "")
            for language, line in zip(LANGUAGES, (en, fr), strict=True)
        )
        left, right = self._organizations.read(en.organization), self._organizations.read(fr.organization)
        return known and (not left or not right or left.key == right.key)

    def _topics(self, between: "_Between") -> Iterator[Conflict]:
        yield from self._one_sided(between, "topic", between.built.topics)

    def _one_sided(
        self, between: "_Between", facet: Literal["topic", "role"], matches: Iterable[Match[str]]
    ) -> Iterator[Conflict]:
        """Labels of one page only: their counterpart is known, or the other page has nothing left that it could be."""
        alone: dict[Language, list[str]] = {"en": [], "fr": []}
        for match in matches:
            for language, label in match.sides:
                if match.by is None:
                    alone[language].append(label)
        if all(alone.values()):
            alone = {
                language: [label for label in labels if self._vocabulary.has_counterpart(facet, language, label)]
                for language, labels in alone.items()
            }
        if any(alone.values()):
            kind: ConflictKind = "topics" if facet == "topic" else "roles"
            yield between.conflict(kind, kind, ", ".join(alone["en"]) or None, ", ".join(alone["fr"]) or None, None)

    def _students(self, between: "_Between") -> Iterator[Conflict]:
        en, fr = len(between.en.head.students), len(between.fr.head.students)
        if en != fr:
            yield between.conflict("student-count", "students", str(en), str(fr), None)
        for index, match in enumerate(between.built.students):
            if match.en and match.fr:
                yield from self._student(between, index, match, (match.en, match.fr))

    def _student(
        self, between: "_Between", index: int, match: Match[PageStudent], cards: tuple[PageStudent, PageStudent]
    ) -> Iterator[Conflict]:
        en, fr = cards
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
    """One person's two sides."""

    built: Built
    en: Side
    fr: Side

    def conflict(self, kind: ConflictKind, where: str, en: str | None, fr: str | None, chosen: str | None) -> Conflict:
        """One contradiction between the two pages."""
        said = f"the English page says {_quoted(en)}, the French page {_quoted(fr)}"
        return Conflict(
            profile=self.built.profile.id,
            kind=kind,
            field=where,
            statements=[_says(self.en, en), _says(self.fr, fr)],
            chosen=chosen,
            detail=said,
        )


def _says(side: Side, text: str | None) -> Statement:
    return Statement(url=side.urls[0], language=side.language, text=text)


def _quoted(text: str | None) -> str:
    return "nothing of it" if text is None else repr(text)


def _alternates(between: _Between) -> Iterator[Conflict]:
    """Language links that name another page than the counterpart."""
    ways: Iterable[tuple[Side, Side, Language]] = ((between.en, between.fr, "fr"), (between.fr, between.en, "en"))
    for side, other, language in ways:
        named = side.named_counterpart
        if named and other.address and named not in other.addresses:
            yield Conflict(
                profile=between.built.profile.id,
                kind="alternate",
                field=f"url.{language}",
                statements=[_says(side, named)],
                chosen=other.address,
                detail=f"the page links to {named} as its other language, which is {other.address}",
            )


def _single_values(between: _Between) -> Iterator[Conflict]:
    profile, en, fr = between.built.profile, between.en.head, between.fr.head
    if name_key(en.name) != name_key(fr.name):
        yield between.conflict("name", "name", en.name, fr.name, profile.name)
    if en.email and fr.email and en.email.casefold() != fr.email.casefold():
        yield between.conflict("email", "email", en.email, fr.email, profile.email)
    for name, chosen in profile.links.model_dump().items():
        left, right = getattr(en.links, name), getattr(fr.links, name)
        if left and right and left.rstrip("/") != right.rstrip("/"):
            yield between.conflict("link", f"links.{name}", left, right, chosen)


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
