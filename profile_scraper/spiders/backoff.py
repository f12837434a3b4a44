"""Downloader middleware that leaves the whole site alone where the site, not a single page, asks for it or fails."""

import asyncio
import logging
from contextlib import suppress
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from profile_scraper.spiders.requests import FETCH_ERRORS, headers_for
from profile_scraper.spiders.site import SiteSpider
from profile_scraper.spiders.visit_queue import RetryPolicy, retry_after_of

_MAX_PAUSE = 300.0
"""Longest pause where the site does not say how long, in seconds."""
_SUSPICIOUS_FAILURES = 3
"""So many pages in a row that failed for the first time may mean that the site is down."""
_BELIEVED_RETRY_AFTER = 60.0
"""Several pages that ask for no more than this are believed at once; for more, a page that was fetched is asked."""
_MAX_PROBES = 10
"""A site that is down for so many probes ends the crawl."""
_TICK = 0.25
"""Seconds after which a waiting request looks again."""
_PROBE = {"probe": True, "dont_redirect": True, "handle_httpstatus_all": True}
_TOO_MANY_REQUESTS = 429

_logger = logging.getLogger(__name__)


class SiteBackoff:
    """Downloader middleware: a circuit breaker for the site, and retries of what no page's callback handles.

    The site is left alone after a 429, and after several different pages that failed for the first time with no good
    one between them. Then a page that was fetched before is requested again, with growing pauses, until it answers.
    A failure of one page alone is that page's: the spider's queue puts it off.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._policy = RetryPolicy.from_settings(settings)
        self._delay = settings.getfloat("RETRY_DELAY")
        self._max_retry_after = settings.getfloat("RETRY_AFTER_LIMIT")
        self._spare = settings.getfloat("PAUSE_LIMIT")
        """Seconds that the pauses of this crawl may still last."""
        self._failed: set[str] = set()
        """URLs of pages that failed at least once."""
        self._asked: list[float | None] = []
        """``Retry-After`` of each page since the last good one that failed for the first time."""
        self._proven_local = False
        """Whether a probe showed that a ``Retry-After`` of several pages was not the site's."""
        self._closed = False
        """Whether requests wait until the site answers again."""
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let requests of pages wait while the site is left alone."""
        if request.callback is NO_CALLBACK:
            return
        while self._closed and not self._is_ending():
            await asyncio.sleep(_TICK)
        if self._is_ending():
            raise IgnoreRequest(f"the crawl ended before {request.url} was asked for")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Note how a page was answered; request robots.txt and sitemaps again where the failure may pass."""
        is_failure = response.status in self._policy.statuses
        asked = retry_after_of(response) if is_failure else None
        if request.callback is NO_CALLBACK:
            again = await self._retry(request, f"status {response.status}", asked) if is_failure else None
            return again or response
        if is_failure:
            self._on_failure(request, asked, response.status)
        else:
            self._asked.clear()
        return response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Note that a page was not answered."""
        if not isinstance(exception, self._policy.exceptions):
            return None
        if request.callback is NO_CALLBACK:
            return await self._retry(request, exception, None)
        self._on_failure(request, None, 0)
        return None

    @property
    def _good(self) -> str | None:
        """URL of the last page that was fetched and read."""
        spider = self._crawler.spider
        return next(reversed(spider.fetched), None) if isinstance(spider, SiteSpider) else None

    def _on_failure(self, request: Request, asked: float | None, status: int) -> None:
        asked = None if asked is None else min(asked, self._max_retry_after)
        if status == _TOO_MANY_REQUESTS:
            pause = self._delay if asked is None else asked
            if pause > self._spare:
                request.meta["dont_retry"] = True  # the site has asked for more patience than a crawl has
            else:
                self._close(pause)
        elif request.url not in self._failed:
            self._asked.append(asked)
            if len(self._asked) >= _SUSPICIOUS_FAILURES or self._good is None:
                self._close(self._asked_by_all() if self._good else self._delay)
        self._failed.add(request.url)

    def _asked_by_all(self) -> float:
        """Seconds that several pages ask for alike, 0 where they do not, or where a probe has to tell."""
        named = [seconds for seconds in self._asked if seconds is not None]
        believed = len(named) == len(self._asked) and max(named) <= _BELIEVED_RETRY_AFTER and not self._proven_local
        return max(named) if believed else 0.0

    def _close(self, pause: float) -> None:
        """Leave the site alone for a pause, and then until a page that was fetched before answers again."""
        if not self._closed:
            self._closed = True
            self._task = asyncio.ensure_future(self._wait(pause))

    async def _wait(self, pause: float) -> None:
        try:
            for number in range(_MAX_PROBES):
                if pause > self._spare:
                    break
                self._spare -= pause
                await self._sleep(pause)
                if self._is_ending():
                    return
                answered, asked = await self._probe()
                if answered:
                    self._proven_local = self._proven_local or number == 0
                    self._asked.clear()
                    return
                pause = min(self._delay * 2**number, _MAX_PAUSE) if asked is None else min(asked, self._max_retry_after)
            if isinstance(self._crawler.spider, SiteSpider):
                self._crawler.spider.stop("site-unavailable")
        finally:
            self._closed = False

    def _is_ending(self) -> bool:
        spider = self._crawler.spider
        return not self._crawler.crawling or (isinstance(spider, SiteSpider) and spider.stopping)

    async def _probe(self) -> tuple[bool, float | None]:
        """Whether the site answers, and how long it asks to wait; without a page to ask for, the next one tells."""
        good, spider = self._good, self._crawler.spider
        if good is None or not isinstance(spider, SiteSpider):
            return True, None
        headers = headers_for(spider.fetched[good])
        request = Request(good, callback=NO_CALLBACK, headers=headers, meta=dict(_PROBE), dont_filter=True)
        with suppress(*FETCH_ERRORS, *self._policy.exceptions):
            response = await self._crawler.engine.download_async(request)
            return response.status not in self._policy.statuses, retry_after_of(response)
        return False, None

    async def _sleep(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while not self._is_ending() and (rest := until - loop.time()) > 0:
            await asyncio.sleep(min(rest, _TICK))

    async def _retry(self, request: Request, reason: str | Exception, asked: float | None) -> Request | None:
        spider = self._crawler.spider
        if spider is None or request.meta.get("probe"):
            return None
        pause = self._delay * 2 ** request.meta.get("retry_times", 0) if asked is None else asked
        again = get_retry_request(request, spider=spider, reason=reason) if pause <= _MAX_PAUSE else None
        if again:
            await self._sleep(pause)
        return again
