"""Terms learned from all people: a French label goes with the English label that it always appears with.

Each pair of labels gets the bits by which "they are one term" explains better than chance in whose pages they stand;
shared words add to them; of all one-to-one vocabularies the best is taken, and of it what nothing else explains as
well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from sys import intern
from typing import TypeAlias

from profile_scraper.pair.matchers.students import StudentMatcher
from profile_scraper.pair.terms.assignment import best_assignment
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary, term_key
from profile_scraper.pair.terms.word_translations import are_cognates, coverage
from profile_scraper.records.base import Language, Record
from profile_scraper.records.decision import LearnedPair
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage

Cooccurrences: TypeAlias = Iterable[tuple[Sequence[str], Sequence[str]]]
"""For each person (or linked student) the labels of the English page and of the French page."""

_FEWEST = 2
_LEAST_MARGIN = 5.0
_DRIFT = 0.05
"""Share of terms that one of a person's two pages lacks."""
_WORD_BITS = 6.0


@dataclass(slots=True)
class _Counts:
    """In how many people labels stand, alone and together; labels as keys."""

    people: int
    en: Counter[str]
    fr: Counter[str]
    together: Counter[tuple[str, str]]


def learn(facet: str, cooccurrences: Cooccurrences, vocabulary: Vocabulary) -> list[LearnedPair]:
    """Learn pairs of labels that the vocabulary does not have and nobody set apart.

    Returns:
        The pairs of the best one-to-one vocabulary that stand in two people or more, certain or not, sorted.
    """
    printed: dict[tuple[Language, str], Counter[str]] = defaultdict(Counter)
    counts = _count(facet, cooccurrences, vocabulary, printed)
    usual = {key: max(sorted(forms), key=forms.__getitem__) for key, forms in printed.items()}
    scores = {
        (en, fr): _bits(counts, en, fr) + _word_bits(usual["en", en], usual["fr", fr])
        for (en, fr), together in counts.together.items()
        if together >= _FEWEST and not vocabulary.rejected(facet, usual["en", en], usual["fr", fr])
    }
    margins = best_assignment(scores)
    rivals = _rivals(scores, margins)
    return [
        LearnedPair(
            facet=facet,
            en=usual["en", en],
            fr=usual["fr", fr],
            together=counts.together[en, fr],
            en_unmatched=counts.en[en] - counts.together[en, fr],
            fr_unmatched=counts.fr[fr] - counts.together[en, fr],
            cognates=are_cognates(usual["en", en], usual["fr", fr]),
            next_best=usual["fr", rivals[en]] if en in rivals else None,
            margin=round(margin, 2),
            used=margin >= _LEAST_MARGIN,
        )
        for (en, fr), margin in sorted(margins.items())
    ]


def _count(
    facet: str, cooccurrences: Cooccurrences, vocabulary: Vocabulary, printed: dict[tuple[Language, str], Counter[str]]
) -> _Counts:
    """Count what is unknown; people of whom one page has no such label at all say nothing."""
    counts = _Counts(0, Counter(), Counter(), Counter())
    for labels in cooccurrences:
        if not all(labels):
            continue
        counts.people += 1
        by_language: tuple[tuple[Language, Sequence[str]], ...] = (("en", labels[0]), ("fr", labels[1]))
        unknown: dict[Language, set[str]] = {"en": set(), "fr": set()}
        for language, printed_labels in by_language:
            for label in printed_labels:
                if not vocabulary.has_counterpart(facet, language, label):
                    key = term_key(facet, language, label)
                    printed[language, key][label] += 1
                    unknown[language].add(key)
        counts.en.update(unknown["en"])
        counts.fr.update(unknown["fr"])
        counts.together.update((en, fr) for en in unknown["en"] for fr in unknown["fr"])
    return counts


