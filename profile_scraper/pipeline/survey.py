"""One look at what is known of every page, before they are paired: whose site they are, and what is uncertain."""

from array import array
from collections import Counter, defaultdict

from profile_scraper.pair import Card
from profile_scraper.pipeline.pages import LoadedPages, Remarks
from profile_scraper.records.problem import Problem


class Survey:
    """What all pages together say beside their content."""

    def __init__(self) -> None:
        self.doubts: list[Problem] = []
        """What could not be read with certainty."""
        self.ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """For each field of a page, on how many pages each way found it."""
        self._indices: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def add(self, card: Card, remarks: Remarks) -> None:
        """Look at one page."""
        self._indices[card.site].append(card.place)
        self.doubts += _doubts(card, remarks)
        for name, way in remarks.ways.items():
            self.ways[name][way] += 1

    def sites(self, pages: LoadedPages) -> list[tuple[str, LoadedPages]]:
        """The pages of each site, sites sorted by name."""
        return [(site, pages.part(indices)) for site, indices in sorted(self._indices.items())]


def survey(pages: LoadedPages) -> Survey:
    """Look at every page once."""
    seen = Survey()
    for card, remarks in zip(pages.cards(), pages.remarks(), strict=True):
        seen.add(card, remarks)
    return seen


def _doubts(card: Card, remarks: Remarks) -> list[Problem]:
    return [
        Problem(
            stage="parse",
            url=card.url,
            record=f"{card.site}/{card.slug}" if card.slug else None,
            field=doubt.field,
            reason=doubt.reason,
            detail=doubt.detail,
        )
        for doubt in remarks.doubts
    ]
