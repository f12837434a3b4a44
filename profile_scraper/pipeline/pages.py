"""Sequences of pages that are loaded on access, so that a build does not hold all of them in memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from profile_scraper.pair import PageSummary, summary_of
from profile_scraper.records.base import ExtractionMethod
from profile_scraper.records.page import ParseWarning, ProfilePage

PAGE_CACHE_SIZE = 256
"""Number of pages that a source caches; pages are accessed several times in a row."""


class PageDiagnostics(NamedTuple):
    """Metadata of a page: its site, and how it was read."""

    site: str
    extraction_methods: dict[str, ExtractionMethod]
    """For each field that was found, the method that found it."""
    warnings: list[ParseWarning]
    """Values that could not be extracted with certainty."""


class Source(Protocol):
    """Pages by row."""

    def page(self, row_id: int) -> ProfilePage:
        """One page."""

    def summary(self, row_id: int) -> PageSummary:
        """The summary of a page, without loading it."""

    def diagnostics(self, row_id: int) -> PageDiagnostics:
        """The diagnostics of a page, without loading it."""


class MemoryPages:
    """Pages in memory."""

    def __init__(self, pages: Sequence[ProfilePage]) -> None:
        """Hold pages; a page's row is its index."""
        self.pages = pages

    def page(self, row_id: int) -> ProfilePage:
        """One page."""
        return self.pages[row_id]

    def summary(self, row_id: int) -> PageSummary:
        """The summary of a page."""
        return summary_of(self.pages[row_id])

    def diagnostics(self, row_id: int) -> PageDiagnostics:
        """The diagnostics of a page."""
        page = self.pages[row_id]
        return PageDiagnostics(page.site, page.extraction_methods, page.warnings)


class LoadedPages:
    """Some pages of a source by index; implements :class:`~profile_scraper.pair.Pages`."""

    def __init__(self, source: Source, row_ids: Sequence[int]) -> None:
        """The page with index ``i`` is row ``row_ids[i]`` of the source."""
        self._source = source
        self._row_ids = row_ids

    def __len__(self) -> int:
        return len(self._row_ids)

    def __getitem__(self, index: int) -> ProfilePage:
        return self._source.page(self._row_ids[index])

    def __iter__(self) -> Iterator[ProfilePage]:
        return map(self._source.page, self._row_ids)

    def summaries(self) -> Iterator[PageSummary]:
        """The summary of each page, in order."""
        return map(self.summary, range(len(self)))

    def summary(self, index: int) -> PageSummary:
        """The summary of one page."""
        return self._source.summary(self._row_ids[index])._replace(page_index=index)

    def diagnostics(self) -> Iterator[PageDiagnostics]:
        """The diagnostics of each page, in order."""
        return map(self._source.diagnostics, self._row_ids)

    def part(self, indices: Sequence[int]) -> "LoadedPages":
        """Some of these pages."""
        return LoadedPages(self._source, [self._row_ids[index] for index in indices])

    def changed(self, change: Callable[[Source], Source]) -> "LoadedPages":
        """The same rows of another source."""
        return LoadedPages(change(self._source), self._row_ids)
