"""Asking for a page only if it changed since the archive has it."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from profile_scraper.spiders.site import SiteSpider


class AskWhetherChanged:
    """Downloader middleware: sends the validators (``ETag``, ``Last-Modified``) of the copy in the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """How Scrapy makes a middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Make the request conditional where the archive has the page."""
        spider = self._crawler.spider
        place = spider.snapshot.earlier.get(request.url) if isinstance(spider, SiteSpider) else None
        if isinstance(spider, SiteSpider) and place:
            stored = spider.snapshot.recall(place)
            if stored.etag:
                request.headers["If-None-Match"] = stored.etag
            if stored.last_modified:
                request.headers["If-Modified-Since"] = stored.last_modified
