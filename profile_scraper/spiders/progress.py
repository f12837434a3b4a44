"""Scrapy extension that reports progress: a progress bar on a terminal, a log line each minute elsewhere."""

import logging
import sys
import time
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from tqdm import tqdm

from profile_scraper.spiders.site import SiteSpider

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
