"""List pages in a build: each person's item is read as a page, publications without a person have their own list."""

from array import array
from collections.abc import Iterable, Sequence

from profile_scraper.pipeline.pages import LoadedPages
from profile_scraper.records.base import Language
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import SiteError, load_site, read_address


def pages_of(record: ProfilePage | DirectoryPage) -> Sequence[ProfilePage]:
    """The pages of people in the record of one capture: the page itself, or the items of a list."""
    return [record] if isinstance(record, ProfilePage) else record.cards


def latest_listings(listings: Iterable[DirectoryPage]) -> list[DirectoryPage]:
    """The last capture of each page that lists publications, by address."""
    last: dict[str, DirectoryPage] = {}
    for listing in listings:
        known = last.get(listing.source.url)
        if known is None or _age(known) < _age(listing):
            last[listing.source.url] = listing
    return [last[url] for url in sorted(last)]


def _age(listing: DirectoryPage) -> tuple[str, str]:
    return listing.source.retrieved or "", listing.source.sha256


def without_linked_items(pages: LoadedPages, problems: Iterable[Problem]) -> LoadedPages:
    """The pages without the list items of people whose own page can be fetched.

    An item that links to the person's own page is no profile by itself: where the build has pages of other people of
    that site and language, that page can be fetched, too, unless a fetch failed.
    """
    with_page: set[tuple[str, Language]] = set()
    present: set[tuple[str, str]] = set()
    linked = False
    for card in pages.summaries():
        linked = linked or card.linked
        if not card.listed:
            with_page.add((card.site, card.language))
            present.add((card.site, card.slug or ""))
    if not linked:
        return pages
    failed = {slug for problem in problems for slug in _slugs(problem.url, {site for site, _ in with_page})}
    remaining = array("q")
    for index, card in enumerate(pages.summaries()):
        own = (card.site, card.slug or "")
        if card.linked and (card.site, card.language) in with_page and own not in present and own not in failed:
            continue
        remaining.append(index)
    return pages if len(remaining) == len(pages) else pages.part(remaining)


def _slugs(url: str, sites: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The people whose page an address is, by each of these sites."""
    for name in sites:
        try:
            address = read_address(load_site(name), url)
        except (ValueError, SiteError):
            continue
        if address.slug:
            yield name, address.slug
