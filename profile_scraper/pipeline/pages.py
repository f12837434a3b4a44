"""The pages of a build: summaries in memory, the pages themselves loaded on access."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from profile_scraper.dedupe import EntryText
from profile_scraper.pair import PageSummary
from profile_scraper.pipeline.redaction import RemovedPeople
from profile_scraper.records.page import ProfilePage

_CACHED_PAGES = 256
"""Pages are accessed several times in a row."""


class PageTexts(Protocol):
    """Texts of pages by row."""

    def page(self, row_id: int) -> str:
        """JSON of a page without its entries and its time of retrieval."""

    def entries(self, row_id: int) -> str:
        """A line for each entry of a page."""


class LoadedPages:
    """Some pages of a store; implements :class:`~profile_scraper.pair.Pages`, by row."""

    def __init__(
        self, texts: PageTexts, summaries: Sequence[PageSummary], removed: RemovedPeople | None = None
    ) -> None:
        """Use the pages of these summaries.

        Args:
            texts: where the pages are.
            summaries: their summaries; ``page_index`` is a page's row.
            removed: people whose items and links are left out of the pages.
        """
        self._texts, self._summaries, self._removed = texts, summaries, removed
        self._of_row = {summary.page_index: summary for summary in summaries}
        self._page = lru_cache(_CACHED_PAGES)(self._load)

    def __len__(self) -> int:
        return len(self._summaries)

    def __getitem__(self, row_id: int) -> ProfilePage:
        return self._page(row_id)

    def summaries(self) -> Sequence[PageSummary]:
        """The summary of each page, in order."""
        return self._summaries

    def entries(self, row_id: int) -> Sequence[EntryText]:
        """The entries of a page."""
        lines = self._texts.entries(row_id)
        entries = map(EntryText.from_line, lines.split("\n")) if lines else ()
        return list(map(self._removed.entry, entries) if self._removed else entries)

    def part(self, summaries: Sequence[PageSummary]) -> "LoadedPages":
        """Some of these pages."""
        return LoadedPages(self._texts, summaries, self._removed)

    def without(self, removed: RemovedPeople) -> "LoadedPages":
        """The pages without the items and links of removed people."""
        return LoadedPages(self._texts, [removed.summary(each) for each in self._summaries], removed)

    def detached(self, indices: Iterable[int]) -> "DetachedPages":
        """Some of the pages, without the store: they can be pickled."""
        return DetachedPages(
            {row_id: (self._texts.page(row_id), self._of_row[row_id].retrieved) for row_id in indices}, self._removed
        )

    def _load(self, row_id: int) -> ProfilePage:
        return _page(self._texts.page(row_id), self._of_row[row_id].retrieved, self._removed)


class DetachedPages:
    """A few pages by row, parsed on access."""

    def __init__(self, texts: Mapping[int, tuple[str, str | None]], removed: RemovedPeople | None) -> None:
        """Hold pages.

        Args:
            texts: for each row the page's JSON and its time of retrieval.
            removed: people whose items and links are left out.
        """
        self._texts, self._removed = texts, removed
        self._pages: dict[int, ProfilePage] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[ProfilePage]:
        return map(self.__getitem__, self._texts)

    def __getitem__(self, row_id: int) -> ProfilePage:
        if row_id not in self._pages:
            self._pages[row_id] = _page(*self._texts[row_id], self._removed)
        return self._pages[row_id]


def _page(text: str, retrieved: str | None, removed: RemovedPeople | None) -> ProfilePage:
    page = ProfilePage.model_validate_json(text)
    if retrieved is not None:
        page = page.model_copy(update={"source": page.source.model_copy(update={"retrieved": retrieved})})
    return removed.page(page) if removed else page
