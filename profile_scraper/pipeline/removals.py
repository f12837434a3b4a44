"""Apply the removal list to a build: pages of these people are not used, and nothing links to or names them."""

import re
from array import array
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache, partial
from typing import NamedTuple

from profile_scraper.pair import PageSummary, id_from_name
from profile_scraper.pipeline.pages import PAGE_CACHE_SIZE, LoadedPages, PageDiagnostics, Source
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import Entry, PageStudent, PageSupervisor, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import mentions, naming
from profile_scraper.storage.cache import cache_key


def without_removed(pages: LoadedPages, removed: Set[str]) -> LoadedPages:
    """The pages of other people, without the items and links of removed people.

    A removed student or supervisor is identified by the link or, without one, by the name. As an author a removed
    person keeps the name and loses the link.

    Args:
        pages: pages of any people.
        removed: ids (``site/slug``) of removed people.
    """
    if not removed:
        return pages
    remaining, names = array("q"), set()
    for summary in pages.summaries():
        if _id(summary) in removed:
            names.add(summary.name.casefold())
        else:
            remaining.append(summary.page_index)
    return pages.part(remaining).changed(partial(_RedactedPages, _RemovedPeople(removed, names, naming(removed))))


def people_left_out(pages: LoadedPages, removed: Set[str]) -> list[frozenset[str]]:
    """The removed people whom these pages are of, list or link to; each with all of the ids that name them.

    Args:
        pages: all pages of a build, before :func:`without_removed`.
        removed: ids (``site/slug``) of removed people.
    """
    people: list[frozenset[str]] = []
    for summary in pages.summaries() if removed else ():
        ids = {_id(summary)} & removed
        if summary.counterpart and ids:
            ids |= {id_ for id_ in removed if naming([id_]).search(summary.counterpart)}
        people = _joined(people, frozenset(ids))
    missing = removed - frozenset[str]().union(*people)
    if missing:  # their pages may never have been fetched
        linked = {id_ for page in pages for id_ in _linked(page) if id_ is not None and id_ in missing}
        people += [frozenset({id_}) for id_ in sorted(linked)]
    return people


def problems_without(problems: Iterable[Problem], removed: Set[str], pages: LoadedPages) -> list[Problem]:
    """The problems that contain no id, address or name of these people, in the name of a file or a title neither.

    Args:
        problems: problems of any pages.
        removed: ids (``site/slug``) of removed people.
        pages: all pages of a build, which may have their names.
    """
    names = [summary.name for summary in pages.summaries() if _id(summary) in removed] if removed else []
    mention = mentions(removed, names)
    return [each for each in problems if not mention(f"/{each.url} {each.record} {each.detail}")]


def decisions_without(decisions: Iterable[Decision], removed: Set[str]) -> list[Decision]:
    """The decisions that name none of these people."""
    mention = naming(removed)
    return [each for each in decisions if not mention.search(f"{each.first} {each.second} {each.within}")]


def _joined(people: list[frozenset[str]], ids: frozenset[str]) -> list[frozenset[str]]:
    """The people, where one who has any of these ids has all of them."""
    if not ids or any(ids <= person for person in people):
        return people
    same = [person for person in people if not person.isdisjoint(ids)]
    return [*(person for person in people if person.isdisjoint(ids)), ids.union(*same)]


def _linked(page: ProfilePage) -> Iterator[str | None]:
    """The profiles that a page links to."""
    for student in page.students:
        yield student.profile
        yield from (other.profile for other in student.other_supervisors)
    yield from (supervisor.profile for supervisor in page.supervisors)
    yield from (author.profile for entry in page.publications for author in entry.authors)


def _id(summary: PageSummary) -> str:
    return f"{summary.site}/{summary.slug}" if summary.slug else id_from_name(summary.site, summary.name)


class _RemovedPeople(NamedTuple):
    """The removed people."""

    ids: Set[str]
    names: Set[str]
    """Names of those whose pages are in the input, for items without a link."""
    addresses: re.Pattern[str]
    """Matches their addresses."""

    def contains(self, person: PageStudent | PageSupervisor | PersonReference) -> bool:
        return (person.name or "").casefold() in self.names if person.profile is None else person.profile in self.ids


class _RedactedPages:
    """Pages without links to removed people."""

    def __init__(self, removed: _RemovedPeople, source: Source) -> None:
        self._removed, self._source = removed, source
        self._key = cache_key(
            sorted(removed.ids), sorted(removed.names)
        )  # the order of a set differs between processes
        self.page = lru_cache(PAGE_CACHE_SIZE)(lambda row_id: _redacted(source.page(row_id), removed))

    def summary(self, row_id: int) -> PageSummary:
        summary = self._source.summary(row_id)
        named = summary.counterpart and self._removed.addresses.search(summary.counterpart)
        return summary._replace(
            counterpart=None if named else summary.counterpart,
            digest=summary.digest and cache_key(summary.digest, self._key),
        )

    def diagnostics(self, row_id: int) -> PageDiagnostics:
        return self._source.diagnostics(row_id)


def _redacted(page: ProfilePage, removed: _RemovedPeople) -> ProfilePage:
    return page.model_copy(
        update={
            "alternates": {
                language: url for language, url in page.alternates.items() if not removed.addresses.search(url)
            },
            "students": [_student(each, removed) for each in page.students if not removed.contains(each)],
            "supervisors": [each for each in page.supervisors if not removed.contains(each)],
            "publications": [_entry(each, removed.ids) for each in page.publications],
        }
    )


def _student(student: PageStudent, removed: _RemovedPeople) -> PageStudent:
    others = [each for each in student.other_supervisors if not removed.contains(each)]
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
