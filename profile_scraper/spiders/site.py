"""The one spider: a site's folder tells it where to start and what an address is."""

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
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from profile_scraper.archive.decode import TruncatedError
from profile_scraper.archive.response import RawResponse, capture_response, fetch_problem
from profile_scraper.archive.writer import now
from profile_scraper.parse import read_capture
from profile_scraper.records.capture import Capture
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Address, Site, read_removals
from profile_scraper.spiders.alarms import size_alarms
from profile_scraper.spiders.frontier import Frontier, scheme_and_host
from profile_scraper.spiders.requests import (
    Visit,
    header,
    headers_of,
    http_problem,
    problem_of,
    tries,
    user_agent,
    visits_to,
)
from profile_scraper.spiders.sitemaps import last_changes
from profile_scraper.spiders.snapshot import GONE, Place, Snapshot

Item: TypeAlias = dict[str, Any]

_ASKED_AHEAD = 8
_LONGEST_CHAIN = 10
"""So many redirects in a row are as bad as a loop."""


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
        self.had: dict[str, Address] = {}
        """Pages that this crawl has, by what was asked for."""
        self.last_changes: dict[str, datetime] = {}
        """By canonical address, when a sitemap says that a page was changed."""
        self.alarms: list[str] = []
        """What about the site's size is hard to believe."""
        self.capped = False
        """Whether PAGE_LIMIT or BYTE_LIMIT ended the crawl."""
        self.complete = False
        self._waiting: deque[Visit] = deque()
        self._asked = 0
        self._failures_in_a_row = 0
        self.feeds = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Say honestly who asks."""
        super().update_settings(settings)
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT") or ""), priority="project")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """How Scrapy makes a spider."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.frontier.pager_limit = crawler.settings.getint("PAGER_LIMIT")
        spider.frontier.removed = read_removals(Path(crawler.settings["REMOVALS"]))
        spider.feeds = bool(crawler.settings.getdict("FEEDS"))
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
        """When every sure address was visited: those that may exist."""
        self._asked = 0
        guesses = [Visit(address, address.url, guess=True) for address in self.frontier.leftovers()]
        requests = [found for found in self._visit(guesses) if isinstance(found, Request)]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def ended(self, reason: str) -> None:
        """Close the crawl's file, or leave it open for the next run to go on in."""
        self.complete = reason in ("finished", "limit-reached")
        if not self.complete:
            self.snapshot.close()
            return
        self.problems += self.frontier.problems()
        if self.frontier.left_out:
            self.logger.info("Left out on request: %d people", len(self.frontier.left_out))
        whole_site = reason == "finished" and self.frontier.limit is None
        self.snapshot.finish(self.problems, self._left() if whole_site else ())

    def _left(self) -> set[str]:
        """The pages of the last crawl that this one met no link to; none where that are too many to believe."""
        read = {url: self.frontier.read(url) for url in self.snapshot.expected()}
        expected = {
            url: page for url, page in read.items() if page and page.slug and not self.frontier.leaves_out(page)
        }
        failed = {problem.url for problem in self.problems}
        left = expected.keys() - self.snapshot.answered - failed
        settings = self.crawler.settings
        self.alarms = size_alarms(
            expected.values(),
            [*self.had.values(), *(page for url, page in expected.items() if url in failed and url not in self.had)],
            settings.getfloat("SHRINK_LIMIT"),
            settings.getfloat("GROWTH_LIMIT"),
        )
        for alarm in self.alarms:
            self.logger.error("The site's size is not what it was: %s", alarm)
        return set() if self.alarms else left

    def on_response(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        """Archive what came, then follow what it names."""
        self._asked -= 1
        self.bytes += len(response.body)
        location = header(response, "Location")
        place = self.snapshot.earlier.get(visit.url)
        if response.status == 304 and place:
            stored = self.snapshot.recall(place)
            self.snapshot.store_unchanged(visit.url, headers_of(response), stored.date)
            yield from self._visit(*self._learn(visit, stored.capture))
        elif 300 <= response.status < 400 and location:
            self.store(response, visit.url)
            yield from self._visit(self._redirected(visit, response.urljoin(location)))
        else:
            yield from self._on_page(response, visit)
        self._check_limits()

    def on_error(self, failure: Failure) -> Iterator[Request | Item]:
        """List a page that could not be had; where it is a pager's, go on behind it."""
        self._asked -= 1
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy's engine puts it there
        visit: Visit = request.cb_kwargs["visit"]
        if self.crawler.crawling and failure.value:
            yield from self._visit(self._failed(visit, problem_of(visit.url, failure.value, tries(request))))
            self._check_limits()

    def store(self, response: Response, url: str) -> None:
        """Archive a response as it came."""
        self.snapshot.store(url, response.status, headers_of(response), response.body)

    def _keep(self, response: Response, visit: Visit) -> None:
        """Archive a response, unless nothing said that its page exists: then only a profile is worth it."""
        if not visit.guess:
            self.store(response, visit.url)

    def _on_page(self, response: Response, visit: Visit) -> Iterator[Request | Item]:
        kind, encoding = header(response, "Content-Type"), header(response, "Content-Encoding")
        raw = RawResponse(visit.url, response.status, response.body, kind, encoding)
        try:
            capture = capture_response(raw, now(), self.site.name)
        except ValueError as error:
            if isinstance(error, TruncatedError) and (again := self._again(response)):
                self._asked += 1
                yield again
                return
            self._keep(response, visit)  # the archive shows what is wrong with it
            yield from self._visit(self._failed(visit, None))
            return
        if response.status >= 400:
            self._keep(response, visit)
            problem = None if capture else http_problem(visit.url, response.status, tries(response.request))
            yield from self._visit(self._failed(visit, problem, gone=response.status in GONE))
        elif capture is None:
            what = f"the response is {kind or 'of no type'}, neither a page nor text"
            yield from self._visit(self._failed(visit, fetch_problem(visit.url, "wrong-type", what)))
        else:
            self._keep(response, visit)
            visits, page = self._learn(visit, capture)
            if visit.guess and page:
                self.store(response, visit.url)
            yield from self._visit(visits, page)

    def _visit(self, visits: Iterable[Visit], page: ProfilePage | None = None) -> Iterator[Request | Item]:
        """Give a page to the feeds, and ask for each address that a killed crawl does not have in the archive."""
        waiting = deque(visits)
        if page and self.feeds:
            yield page.model_dump()
        while waiting:
            visit = waiting.popleft()
            place = self.snapshot.done.get(visit.url) or self._undoubted(visit)
            if place is None:
                if visit.address.kind == "directory":  # read at one go, before people on it move from page to page
                    self._waiting.appendleft(visit)
                else:
                    self._waiting.append(visit)
                continue
            stored = self.snapshot.recall(place)
            if stored.location and 300 <= stored.status < 400:
                waiting.extend(self._redirected(visit, urljoin(visit.url, stored.location)))
            elif stored.status >= 400 or stored.capture is None:
                waiting.extend(self._failed(visit, None, gone=stored.status in GONE))
            else:
                found, page = self._learn(visit, stored.capture)
                waiting.extend(found)
                if page and self.feeds:
                    yield page.model_dump()
        yield from self._ask()

    def _ask(self) -> Iterator[Request]:
        """As many requests as keep Scrapy busy: a waiting visit is a tenth of a request's size."""
        while self._waiting and self._asked < _ASKED_AHEAD:
            self._asked += 1
            yield self._waiting.popleft().request(self.on_response, self.on_error)

    def _undoubted(self, visit: Visit) -> Place | None:
        """Where the archive has a page of which only the sitemap can tell that it has not changed."""
        place, changed = self.snapshot.earlier.get(visit.url), self.last_changes.get(visit.url)
        if place is None or changed is None:
            return None
        stored = self.snapshot.recall(place)
        if stored.etag or stored.last_modified or datetime.fromisoformat(stored.date) <= changed:
            return None  # a page that carries validators is asked: a sitemap dates the person, not their publications
        self.snapshot.answered.add(visit.url)
        return place

    def _learn(self, visit: Visit, capture: Capture | None) -> tuple[list[Visit], ProfilePage | None]:
        """The addresses that a page names, and the page itself where it is a profile."""
        if capture is None:
            return [], None
        reading = read_capture(capture, self.site)
        page = reading.record if isinstance(reading.record, ProfilePage) else None
        if visit.guess and not page:
            return [], None
        if isinstance(reading.record, Problem) and reading.record.reason == "challenge-page":
            return self._failed(visit, None), None
        self.had[visit.url] = visit.address
        self._failures_in_a_row = 0
        return visits_to(self.frontier.after(visit.address, reading)), page

    def _failed(self, visit: Visit, problem: Problem | None, *, gone: bool = False) -> list[Visit]:
        if visit.guess:
            return []
        if problem:
            self.problems.append(problem)
        self._failures_in_a_row = 0 if gone else self._failures_in_a_row + 1
        visits = visits_to(self.frontier.after_failure(visit.address))
        place = None if gone else self.snapshot.earlier.get(visit.url)
        if place and (capture := self.snapshot.recall(place).capture):  # its last good copy still says what it links to
            visits += visits_to(self.frontier.after(visit.address, read_capture(capture, self.site)))
        return visits

    def _redirected(self, visit: Visit, target: str) -> list[Visit]:
        chain = (*visit.chain, visit.url)
        url = self.frontier.place(target)
        address = self.frontier.read(target)
        if url is None or address is None:
            self._note(visit, "off-site", f"it redirects to {target}")
        elif url in chain or len(chain) > _LONGEST_CHAIN:
            self.problems.append(
                fetch_problem(chain[0], "redirect-loop", f"its redirects do not end: {', '.join((*chain, url))}")
            )
        elif address.url == visit.address.url:
            return [Visit(address, url, chain, visit.guess)]
        elif address.kind in ("home", "other"):
            self._note(visit, "not-found", f"it redirects to {target}, which is nobody's profile")
        else:
            return [Visit(new, new.url, chain, visit.guess) for new in self.frontier.redirected(address)]
        return []

    def _note(self, visit: Visit, reason: Reason, detail: str) -> None:
        if not visit.guess:
            self.problems.append(fetch_problem(visit.url, reason, detail))

    def _again(self, response: Response) -> Request | None:
        return get_retry_request(response.request, spider=self, reason="cut body") if response.request else None

    def _check_limits(self) -> None:
        settings = self.crawler.settings
        if self._failures_in_a_row >= settings.getint("FAILURE_LIMIT"):
            raise CloseSpider("site-unavailable")
        reached = {"PAGE_LIMIT": len(self.had), "BYTE_LIMIT": self.bytes}
        passed = [name for name, number in reached.items() if number >= settings.getint(name)]
        if passed and not self.capped:
            self.capped = True
            what = f"the crawl ended at {passed[0]}, with {len(self.frontier.known) - len(self.had)} known pages left"
            self.problems.append(fetch_problem(self.frontier.base_url, "limit-reached", what))
            raise CloseSpider("limit-reached")