def _bits(counts: _Counts, en: str, fr: str) -> float:
    """Bits by which one term with two labels explains the cooccurrences better than two terms do."""
    people = counts.people + 1
    both = counts.together[en, fr]
    only_en, only_fr = counts.en[en] - both, counts.fr[fr] - both
    neither = counts.people - both - only_en - only_fr
    p_en, p_fr = (counts.en[en] + 0.5) / people, (counts.fr[fr] + 0.5) / people
    p_term = (both + only_en + only_fr + 0.5) / people
    return (
        both * log2(p_term * (1 - 2 * _DRIFT) / (p_en * p_fr))
        + only_en * log2(p_term * _DRIFT / (p_en * (1 - p_fr)))
        + only_fr * log2(p_term * _DRIFT / (p_fr * (1 - p_en)))
        + neither * log2((1 - p_term) / ((1 - p_en) * (1 - p_fr)))
    )


def _word_bits(en: str, fr: str) -> float:
    """Bits for the words that two labels share: cognates, and known translations."""
    found = coverage(en, fr)
    return _WORD_BITS * found.covered / found.words if found.words else 0.0


def _rivals(scores: Mapping[tuple[str, str], float], used: Mapping[tuple[str, str], float]) -> dict[str, str]:
    rivals: dict[str, tuple[float, str]] = {}
    for (en, fr), score in scores.items():
        if (en, fr) not in used:
            rivals[en] = max(rivals.get(en, (score, fr)), (score, fr))
    return {en: fr for en, (_, fr) in rivals.items()}


_Pair: TypeAlias = tuple[list[str], list[str]]


class TermCooccurrence(Record):
    """The labels on the two pages of one person: for each sort of label those of the English and of the French page."""

    topics: _Pair
    roles: _Pair
    departments: _Pair
    levels: list[_Pair]
    """One pair for each student whom both pages link or name."""
    organizations: list[_Pair]
    """Likewise, where the two cards name a school differently."""


def read_terms(en: ProfilePage, fr: ProfilePage, students: StudentMatcher) -> TermCooccurrence:
    """What stands on a person's two pages."""
    linked = [
        (match.en, match.fr)
        for match in students.match(en.students, fr.students)
        if match.en and match.fr and match.by in ("link", "name")
    ]
    return TermCooccurrence(
        topics=(_labels(en.topics), _labels(fr.topics)),
        roles=(_titles(en.roles), _titles(fr.roles)),
        departments=(_departments(en.roles), _departments(fr.roles)),
        levels=[(_labels([left.level]), _labels([right.level])) for left, right in linked],
        organizations=[pair for both in linked for pair in _institutions(*both, students.organizations)],
    )


def learn_terms(people: Iterable[TermCooccurrence], vocabulary: Vocabulary) -> list[LearnedPair]:
    """Learn topics, titles and departments from people's two pages, levels and institutions from linked students."""
    found: dict[str, list[_Pair]] = {"topic": [], "role": [], "level": [], "department": [], "organization": []}
    for seen in people:
        found["topic"].append(_interned(seen.topics))
        found["role"].append(_interned(seen.roles))
        found["level"] += map(_interned, seen.levels)
        found["department"].append(_interned(seen.departments))
        found["organization"] += map(_interned, seen.organizations)
    if len(found["topic"]) < 2:
        return []
    return [pair for facet, pairs in found.items() for pair in learn(facet, pairs, vocabulary)]


def _interned(pair: _Pair) -> _Pair:
    """The same labels, each text held once."""
    en, fr = ([intern(label) for label in labels] for labels in pair)
    return en, fr


def _labels(texts: Iterable[str | None]) -> list[str]:
    return [text for text in texts if text]


def _titles(roles: Iterable[PageRole]) -> list[str]:
    return _labels(line.title for line in roles)


def _departments(roles: Iterable[PageRole]) -> list[str]:
    return _labels(line.department for line in roles)


def _institutions(en: PageStudent, fr: PageStudent, organizations: Organizations) -> Iterator[_Pair]:
    """The schools of a student whose two cards name them differently, and which nothing knows to be one."""
    left, right = organizations.read(en.organization), organizations.read(fr.organization)
    if left and right and left.key != right.key and not (left.known and right.known):
        yield _labels([left.raw]), _labels([right.raw])
