"""What was decided and what stayed open, as records: pairings of pages, terms in one language only."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from profile_scraper.pair.match import Match
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Comparison, Person
from profile_scraper.pair.profile import Built
from profile_scraper.pair.terms import term_key
from profile_scraper.pair.vocabulary import FACETS, Facet, Vocabulary
from profile_scraper.records.base import Language
from profile_scraper.records.manifest import UnpairedTerm
from profile_scraper.records.pairing import PagePairing

Labels = Iterable[Match[str]]


def unpaired_terms(built: Iterable[Built], vocabulary: Vocabulary) -> list[UnpairedTerm]:
    """Labels for which no counterpart in the other language is known, with the number of profiles that print them."""
    alone: dict[tuple[Facet, Language, str], Counter[str]] = defaultdict(Counter)
    joined: set[tuple[Facet, Language, str]] = set()
    for each in built:
        seen = set()
        for facet in FACETS:
            for match in labels(each, facet):
                for language, label in match.sides:
                    key = facet, language, term_key(facet, language, label)
                    if len(match.sides) == 2:
                        joined.add(key)
                    elif key not in seen:
                        seen.add(key)
                        alone[key][label] += 1
    return [
        UnpairedTerm(kind=facet, language=language, label=_usual(printed), profiles=printed.total())
        for (facet, language, key), printed in sorted(alone.items())
        if (facet, language, key) not in joined and not vocabulary.has_counterpart(facet, language, next(iter(printed)))
    ]


def unpaired_institutions(built: Iterable[Built], organizations: Organizations) -> list[UnpairedTerm]:
    """Institutions that nothing knows and that the pages of one language only name."""
    printed: dict[str, dict[Language, Counter[str]]] = defaultdict(lambda: {"en": Counter(), "fr": Counter()})
    for each in built:
        lines = [match.part(lambda item: item.organization) for match in each.roles]
        lines += [match.part(lambda item: item.organization) for match in each.students]
        seen = set()
        for language, text in sorted(side for line in lines for side in line.sides):
            institution = organizations.read(text)
            if institution and not institution.known and (institution.key, language) not in seen:
                seen.add((institution.key, language))
                printed[institution.key][language][text] += 1
    return [
        UnpairedTerm(kind="organization", language=language, label=_usual(texts), profiles=texts.total())
        for _, forms in sorted(printed.items())
        for language, texts in forms.items()
        if texts and not all(forms.values())
    ]


def _usual(printed: Counter[str]) -> str:
    return max(sorted(printed), key=printed.__getitem__)


def labels(built: Built, facet: Facet) -> Labels:
    """The labels of one facet as one profile's pages match them."""
    if facet == "topic":
        return built.topics
    if facet == "level":
        return [match.part(lambda card: card.level) for match in built.students]
    if facet == "role":
        return [match.part(lambda line: line.title) for match in built.roles]
    return [match.part(lambda line: line.department) for match in built.roles]


def page_pairings(
    people: Iterable[Person], comparisons: Iterable[Comparison], ids: Mapping[tuple[Language, str], str]
) -> list[PagePairing]:
    """Every decision about who is who: the accepted, the near misses, and who stays in one language and why."""
    decisions = []
    refused: dict[tuple[Language, str], Comparison] = {}
    for each in comparisons:
        owners = [ids["en", each.en.key], ids["fr", each.fr.key]]
        if not each.accepted:
            for side in (each.en, each.fr):
                rival = refused.get((side.language, side.key))
                if rival is None or rival.score < each.score:
                    refused[side.language, side.key] = each
        decisions.append(
            PagePairing(
                decision="same" if each.accepted else "apart",
                profiles=owners[:1] if each.accepted else owners,
                en=each.en.key,
                fr=each.fr.key,
                score=round(each.score, 2),
                margin=round(each.margin, 2),
                confidence=round(1 / (1 + 2**-each.margin), 4),
                evidence=list(each.evidence),
                reason=each.reason,
            )
        )
    for person in people:
        if len(person.sides) == 1:
            side = person.sides[0]
            near = refused.get((side.language, side.key))
            other = "French" if side.language == "en" else "English"
            decisions.append(
                PagePairing(
                    decision="alone",
                    profiles=[ids[side.language, side.key]],
                    en=side.key if side.language == "en" else None,
                    fr=side.key if side.language == "fr" else None,
                    score=0.0,
                    margin=0.0,
                    confidence=0.5 if near else 1.0,
                    evidence=[],
                    reason=near.reason if near else f"no {other} page names or resembles this one",
                )
            )
    return sorted(decisions, key=lambda pairing: (pairing.profiles, pairing.en or "", pairing.fr or ""))
