"""Options, markers and hypothesis profiles that all tests share."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from profile_scraper.sites import VARIABLE
from profile_scraper.sites.folders import forget_sites

SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, print_blob=True)
os.environ["LANGUAGE"] = "C"  # messages are compared in English, whatever the developer's language
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failure: every optional part is here")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Keep bytes out of test ids: a gzip header holds the time, so processes would collect different ids."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by folder and fixture; deselect tests of the absent shared folder."""
    for item in items:
        if "crawl" in item.path.relative_to(Path(__file__).parent).parts[:1]:
            item.add_marker(pytest.mark.crawl)
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    absent = [item for item in items if item.get_closest_marker("shared")] if not SHARED.is_dir() else []
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped although --no-skips was given: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(autouse=True)
def _restored_sites_folder() -> Generator[None]:
    """Forget the folder of sites that a command's ``--sites`` set, which later tests and their processes would read."""
    before = os.environ.pop(VARIABLE, None)
    yield
    os.environ.pop(VARIABLE, None)
    if before is not None:
        os.environ[VARIABLE] = before
    forget_sites()
