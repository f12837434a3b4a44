"""Generic spider, configured by a site's folder."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self, TypeAlias
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure

from profile_scraper.archive.clock import is_future
from profile_scraper.archive.decode import MAX_PAGE_BYTES, TruncatedError
from profile_scraper.archive.response import RawResponse, capture_response, fetch_problem
from profile_scraper.archive.writer import now
from profile_scraper.parse import read_capture
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site, read_removals
from profile_scraper.spiders.frontier import Frontier, scheme_and_host
from profile_scraper.spiders.limits import CrawlLimits, unlinked_pages
from profile_scraper.spiders.log import escape_log
from profile_scraper.spiders.requests import (
    NOT_FOUND_STATUSES,
    Visit,
    failure_of,
    fetch_error_problem,
    header,
    headers_of,
    http_problem,
    redirect_target,
    user_agent,
    visits_to,
)
from profile_scraper.spiders.retry import RetryPolicy, retry_after_of
from profile_scraper.spiders.sitemaps import last_changes
from profile_scraper.spiders.snapshot import Snapshot, StoredResponse
from profile_scraper.spiders.visit_queue import VisitQueue

Item: TypeAlias = dict[str, Any]

_MAX_ACTIVE_REQUESTS = 8


class SiteSpider(Spider):
    """Visits a site's directories, every profile that a page links to, and every page of their publications.

    Arguments (``-a``): ``base_url``, scheme and host to use instead of the site's own; ``out``, the folder in which
    ``snapshot/`` goes (default ``data/<site>``); ``limit``, how many people to visit at most.
    """

    site: ClassVar[Site]
    snapshot: Snapshot
    queue: VisitQueue
    retry_policy: RetryPolicy
    limits: CrawlLimits

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
        self.forbidden: dict[str, str] = {}
        """By host and port, why robots.txt could not be used, which forbids the site."""
        self.unreachable: dict[str, str] = {}
        """By host and port, why robots.txt could not be requested."""
        self.stopping = False
        """Whether the crawl ends before all is visited: what is still waiting is not sent any more."""
        self._active_requests = 0
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
        spider.retry_policy = RetryPolicy.from_settings(crawler.settings)
        spider.limits = CrawlLimits(crawler.settings)
        spider.has_feeds = bool(crawler.settings.getdict("FEEDS"))
        spider.snapshot = Snapshot(spider.folder, spider.site.name)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request | Item]:
        """The start addresses; after a kill, all that the pages in the archive lead to."""
        if self.snapshot.earlier:
            self.last_changes = await last_changes(self.crawler, self.frontier)
        for found in self._guarded(None, self._visit(visits_to(self.frontier.start()))):
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
        self._active_requests = 0
        speculative = [Visit(address, address.url, speculative=True) for address in self.frontier.take_deferred()]
        if self._send(self._visit(speculative)):
            return True
        seconds = self.queue.wait()
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._resume)
            return True
        note = "it asks to wait longer than the crawl does"
        for visit in self.queue.give_up():
            problem = http_problem(visit.url, int(visit.failures[-1]), visit.failures[:-1], note)
            self.queue.add_all(self._failed(visit, problem))
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
        requests = [one for one in found if isinstance(one, Request)]
        for request in requests:
            self.crawler.engine.crawl(request)
        return bool(requests)

    def ended(self, reason: str) -> None:
        """Finish the crawl's file, or leave it for the next run to resume."""
        if self._timer:
            self._timer.cancel()
        try:
            self.complete = reason in ("finished", "limit-reached") and not self.failure
            if self.complete:
                self._finish(whole_site=reason == "finished" and self.frontier.limit is None)
        except Exception as error:  # noqa: BLE001 - Scrapy would take the crawl for finished
            self.complete = False
            self._fail(error)
        finally:
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
        self._active_requests -= 1
        self.limits.bytes += len(response.body)
        yield from self._guarded(visit, self._on_answer(response, visit))

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
        what = "the archive cannot be written" if isinstance(error, OSError) else "internal error"
        words = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        self.failure = self.failure or f"{what}: {words}"
        self.logger.error("%s", self.failure)
        self.stop("failed")

    def _on_answer(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        location = header(response, "Location")
        earlier = self.snapshot.read_earlier(visit.url) if response.status == 304 else None
        if self._is_challenge(response, visit):
            self._archive(response, visit)  # refused at once: whoever does not want programs is left alone
            yield from self._visit(self._failed(visit, None))
        elif response.status in self.retry_policy.statuses and self._is_deferred(
            visit, str(response.status), response, retry_after_of(response)
        ):
            yield from self._next_requests()
        elif response.status == 304 and earlier:
            self.snapshot.store_unchanged(visit.url, headers_of(response), earlier.date)
            yield from self._visit(*self._extract_links(visit, earlier.capture))
        elif 300 <= response.status < 400 and location:
            self.store(response, visit.url)
            yield from self._visit(self._redirected(visit, location))
        else:
            yield from self._on_page(response, visit)
        self._check_limits()

    def on_error(self, failure: Failure) -> Iterator[Request | Item]:
        """Record a failed request; for a page of a pager, continue with the next page."""
        self._active_requests -= 1
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy's engine puts it there
        visit: Visit = request.cb_kwargs["visit"]
        error = failure.value
        if self.crawler.crawling and not self.stopping and error is not None:
            yield from self._guarded(visit, self._on_failure(error, visit))

    def _on_failure(self, error: BaseException, visit: Visit) -> Iterator[Request | Item]:
        if isinstance(error, self.retry_policy.exceptions) and self._is_deferred(visit, failure_of(error)):
            yield from self._next_requests()
        else:
            yield from self._visit(self._failed(visit, self._error_problem(visit, error)))
        self._check_limits()

    def _error_problem(self, visit: Visit, error: BaseException) -> Problem:
        netloc = urlsplit(visit.url).netloc
        if isinstance(error, IgnoreRequest) and netloc in self.unreachable:
            return fetch_problem(visit.url, "unreachable", self.unreachable[netloc])
        if isinstance(error, IgnoreRequest) and netloc in self.forbidden:
            return fetch_problem(visit.url, "forbidden-by-robots", self.forbidden[netloc])
        return fetch_error_problem(visit.url, error, visit.failures)

    def _is_challenge(self, response: Response, visit: Visit) -> bool:
        """Whether an answer with an error is a page of a bot protection."""
        if response.status < 400 or response.status in NOT_FOUND_STATUSES:
            return False
        kind, encoding = header(response, "Content-Type"), header(response, "Content-Encoding")
        try:
            raw = RawResponse(visit.url, response.status, response.body, kind, encoding)
            capture = capture_response(raw, now(), self.site.name)
        except ValueError:
            return False
        record = read_capture(capture, self.site).record if capture else None
        return isinstance(record, Problem) and record.reason == "challenge-page"

    def _is_deferred(
        self, visit: Visit, failure: str, response: Response | None = None, retry_after: float | None = None
    ) -> bool:
        """Put off a page that failed; False where it is not tried again."""
        if response is not None and response.request and response.request.meta.get("dont_retry"):
            return False
        if not self.queue.defer(visit, failure, retry_after):
            return False
        if not visit.failures:
            self.limits.count_failure()
        return True

    def store(self, response: Response, url: str) -> None:
        """Archive an unmodified response.

        Raises:
            OSError: the archive cannot be written; the crawl ends.
        """
        try:
            self.snapshot.store(url, response.status, headers_of(response), response.body)
        except OSError as error:
            self._fail(error)
            raise

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
            if isinstance(error, TruncatedError) and self._is_deferred(visit, "the body was cut"):
                yield from self._next_requests()
                return
            self._archive(response, visit)  # the archive shows what is wrong with it
            yield from self._visit(self._failed(visit, None))
            return
        if response.status >= 400:
            self._archive(response, visit)
            not_found = response.status in NOT_FOUND_STATUSES
            problem = None if capture and not_found else http_problem(visit.url, response.status, visit.failures)
            yield from self._visit(self._failed(visit, problem, not_found=not_found))
        elif capture is None:
            what = f"the response is {kind or 'of no type'}, neither a page nor text"
            yield from self._visit(self._failed(visit, fetch_problem(visit.url, "wrong-type", what)))
        elif self.site.render and capture.media == "html":
            self._active_requests += 1
            yield self._render_request(response, visit)
        else:
            self._archive(response, visit)
            visits, page = self._extract_links(visit, capture)
            if visit.speculative and page:
                self.store(response, visit.url)
            yield from self._visit(visits, page)

    def _render_request(self, response: Response, visit: Visit) -> Request:
        from profile_scraper.spiders.render import render_meta

        hosts = self.site.hosts | {urlsplit(self.frontier.base_url).netloc}
        return Request(
            visit.url,
            callback=self.on_rendered,
            errback=self.on_render_error,
            cb_kwargs={"visit": visit, "fetched": response},
            meta=render_meta(self.crawler, response, hosts),
            dont_filter=True,
        )

    def on_rendered(self, response: Response, visit: Visit, fetched: Response) -> Iterator[Request | Item]:
        """Archive the response and the document that its scripts built, then visit the addresses in it."""
        self._active_requests -= 1
        yield from self._guarded(visit, self._on_document(response, visit, fetched))
        self._check_limits()

    def on_render_error(self, failure: Failure) -> Iterator[Request | Item]:
        """Archive a page that cannot be rendered as it came."""
        self._active_requests -= 1
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined] # Scrapy's engine puts it there
        visit, fetched = arguments["visit"], arguments["fetched"]
        if not self.stopping and failure.value:
            what = f"it cannot be rendered: {failure.getErrorMessage()}"[:300]
            yield from self._guarded(visit, self._without_document(visit, fetched, what))

    def _without_document(self, visit: Visit, fetched: Response, what: str) -> Iterator[Request | Item]:
        self._archive(fetched, visit)
        yield from self._visit(self._failed(visit, fetch_problem(visit.url, "unreadable", what)))

    def _on_document(self, response: Response, visit: Visit, fetched: Response) -> Iterator[Request | Item]:
        text = response.text if isinstance(response, TextResponse) else response.body.decode("utf8", "replace")
        document = text.encode("utf8", "replace")
        if len(document) > MAX_PAGE_BYTES:
            what = f"the document that its scripts build is larger than {MAX_PAGE_BYTES} bytes"
            yield from self._visit(self._failed(visit, fetch_problem(visit.url, "too-large", what)))
            return
        raw = RawResponse(visit.url, fetched.status, document, "text/html; charset=utf-8")
        visits, page = self._extract_links(visit, capture_response(raw, now(), self.site.name))
        if page or not visit.speculative:
            self.snapshot.store_rendered(visit.url, fetched.status, headers_of(fetched), fetched.body, document)
        yield from self._visit(visits, page)

    def _visit(self, visits: Iterable[Visit], page: ProfilePage | None = None) -> Iterator[Request | Item]:
        """Yield a page for the feeds, then request each address that is not archived yet."""
        waiting = deque(visits)
        if page and self.has_feeds:
            yield page.model_dump()
        while waiting:
            visit = waiting.popleft()
            stored = self.snapshot.read_completed(visit.url) or self._unchanged_by_sitemap(visit)
            if stored is None:
                # a list is read at one go, before people on it move from page to page
                self.queue.add(visit, first=visit.address.kind == "list")
                continue
            if stored.location and 300 <= stored.status < 400:
                waiting.extend(self._redirected(visit, stored.location))
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
        while self._active_requests < _MAX_ACTIVE_REQUESTS and (visit := self.queue.take()):
            self._active_requests += 1
            yield visit.request(self.on_response, self.on_error)

    def _unchanged_by_sitemap(self, visit: Visit) -> StoredResponse | None:
        """The last copy of a page without validators that, by the sitemap, has not changed."""
        changed = self.last_changes.get(visit.url)
        stored = self.snapshot.read_earlier(visit.url) if changed else None
        if changed is None or stored is None or is_future(stored.date):
            return None
        if stored.etag or stored.last_modified or datetime.fromisoformat(stored.date) <= changed:
            return None  # a page that carries validators is asked: a sitemap dates the person, not their publications
        self.snapshot.answered.add(visit.url)
        return stored

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
        self.limits.count_success()
        self.queue.count(visit, is_useful=not isinstance(reading.record, Problem))
        return visits_to(self.frontier.after(visit.address, reading), visit.url), page

    def _failed(self, visit: Visit, problem: Problem | None, *, not_found: bool = False) -> list[Visit]:
        if visit.speculative:
            return []
        if problem:
            self.problems.append(problem)
        self.queue.count(visit, is_useful=False)
        if not_found:
            self.limits.count_success()
        elif not visit.failures:
            self.limits.count_failure()
        visits = visits_to(self.frontier.after_failure(visit.address))
        earlier = None if not_found else self.snapshot.read_earlier(visit.url)
        if earlier and earlier.capture:  # its last good copy names its links
            visits += visits_to(self.frontier.after(visit.address, read_capture(earlier.capture, self.site)), visit.url)
        return visits

    def _redirected(self, visit: Visit, location: str) -> list[Visit]:
        chain = (*visit.chain, visit.url)
        target = redirect_target(visit.url, location)
        if target is None:
            what = f"it redirects to {location[:200]!r}, which is no address"
            return self._failed(visit, fetch_problem(visit.url, "off-site", what))
        targets, problem = self.frontier.follow_redirect(visit.address, chain, target)
        if problem and (problem.reason == "redirect-loop" or not visit.speculative):
            self.problems.append(problem)
        return [Visit(address, url, chain, visit.speculative) for address, url in targets]

    def _check_limits(self) -> None:
        if self.limits.is_unavailable():
            self.stopping = True
            raise CloseSpider("site-unavailable")
        name = self.limits.passed(len(self.fetched))
        if name and not self.limit_reached:
            self.limit_reached = self.stopping = True
            left = len(self.frontier.known) - len(self.fetched)
            what = f"the crawl ended at {name}, with {left} known pages left"
            self.problems.append(fetch_problem(self.frontier.base_url, "limit-reached", what))
            raise CloseSpider("limit-reached")
