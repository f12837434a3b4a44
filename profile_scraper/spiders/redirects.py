"""Downloader middleware: follow redirects of robots.txt and sitemaps, except from a public site to a private host."""

import asyncio
import ipaddress
import socket
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from profile_scraper.spiders.requests import redirect_target

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
