"""Downloader middlewares: robots.txt obeyed and archived, redirects of it and of sitemaps, conditional requests."""

import asyncio
import ipaddress
import logging
import re
import socket
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from profile_scraper.archive.decode import DecodeError, TooLargeError, decode_body
from profile_scraper.archive.response import fetch_problem
from profile_scraper.spiders.requests import failure_of, header, redirect_target
from profile_scraper.spiders.site import SiteSpider

MAX_ROBOTS_BYTES = 500 * 1024
"""What counts of a robots.txt (RFC 9309, section 2.5), after decoding."""
_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
_BINARY = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_TOO_MANY_REQUESTS = 429

_logger = logging.getLogger(__name__)


class RobotsTxtPolicy:
    """Downloader middleware: what robots.txt says, whatever its form.

    A robots.txt that cannot be had (no answer, a server error) or decoded forbids the whole site; one that does not
    exist allows it. The spider is told why, so that each page's problem line says it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._obey_delay, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Remember which site a request for robots.txt is about, which a redirect hides."""
        if _is_robots(request):
            request.meta.setdefault("robots_netloc", urlsplit(request.url).netloc)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive robots.txt and hand on its text; a server error disallows the whole site."""
        if not _is_robots(request):
            return response
        if reason := request.meta.get("redirect_refused"):
            return self._forbid(request, f"robots.txt could not be had ({reason}), which forbids the site")
        if response.status >= 500 or response.status == _TOO_MANY_REQUESTS:
            return self._leave(request, f"robots.txt could not be had ({response.status}), which forbids the site")
        spider = self._crawler.spider
        if isinstance(spider, SiteSpider):
            spider.store(response, response.url)
        if response.status >= 300:
            return response.replace(body=b"")
        try:
            return response.replace(body=robots_text(response.body, header(response, "Content-Encoding")))
        except ValueError as error:
            return self._forbid(request, f"robots.txt cannot be decoded ({error}), which forbids the site")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """An unanswered request for robots.txt disallows the whole site."""
        if not _is_robots(request):
            return None
        return self._leave(request, f"robots.txt could not be asked for: {failure_of(exception)}")

    def _leave(self, request: Request, why: str) -> Response:
        spider = self._crawler.spider
        if isinstance(spider, SiteSpider):
            spider.answers.unreachable[_netloc(request)] = why
        return _everything_forbidden(request)

    def _forbid(self, request: Request, why: str) -> Response:
        spider = self._crawler.spider
        if isinstance(spider, SiteSpider):
            spider.answers.forbidden[_netloc(request)] = why
        return _everything_forbidden(request)

    def _obey_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Apply a ``Crawl-delay`` above ``DOWNLOAD_DELAY``, up to ``CRAWL_DELAY_LIMIT``."""
        settings = self._crawler.settings
        if not isinstance(robotparser, ProtegoRobotParser):
            return
        asked = robotparser.rp.crawl_delay(settings["ROBOTSTXT_USER_AGENT"])
        if not asked or not asked > settings.getfloat("DOWNLOAD_DELAY"):
            return
        delay = min(float(asked), settings.getfloat("CRAWL_DELAY_LIMIT"))
        if delay < asked:
            self._say_limited(request, f"{asked:g}", f"{delay:g}")
        host = urlsplit(request.url).hostname or ""
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay

    def _say_limited(self, request: Request, asked: str, limit: str) -> None:
        url = f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}/robots.txt"
        what = f"it asks for {asked} seconds between two requests; the crawl keeps {limit} (CRAWL_DELAY_LIMIT)"
        _logger.warning("%s: %s", url, what)
        if isinstance(self._crawler.spider, SiteSpider):
            self._crawler.spider.problems.append(fetch_problem(url, "limit-reached", what))


def robots_text(body: bytes, content_encoding: str) -> bytes:
    """The text of a robots.txt in UTF-8: unpacked, of any encoding, its first 500 KiB in whole lines.

    Raises:
        ValueError: it cannot be decoded.
    """
    try:
        body = decode_body(body, content=content_encoding)
    except TooLargeError:
        raise
    except DecodeError:
        if not _is_plain(body):
            raise
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = body.decode("utf-16")
    elif _zeros(body[1::2]) or _zeros(body[0::2]):
        text = body.decode("utf-16-le" if _zeros(body[1::2]) else "utf-16-be")
    else:
        text = body.decode("utf-8-sig", "replace")
    if _BINARY.search(text):
        raise DecodeError("it is no text")
    encoded = text.encode("utf8", "replace")
    if len(encoded) <= MAX_ROBOTS_BYTES:
        return encoded
    return encoded[: encoded.rfind(b"\n", 0, MAX_ROBOTS_BYTES) + 1]


def _zeros(half: bytes) -> bool:
    """Whether every other byte is zero: UTF-16 without a byte order mark."""
    return len(half) >= 4 and half.count(0) > 0.9 * len(half)


def _is_plain(body: bytes) -> bool:
    """Whether a body is text although its header says that it is compressed."""
    return b":" in body and body.isascii() and not _BINARY.search(body.decode("ascii"))


def _is_robots(request: Request) -> bool:
    if "robots_netloc" in request.meta:
        return True
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"


def _netloc(request: Request) -> str:
    return str(request.meta.get("robots_netloc") or urlsplit(request.url).netloc)


def _everything_forbidden(request: Request) -> Response:
    return Response(request.url, status=200, body=_NOTHING_ALLOWED, request=request)


_MAX_REDIRECTS = 5
"""As many as RFC 9309 asks to follow for robots.txt."""


class AuxiliaryRedirects:
    """Downloader middleware: follows redirects of requests without a callback; the spider follows those of pages."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the middleware, as Scrapy requires."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Follow a redirect; where it does not end or leads to a private host, hand on the response and say why."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if request.callback is not NO_CALLBACK or not location or not 300 <= response.status < 400:
            return response
        if request.meta.get("dont_redirect"):
            return response
        target = redirect_target(request.url, location)
        followed = request.meta.get("auxiliary_redirects", 0)
        if followed >= _MAX_REDIRECTS:
            request.meta["redirect_refused"] = "its redirects do not end"
        elif target is None or (await _is_private(target) and not await _is_private(request.url)):
            request.meta["redirect_refused"] = f"it redirects to {location[:200]}, which is not followed"
        if target is None or "redirect_refused" in request.meta:
            return response
        return request.replace(url=target, meta={**request.meta, "auxiliary_redirects": followed + 1})


async def _is_private(url: str) -> bool:
    """Whether any address of a host is one that the public network does not reach."""
    host = urlsplit(url).hostname or ""
    found: list[str] = []
    with suppress(OSError, UnicodeError):
        entries = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        found = [str(entry[4][0]) for entry in entries]
    return any(not ipaddress.ip_address(one.partition("%")[0]).is_global for one in found)


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
        if isinstance(spider, SiteSpider) and spider.site.render:
            return  # the same shell may be filled with other data
        stored = spider.snapshot.read_earlier(request.url) if isinstance(spider, SiteSpider) else None
        if stored and stored.etag:
            request.headers["If-None-Match"] = stored.etag
        if stored and stored.last_modified:
            request.headers["If-Modified-Since"] = stored.last_modified
