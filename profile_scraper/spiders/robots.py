"""robots.txt where Scrapy is more lenient than the standard (RFC 9309): no answer means no entry."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from profile_scraper.spiders.site import SiteSpider

_NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class RobotsGuard:
    """Downloader middleware: keeps robots.txt in the archive and obeys its ``Crawl-delay``.

    A robots.txt that cannot be had (no answer, a server error) forbids the whole site; one that does not exist
    allows it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._obey_delay, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """How Scrapy makes a middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive what the site answered; a server error forbids everything."""
        if not _is_robots(request):
            return response
        if response.status >= 500 or response.status == 429:
            return _forbid(request)
        spider = self._crawler.spider
        if isinstance(spider, SiteSpider):
            spider.store(response, response.url)
        return response if response.status < 300 else response.replace(body=b"")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:  # noqa: ARG002 - the signature is Scrapy's
        """No answer forbids everything."""
        return _forbid(request) if _is_robots(request) else None

    def _obey_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Ask less often than the default where the site says so."""
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
