"""What one language alone prints: labels and institutions that have no counterpart on the other page."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from profile_scraper.pair.assemble import Built
from profile_scraper.pair.matchers.match import Match
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import FACETS, Facet, Vocabulary, term_key
from profile_scraper.records.base import Language, Record
from profile_scraper.records.manifest import UnmatchedTerm

Labels = Iterable[Match[str]]


class UnmatchedTexts(Record):
    """The labels and institutions that one person's pages print, as far as one language may be alone in doing so."""

    labels: list[tuple[Facet, Language, str, str | None]]
    """Facet, language, key, and the label as printed; null for one that the other page prints as well."""
    institutions: list[tuple[str, Language, str]]
    """Key, language and printed text of each institution that nothing knows."""


def unmatched_in(built: Built, organizations: Organizations) -> UnmatchedTexts:
    """What one person's pages print."""
    printed: dict[tuple[Facet, Language, str, bool], str | None] = {}
    for facet in FACETS:
        for match in labels(built, facet):
            joined = len(match.by_language) == 2
            for language, label in match.by_language:
                key = term_key(facet, language, label)
                printed.setdefault((facet, language, key, joined), None if joined else label)
    lines = [match.part(lambda item: item.organization) for match in built.roles]
    lines += [match.part(lambda item: item.organization) for match in built.students]
    institutions: dict[tuple[str, Language], str] = {}
    for language, text in sorted(item for line in lines for item in line.by_language):
        institution = organizations.read(text)
        if institution and not institution.known:
            institutions.setdefault((institution.key, language), text)
    return UnmatchedTexts(
        labels=[(facet, language, key, label) for (facet, language, key, _), label in printed.items()],
        institutions=[(key, language, text) for (key, language), text in institutions.items()],
    )


class UnmatchedTerms:
    """What one language alone prints, counted person by person."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._unmatched: dict[tuple[Facet, Language, str], Counter[str]] = defaultdict(Counter)
        self._joined: set[tuple[Facet, Language, str]] = set()
        self._institutions: dict[str, dict[Language, Counter[str]]] = defaultdict(
            lambda: {"en": Counter(), "fr": Counter()}
        )

    def add(self, texts: UnmatchedTexts) -> None:
        """Count what one person's pages print."""
        for facet, language, key, label in texts.labels:
            if label is None:
                self._joined.add((facet, language, key))
            else:
                self._unmatched[facet, language, key][label] += 1
        for name, language, text in texts.institutions:
            self._institutions[name][language][text] += 1

    def terms(self) -> list[UnmatchedTerm]:
        """Labels for which no counterpart is known, with the number of profiles that print them; then institutions."""
        labels = [
            UnmatchedTerm(kind=facet, language=language, label=_usual(printed), profiles=printed.total())
            for (facet, language, key), printed in sorted(self._unmatched.items())
            if (facet, language, key) not in self._joined
            and not self._vocabulary.has_counterpart(facet, language, next(iter(printed)))
        ]
        institutions = [
            UnmatchedTerm(kind="organization", language=language, label=_usual(texts), profiles=texts.total())
            for _, forms in sorted(self._institutions.items())
            for language, texts in forms.items()
            if texts and not all(forms.values())
        ]
        return labels + institutions


def _usual(printed: Counter[str]) -> str:
    return max(sorted(printed), key=printed.__getitem__)


def labels(built: Built, facet: Facet) -> Labels:
    """The labels of one facet as one profile's pages match them."""
    if facet == "topic":
        return built.topics
    if facet == "level":
        return [match.part(lambda student: student.level) for match in built.students]
    if facet == "role":
        return [match.part(lambda line: line.title) for match in built.roles]
    return [match.part(lambda line: line.department) for match in built.roles]
