"""How far what a build read of each site can be trusted."""

from collections.abc import Iterable, Mapping, Sequence

from profile_scraper.pipeline.pages import LoadedPages
from profile_scraper.records.manifest import SiteConfidence
from profile_scraper.records.page import DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import load_site


def site_confidences(
    pages: Mapping[str, LoadedPages], listings: Sequence[DirectoryPage], problems: Iterable[Problem]
) -> list[SiteConfidence]:
    """The confidence of each site that selectors and structure read, sorted by site.

    Args:
        pages: of each site, people's items of list pages among them.
        listings: pages that list publications.
        problems: pages that were not read.
    """
    sites = [site for name in sorted(pages) if (site := load_site(name)).by_structure]
    if not sites:
        return []
    from profile_scraper.learning.confidence import confidence_of  # sites whose class names are known do without
    from profile_scraper.learning.observe import SiteObserver

    found = []
    failed = list(problems)
    for site in sites:
        seen, own = SiteObserver(site), pages[site.name]
        for summary in own.summaries():
            seen.add_page(own[summary.page_index], [text.entry() for text in own.entries(summary.page_index)])
        for listing in listings:
            if listing.site == site.name:
                seen.add_list(listing)
        for problem in failed:
            seen.add_problem(problem)
        found.append(confidence_of(seen).record(site.name, seen.unmatched_selectors()))
    return found
