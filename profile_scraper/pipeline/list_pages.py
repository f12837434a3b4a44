"""List pages in a build: each person's item is read as a page, publications without a person have their own list."""

from collections.abc import Iterable, Sequence

from profile_scraper.pair import PageSummary
from profile_scraper.records.base import Language
from profile_scraper.records.page import DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import SiteError, load_site, read_address


def latest_listings(listings: Iterable[DirectoryPage]) -> list[DirectoryPage]:
    """The last capture of each page that lists publications, by address."""
    last: dict[str, DirectoryPage] = {}
    for listing in (each for each in listings if each.publications):
        known = last.get(listing.source.url)
        if known is None or _age(known) < _age(listing):
            last[listing.source.url] = listing
    return [last[url] for url in sorted(last)]


def _age(listing: DirectoryPage) -> tuple[str, str]:
    return listing.source.retrieved or "", listing.source.sha256


def without_linked_items(pages: Sequence[PageSummary], problems: Iterable[Problem]) -> list[PageSummary]:
    """The pages without the list items of people whose own page can be fetched.

    An item that links to the person's own page is no profile by itself: where the build has pages of other people of
    that site and language, that page can be fetched, too, unless a fetch failed.
    """
    if not any(page.linked for page in pages):
        return list(pages)
    with_page: set[tuple[str, Language]] = {(page.site, page.language) for page in pages if not page.listed}
    present = {_own(page) for page in pages if not page.listed}
    failed = {slug for problem in problems for slug in _slugs(problem.url, {site for site, _ in with_page})}
    return [
        page
        for page in pages
        if not page.linked
        or (page.site, page.language) not in with_page
        or _own(page) in present
        or _own(page) in failed
    ]


def count_only_listed(pages: Iterable[PageSummary], used: Iterable[PageSummary]) -> int:
    """The number of people of whom nothing is used, since their own page is not among the inputs.

    Args:
        pages: all pages.
        used: those that :func:`without_linked_items` leaves.
    """
    return len({_own(page) for page in pages} - {_own(page) for page in used})


def _own(page: PageSummary) -> tuple[str, str]:
    return page.site, page.slug or ""


def _slugs(url: str, sites: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The people whose page an address is, by each of these sites."""
    for name in sites:
        try:
            address = read_address(load_site(name), url)
        except (ValueError, SiteError):
            continue
        if address.slug:
            yield name, address.slug
