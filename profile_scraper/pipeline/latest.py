"""Several captures of one address: which one counts, and what a later failure means for an earlier success."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem

Read: TypeAlias = tuple[str, str | None, ProfilePage | Problem]
"""The address asked for, when (RFC 3339, UTC; None where nothing says), and what was read."""

_Identity: TypeAlias = tuple[str, str]


def latest_pages(records: Iterable[Read]) -> tuple[list[ProfilePage], list[Problem]]:
    """The last good capture of each page, and the problems that no later capture mended.

    A page that could not be had, or was no profile, when it was last tried keeps its last good capture: it is stale,
    and a problem has its address. A page that was gone (not found) when it was last tried leaves; the problem says so.
    """
    good: dict[_Identity, ProfilePage] = {}
    failed: dict[Problem, str | None] = {}
    own: dict[str, str] = {}
    for asked, retrieved, record in records:
        if isinstance(record, Problem):
            failed[record] = max(failed.get(record), retrieved, key=_time)
        else:
            own[asked] = record.source.url
            identity = _identity(record)
            good[identity] = max(record, good.get(identity, record), key=_recency)
    last_good = {page.source.url: _time(page.source.retrieved) for page in good.values()}
    problems = [
        _placed(problem, own)
        for problem, retrieved in failed.items()
        if retrieved is None or _time(retrieved) > last_good.get(own.get(problem.url, problem.url), "")
    ]
    gone = {problem.url for problem in problems if problem.reason == "not-found"}
    pages = [page for page in good.values() if page.source.url not in gone]
    return sorted(pages, key=lambda page: (page.source.url, page.page, page.source.sha256)), problems


def _placed(problem: Problem, own: Mapping[str, str]) -> Problem:
    """The problem under the address that the page calls its own, where a capture of it once told."""
    address = own.get(problem.url, problem.url)
    return problem if address == problem.url else problem.model_copy(update={"url": address})


def _identity(page: ProfilePage) -> _Identity:
    """Captures of one address are versions of one page; files without an address differ by their bytes."""
    return (page.source.url, "" if page.slug else page.source.sha256)


def _recency(page: ProfilePage) -> tuple[str, str]:
    return (_time(page.source.retrieved), page.source.sha256)


def _time(retrieved: str | None) -> str:
    return retrieved or ""
