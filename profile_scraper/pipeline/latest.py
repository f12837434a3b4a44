"""Several captures of one address: which one counts, and what a later failure means for an earlier success."""

from collections.abc import Iterable
from typing import TypeAlias

from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem

Dated: TypeAlias = tuple[str | None, ProfilePage | Problem]
"""When a capture was retrieved (RFC 3339, UTC; None where nothing says), and what it was read as."""

_Identity: TypeAlias = tuple[str, str]


def latest_pages(records: Iterable[Dated]) -> tuple[list[ProfilePage], list[Problem]]:
    """The last good capture of each page, and the problems that no later capture mended.

    A page that could not be had, or was no profile, when it was last tried keeps its last good capture: it is stale,
    and a problem has its address. A page that was gone (not found) when it was last tried leaves; the problem says so.
    """
    good: dict[_Identity, ProfilePage] = {}
    failed: dict[Problem, str | None] = {}
    for retrieved, record in records:
        if isinstance(record, Problem):
            failed[record] = max(failed.get(record), retrieved, key=_time)
        else:
            identity = _identity(record)
            good[identity] = max(record, good.get(identity, record), key=_recency)
    last_good = {page.source.url: _time(page.source.retrieved) for page in good.values()}
    problems = [
        problem
        for problem, retrieved in failed.items()
        if retrieved is None or _time(retrieved) > last_good.get(problem.url, "")
    ]
    gone = {problem.url for problem in problems if problem.reason == "not-found"}
    pages = [page for page in good.values() if page.source.url not in gone]
    return sorted(pages, key=lambda page: (page.source.url, page.page, page.source.sha256)), problems


def _identity(page: ProfilePage) -> _Identity:
    """Captures of one address are versions of one page; files without an address differ by their bytes."""
    return (page.source.url, "" if page.slug else page.source.sha256)


def _recency(page: ProfilePage) -> tuple[str, str]:
    return (_time(page.source.retrieved), page.source.sha256)


def _time(retrieved: str | None) -> str:
    return retrieved or ""
