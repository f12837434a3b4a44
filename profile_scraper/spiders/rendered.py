"""Requests to the browser for pages that scripts build, and what becomes of the documents."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from profile_scraper.sites import Site
from profile_scraper.spiders.answers import AnswerReader, Following
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.requests import Visit


class _Crawl(Protocol):
    @property
    def site(self) -> Site: ...

    frontier: Frontier
    answers: AnswerReader

    def go_on(self, visit: Visit, find: Callable[[], Following]) -> Iterator[Any]: ...


def rendering_request(crawler: Crawler, fetched: Response, visit: Visit, crawl: _Crawl) -> Request:
    """The request that lets the browser build a page's document from the response, without fetching it again."""
    from profile_scraper.spiders.render import render_meta  # an extra

    hosts = crawl.site.hosts | {urlsplit(crawl.frontier.base_url).netloc}

    def on_document(response: Response) -> Iterator[Any]:
        yield from crawl.go_on(visit, lambda: crawl.answers.of_document(response, visit, fetched))

    def on_error(failure: Failure) -> Iterator[Any]:
        what = f"it cannot be rendered: {failure.getErrorMessage()}"[:300]
        yield from crawl.go_on(visit, lambda: crawl.answers.without_document(visit, fetched, what))

    meta = render_meta(crawler, fetched, hosts)
    return Request(visit.url, callback=on_document, errback=on_error, meta=meta, dont_filter=True)
