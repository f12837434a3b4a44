"""Runs the crawl as people do, in a process of its own, against the test server."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from testbed.server import Site

PROJECT = Path(__file__).parents[2]
FAST = {"DOWNLOAD_DELAY": "0", "RETRY_DELAY": "0", "DOWNLOAD_TIMEOUT": "2"}


def command(site: Site, out: Path, *more: str, settings: Mapping[str, str] = FAST) -> list[str]:
    """``scrapy crawl mila`` against a served site."""
    words = [sys.executable, "-m", "scrapy", "crawl", "mila", "-a", f"base_url={site.url}", "-a", f"out={out}", *more]
    return words + [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]


def crawl(site: Site, out: Path, *more: str, settings: Mapping[str, str] = FAST) -> str:
    """A complete crawl; gives its log."""
    done = subprocess.run(
        command(site, out, *more, settings=settings),
        cwd=PROJECT,
        env=os.environ,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return done.stderr


def archived(out: Path) -> tuple[list[Capture], list[Problem]]:
    """What a build would get from the snapshot."""
    found = list(read_inputs([out / "snapshot"]))
    captures = [entry for entry in found if isinstance(entry, Capture)]
    return captures, [entry for entry in found if isinstance(entry, Problem)]


def targets(site: Site, captures: list[Capture]) -> list[str]:
    """The request targets of captures."""
    return [(capture.url or "").removeprefix(site.url) for capture in captures]
