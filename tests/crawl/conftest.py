"""The institute that the crawl tests serve."""

import pytest

from testbed.generate import generate
from testbed.render import render


@pytest.fixture(scope="session")
def pages() -> dict[str, bytes]:
    """Thirty people, in request targets."""
    return render(generate(people=30, seed=7))


@pytest.fixture(scope="session")
def wanted(pages: dict[str, bytes]) -> set[str]:
    """The pages that a crawl is after: all but the home pages."""
    return pages.keys() - {"/en", "/fr"}
