"""Filter a dataset: the same filters for every export and for the report."""

import re
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from typing import Any

from profile_scraper.dataset.files import AnyRecord, DatasetError
from profile_scraper.dataset.read import Dataset, FilteredRecords
from profile_scraper.dataset.removed import without_people
from profile_scraper.messages import _, suggestion
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.decision import MergeDecision
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Level, Profile, Provenance, Topic
from profile_scraper.records.publication import Occurrence, Publication
from profile_scraper.text.escape import without_email_links

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
"""Possessive quantifiers, so that the time is linear in the length of any text."""

CONTACT_FIELDS = ("email", "phone", "office")
"""Fields of a profile that are left out where contact details are not asked for."""
EMAIL_PLACEHOLDER = "[e-mail]"
"""Replaces an e-mail address inside a text."""
CONTACT_PLACEHOLDERS = {"email": EMAIL_PLACEHOLDER, "phone": "[telephone]", "office": "[office]"}
"""What stands in a contradiction in place of contact details."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; the default keeps everything but e-mail addresses, telephone numbers and offices."""

    people: Set[str] = frozenset()
    """Ids (``site/slug``) or slugs of people; a publication is kept where one of them lists it."""
    topics: Set[str] = frozenset()
    """Ids of topics; people with one of them are kept."""
    years: tuple[int, int] | None = None
    """First and last year of issue; a publication without a year is left out."""
    languages: Set[Language] = frozenset()
    """Languages of pages; records and texts that only pages in other languages have are left out."""
    removed: Set[str] = frozenset()
    """Ids (``site/slug``) of people who asked to be left out; no other filter includes them."""
    emails: bool = False
    """Whether e-mail addresses (in their field and inside texts), telephone numbers and offices are kept."""

    def __post_init__(self) -> None:
        """Take any collection for a set, and refuse what selects nothing by mistake.

        Raises:
            DatasetError: a text stands for a collection, a language is not one of a page, the years are no two years.
        """
        for name in ("people", "topics", "languages", "removed"):
            value: Any = getattr(self, name)
            if isinstance(value, str) or not isinstance(value, Collection):
                raise DatasetError(_("{name} is a set of texts, not {value}").format(name=name, value=repr(value)))
            object.__setattr__(self, name, frozenset(value))
        if unknown := sorted(self.languages - set(LANGUAGES)):
            raise DatasetError(_("there is no language {name}: use en or fr").format(name=unknown[0]))
        years: Any = self.years
        if years is not None and not _is_period(years):
            raise DatasetError(_("years are the first and the last one, not {value}").format(value=repr(years)))

    @property
    def selects_records(self) -> bool:
        """Whether a filter leaves out records."""
        return bool(self.people or self.topics or self.years or self.languages)


def _is_period(years: Any) -> bool:
    return isinstance(years, tuple | list) and list(map(type, years)) == [int, int] and bool(years[0] <= years[1])


def filter_dataset(dataset: Dataset, filters: Filters) -> Dataset:
    """The part of a dataset that the filters keep; references between its records stay valid.

    Raises:
        DatasetError: a person or a topic of the filters is not in the dataset.
    """
    if filters.removed:
        dataset = without_people(dataset, filters.removed)
    if filters.selects_records:
        dataset = _with_selected_records(dataset, filters)
    if filters.emails:
        return dataset
    return replace(
        dataset,
        profiles=FilteredRecords(
            dataset.profiles, lambda record: _without_emails(record.model_copy(update=dict.fromkeys(CONTACT_FIELDS)))
        ),
        publications=FilteredRecords(dataset.publications, _without_emails),
        merges=FilteredRecords(dataset.merges, _without_emails),
        problems=FilteredRecords(dataset.problems, _without_emails),
        conflicts=FilteredRecords(dataset.conflicts, _without_contacts_of_conflict),
        pairings=FilteredRecords(dataset.pairings, _without_emails),
        provenance=FilteredRecords(dataset.provenance, _without_contacts_of_provenance),
    )


def _with_selected_records(dataset: Dataset, filters: Filters) -> Dataset:
    people = _selected_people(dataset, filters)
    publications = {each.id for each in dataset.publications if _is_selected(each, people, filters)}
    languages = frozenset(filters.languages or LANGUAGES)
    records = people | publications

    def keep_profile(profile: Profile) -> Profile | None:
        return _part_of_profile(profile, publications, languages) if profile.id in people else None

    def keep_publication(publication: Publication) -> Publication | None:
        if publication.id not in publications:
            return None
        return _part_of_publication(publication, people, publications, languages)

    def keep_merge(merge: MergeDecision) -> MergeDecision | None:
        return merge if publications.issuperset(merge.publications) and _is_in(merge.entries, languages) else None

    def keep_problem(problem: Problem) -> Problem | None:
        return problem if problem.record in records else None

    return replace(
        dataset,
        profiles=FilteredRecords(dataset.profiles, keep_profile),
        publications=FilteredRecords(dataset.publications, keep_publication),
        merges=FilteredRecords(dataset.merges, keep_merge),
        problems=FilteredRecords(dataset.problems, keep_problem),
        conflicts=FilteredRecords(dataset.conflicts, lambda conflict: conflict if conflict.profile in people else None),
        pairings=FilteredRecords(
            dataset.pairings, lambda pairing: pairing if people.issuperset(pairing.profiles) else None
        ),
        provenance=FilteredRecords(dataset.provenance, lambda read: read if read.profile in people else None),
        redirects=FilteredRecords(
            dataset.redirects, lambda redirect: redirect if redirect.new in publications else None
        ),
    )


