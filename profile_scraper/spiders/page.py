"""A page object for Scrapy people: the reader, as web-poet and scrapy-poet expect it."""

from typing import Any

from web_poet import WebPage

from profile_scraper.archive.response import RawResponse, capture_response
from profile_scraper.parse import read_page
from profile_scraper.records.problem import Problem
from profile_scraper.sites import site_of


class NoProfileError(ValueError):
    """The page is no profile and no directory; the text says what it is."""


class SitePage(WebPage[dict[str, Any]]):
    """A profile or a directory of any known site, told by its address; the item is the page's record as a dict.

    ``to_item`` is the whole of it: the reader builds its own tree, so no selector keeps the page in memory.
    """

    async def to_item(self) -> dict[str, Any]:
        """The page's record.

        Raises:
            NoProfileError: the page cannot be used.
        """
        response = self.response
        url, kind = str(response.url), response.headers.get("Content-Type") or "text/html"
        capture = capture_response(RawResponse(url, response.status or 200, bytes(response.body), kind), None, None)
        record = read_page(capture, site_of(url)) if capture else None
        if record is None or isinstance(record, Problem):
            raise NoProfileError(f"{url}: {record.detail if record else f'{kind} is neither a page nor text'}")
        return record.model_dump()
