"""Generic spider, configured by a site's folder."""

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self, TypeAlias
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure

from profile_scraper.archive.decode import TruncatedError
from profile_scraper.archive.response import RawResponse, capture_response, fetch_problem
from profile_scraper.archive.writer import now
from profile_scraper.monitoring.drift import size_alerts
from profile_scraper.parse import read_capture
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site, read_removals
from profile_scraper.spiders.frontier import Frontier, scheme_and_host
from profile_scraper.spiders.requests import (
    Visit,
    fetch_error_problem,
    header,
    headers_of,
    http_problem,
    tries,
    user_agent,
    visits_to,
)
from profile_scraper.spiders.sitemaps import last_changes
from profile_scraper.spiders.snapshot import NOT_FOUND_STATUSES, Snapshot, WarcLocation

Item: TypeAlias = dict[str, Any]

_MAX_ACTIVE_REQUESTS = 8


class SiteSpider(Spider):
    """Visits a site's directories, every profile that a page links to, and every page of their publications.

    Arguments (``-a``): ``base_url``, scheme and host to use instead of the site's own; ``out``, the folder in which
    ``snapshot/`` goes (default ``data/<site>``); ``limit``, how many people to visit at most.
    """

    site: ClassVar[Site]
    snapshot: Snapshot

    def __init__(self, base_url: str = "", out: str = "", limit: str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        base = scheme_and_host(base_url or self.site.base_url)
        self.folder = Path(out or f"data/{self.site.name}") / "snapshot"
        self.frontier = Frontier(self.site, base, int(limit) if limit else None)
        self.problems: list[Problem] = []
        self.bytes = 0
        """Bytes of the bodies that the site sent."""
        self.fetched: dict[str, Address] = {}
        """Pages that this crawl fetched, by requested URL."""
        self.last_changes: dict[str, datetime] = {}
        """By canonical address, when a sitemap says that a page was changed."""
        self.size_alerts: list[str] = []
        """Messages about an implausible change of the site's size."""
        self.limit_reached = False
        """Whether PAGE_LIMIT or BYTE_LIMIT ended the crawl."""
        self.complete = False
        self._pending: deque[Visit] = deque()
        self._active_requests = 0
        self._failures_in_a_row = 0
        self.has_feeds = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the ``User-Agent``."""
        super().update_settings(settings)
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT") or ""), priority="project")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider, as Scrapy requires."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.frontier.pager_limit = crawler.settings.getint("PAGER_LIMIT")
        named = (crawler.settings.getpriority("REMOVALS") or 0) > SETTINGS_PRIORITIES["project"]
        spider.frontier.removed = read_removals(Path(crawler.settings["REMOVALS"]), must_exist=named)
        spider.has_feeds = bool(crawler.settings.getdict("FEEDS"))
        spider.snapshot = Snapshot(spider.folder, spider.site.name)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request | Item]:
        """The start addresses; after a kill, all that the pages in the archive lead to."""
        if self.snapshot.earlier:
            self.last_changes = await last_changes(self.crawler, self.frontier)
        for found in self._visit(visits_to(self.frontier.start())):
            yield found

    def idle(self) -> None:
        """Visit deferred addresses when all others are visited."""
        self._active_requests = 0
        speculative = [Visit(address, address.url, speculative=True) for address in self.frontier.take_deferred()]
        requests = [found for found in self._visit(speculative) if isinstance(found, Request)]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def ended(self, reason: str) -> None:
        """Finish the crawl's file, or leave it for the next run to resume."""
        self.complete = reason in ("finished", "limit-reached")
        if not self.complete:
            self.snapshot.close()
            return
        self.problems += self.frontier.problems()
        if self.frontier.removed_people:
            self.logger.info("Left out on request: %d people", len(self.frontier.removed_people))
        whole_site = reason == "finished" and self.frontier.limit is None
        self.snapshot.finish(self.problems, self._unlinked() if whole_site else ())

    def _unlinked(self) -> set[str]:
        """Pages of the last crawl that no page links to any more; empty if the site's size changed implausibly."""
        read = {url: self.frontier.read(url) for url in self.snapshot.expected()}
        expected = {
            url: page for url, page in read.items() if page and page.slug and not self.frontier.is_removed(page)
        }
        failed = {problem.url for problem in self.problems}
        unlinked = expected.keys() - self.snapshot.answered - failed
        settings = self.crawler.settings
        self.size_alerts = size_alerts(
            expected.values(),
            [
                *self.fetched.values(),
                *(page for url, page in expected.items() if url in failed and url not in self.fetched),
            ],
            settings.getfloat("SHRINK_LIMIT"),
            settings.getfloat("GROWTH_LIMIT"),
        )
        for alert in self.size_alerts:
            self.logger.error("The site's size changed implausibly: %s", alert)
        return set() if self.size_alerts else unlinked

    def on_response(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        """Archive the response, then visit the addresses that it links to."""
        self._active_requests -= 1
        self.bytes += len(response.body)
        location = header(response, "Location")
        earlier = self.snapshot.earlier.get(visit.url)
        if response.status == 304 and earlier:
            stored = self.snapshot.read_response(earlier)
            self.snapshot.store_unchanged(visit.url, headers_of(response), stored.date)
            yield from self._visit(*self._extract_links(visit, stored.capture))
        elif 300 <= response.status < 400 and location:
            self.store(response, visit.url)
            yield from self._visit(self._redirected(visit, response.urljoin(location)))
        else:
            yield from self._on_page(response, visit)
        self._check_limits()

    def on_error(self, failure: Failure) -> Iterator[Request | Item]:
        """Record a failed request; for a page of a pager, continue with the next page."""
        self._active_requests -= 1
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy's engine puts it there
        visit: Visit = request.cb_kwargs["visit"]
        if self.crawler.crawling and failure.value:
            yield from self._visit(self._failed(visit, fetch_error_problem(visit.url, failure.value, tries(request))))
            self._check_limits()

    def store(self, response: Response, url: str) -> None:
        """Archive an unmodified response."""
        self.snapshot.store(url, response.status, headers_of(response), response.body)

    def _archive(self, response: Response, visit: Visit) -> None:
        """Archive a response, except that of a speculative visit."""
        if not visit.speculative:
            self.store(response, visit.url)

    def _on_page(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        kind, encoding = header(response, "Content-Type"), header(response, "Content-Encoding")
        raw = RawResponse(visit.url, response.status, response.body, kind, encoding)
        try:
            capture = capture_response(raw, now(), self.site.name)
        except ValueError as error:
            if isinstance(error, TruncatedError) and (again := self._retry(response)):
                self._active_requests += 1
                yield again
                return
            self._archive(response, visit)  # the archive shows what is wrong with it
            yield from self._visit(self._failed(visit, None))
            return
        if response.status >= 400:
            self._archive(response, visit)
            problem = None if capture else http_problem(visit.url, response.status, tries(response.request))
            yield from self._visit(self._failed(visit, problem, not_found=response.status in NOT_FOUND_STATUSES))
        elif capture is None:
            what = f"the response is {kind or 'of no type'}, neither a page nor text"
            yield from self._visit(self._failed(visit, fetch_problem(visit.url, "wrong-type", what)))
        else:
            self._archive(response, visit)
            visits, page = self._extract_links(visit, capture)
            if visit.speculative and page:
                self.store(response, visit.url)
            yield from self._visit(visits, page)

    def _visit(self, visits: Iterable[Visit], page: ProfilePage | None = None) -> Iterator[Request | Item]:
        """Yield a page for the feeds, then request each address that is not archived yet."""
        waiting = deque(visits)
        if page and self.has_feeds:
            yield page.model_dump()
        while waiting:
            visit = waiting.popleft()
            location = self.snapshot.completed.get(visit.url) or self._unchanged_by_sitemap(visit)
            if location is None:
                if visit.address.kind == "list":  # read at one go, before people on it move from page to page
                    self._pending.appendleft(visit)
                else:
                    self._pending.append(visit)
                continue
            stored = self.snapshot.read_response(location)
            if stored.location and 300 <= stored.status < 400:
                waiting.extend(self._redirected(visit, urljoin(visit.url, stored.location)))
            elif stored.status >= 400 or stored.capture is None:
                waiting.extend(self._failed(visit, None, not_found=stored.status in NOT_FOUND_STATUSES))
            else:
                found, page = self._extract_links(visit, stored.capture)
                waiting.extend(found)
                if page and self.has_feeds:
                    yield page.model_dump()
        yield from self._next_requests()

    def _next_requests(self) -> Iterator[Request]:
        """The next requests; few are created ahead, because a visit needs a tenth of a request's memory."""
        while self._pending and self._active_requests < _MAX_ACTIVE_REQUESTS:
            self._active_requests += 1
            yield self._pending.popleft().request(self.on_response, self.on_error)

    def _unchanged_by_sitemap(self, visit: Visit) -> WarcLocation | None:
        """Archive location of a page without validators that, by the sitemap, has not changed."""
        location, changed = self.snapshot.earlier.get(visit.url), self.last_changes.get(visit.url)
        if location is None or changed is None:
            return None
        stored = self.snapshot.read_response(location)
        if stored.etag or stored.last_modified or datetime.fromisoformat(stored.date) <= changed:
            return None  # a page that carries validators is asked: a sitemap dates the person, not their publications
        self.snapshot.answered.add(visit.url)
        return location

    def _extract_links(self, visit: Visit, capture: Capture | None) -> tuple[list[Visit], ProfilePage | None]:
        """The addresses that a page names, and the page itself where it is a profile."""
        if capture is None:
            return [], None
        reading = read_capture(capture, self.site)
        page = reading.record if isinstance(reading.record, ProfilePage) else None
        if visit.speculative and not page:
            return [], None
        if isinstance(reading.record, Problem) and reading.record.reason == "challenge-page":
            return self._failed(visit, None), None
        self.fetched[visit.url] = visit.address
        self._failures_in_a_row = 0
        return visits_to(self.frontier.after(visit.address, reading)), page

    def _failed(self, visit: Visit, problem: Problem | None, *, not_found: bool = False) -> list[Visit]:
        if visit.speculative:
            return []
        if problem:
            self.problems.append(problem)
        self._failures_in_a_row = 0 if not_found else self._failures_in_a_row + 1
        visits = visits_to(self.frontier.after_failure(visit.address))
        earlier = None if not_found else self.snapshot.earlier.get(visit.url)
        if earlier and (capture := self.snapshot.read_response(earlier).capture):  # its last good copy names its links
            visits += visits_to(self.frontier.after(visit.address, read_capture(capture, self.site)))
        return visits

    def _redirected(self, visit: Visit, target: str) -> list[Visit]:
        chain = (*visit.chain, visit.url)
        targets, problem = self.frontier.follow_redirect(visit.address, chain, target)
        if problem and (problem.reason == "redirect-loop" or not visit.speculative):
            self.problems.append(problem)
        return [Visit(address, url, chain, visit.speculative) for address, url in targets]

    def _retry(self, response: Response) -> Request | None:
        return get_retry_request(response.request, spider=self, reason="cut body") if response.request else None

    def _check_limits(self) -> None:
        settings = self.crawler.settings
        if self._failures_in_a_row >= settings.getint("FAILURE_LIMIT"):
            raise CloseSpider("site-unavailable")
        reached = {"PAGE_LIMIT": len(self.fetched), "BYTE_LIMIT": self.bytes}
        passed = [name for name, number in reached.items() if number >= settings.getint(name)]
        if passed and not self.limit_reached:
            self.limit_reached = True
            what = (
                f"the crawl ended at {passed[0]}, with {len(self.frontier.known) - len(self.fetched)} known pages left"
            )
            self.problems.append(fetch_problem(self.frontier.base_url, "limit-reached", what))
            raise CloseSpider("limit-reached")
