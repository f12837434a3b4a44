"""What the reading of one page gives, whichever method reads it."""

from typing import NamedTuple

from profile_scraper.records.base import Language
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem


class Reading(NamedTuple):
    """What one page says, and the addresses that it names for whoever goes on crawling."""

    record: ProfilePage | DirectoryPage | Problem
    people: list[str]
    """Absolute addresses of profiles, as on the page: cards, students, supervisors, authors."""
    pages: list[str]
    """Absolute addresses of the page's own pager."""
    alternates: dict[Language, str]
    """Absolute addresses of the page in its other languages."""
