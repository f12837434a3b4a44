"""Exports and the report of a large dataset, as multiples of reading it; how long a browser takes to open the report.

    python -m benchmarks.report [--people 4000] [--publications 7000]

Needs the extras ``export`` and ``tools``, and a Chromium.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from profile_scraper.dataset.read import read_dataset
from profile_scraper.exporters import FORMATS, export
from profile_scraper.report.render import write_report
from tests.exporters.invented import write_invented

_ROUNDS = 5


def main() -> None:
    """Print a line for each export, then those for the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--publications", type=int, default=7000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dataset = write_invented(Path(folder) / "dataset", asked.people, asked.publications)
        floor = _seconds(lambda: _read(dataset))
        print(f"{asked.people} people, {asked.publications} publications: read and validated in {floor:.2f} s")
        for name in FORMATS:
            _print_ratio(name, floor, partial(export, dataset, name, Path(folder) / f"out.{name}"))
        report = Path(folder) / "report.html"
        _print_ratio("report", floor, partial(write_report, dataset, report))
        _open(report)


def _read(dataset: Path) -> None:
    full = read_dataset(dataset)
    for records in (full.profiles, full.publications, full.merges, full.pairings, full.provenance):
        for _ in records:
            pass


def _print_ratio(name: str, floor: float, task: Callable[[], object]) -> None:
    seconds = _seconds(task)
    print(f"  {name:12} {seconds:5.2f} s, {seconds / floor:4.1f} times reading")


def _seconds(task: Callable[[], object]) -> float:
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def _open(report: Path) -> None:
    """Open the report and an empty page in turn."""
    empty = report.with_name("empty.html")
    empty.write_text("<!DOCTYPE html><title>empty</title>", encoding="utf8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        times = [(_loaded(browser, empty), _loaded(browser, report)) for _ in range(_ROUNDS)]
        browser.close()
    blank, loaded = (statistics.median(of_page) for of_page in zip(*times, strict=True))
    weight = report.stat().st_size / 1e6
    print(
        f"  opened in {loaded:.2f} s ({weight:.1f} MB; an empty page {blank:.2f} s; median of {_ROUNDS}; at most 2 s)"
    )


def _loaded(browser: Browser, page: Path) -> float:
    opened = browser.new_page()
    opened.goto(page.as_uri())
    milliseconds: float = opened.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    opened.close()
    return milliseconds / 1000


if __name__ == "__main__":
    main()
