"""Pages of a site without class names of its own: read by its selectors, then by the evidence of their structure."""

from profile_scraper.parse.reading import StructuredReading
from profile_scraper.parse.structured.lists import read_list
from profile_scraper.parse.structured.opened import open_page, tree_of_page
from profile_scraper.parse.structured.profile import read_profile_page
from profile_scraper.records.page import Capture
from profile_scraper.sites import Site

__all__ = ["StructuredReading", "read_structured", "tree_of_page"]


def read_structured(capture: Capture, site: Site) -> StructuredReading:
    """Read one page of a site by its selectors and by structure.

    Raises:
        RefusedError: the page is no page of a person, no list of people and no list of publications.
    """
    opened = open_page(capture, site)
    if opened.address.kind in ("profile", "ambiguous_profile", "profile_part"):
        return read_profile_page(opened)
    return read_list(opened)
