"""Run one crawl from Python: the spider of a site's name, the crawl's progress, its result."""

import logging
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import BaseSettings, Settings
from tqdm import tqdm

from profile_scraper.messages import UserError, _
from profile_scraper.sites import Site, SiteError, load_site, site_names, site_of
from profile_scraper.spiders.log import log_to
from profile_scraper.spiders.site import SiteSpider


class SiteSpiderLoader:
    """Makes a site's spider from its folder, so that adding a site needs no code."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:  # noqa: ARG003 - the signature is Scrapy's
        """A loader; the settings say nothing about sites."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of the site of that name.

        Raises:
            KeyError: there is no such site.
        """
        try:
            site = load_site(spider_name)
        except SiteError as error:
            raise KeyError(str(error)) from None
        return type(f"{spider_name.title()}Spider", (SiteSpider,), {"name": site.name, "site": site})

    def find_by_request(self, request: Request) -> list[str]:
        """The sites that an address belongs to."""
        site = site_of(request.url)
        return [site.name] if site else []

    def list(self) -> list[str]:
        """The names of all sites."""
        return site_names()


_QUIET_SECONDS = 60.0

_logger = logging.getLogger(__name__)


class Progress:
    """Extension: pages done and known, people, rate and time left."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._bar: tqdm[Any] | None = None
        self._reported_at = time.monotonic()
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._advanced, signals.response_received)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension, as Scrapy requires."""
        return cls(crawler)

    def _opened(self) -> None:
        log_is_shown = self._crawler.settings.getbool("LOG_INSTALL_ROOT_HANDLER")
        if sys.stderr.isatty() and not log_is_shown:
            self._bar = tqdm(desc="crawling", unit="page", smoothing=0.02)

    def _advanced(self) -> None:
        spider = self._crawler.spider
        if not isinstance(spider, SiteSpider):
            return
        done, known, people = len(spider.fetched), len(spider.frontier.known), len(spider.frontier.people)
        if self._bar is not None:
            self._bar.total = known
            self._bar.set_postfix(people=people, problems=len(spider.problems), refresh=False)
            self._bar.update(done - self._bar.n)
        elif time.monotonic() - self._reported_at >= _QUIET_SECONDS:
            self._reported_at = time.monotonic()
            _logger.info("%d of %d known pages, %d people, %d problems", done, known, people, len(spider.problems))

    def _closed(self) -> None:
        if self._bar is not None:
            self._bar.close()


class CrawlError(UserError):
    """The crawl could not be made, or could not be finished; the text says why and what to do."""


class UnfinishedCrawlError(CrawlError):
    """The crawl was stopped before its end; what was fetched is kept."""

    def __init__(self, reason: str, out: Path) -> None:
        text = _("the crawl did not finish ({reason}); the same command goes on where it was ({log} tells more)")
        super().__init__(text.format(reason=reason, log=out / "crawl.log"))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """Counts of a crawl; its problems are archived, and a build reads them from there."""

    snapshot: Path
    """The folder of WARC files to build from."""
    pages: int
    """Pages fetched."""
    people: int
    """People found."""
    requests: int
    """Requests sent, retries and robots.txt included."""
    bytes: int
    """Bytes of the bodies that the site sent."""
    problems: int
    """Pages that could not be fetched."""


def crawl(site: Site, out: Path, base_url: str | None, limit: int | None, settings: Mapping[str, str]) -> CrawlOutcome:
    """Fetch a site into ``out/snapshot``; a crawl that was killed resumes.

    Args:
        site: the site.
        out: the folder; ``crawl.log`` goes there too.
        base_url: scheme and host to use instead of the site's own.
        limit: how many people to visit at most.
        settings: Scrapy settings that go before the project's.

    Raises:
        CrawlError: the folder cannot be used, the crawl was stopped before its end, or the site changed its size by
            more than is believed; what was fetched is kept in each case.
        Exception: a fault of the program, at the start of the crawl or outside of any page.
    """
    scrapy_settings = Settings()
    scrapy_settings.setmodule("profile_scraper.settings", priority="project")
    scrapy_settings.setdict({"LOG_INSTALL_ROOT_HANDLER": False, **settings}, priority="cmdline")
    try:
        out.mkdir(parents=True, exist_ok=True)
        log_to(out / "crawl.log", scrapy_settings)
    except OSError as error:
        raise CrawlError(_("{path} cannot be written: {reason}").format(path=out, reason=error.strerror)) from None
    process = CrawlerProcess(scrapy_settings)
    crawler = process.create_crawler(site.name)
    failures: list[BaseException | None] = []
    crawling = process.crawl(crawler, base_url=base_url or "", out=str(out), limit=str(limit or ""))
    crawling.addErrback(lambda failure: failures.append(failure.value))
    process.start()
    spider = crawler.spider
    for failure in (*failures, spider.fault if isinstance(spider, SiteSpider) else None):
        if isinstance(failure, (UserError, OSError)):
            raise CrawlError(str(failure)) from failure
        if failure is not None:
            raise failure  # a fault of the program
    if not isinstance(spider, SiteSpider) or not spider.complete:
        raise UnfinishedCrawlError(_why_unfinished(crawler), out)
    if spider.size_alerts:
        raise CrawlError(
            _(
                "the site is not as large as it was, nothing was built: {alerts}. "
                "If that is right, run once more with -s SHRINK_LIMIT=1 -s GROWTH_LIMIT=1000"
            ).format(alerts="; ".join(spider.size_alerts))
        )
    stats = crawler.stats
    return CrawlOutcome(
        snapshot=spider.folder,
        pages=len(spider.fetched),
        people=len(spider.frontier.people),
        requests=stats.get_value("downloader/request_count", 0),
        bytes=spider.limits.bytes,
        problems=len(spider.problems),
    )


def _why_unfinished(crawler: Crawler) -> str:
    if isinstance(crawler.spider, SiteSpider) and crawler.spider.failure:
        return crawler.spider.failure
    # Scrapy notes no reason where a second Ctrl+C ends it at once.
    reason: str = crawler.stats.get_value("finish_reason", "shutdown")
    words = {"shutdown": _("it was stopped"), "site-unavailable": _("the site is down")}
    return words.get(reason, reason.replace("_", " "))
