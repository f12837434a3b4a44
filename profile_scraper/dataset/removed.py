"""Remove people from a dataset that is already built: their records, and every item that names them."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from profile_scraper.dataset.read import Dataset, FilteredRecords
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import MergeDecision, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, Provenance, Student, Supervisor
from profile_scraper.records.publication import Occurrence, Publication, Redirect
from profile_scraper.sites import mentions, naming

_NamedPerson: TypeAlias = Student | Supervisor | PersonReference

_ITEM = re.compile(r"(students|supervisors)\[(\d+)\]")


def without_people(dataset: Dataset, removed: Set[str]) -> Dataset:
    """A dataset without some people; as authors they keep their names.

    A publication that only their pages list is removed, too. Counts and coverage of the manifest stay those of the
    whole dataset.

    Args:
        dataset: the dataset.
        removed: ids (``site/slug``), of any of a person's addresses.
    """
    removal = _Removal(dataset, removed)
    return replace(
        dataset,
        manifest=removal.manifest(dataset.manifest),
        profiles=FilteredRecords(dataset.profiles, removal.profile),
        publications=FilteredRecords(dataset.publications, removal.publication),
        merges=FilteredRecords(dataset.merges, removal.merge),
        problems=FilteredRecords(dataset.problems, removal.problem),
        conflicts=FilteredRecords(dataset.conflicts, removal.conflict),
        pairings=FilteredRecords(dataset.pairings, removal.pairing),
        provenance=FilteredRecords(dataset.provenance, removal.provenance),
        redirects=FilteredRecords(dataset.redirects, removal.redirect),
    )


def people_matched(dataset: Dataset, removed: Set[str]) -> frozenset[str]:
    """The ids on a removal list that name somebody of a dataset, by any of the person's addresses."""
    ids = (id_ for profile in dataset.profiles for id_ in _pages_and_ids(profile)[1]) if removed else ()
    return frozenset(id_ for id_ in ids if id_ in removed)


@dataclass(slots=True)
class _RenumberedItems:
    """New indices of the students and supervisors of one profile."""

    indices: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """For a list and an index in it the new index, None where the item is removed."""
    redacted: set[int] = field(default_factory=set)
    """Indices of students whose item names a removed person."""

    def path(self, path: str) -> str | None:
        """The new path of a field, None where it is removed with its item."""
        match = _ITEM.match(path)
        if not match:
            return path
        name, index = match[1], self.indices.get((match[1], int(match[2])))
        return None if index is None else f"{name}[{index}]{path[match.end() :]}"


