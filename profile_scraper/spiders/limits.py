"""What one crawl may cost and lose: caps on pages and bytes, failures in a row, an implausible change of size."""

from collections.abc import Iterable, Mapping, Set
from typing import Protocol

from scrapy.settings import BaseSettings

from profile_scraper.messages import _
from profile_scraper.monitoring import size_alerts
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Address
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.snapshot import Snapshot

_NO_ANSWER: Set[Reason] = {"unreachable", "server-error"}
"""Reasons of a page that the site did not answer, or answered with its own fault."""


class CrawlLimits:
    """Counts of a crawl against its limits."""

    def __init__(self, settings: BaseSettings) -> None:
        self._failure_limit = settings.getint("FAILURE_LIMIT")
        self._page_limit = settings.getint("PAGE_LIMIT")
        self._byte_limit = settings.getint("BYTE_LIMIT")
        self.bytes = 0
        """Bytes of the bodies that the site sent."""
        self._failures_in_a_row = 0
        """Pages that failed for the first time, since the last good one."""
        self._has_answer = False
        """Whether a page was fetched, or the site answered that it does not exist."""

    def count_failure(self) -> None:
        """Count a page that failed for the first time."""
        self._failures_in_a_row += 1

    def count_success(self) -> None:
        """Note that a page was fetched, or that the site says that it does not exist."""
        self._failures_in_a_row = 0
        self._has_answer = True

    def outage(self, problems: Iterable[Problem]) -> str:
        """Why not one page could be had of a site that is down; empty where it answered, or nothing was asked of it."""
        details = {problem.reason: problem.detail for problem in problems if problem.reason != "limit-reached"}
        if self._has_answer or not details or not details.keys() <= _NO_ANSWER:
            return ""
        return _("the site is down: {reason}").format(reason=next(iter(details.values())))

    def is_unavailable(self) -> bool:
        """Whether so many pages failed that the site counts as down."""
        return self._failures_in_a_row >= self._failure_limit

    def passed(self, pages: int) -> str | None:
        """The name of the cap that is reached, None where none is."""
        if pages >= self._page_limit:
            return "PAGE_LIMIT"
        return "BYTE_LIMIT" if self.bytes >= self._byte_limit else None


class _Crawl(Protocol):
    frontier: Frontier
    snapshot: Snapshot
    problems: list[Problem]
    fetched: dict[str, Address]


def unlinked_pages(crawl: _Crawl, settings: BaseSettings) -> tuple[set[str], list[str]]:
    """Pages of the last crawl that no page links to any more, none where the site's size changed implausibly.

    Returns:
        Their addresses, and a message for each implausible change.
    """
    expected = _expected_pages(crawl)
    failed = {problem.url for problem in crawl.problems}
    alerts = size_alerts(
        expected.values(),
        [
            *crawl.fetched.values(),
            *(page for url, page in expected.items() if url in failed and url not in crawl.fetched),
        ],
        settings.getfloat("SHRINK_LIMIT"),
        settings.getfloat("GROWTH_LIMIT"),
    )
    return (set() if alerts else expected.keys() - crawl.snapshot.answered - failed), alerts


def _expected_pages(crawl: _Crawl) -> Mapping[str, Address]:
    read = {url: crawl.frontier.read(url) for url in crawl.snapshot.expected()}
    return {url: page for url, page in read.items() if page and page.slug and not crawl.frontier.is_removed(page)}
