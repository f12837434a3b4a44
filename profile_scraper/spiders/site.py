"""Generic spider, configured by a site's folder."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self, TypeAlias

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure

from profile_scraper.archive.response import fetch_problem
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site, read_removals
from profile_scraper.spiders.answers import AnswerReader, Following
from profile_scraper.spiders.frontier import Frontier, scheme_and_host
from profile_scraper.spiders.limits import CrawlLimits, unlinked_pages
from profile_scraper.spiders.log import escape_log
from profile_scraper.spiders.requests import Visit, http_problem, user_agent, visits_to
from profile_scraper.spiders.sitemaps import last_changes
from profile_scraper.spiders.snapshot import Snapshot
from profile_scraper.spiders.visit_queue import RetryPolicy, VisitQueue

Item: TypeAlias = dict[str, Any]

_MAX_ACTIVE_REQUESTS = 8
_MAX_ACTIVE_RETRIES = 1
"""Pages that failed before and are asked for at once: one that stalls holds a slot until it times out."""


class SiteSpider(Spider):
    """Visits a site's directories, every profile that a page links to, and every page of their publications.

    Arguments (``-a``): ``base_url``, scheme and host to use instead of the site's own; ``out``, the folder in which
    ``snapshot/`` goes (default ``data/<site>``); ``limit``, how many people to visit at most.
    """

    site: ClassVar[Site]
    snapshot: Snapshot
    queue: VisitQueue
    limits: CrawlLimits
    answers: AnswerReader

    def __init__(self, base_url: str = "", out: str = "", limit: str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        base = scheme_and_host(base_url or self.site.base_url)
        self.folder = Path(out or f"data/{self.site.name}") / "snapshot"
        self.frontier = Frontier(self.site, base, int(limit) if limit else None)
        self.problems: list[Problem] = []
        self.fetched: dict[str, Address] = {}
        """Pages that this crawl fetched, by requested URL."""
        self.last_changes: dict[str, datetime] = {}
        """By canonical address, when a sitemap says that a page was changed."""
        self.size_alerts: list[str] = []
        """Messages about an implausible change of the site's size."""
        self.limit_reached = False
        """Whether PAGE_LIMIT or BYTE_LIMIT ended the crawl."""
        self.complete = False
        self.failure = ""
        """Why the crawl had to end unfinished, where that was not the site's doing."""
        self.fault: Exception | None = None
        """A fault of the program that ended the crawl."""
        self.stopping = False
        """Whether the crawl ends before all is visited: what is still waiting is not sent any more."""
        self._active_requests = 0
        self._active_retries = 0
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.Future[None] | None = None
        self.has_feeds = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the ``User-Agent``."""
        super().update_settings(settings)
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT") or ""), priority="project")
        if cls.site.render:
            from profile_scraper.spiders.render import use_browser  # an extra

            use_browser(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider, as Scrapy requires."""
        escape_log()
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.frontier.address_limit = crawler.settings.getint("ADDRESS_LIMIT")
        spider.frontier.pager_limit = crawler.settings.getint("PAGER_LIMIT")
        named = (crawler.settings.getpriority("REMOVALS") or 0) > SETTINGS_PRIORITIES["project"]
        spider.frontier.removed = read_removals(Path(crawler.settings["REMOVALS"]), must_exist=named)
        retries = crawler.settings.getint("RETRY_TIMES"), crawler.settings.getfloat("RETRY_DELAY")
        spider.queue = VisitQueue(*retries)
        spider.limits = CrawlLimits(crawler.settings)
        spider.has_feeds = bool(crawler.settings.getdict("FEEDS"))
        spider.snapshot = Snapshot(spider.folder, spider.site.name)
        spider.answers = AnswerReader(
            site=spider.site,
            frontier=spider.frontier,
            snapshot=spider.snapshot,
            queue=spider.queue,
            limits=spider.limits,
            retry_policy=RetryPolicy.from_settings(crawler.settings),
            problems=spider.problems,
            fetched=spider.fetched,
        )
        crawler.signals.connect(spider.idle, signals.spider_idle)
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request | Item]:
        """The start addresses; after a kill, all that the pages in the archive lead to."""
        if self.snapshot.earlier:
            self.last_changes = await last_changes(self.crawler, self.frontier)
        for found in self._guarded(None, self._visit(Following(visits_to(self.frontier.start())))):
            yield found

    def idle(self) -> None:
        """Visit deferred addresses when all others are visited, then wait for the pages that failed."""
        try:
            is_waiting = self._timer is not None or self._has_more()
        except Exception as error:  # noqa: BLE001 - Scrapy would take the crawl for finished
            self._fail(error)
            raise CloseSpider("failed") from None
        if is_waiting:
            raise DontCloseSpider

    def _has_more(self) -> bool:
        self._active_requests = self._active_retries = 0
        speculative = [Visit(address, address.url, speculative=True) for address in self.frontier.take_deferred()]
        if self._send(self._visit(Following(speculative))):
            return True
        seconds = self.queue.wait()
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._resume)
            return True
        note = "it asks to wait longer than the crawl does"
        for visit in self.queue.give_up():
            problem = http_problem(visit.url, int(visit.failures[-1]), visit.failures[:-1], note)
            self.queue.add_all(self.answers.failed(visit, problem))
        return self._send(self._next_requests())

    def stop(self, reason: str) -> None:
        """End the crawl before all is visited; the next run goes on."""
        if self.stopping:
            return
        self.stopping = True
        self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def _resume(self) -> None:
        self._timer = None
        self._send(self._next_requests())

    def _send(self, found: Iterable[Request | Item]) -> bool:
        """Hand requests to the engine outside of a callback; whether there were any."""
        for request in (requests := [one for one in found if isinstance(one, Request)]):
            self.crawler.engine.crawl(request)
        return bool(requests)

    def ended(self, reason: str) -> None:
        """Finish the crawl's file, or leave it for the next run to resume."""
        if self._timer:
            self._timer.cancel()
        try:
            ran_out = reason in ("finished", "limit-reached")
            if ran_out and not self.failure and (outage := self.limits.outage(self.problems)):
                self.failure = outage
                self.logger.error("%s", outage)
            self.complete = ran_out and not self.failure
            if self.complete:
                self._finish(whole_site=reason == "finished" and self.frontier.limit is None)
        except Exception as error:  # noqa: BLE001 - Scrapy would take the crawl for finished
            self.complete = False
            self._fail(error)
        finally:
            self.answers.close()
            self.snapshot.close()

    def _finish(self, *, whole_site: bool) -> None:
        self.problems += self.frontier.problems()
        if self.frontier.removed_people:
            self.logger.info("Left out on request: %d people", len(self.frontier.removed_people))
        unlinked: set[str] = set()
        if whole_site:
            unlinked, self.size_alerts = unlinked_pages(self, self.crawler.settings)
        for alert in self.size_alerts:
            self.logger.error("The site's size changed implausibly: %s", alert)
        self.snapshot.finish(self.problems, unlinked)

    def on_response(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        """Archive the response, then visit the addresses that it links to."""
        self.limits.bytes += len(response.body)
        yield from self.go_on(visit, lambda: self.answers.follow(response, visit), response)

    def on_error(self, failure: Failure) -> Iterator[Request | Item]:
        """Record a failed request; for a page of a pager, continue with the next page."""
        visit: Visit = failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined] # Scrapy's engine puts it there
        error = failure.value
        if self.crawler.crawling and not self.stopping and error is not None:
            yield from self.go_on(visit, lambda: self.answers.after_error(error, visit))

    def go_on(
        self, visit: Visit, find: Callable[[], Following], fetched: Response | None = None
    ) -> Iterator[Request | Item]:
        """Visit what comes after an answer.

        Args:
            visit: the page that was answered.
            find: archives and reads the answer, and gives what comes next.
            fetched: the answer, where the browser may have to build its document.
        """
        self._active_requests -= 1
        self._active_retries -= bool(visit.failures)
        yield from self._guarded(visit, self._found(visit, find, fetched))

    def _found(self, visit: Visit, find: Callable[[], Following], fetched: Response | None) -> Iterator[Request | Item]:
        following = find()
        if following.to_render and fetched is not None:
            from profile_scraper.spiders.render import rendering_request  # an extra

            self._active_requests += 1
            self._active_retries += bool(visit.failures)
            yield rendering_request(self.crawler, fetched, visit, self)
        else:
            yield from self._visit(following)
        self._check_limits()

    def store(self, response: Response, url: str) -> None:
        """Archive an unmodified response that is no page, such as robots.txt."""
        try:
            self.answers.store(response, url)
        except OSError as error:
            self._fail(error)
            raise

    def _guarded(self, visit: Visit | None, found: Iterator[Request | Item]) -> Iterator[Request | Item]:
        """What a callback yields; a fault costs the page, and an archive that cannot be written ends the crawl."""
        try:
            yield from found
        except CloseSpider:
            raise
        except OSError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - one page's fault costs that page
            url = visit.url if visit else self.frontier.base_url
            what = f"the crawl failed on it: {type(error).__name__}: {error}"[:300]
            self.logger.error("%s: %s", url, what)  # noqa: TRY400 - one line
            self.problems.append(fetch_problem(url, "unreadable", what))
            yield from self._next_requests()

    def _fail(self, error: Exception) -> None:
        """End the crawl unfinished: a disk that is full, or a fault outside of any page."""
        if isinstance(error, OSError):
            what = f"the archive cannot be written: {error.strerror}"
        else:
            what = f"internal error: {type(error).__name__}: {error}"
            self.fault = self.fault or error
        self.failure = self.failure or what
        self.logger.error("%s", self.failure)
        self.stop("failed")

    def _visit(self, following: Following) -> Iterator[Request | Item]:
        """Yield a page for the feeds, then request each address that is not archived yet."""
        waiting = deque([following])
        while waiting:
            visits, page, _ = waiting.popleft()
            if page and self.has_feeds:
                yield page.model_dump()
            for visit in visits:
                stored = self.answers.stored(visit, self.last_changes)
                if stored is not None:
                    waiting.append(self.answers.of_stored(stored, visit))
                else:  # a list is read at one go, before people on it move from page to page
                    self.queue.add(visit, first=visit.address.kind == "list")
        yield from self._next_requests()

    def _next_requests(self) -> Iterator[Request]:
        """The next requests; few are created ahead, because a visit needs a tenth of a request's memory."""
        while self._active_requests < _MAX_ACTIVE_REQUESTS:
            visit = self.queue.take(may_retry=self._active_retries < _MAX_ACTIVE_RETRIES)
            if visit is None:
                return
            self._active_requests += 1
            self._active_retries += bool(visit.failures)
            yield visit.request(self.on_response, self.on_error)

    def _check_limits(self) -> None:
        if self.limits.is_unavailable():
            self.stopping = True
            raise CloseSpider("site-unavailable")
        name = self.limits.passed(len(self.fetched))
        if name and not self.limit_reached:
            self.limit_reached = self.stopping = True
            remaining = len(self.frontier.known) - len(self.fetched)
            what = f"the crawl ended at {name}, with {remaining} known pages left"
            self.problems.append(fetch_problem(self.frontier.base_url, "limit-reached", what))
            raise CloseSpider("limit-reached")