class _Removal:
    """The removed people with their pages and publications, and the transformation of each kind of record."""

    def __init__(self, dataset: Dataset, removed: Set[str]) -> None:
        self._people = set(removed)
        self._pages: set[str] = set()
        self._names: set[str] = set()
        self._count = 0
        for profile in dataset.profiles:
            pages, ids = _pages_and_ids(profile)
            if not ids.isdisjoint(removed):
                self._count += 1
                self._people |= ids
                self._pages |= pages
                self._names.add(profile.name.casefold())
        self._mention = naming(self._people)
        self._mentions_anywhere = mentions(self._people, self._names)
        self._publications = {
            each.id for each in dataset.publications if each.occurrences and not self._remaining_occurrences(each)
        }
        self._items = {
            profile.id: self._renumbered_items(profile)
            for profile in dataset.profiles
            if profile.students or profile.supervisors
        }

    def manifest(self, manifest: Manifest) -> Manifest:
        sources = [source for source in manifest.sources if source.url not in self._pages]
        requested = manifest.counts.removed_on_request + self._count
        counts = manifest.counts.model_copy(update={"removed_on_request": requested})
        return manifest.model_copy(update={"sources": sources, "counts": counts})

    def profile(self, profile: Profile) -> Profile | None:
        if profile.id in self._people:
            return None
        return profile.model_copy(
            update={
                "students": [self._student(each) for each in profile.students if not self._is_removed(each)],
                "supervisors": [each for each in profile.supervisors if not self._is_removed(each)],
                "publications": [each for each in profile.publications if each not in self._publications],
            }
        )

    def publication(self, publication: Publication) -> Publication | None:
        if publication.id in self._publications:
            return None
        occurrences = self._remaining_occurrences(publication)
        return publication.model_copy(
            update={
                "origins": publication.origins.among(occurrences),
                "authors": [self._unlinked(author) for author in publication.authors],
                "profiles": [profile for profile in publication.profiles if profile not in self._people],
                "relations": [each for each in publication.relations if each.target not in self._publications],
                "occurrences": occurrences,
            }
        )

    def merge(self, merge: MergeDecision) -> MergeDecision | None:
        on_their_pages = any(entry.url in self._pages for entry in merge.entries)
        return None if on_their_pages or not self._publications.isdisjoint(merge.publications) else merge

    def problem(self, problem: Problem) -> Problem | None:
        if problem.url in self._pages or problem.record in self._people | self._publications:
            return None
        return None if self._mentions_anywhere(f"/{problem.url} {problem.record} {problem.detail}") else problem

    def conflict(self, conflict: Conflict) -> Conflict | None:
        path = self._path(conflict.profile, conflict.field)
        if conflict.profile in self._people or path is None or self._mention.search(conflict.model_dump_json()):
            return None
        return conflict.model_copy(update={"field": path})

    def pairing(self, pairing: PagePairing) -> PagePairing | None:
        if not self._people.isdisjoint(pairing.profiles) or not self._pages.isdisjoint((pairing.en, pairing.fr)):
            return None
        return None if self._mention.search(pairing.model_dump_json()) else pairing

    def provenance(self, provenance: Provenance) -> Provenance | None:
        if provenance.profile in self._people:
            return None
        items = self._items.get(provenance.profile)
        if not items:
            return provenance
        redacted = {f"students[{index}]" for index in items.redacted}
        fields = [
            each.model_copy(update={"field": path, **({"raw": ""} if each.field in redacted else {})})
            for each in provenance.fields
            if (path := items.path(each.field)) is not None
        ]
        return provenance.model_copy(update={"fields": fields})

    def redirect(self, redirect: Redirect) -> Redirect | None:
        return None if redirect.new in self._publications else redirect

    def _remaining_occurrences(self, publication: Publication) -> list[Occurrence]:
        return [each for each in publication.occurrences if each.url not in self._pages]

    def _student(self, student: Student) -> Student:
        supervisors = [each for each in student.other_supervisors if not self._is_removed(each)]
        return student.model_copy(update={"other_supervisors": supervisors})

    def _unlinked(self, author: PersonReference) -> PersonReference:
        return author.model_copy(update={"profile": None}) if author.profile in self._people else author

    def _path(self, profile: str, path: str) -> str | None:
        items = self._items.get(profile)
        return items.path(path) if items else path

    def _renumbered_items(self, profile: Profile) -> _RenumberedItems:
        items = _RenumberedItems()
        self._renumber(items, "students", profile.students)
        self._renumber(items, "supervisors", profile.supervisors)
        items.redacted = {
            index
            for index, student in enumerate(profile.students)
            if any(map(self._is_removed, student.other_supervisors))
        }
        return items

    def _renumber(self, items: _RenumberedItems, name: str, people: Iterable[_NamedPerson]) -> None:
        remaining = 0
        for index, person in enumerate(people):
            removed = self._is_removed(person)
            items.indices[name, index] = None if removed else remaining
            remaining += not removed

    def _is_removed(self, person: _NamedPerson) -> bool:
        """Whether an item is of a removed person: by its link, or by name where it has none."""
        if person.profile is None:
            return (person.name or "").casefold() in self._names
        return person.profile in self._people


def _pages_and_ids(profile: Profile) -> tuple[set[str], set[str]]:
    """The addresses of a person's pages, and the ids that they give."""
    pages = {source.url for source in profile.sources} | set(filter(None, (profile.url.en, profile.url.fr)))
    return pages, {profile.id, *(_id_of_address(profile, url) for url in pages)}


def _id_of_address(profile: Profile, url: str) -> str:
    """The id that an address of a person's page gives: the site, and the last part of the path."""
    return f"{profile.id.partition('/')[0]}/{url.partition('?')[0].rpartition('/')[2].lower()}"
