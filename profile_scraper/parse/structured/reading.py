"""What reading a page by structure gives."""

from typing import NamedTuple

from profile_scraper.records.page import DirectoryPage, ProfilePage


class StructuredReading(NamedTuple):
    """What one page says, and the addresses that it names."""

    record: ProfilePage | DirectoryPage
    people: list[str]
    """Absolute addresses of profiles that the page links to."""
