"""Reading one capture: which site, which kind of page, which record."""

from dataclasses import dataclass, field

from profile_scraper.parse.decode import decoded
from profile_scraper.parse.lexicon import lexicon_of
from profile_scraper.parse.links import People
from profile_scraper.parse.profile import PageContext, read_profile
from profile_scraper.parse.text import language_of_lines, read_text, text_lines
from profile_scraper.records.base import Language
from profile_scraper.records.capture import Capture
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Site, load_site, site_names, site_of

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


class Refused(Exception):
    """The page cannot be used; becomes a problem line."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def read_page(capture: Capture, site: Site | None = None) -> ProfilePage | DirectoryPage | Problem:
    """Read one page's record; never raises, a page of no use is a ``Problem``."""
    return read_capture(capture, site).record


def read_capture(capture: Capture, site: Site | None = None) -> Reading:
    """Read one page's record and the addresses that it names."""
    try:
        return _read_text(capture, site)
    except Refused as refused:
        return Reading(_problem(capture.name, refused.reason, refused.detail))


def _read_text(capture: Capture, site: Site | None) -> Reading:
    text = decoded(capture.body, capture.charset)
    lines = text_lines(text)
    site = site or _site_of(capture, text)
    lexicon = lexicon_of(site)
    outline = read_text(lines, lexicon)
    if outline is None:
        raise Refused("not-a-profile", f"the text begins with {lines[0]!r}")
    language = language_of_lines(lines, lexicon)
    people = People(site, site.base_url)
    context = PageContext(
        site=site, lexicon=lexicon, language=language, url=capture.name, base=site.base_url, slug=None, page=0,
        alternates={}, retrieved=capture.retrieved, sha256=capture.sha256,
    )
    return Reading(read_profile(outline, context, people))


def _site_of(capture: Capture, text: str) -> Site:
    """The site that the address names, else the archive, else the page's own words."""
    site = site_of(capture.url) if capture.url else None
    if site is None and capture.site in site_names():
        site = load_site(capture.site)
    if site is None:
        site = next((known for known in map(load_site, site_names()) if any(word in text for word in known.words)), None)
    if site is None:
        raise Refused("unknown-site", "neither its address nor its words name a known site; name it with --site")
    return site


def fingerprint(capture: Capture, site: Site | None = None) -> str | None:
    """A short hash of the page's structure, equal for pages of one layout; None where the page is no use."""
    raise NotImplementedError


def _problem(url: str, reason: Reason, detail: str) -> Problem:
    return Problem(stage="parse", url=url, record=None, field=None, reason=reason, detail=detail)
