"""Choose a part of a dataset: the same filters for every export and for the report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from profile_scraper.dataset.lines import AnyRecord, DatasetError
from profile_scraper.dataset.read import Chosen, Dataset
from profile_scraper.dataset.removed import without_people
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.decision import MergeDecision
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Level, Profile, Topic
from profile_scraper.records.publication import Occurrence, Publication

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
"""Begins where a word begins and gives nothing back, so that a hostile text costs no more than its length."""

LEFT_OUT = "[e-mail]"
"""What stands in a text where an address was left out."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; an empty filter keeps everything but e-mail addresses."""

    people: frozenset[str] = field(default=frozenset())
    """Ids (``site/slug``) or slugs of people; a work is kept where one of them lists it."""
    topics: frozenset[str] = field(default=frozenset())
    """Ids of topics; people are kept who have one of them."""
    years: tuple[int, int] | None = None
    """First and last year of issue; a work whose year no page says is left out."""
    languages: frozenset[Language] = field(default=frozenset())
    """Languages of pages; what stands on pages in another language alone is left out, and so is its text."""
    removed: frozenset[str] = frozenset()
    """Ids (``site/slug``) of people who asked to be left out; nothing else that was asked for brings them back."""
    emails: bool = False
    """Whether e-mail addresses are kept, in their field and inside texts."""

    @property
    def choose_records(self) -> bool:
        """Whether some records may be left out."""
        return bool(self.people or self.topics or self.years or self.languages)


def choose(dataset: Dataset, filters: Filters) -> Dataset:
    """The part of a dataset that the filters keep: references between its records stay whole.

    Raises:
        DatasetError: a person or a topic that was asked for is not in the dataset.
    """
    if filters.removed:
        dataset = without_people(dataset, filters.removed)
    if filters.choose_records:
        dataset = _with_chosen_records(dataset, filters)
    if filters.emails:
        return dataset
    return replace(
        dataset,
        profiles=Chosen(dataset.profiles, lambda record: _without_emails(record.model_copy(update={"email": None}))),
        publications=Chosen(dataset.publications, _without_emails),
        merges=Chosen(dataset.merges, _without_emails),
        problems=Chosen(dataset.problems, _without_emails),
        conflicts=Chosen(dataset.conflicts, _without_emails),
        pairings=Chosen(dataset.pairings, _without_emails),
        provenance=Chosen(dataset.provenance, _without_emails),
    )


def _with_chosen_records(dataset: Dataset, filters: Filters) -> Dataset:
    people = _chosen_people(dataset, filters)
    works = {work.id for work in dataset.publications if _is_chosen_work(work, people, filters)}
    languages = filters.languages or frozenset(LANGUAGES)
    records = people | works

    def keep_profile(profile: Profile) -> Profile | None:
        return _part_of_profile(profile, works, languages) if profile.id in people else None

    def keep_work(work: Publication) -> Publication | None:
        return _part_of_work(work, people, works, languages) if work.id in works else None

    def keep_merge(merge: MergeDecision) -> MergeDecision | None:
        return merge if works.issuperset(merge.publications) and _is_in(merge.entries, languages) else None

    def keep_problem(problem: Problem) -> Problem | None:
        return problem if problem.record in records else None

    return replace(
        dataset,
        profiles=Chosen(dataset.profiles, keep_profile),
        publications=Chosen(dataset.publications, keep_work),
        merges=Chosen(dataset.merges, keep_merge),
        problems=Chosen(dataset.problems, keep_problem),
        conflicts=Chosen(dataset.conflicts, lambda conflict: conflict if conflict.profile in people else None),
        pairings=Chosen(dataset.pairings, lambda pairing: pairing if people.issuperset(pairing.profiles) else None),
        provenance=Chosen(dataset.provenance, lambda read: read if read.profile in people else None),
        redirects=Chosen(dataset.redirects, lambda redirect: redirect if redirect.new in works else None),
    )


