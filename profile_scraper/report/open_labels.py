"""English labels without a known counterpart, with the French labels that may be it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import LANGUAGES, Bilingual, Language
from profile_scraper.records.profile import Level, Profile, Topic
from profile_scraper.report.people import distinct_names

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
        for facet, label in labels_of(profile):
            if label.en and not label.fr:
                single[facet, "en"].add(label.en)
            elif label.fr and not label.en:
                single[facet, "fr"].add(label.fr)
        for (facet, language), labels in single.items():
            if language == "en":
                for en in labels:
                    counts[facet, en].update(single.get((facet, "fr"), ()))
    return counts


@dataclass(frozen=True, slots=True)
class LabelHolder:
    """A person whose page prints a label."""

    name: str
    url: str | None
    """The page in the label's language, null where its address is not known."""


def label_holders(profiles: Iterable[Profile]) -> Mapping[tuple[str, Language, str], Sequence[LabelHolder]]:
    """Who has each label, by its kind, language and text."""
    holders: defaultdict[tuple[str, Language, str], dict[str, LabelHolder]] = defaultdict(dict)
    profiles = list(profiles)
    names = distinct_names(profiles)
    for profile in profiles:
        labels = [(facet, label.en, label.fr) for facet, label in labels_of(profile)]
        # The record does not say in which language an institution's name is printed.
        labels += [("organization", text, text) for text in _organizations(profile)]
        for facet, *texts in labels:
            for language, text in zip(LANGUAGES, texts, strict=True):
                if text:
                    url = profile.url.en if language == "en" else profile.url.fr
                    holders[facet, language, text][profile.id] = LabelHolder(names[profile.id], url)
    return {key: list(people.values()) for key, people in holders.items()}


def _organizations(profile: Profile) -> set[str]:
    """Every form in which a person's pages print an institution."""
    named = [role.organization for role in profile.roles] + [student.organization for student in profile.students]
    return {text for organization in named if organization for text in organization.raw}


def labels_of(profile: Profile) -> Iterator[tuple[str, Bilingual | Topic | Level]]:
    """The labels of a person, each with its kind: ``topic``, ``role``, ``department`` or ``level``."""
    for topic in profile.topics:
        yield "topic", topic
    for role in profile.roles:
        yield "role", role.title
        if role.department:
            yield "department", role.department
    for student in profile.students:
        if student.level:
            yield "level", student.level
