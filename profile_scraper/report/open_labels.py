"""English labels without a known counterpart, with the French labels that may be it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Bilingual, Language
from profile_scraper.records.profile import Level, Profile, Topic

_CANDIDATES = 5
_ALIKE = 60.0
"""Similarity of two labels (0 to 100) from which they are candidates without a person who has both."""


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """An English label without counterpart."""

    facet: str
    """``topic``, ``role``, ``level``, ``department`` or ``organization``."""
    en: str
    profiles: int
    """Number of people who have it."""
    candidates: Sequence[str]
    """French labels without counterpart, the likeliest first: those of the same people, then those that look alike."""


def open_labels(dataset: Dataset) -> list[OpenLabel]:
    """The open labels that have a candidate."""
    without: defaultdict[tuple[str, Language], list[str]] = defaultdict(list)
    for term in dataset.manifest.unmatched:
        without[term.kind, term.language].append(term.label)
    together = _seen_together(dataset)
    found = []
    for term in dataset.manifest.unmatched:
        if term.language == "en":
            counts = together.get((term.kind, term.label), Counter())
            candidates = _candidates(term.label, without[term.kind, "fr"], counts)
            if candidates:
                found.append(OpenLabel(term.kind, term.label, term.profiles, candidates))
    return found


def _candidates(label: str, others: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    ranked = sorted((counts.get(other, 0), fuzz.ratio(label.casefold(), other.casefold()), other) for other in others)
    return [other for count, alike, other in reversed(ranked) if count or alike >= _ALIKE][:_CANDIDATES]


def _seen_together(dataset: Dataset) -> Mapping[tuple[str, str], Counter[str]]:
    """For each English label without counterpart on a profile, how many profiles have which French one without."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for profile in dataset.profiles:
        single: defaultdict[tuple[str, Language], set[str]] = defaultdict(set)
        for facet, label in _labels(profile):
            if label.en and not label.fr:
                single[facet, "en"].add(label.en)
            elif label.fr and not label.en:
                single[facet, "fr"].add(label.fr)
        for (facet, language), labels in single.items():
            if language == "en":
                for en in labels:
                    counts[facet, en].update(single.get((facet, "fr"), ()))
    return counts


def _labels(profile: Profile) -> Iterator[tuple[str, Bilingual | Topic | Level]]:
    for topic in profile.topics:
        yield "topic", topic
    for role in profile.roles:
        yield "role", role.title
        if role.department:
            yield "department", role.department
    for student in profile.students:
        if student.level:
            yield "level", student.level
