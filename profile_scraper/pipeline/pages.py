"""Pages that are loaded when they are asked for, so that a build need not hold them all."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from profile_scraper.pair import Card, card_of
from profile_scraper.records.base import ExtractionMethod
from profile_scraper.records.page import ParseWarning, ProfilePage

AT_HAND = 256
"""Pages that what loads or changes them had better keep, to be asked for again."""


class Remarks(NamedTuple):
    """What a page says beside its content."""

    site: str
    extraction_methods: dict[str, ExtractionMethod]
    """For each field that was found, how."""
    warnings: list[ParseWarning]
    """What could not be read with certainty."""


class Source(Protocol):
    """Whatever has pages at places."""

    def page(self, place: int) -> ProfilePage:
        """One page."""

    def card(self, place: int) -> Card:
        """What tells whose the page is, without loading it."""

    def remarks(self, place: int) -> Remarks:
        """What the page says beside its content, without loading it."""


class Held:
    """A source of few pages, which are held."""

    def __init__(self, pages: Sequence[ProfilePage]) -> None:
        """Hold pages; their places are their indices."""
        self.pages = pages

    def page(self, place: int) -> ProfilePage:
        """One page."""
        return self.pages[place]

    def card(self, place: int) -> Card:
        """Its card, made anew."""
        return card_of(self.pages[place])

    def remarks(self, place: int) -> Remarks:
        """What it says beside its content."""
        page = self.pages[place]
        return Remarks(page.site, page.extraction_methods, page.warnings)


class LoadedPages:
    """Some pages of a source by their index; as :class:`~profile_scraper.pair.Pages` asks for them."""

    def __init__(self, source: Source, places: Sequence[int]) -> None:
        """The page with index ``i`` is at ``places[i]`` of the source."""
        self._source = source
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> ProfilePage:
        return self._source.page(self._places[index])

    def __iter__(self) -> Iterator[ProfilePage]:
        return map(self._source.page, self._places)

    def cards(self) -> Iterator[Card]:
        """The card of each page, in their order."""
        return map(self.card, range(len(self)))

    def card(self, index: int) -> Card:
        """The card of one page."""
        return self._source.card(self._places[index])._replace(place=index)

    def remarks(self) -> Iterator[Remarks]:
        """What each page says beside its content, in their order."""
        return map(self._source.remarks, self._places)

    def part(self, indices: Sequence[int]) -> "LoadedPages":
        """Some of these pages."""
        return LoadedPages(self._source, [self._places[index] for index in indices])

    def changed(self, change: Callable[[Source], Source]) -> "LoadedPages":
        """These pages as another source has them."""
        return LoadedPages(change(self._source), self._places)
