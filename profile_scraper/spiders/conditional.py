"""Downloader middleware for conditional requests."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from profile_scraper.spiders.site import SiteSpider


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
