"""The bundled institute: the saved pages of the tests as a site that a local server can serve."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

INSTITUTE = Path(__file__).parents[1] / "tests" / "fixtures" / "institute"
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]+)">')


def pages() -> dict[str, bytes]:
    """Request target to page: front pages, directories with their pager, people with the pager of their publications.

    Targets are canonical, see :mod:`testbed.render`; the front pages are what the site answers to unknown addresses.
    """
    files = [*sorted(INSTITUTE.glob("pages/*.html")), *sorted(INSTITUTE.glob("traps/home.*.html"))]
    return {target(file.read_bytes()): file.read_bytes() for file in files}


def target(page: bytes) -> str:
    """The request target that a page's own canonical link gives.

    Raises:
        ValueError: the page has no canonical link.
    """
    found = _CANONICAL.search(page)
    if not found:
        raise ValueError(f"no canonical link in the page that begins with {page[:60]!r}")
    address = urlsplit(unescape(found.group(1).decode()))
    return f"{address.path}?{address.query}" if address.query else address.path
