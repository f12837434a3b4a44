"""People who asked to be left out: their pages are not used, nothing leads to them or says that they asked."""

import re
from array import array
from collections.abc import Iterable, Set
from functools import lru_cache, partial
from typing import NamedTuple

from profile_scraper.pair import Card, id_from_name
from profile_scraper.pipeline.pages import AT_HAND, LoadedPages, Remarks, Source
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import Entry, PageStudent, PageSupervisor, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import naming
from profile_scraper.storage.cache import cache_key


def without_removed(pages: LoadedPages, removed: Set[str]) -> LoadedPages:
    """The pages that are not of these people, without the cards and links that name them.

    A student or supervisor who asked to be left out is not listed, told by the link or, without one, by the name; as an
    author of a work the name stays, as it does in the work itself, and the link goes.

    Args:
        pages: pages of any people.
        removed: ids (``site/slug``) of those who asked to be left out.
    """
    if not removed:
        return pages
    kept, names = array("q"), set()
    for card in pages.cards():
        if _id(card) in removed:
            names.add(card.name.casefold())
        else:
            kept.append(card.place)
    return pages.part(kept).changed(partial(_WithoutRemoved, _Gone(removed, names, naming(removed))))


def problems_but_theirs(problems: Iterable[Problem], removed: Set[str]) -> list[Problem]:
    """The problems that have no id or address of these people in them: a line about somebody's page names its owner."""
    theirs = naming(removed)
    return [problem for problem in problems if not theirs.search(f"/{problem.url} {problem.record} {problem.detail}")]


def decisions_but_theirs(decisions: Iterable[Decision], removed: Set[str]) -> list[Decision]:
    """The decisions that name none of these people, of whom nothing is present by their own will."""
    theirs = naming(removed)
    return [one for one in decisions if not theirs.search(f"{one.first} {one.second} {one.within}")]


def _id(card: Card) -> str:
    return f"{card.site}/{card.slug}" if card.slug else id_from_name(card.site, card.name)


class _Gone(NamedTuple):
    """Those who asked."""

    ids: Set[str]
    names: Set[str]
    """Names of those whose pages are in the input, for cards without a link."""
    addresses: re.Pattern[str]
    """Finds their addresses."""

    def has(self, person: PageStudent | PageSupervisor | PersonReference) -> bool:
        return (person.name or "").casefold() in self.names if person.profile is None else person.profile in self.ids


class _WithoutRemoved:
    """A source of pages in which nothing leads to those who asked."""

    def __init__(self, gone: _Gone, source: Source) -> None:
        self._gone, self._source = gone, source
        self._key = cache_key(sorted(gone.ids), sorted(gone.names))  # a set prints otherwise in every process
        self.page = lru_cache(AT_HAND)(lambda place: _unlinked(source.page(place), gone))

    def card(self, place: int) -> Card:
        card = self._source.card(place)
        named = card.counterpart and self._gone.addresses.search(card.counterpart)
        return card._replace(
            counterpart=None if named else card.counterpart,
            digest=card.digest and cache_key(card.digest, self._key),
        )

    def remarks(self, place: int) -> Remarks:
        return self._source.remarks(place)


def _unlinked(page: ProfilePage, gone: _Gone) -> ProfilePage:
    return page.model_copy(
        update={
            "alternates": {
                language: url for language, url in page.alternates.items() if not gone.addresses.search(url)
            },
            "students": [_student(one, gone) for one in page.students if not gone.has(one)],
            "supervisors": [one for one in page.supervisors if not gone.has(one)],
            "publications": [_entry(one, gone.ids) for one in page.publications],
        }
    )


def _student(student: PageStudent, gone: _Gone) -> PageStudent:
    others = [one for one in student.other_supervisors if not gone.has(one)]
    if len(others) == len(student.other_supervisors):
        return student
    return student.model_copy(update={"other_supervisors": others, "raw": []})


def _entry(entry: Entry, removed: Set[str]) -> Entry:
    if all(author.profile not in removed for author in entry.authors):
        return entry
    authors = [
        PersonReference(name=author.name, profile=None) if author.profile in removed else author
        for author in entry.authors
    ]
    return entry.model_copy(update={"authors": authors})
