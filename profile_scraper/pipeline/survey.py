"""One look at every page, before they are paired: whose site they are, and what could not be read with certainty."""

from array import array
from collections import Counter, defaultdict

from profile_scraper.pair import Pages
from profile_scraper.pipeline.pages import LoadedPages
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem


class Survey:
    """What all pages together say beside their content."""

    def __init__(self) -> None:
        self.doubts: list[Problem] = []
        """What could not be read with certainty."""
        self.ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """For each field of a page, on how many pages each way found it."""
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def add(self, place: int, page: ProfilePage) -> None:
        """Look at one page."""
        self._places[page.site].append(place)
        self.doubts += _doubts(page)
        for name, way in page.ways.items():
            self.ways[name][way] += 1

    def sites(self, pages: Pages) -> list[tuple[str, Pages]]:
        """The pages of each site, sites sorted by name."""
        return [(site, LoadedPages(pages.__getitem__, places)) for site, places in sorted(self._places.items())]


def survey(pages: Pages) -> Survey:
    """Look at every page once."""
    seen = Survey()
    for place, page in enumerate(pages):
        seen.add(place, page)
    return seen


def _doubts(page: ProfilePage) -> list[Problem]:
    return [
        Problem(
            stage="parse",
            url=page.source.url,
            record=f"{page.site}/{page.slug}" if page.slug else None,
            field=doubt.field,
            reason=doubt.reason,
            detail=doubt.detail,
        )
        for doubt in page.doubts
    ]
