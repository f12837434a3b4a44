"""One measured crawl in a process of its own: prints its CPU seconds and its peak memory as JSON.

python -m benchmarks.crawl_child floor URL TARGETS.json
python -m benchmarks.crawl_child crawl URL OUT
"""

import json
import re
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

_FAST = {"DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False}


class Nothing(Spider):
    """Fetches a list of pages and looks at none."""

    name = "nothing"

    def __init__(self, url: str, targets: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._urls = [url + target for target in targets]

    async def start(self) -> AsyncIterator[Request]:
        """Every page."""
        for url in self._urls:
            yield Request(url, callback=self.on_page)

    def on_page(self, response: Response) -> None:
        """Nothing."""


class Meter:
    """CPU seconds between the crawl's start and its end."""

    def __init__(self, crawler: Crawler) -> None:
        self.cpu = 0.0
        crawler.signals.connect(self._start, signals.engine_started)
        crawler.signals.connect(self._stop, signals.spider_closed)

    def _start(self) -> None:
        self.cpu = -time.process_time()

    def _stop(self) -> None:
        self.cpu += time.process_time()


def main() -> None:
    """Crawl once."""
    kind, url, where = sys.argv[1:]
    settings = Settings()
    if kind == "crawl":
        settings.setmodule("profile_scraper.settings", priority="project")
    settings.setdict(_FAST, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler("mila" if kind == "crawl" else Nothing)
    meter = Meter(crawler)
    if kind == "crawl":
        process.crawl(crawler, base_url=url, out=where)
    else:
        process.crawl(crawler, url=url, targets=json.loads(Path(where).read_text()))
    process.start()
    status = Path("/proc/self/status").read_text()
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    print(json.dumps({"cpu": meter.cpu, "memory": int(peak[1]) / 1024 if peak else 0.0}))


if __name__ == "__main__":
    main()
