"""Pages of one invented person, for tests of reading by structure."""

from lxml import html

from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import PersonFields

URL = "https://snow.example/ada-lind/"
PROSE = "Ada Lind measures the snow of the northern valleys with cameras that she builds from old bicycles."


def opened(body: str) -> Page:
    """A page with this body."""
    return page_of(URL, html.document_fromstring(f"<html><body>{body}</body></html>"))


def read(body: str) -> PersonFields:
    """The fields of Ada Lind, whose name is the heading above this body."""
    page = opened(f"<h1>Ada Lind</h1>{body}")
    return read_person(page, "Ada Lind", next(line for line in page.lines if line.text == "Ada Lind"))
