"""A dataset without the people who asked to be left out after it was built: nothing in it leads to them."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from profile_scraper.dataset.read import Chosen, Dataset
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import MergeDecision, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, Student, Supervisor
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.publication import Occurrence, Publication, Redirect
from profile_scraper.sites import count_removed, naming

_Named: TypeAlias = Student | Supervisor | PersonReference

_CARD = re.compile(r"(students|supervisors)\[(\d+)\]")


def without_people(dataset: Dataset, removed: Set[str]) -> Dataset:
    """Leave people out, and every record and card that names them; as authors of works they keep their names alone.

    A work that only their pages list goes too. The manifest's counts and coverage stay those of the whole dataset.

    Args:
        dataset: the dataset.
        removed: ids (``site/slug``), of any of a person's addresses.
    """
    left = _Leaving(dataset, removed)
    return replace(
        dataset,
        manifest=left.manifest(dataset.manifest, removed),
        profiles=Chosen(dataset.profiles, left.profile),
        publications=Chosen(dataset.publications, left.work),
        merges=Chosen(dataset.merges, left.merge),
        problems=Chosen(dataset.problems, left.problem),
        conflicts=Chosen(dataset.conflicts, left.conflict),
        pairings=Chosen(dataset.pairings, left.pairing),
        provenance=Chosen(dataset.provenance, left.provenance),
        redirects=Chosen(dataset.redirects, left.redirect),
    )


@dataclass(slots=True)
class _Cards:
    """What becomes of the cards of one profile."""

    places: dict[tuple[str, int], int | None] = field(default_factory=dict)
    """For a list and a place in it the place that the card has then, None where it goes."""
    bare: set[int] = field(default_factory=set)
    """Students whose card names somebody who goes."""

    def path(self, path: str) -> str | None:
        """Where a field is then, None where it goes with its card."""
        found = _CARD.match(path)
        if not found:
            return path
        name, place = found[1], self.places.get((found[1], int(found[2])))
        return None if place is None else f"{name}[{place}]{path[found.end() :]}"


class _Leaving:
    """Who leaves, and what is theirs."""

    def __init__(self, dataset: Dataset, removed: Set[str]) -> None:
        self._people = set(removed)
        self._pages: set[str] = set()
        self._names: set[str] = set()
        for profile in dataset.profiles:
            pages = {source.url for source in profile.sources} | set(filter(None, (profile.url.en, profile.url.fr)))
            names = {profile.id, *(_id_at(profile, url) for url in pages)}
            if not names.isdisjoint(removed):
                self._people |= names
                self._pages |= pages
                self._names.add(profile.name.casefold())
        self._named = naming(self._people)
        self._works = {work.id for work in dataset.publications if work.occurrences and not self._kept_places(work)}
        self._cards = {
            profile.id: self._cards_of(profile)
            for profile in dataset.profiles
            if profile.students or profile.supervisors
        }

    def manifest(self, manifest: Manifest, removed: Set[str]) -> Manifest:
        sources = [source for source in manifest.sources if source.url not in self._pages]
        asked = max(manifest.counts.removed_on_request, count_removed(removed, manifest.sites))
        counts = manifest.counts.model_copy(update={"removed_on_request": asked})
        return manifest.model_copy(update={"sources": sources, "counts": counts})

    def profile(self, profile: Profile) -> Profile | None:
        if profile.id in self._people:
            return None
        return profile.model_copy(
            update={
                "students": [self._student(one) for one in profile.students if not self._leaves(one)],
                "supervisors": [one for one in profile.supervisors if not self._leaves(one)],
                "publications": [work for work in profile.publications if work not in self._works],
            }
        )

    def work(self, work: Publication) -> Publication | None:
        if work.id in self._works:
            return None
        places = self._kept_places(work)
        return work.model_copy(
            update={
                "origins": work.origins.among(places),
                "authors": [self._unlinked(author) for author in work.authors],
                "profiles": [profile for profile in work.profiles if profile not in self._people],
                "relations": [relation for relation in work.relations if relation.target not in self._works],
                "occurrences": places,
            }
        )

    def merge(self, merge: MergeDecision) -> MergeDecision | None:
        theirs = any(place.url in self._pages for place in merge.entries)
        return None if theirs or not self._works.isdisjoint(merge.publications) else merge

    def problem(self, problem: Problem) -> Problem | None:
        theirs = problem.url in self._pages or problem.record in self._people | self._works
        return None if theirs or self._named.search(f"/{problem.url} {problem.record} {problem.detail}") else problem

    def conflict(self, conflict: Conflict) -> Conflict | None:
        path = self._path(conflict.profile, conflict.field)
        if conflict.profile in self._people or path is None or self._named.search(conflict.model_dump_json()):
            return None
        return conflict.model_copy(update={"field": path})

    def pairing(self, pairing: PagePairing) -> PagePairing | None:
        theirs = not self._people.isdisjoint(pairing.profiles) or not self._pages.isdisjoint((pairing.en, pairing.fr))
        return None if theirs or self._named.search(pairing.model_dump_json()) else pairing

    def provenance(self, read: Provenance) -> Provenance | None:
        if read.profile in self._people:
            return None
        cards = self._cards.get(read.profile)
        if not cards:
            return read
        bare = {f"students[{place}]" for place in cards.bare}
        fields = [
            each.model_copy(update={"field": path, **({"raw": ""} if each.field in bare else {})})
            for each in read.fields
            if (path := cards.path(each.field)) is not None
        ]
        return read.model_copy(update={"fields": fields})

    def redirect(self, redirect: Redirect) -> Redirect | None:
        return None if redirect.new in self._works else redirect

    def _kept_places(self, work: Publication) -> list[Occurrence]:
        return [place for place in work.occurrences if place.url not in self._pages]

    def _student(self, student: Student) -> Student:
        others = [one for one in student.other_supervisors if not self._leaves(one)]
        return student.model_copy(update={"other_supervisors": others})

    def _unlinked(self, author: PersonReference) -> PersonReference:
        return author.model_copy(update={"profile": None}) if author.profile in self._people else author

    def _path(self, profile: str, path: str) -> str | None:
        cards = self._cards.get(profile)
        return cards.path(path) if cards else path

    def _cards_of(self, profile: Profile) -> _Cards:
        cards = _Cards()
        self._place(cards, "students", profile.students)
        self._place(cards, "supervisors", profile.supervisors)
        cards.bare = {
            place for place, student in enumerate(profile.students) if any(map(self._leaves, student.other_supervisors))
        }
        return cards

    def _place(self, cards: _Cards, name: str, people: Iterable[_Named]) -> None:
        kept = 0
        for place, person in enumerate(people):
            leaves = self._leaves(person)
            cards.places[name, place] = None if leaves else kept
            kept += not leaves

    def _leaves(self, person: _Named) -> bool:
        """Whether a card is of somebody who goes: by its link, or by name where it has none."""
        if person.profile is None:
            return (person.name or "").casefold() in self._names
        return person.profile in self._people


def _id_at(profile: Profile, url: str) -> str:
    """The id that an address of a person's page would give: the site, and the last part of the path."""
    return f"{profile.id.partition('/')[0]}/{url.partition('?')[0].rpartition('/')[2].lower()}"
