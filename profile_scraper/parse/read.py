"""Reading one capture: which site, which kind of page, which record."""

from dataclasses import dataclass, field

from profile_scraper.records.base import Language
from profile_scraper.records.capture import Capture
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site

PARSER_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says, and the addresses that it names for whoever goes on crawling."""

    record: ProfilePage | DirectoryPage | Problem
    people: list[str] = field(default_factory=list)
    """Absolute addresses of profiles, as on the page: cards, students, supervisors, authors."""
    pages: list[str] = field(default_factory=list)
    """Absolute addresses of the page's own pager."""
    alternates: dict[Language, str] = field(default_factory=dict)
    """Absolute addresses of the page in its other languages."""


def read_page(capture: Capture, site: Site | None = None) -> ProfilePage | DirectoryPage | Problem:
    """Read one page's record; never raises, a page of no use is a ``Problem``."""
    return read_capture(capture, site).record


def read_capture(capture: Capture, site: Site | None = None) -> Reading:
    """Read one page's record and the addresses that it names."""
    raise NotImplementedError


def fingerprint(capture: Capture, site: Site | None = None) -> str | None:
    """A short hash of the page's structure, equal for pages of one layout; None where the page is no use."""
    raise NotImplementedError
