import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.report.render import write_report
from tests.exporters.invented import write_invented

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_invented(tmp_path_factory.mktemp("reported") / "dataset", people=12, publications=20)


@pytest.fixture(scope="session")
def report(dataset: Path) -> Path:
    """A report with every part in it: its earlier dataset lacks people and has another world's works."""
    earlier = write_invented(dataset.parent / "earlier", people=10, publications=20, seed=8)
    write_report(dataset, dataset.parent / "report.html", since=earlier)
    return dataset.parent / "report.html"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser; while it is open an event loop runs, which tests of other modules cannot have."""
    playwright = pytest.importorskip("playwright.sync_api", reason="install the extra 'tools' to look at the pages")
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, headless=True, args=_QUIET)
        yield browser
        browser.close()