def _selected_people(dataset: Dataset, filters: Filters) -> set[str]:
    selected: set[str] = set()
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
            selected.add(profile.id)
    if unknown_people:
        ids = [name for profile in dataset.profiles for name in (profile.id, profile.id.rpartition("/")[2])]
        raise DatasetError(_lacks(dataset, _("{folder} has no person {id}{suggestion}"), unknown_people, ids))
    if unknown_topics:
        ids = sorted({topic.id for profile in dataset.profiles for topic in profile.topics})
        raise DatasetError(_lacks(dataset, _("{folder} has no topic {id}{suggestion}"), unknown_topics, ids))
    return selected


def _lacks(dataset: Dataset, text: str, unknown: Set[str], known: Iterable[str]) -> str:
    """The message about the first thing that a dataset lacks, with the nearest that it has."""
    first = min(unknown)
    return text.format(folder=dataset.folder, id=first, suggestion=suggestion(first, known))


def _is_selected(publication: Publication, people: set[str], filters: Filters) -> bool:
    if (filters.people or filters.topics) and people.isdisjoint(publication.profiles):
        return False
    if filters.languages and not any(
        occurrence.language in filters.languages for occurrence in publication.occurrences
    ):
        return False
    if filters.years is None:
        return True
    first, last = filters.years
    return publication.issued is not None and first <= int(publication.issued[:4]) <= last


def _part_of_profile(profile: Profile, publications: set[str], languages: frozenset[Language]) -> Profile:
    part = profile.model_copy(
        update={
            "publications": [each for each in profile.publications if each in publications],
            "sources": [source for source in profile.sources if source.language in languages],
            "students": [student for student in profile.students if languages.intersection(student.languages)],
            "supervisors": [each for each in profile.supervisors if languages.intersection(each.languages)],
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


def _part_of_publication(
    publication: Publication, people: set[str], publications: set[str], languages: frozenset[Language]
) -> Publication:
    part = _in_languages(publication, languages)
    titles = publication.title_variants
    if len(languages) < len(LANGUAGES):
        titles = [title for title in titles if title in (part.titles.en, part.titles.fr)]
    occurrences = [each for each in publication.occurrences if each.language in languages]
    return part.model_copy(
        update={
            "origins": publication.origins.among(occurrences),
            "title_variants": titles,
            "profiles": [profile for profile in publication.profiles if profile in people],
            "relations": [relation for relation in publication.relations if relation.target in publications],
            "occurrences": occurrences,
        }
    )


def _is_in(occurrences: Iterable[Occurrence], languages: frozenset[Language]) -> bool:
    return all(each.language in languages for each in occurrences)


def _in_languages(record: AnyRecord, languages: frozenset[Language]) -> AnyRecord:
    """The record with null in place of the labels and texts of other languages."""
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


def _without_contacts_of_conflict(conflict: Conflict) -> Conflict:
    """The contradiction without contact details; that two pages print others stays."""
    placeholder = CONTACT_PLACEHOLDERS.get(conflict.field)
    if placeholder is None:
        return _without_emails(conflict)
    statements = [each.model_copy(update={"text": each.text and placeholder}) for each in conflict.statements]
    selected, detail = conflict.chosen and placeholder, "the two pages print different values, which are left out here"
    return conflict.model_copy(update={"statements": statements, "chosen": selected, "detail": detail})


def _without_contacts_of_provenance(provenance: Provenance) -> Provenance:
    fields = [each for each in provenance.fields if each.field not in CONTACT_FIELDS]
    return _without_emails(provenance.model_copy(update={"fields": fields}))


def _without_emails(record: AnyRecord) -> AnyRecord:
    text = record.model_dump_json()
    if "@" not in text or not _EMAIL.search(text):
        return record
    return type(record).model_validate(_without_emails_in(record.model_dump()))


def _without_emails_in(value: Any) -> Any:
    if isinstance(value, str):
        return _EMAIL.sub(EMAIL_PLACEHOLDER, without_email_links(value))
    if isinstance(value, list):
        return [_without_emails_in(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_emails_in(item) for key, item in value.items()}
    return value
