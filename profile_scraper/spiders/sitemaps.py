"""Read the last modification dates of pages from a site's sitemaps."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.sitemap import Sitemap

from profile_scraper.archive.decode import decode_body, gunzip
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.requests import FETCH_ERRORS, header

_MAX_SITEMAPS = 50
"""A site of 4,000 people needs one; an index of indexes without end stops here."""

_UNUSABLE: tuple[type[Exception], ...] = (*FETCH_ERRORS, ValueError, SyntaxError, StopIteration)


async def last_changes(crawler: Crawler, frontier: Frontier) -> dict[str, datetime]:
    """For each page that a sitemap dates, by canonical address, the latest time at which it can have changed.

    Only sitemaps that robots.txt names are read; one that cannot be read says nothing.
    """
    dates: dict[str, datetime] = {}
    async for entry in _entries(crawler, frontier):
        address = frontier.read(entry.get("loc") or "")
        changed = latest_timestamp(entry.get("lastmod") or "")
        if address and changed:
            dates[address.url] = changed
    return dates


def latest_timestamp(lastmod: str) -> datetime | None:
    """The end of what a ``lastmod`` names, a second or a whole day; None where it names neither."""
    try:
        timestamp = datetime.fromisoformat(lastmod.strip())
    except ValueError:
        return None
    if len(lastmod.strip()) <= len("2026-11-22"):
        timestamp += timedelta(days=1)
    return timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)


async def _entries(crawler: Crawler, frontier: Frontier) -> AsyncIterator[dict[str, str | None]]:
    robots = crawler.get_downloader_middleware(RobotsTxtMiddleware)
    parser = await robots.robot_parser(Request(frontier.base_url)) if robots else None
    waiting = list(parser.rp.sitemaps) if isinstance(parser, ProtegoRobotParser) else []
    seen: set[str] = set()
    while waiting and len(seen) < _MAX_SITEMAPS:
        url = frontier.rebase_url(urljoin(frontier.base_url, waiting.pop(0)))
        if url is None or url in seen:
            continue
        seen.add(url)
        try:
            response = await crawler.engine.download_async(Request(url, callback=NO_CALLBACK))
            sitemap = Sitemap(_decompressed(response))
            entries = list(sitemap)
        except _UNUSABLE:
            continue
        if sitemap.type == "sitemapindex":
            waiting += [entry["loc"] for entry in entries if entry.get("loc")]
        else:
            for entry in entries:
                yield entry


def _decompressed(response: Response) -> bytes:
    body = decode_body(response.body, content=header(response, "Content-Encoding"))
    return gunzip(body) if body.startswith(b"\x1f\x8b") else body
