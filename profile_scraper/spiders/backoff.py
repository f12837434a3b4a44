"""Trying again, later: the whole crawl waits when the site asks for it, not one request alone."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.misc import load_object

_LONGEST_PAUSE = 300.0
"""Seconds: no doubling goes past this."""


class BackOff:
    """Downloader middleware: retries what may pass (429, 503, a reset, a stall) within ``RETRY_TIMES``."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._codes = {int(code) for code in settings.getlist("RETRY_HTTP_CODES")}
        self._exceptions = tuple(
            load_object(name) if isinstance(name, str) else name for name in settings.getlist("RETRY_EXCEPTIONS")
        )
        self._delay = settings.getfloat("RETRY_DELAY")
        self._longest = settings.getfloat("RETRY_AFTER_LIMIT")
        self._until = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """How Scrapy makes a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold every request while the site is left alone."""
        while (rest := self._until - monotonic()) > 0:
            if not self._crawler.crawling:
                raise IgnoreRequest(f"the crawl ended before {request.url} was asked for")
            await asyncio.sleep(min(rest, 1.0))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Ask again for a page that the server could not give now."""
        if response.status not in self._codes:
            return response
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        return self._again(request, f"status {response.status}", asked) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Ask again for a page whose transfer failed."""
        return self._again(request, exception, None) if isinstance(exception, self._exceptions) else None

    def _again(self, request: Request, reason: str | Exception, asked: float | None) -> Request | None:
        pause = self._delay * 2 ** request.meta.get("retry_times", 0)
        seconds = min(pause, _LONGEST_PAUSE) if asked is None else min(asked, self._longest)
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