def _chosen_people(dataset: Dataset, filters: Filters) -> set[str]:
    chosen: set[str] = set()
    unknown_people, unknown_topics = set(filters.people), set(filters.topics)
    for profile in dataset.profiles:
        names = {profile.id, profile.id.rpartition("/")[2]}
        topics = {topic.id for topic in profile.topics}
        unknown_people -= names
        unknown_topics -= topics
        if (
            (not filters.people or names & filters.people)
            and (not filters.topics or topics & filters.topics)
            and (not filters.languages or any(source.language in filters.languages for source in profile.sources))
        ):
            chosen.add(profile.id)
    for kind, unknown, shape in (("person", unknown_people, "site/slug"), ("topic", unknown_topics, "deep-learning")):
        if unknown:
            raise DatasetError(
                f"{dataset.folder} has no {kind} {', '.join(sorted(unknown))}: use an id as it stands there ({shape})"
            )
    return chosen


def _is_chosen_work(work: Publication, people: set[str], filters: Filters) -> bool:
    if (filters.people or filters.topics) and people.isdisjoint(work.profiles):
        return False
    if filters.languages and not any(place.language in filters.languages for place in work.occurrences):
        return False
    if filters.years is None:
        return True
    first, last = filters.years
    return work.issued is not None and first <= int(work.issued[:4]) <= last


def _part_of_profile(profile: Profile, works: set[str], languages: frozenset[Language]) -> Profile:
    part = profile.model_copy(
        update={
            "publications": [work for work in profile.publications if work in works],
            "sources": [source for source in profile.sources if source.language in languages],
            "students": [student for student in profile.students if languages.intersection(student.languages)],
            "supervisors": [one for one in profile.supervisors if languages.intersection(one.languages)],
        }
    )
    part = _in_languages(part, languages)
    return part.model_copy(
        update={
            "topics": [topic for topic in part.topics if topic.en or topic.fr],
            "roles": [role for role in part.roles if role.title.en or role.title.fr],
            "biography_alignment": part.biography_alignment if part.biography.en and part.biography.fr else [],
        }
    )


def _part_of_work(work: Publication, people: set[str], works: set[str], languages: frozenset[Language]) -> Publication:
    part = _in_languages(work, languages)
    titles = work.title_variants
    if len(languages) < len(LANGUAGES):
        titles = [title for title in titles if title in (part.titles.en, part.titles.fr)]
    places = [place for place in work.occurrences if place.language in languages]
    return part.model_copy(
        update={
            "origins": work.origins.among(places),
            "title_variants": titles,
            "profiles": [profile for profile in work.profiles if profile in people],
            "relations": [relation for relation in work.relations if relation.target in works],
            "occurrences": places,
        }
    )


def _is_in(places: Iterable[Occurrence], languages: frozenset[Language]) -> bool:
    return all(place.language in languages for place in places)


def _in_languages(record: AnyRecord, languages: frozenset[Language]) -> AnyRecord:
    """The record with the labels and texts of the other languages made null."""
    if len(languages) == len(LANGUAGES):
        return record
    changes: dict[str, Any] = {}
    if isinstance(record, Bilingual | Topic | Level):
        changes = {language: None for language in LANGUAGES if language not in languages}
    else:
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, Record):
                changes[name] = _in_languages(value, languages)
            elif isinstance(value, list) and value and isinstance(value[0], Record):
                changes[name] = [_in_languages(item, languages) for item in value]
    return record.model_copy(update=changes)


def _without_emails(record: AnyRecord) -> AnyRecord:
    text = record.model_dump_json()
    if "@" not in text or not _EMAIL.search(text):
        return record
    return type(record).model_validate(_without_emails_in(record.model_dump()))


def _without_emails_in(value: Any) -> Any:
    if isinstance(value, str):
        return _EMAIL.sub(LEFT_OUT, value)
    if isinstance(value, list):
        return [_without_emails_in(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_emails_in(item) for key, item in value.items()}
    return value
