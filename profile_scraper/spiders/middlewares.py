"""Scrapy downloader middlewares: retries with a pause, robots.txt, conditional requests."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.misc import load_object

from profile_scraper.spiders.site import SiteSpider

_MAX_PAUSE = 300.0
"""Longest pause before a retry, in seconds."""
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class RetryWithBackoff:
    """Downloader middleware: retries what may pass (429, 503, a reset, a stall) within ``RETRY_TIMES``."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._codes = {int(code) for code in settings.getlist("RETRY_HTTP_CODES")}
        self._exceptions = tuple(
            load_object(name) if isinstance(name, str) else name for name in settings.getlist("RETRY_EXCEPTIONS")
        )
        self._delay = settings.getfloat("RETRY_DELAY")
        self._max_retry_after = settings.getfloat("RETRY_AFTER_LIMIT")
        self._until = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Delay every request until the pause is over."""
        while (rest := self._until - monotonic()) > 0:
            if not self._crawler.crawling:
                raise IgnoreRequest(f"the crawl ended before {request.url} was asked for")
            await asyncio.sleep(min(rest, 1.0))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Retry a response whose status is temporary."""
        if response.status not in self._codes:
            return response
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        return self._retry(request, f"status {response.status}", asked) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Retry a request whose transfer failed."""
        return self._retry(request, exception, None) if isinstance(exception, self._exceptions) else None

    def _retry(self, request: Request, reason: str | Exception, asked: float | None) -> Request | None:
        pause = self._delay * 2 ** request.meta.get("retry_times", 0)
        seconds = min(pause, _MAX_PAUSE) if asked is None else min(asked, self._max_retry_after)
        self._until = max(self._until, monotonic() + seconds)
        spider = self._crawler.spider
        return get_retry_request(request, spider=spider, reason=reason) if spider else None


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` asks to wait, from a number or a date; None where it says nothing usable."""
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None


class RobotsTxtPolicy:
    """Downloader middleware: keeps robots.txt in the archive and obeys its ``Crawl-delay``.

    A robots.txt that cannot be had (no answer, a server error) forbids the whole site; one that does not exist
    allows it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._obey_delay, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive robots.txt; a server error disallows the whole site."""
        if not _is_robots(request):
            return response
        if response.status >= 500 or response.status == 429:
            return _forbid(request)
        spider = self._crawler.spider
        if isinstance(spider, SiteSpider):
            spider.store(response, response.url)
        return response if response.status < 300 else response.replace(body=b"")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:  # noqa: ARG002 - the signature is Scrapy's
        """An unanswered request for robots.txt disallows the whole site."""
        return _forbid(request) if _is_robots(request) else None

    def _obey_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Apply a ``Crawl-delay`` above ``DOWNLOAD_DELAY``."""
        agent = self._crawler.settings["ROBOTSTXT_USER_AGENT"]
        if not isinstance(robotparser, ProtegoRobotParser):
            return
        asked = robotparser.rp.crawl_delay(agent)
        delay = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        if asked and asked > delay:
            host = urlsplit(request.url).hostname or ""
            downloader = self._crawler.engine.downloader
            downloader.per_slot_settings[host] = {"delay": float(asked)}
            if host in downloader.slots:
                downloader.slots[host].delay = float(asked)


def _is_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"


def _forbid(request: Request) -> Response:
    return Response(request.url, status=200, body=_NOTHING_ALLOWED, request=request)


class ConditionalRequests:
    """Downloader middleware: sends the validators (``ETag``, ``Last-Modified``) of the copy in the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add validators to the request if the archive has the page."""
        spider = self._crawler.spider
        location = spider.snapshot.earlier.get(request.url) if isinstance(spider, SiteSpider) else None
        if isinstance(spider, SiteSpider) and location:
            stored = spider.snapshot.read_response(location)
            if stored.etag:
                request.headers["If-None-Match"] = stored.etag
            if stored.last_modified:
                request.headers["If-Modified-Since"] = stored.last_modified
