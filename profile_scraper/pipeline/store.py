"""Parsed pages by capture: the interface of page stores, and the one that holds them in memory."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib import metadata
from operator import itemgetter
from pathlib import Path
from typing import Protocol

import profile_scraper
from profile_scraper.pair import PageSummary
from profile_scraper.pipeline.latest import Failure
from profile_scraper.pipeline.parsing import PageRow
from profile_scraper.records.page import Capture, DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import layout_days, user_folder
from profile_scraper.workspace import NoCache, ResultCache, cache_key


class PageStore(Protocol):
    """Parsed pages; those of the captures of one build are selected."""

    results: ResultCache
    """Results that earlier builds made of the pages."""

    def __contains__(self, key: bytes) -> bool:
        """Whether a capture is in the store, by its key."""

    def keys(self) -> frozenset[bytes]:
        """The keys of all captures in the store."""

    def add(self, key: bytes, rows: Sequence[PageRow]) -> None:
        """Add what a capture gave."""

    def select(self, captures: Iterable[tuple[bytes, str | None]]) -> None:
        """Select the captures of a build.

        Args:
            captures: for each capture its key and its time of retrieval.
        """

    def summaries(self) -> Iterator[PageSummary]:
        """The summaries of the selected pages, sorted by address; ``page_index`` is the row."""

    def directories(self) -> Iterator[DirectoryPage]:
        """The selected list pages."""

    def failures(self) -> Iterator[Failure]:
        """The problems of selected captures that gave no page."""

    def page(self, row_id: int) -> str:
        """JSON of a page without its entries and its time of retrieval."""

    def entries(self, row_id: int) -> str:
        """A line for each entry of a page."""

    def delete_unused(self) -> None:
        """Delete captures that are not selected and results that were not used: the next build needs none of them."""


class MemoryStore:
    """A store that lasts for one build."""

    def __init__(self) -> None:
        """Create an empty store."""
        self.results: ResultCache = NoCache()
        self._rows: list[PageRow] = []
        self._rows_of: dict[bytes, range] = {}
        self._selected: Sequence[tuple[int, str | None]] = ()

    def __contains__(self, key: bytes) -> bool:
        return key in self._rows_of

    def keys(self) -> frozenset[bytes]:
        """The keys of all captures in the store."""
        return frozenset(self._rows_of)

    def add(self, key: bytes, rows: Sequence[PageRow]) -> None:
        """Add what a capture gave."""
        if key not in self._rows_of:
            self._rows_of[key] = range(len(self._rows), len(self._rows) + len(rows))
            self._rows += rows

    def select(self, captures: Iterable[tuple[bytes, str | None]]) -> None:
        """Select the captures of a build."""
        self._selected = list(
            dict.fromkeys((row_id, retrieved) for key, retrieved in captures for row_id in self._rows_of[key])
        )

    def summaries(self) -> Iterator[PageSummary]:
        """The summaries of the selected pages, sorted by address."""
        found = []
        for row_id, retrieved in self._selected:
            row = self._rows[row_id]
            if row.summary is not None:
                summary = row.summary._replace(page_index=row_id, retrieved=retrieved)
                found.append((row.summary.url, row.key, retrieved or "", summary))
        return (summary for *_, summary in sorted(found, key=itemgetter(0, 1, 2)))

    def directories(self) -> Iterator[DirectoryPage]:
        """The selected list pages."""
        for row_id, _ in self._selected:
            if self._rows[row_id].kind == "directory":
                yield DirectoryPage.model_validate_json(self._rows[row_id].record)

    def failures(self) -> Iterator[Failure]:
        """The problems of selected captures that gave no page."""
        for row_id, retrieved in self._selected:
            if self._rows[row_id].kind == "problem":
                yield Problem.model_validate_json(self._rows[row_id].record), retrieved

    def page(self, row_id: int) -> str:
        """JSON of a page without its entries and its time of retrieval."""
        return self._rows[row_id].record

    def entries(self, row_id: int) -> str:
        """A line for each entry of a page."""
        return self._rows[row_id].entries

    def delete_unused(self) -> None:
        """Do nothing: there is no next build."""


def capture_key(capture: Capture, site: str | None) -> bytes:
    """A hash of everything that a page's record depends on, except the software and the time of retrieval.

    A page that is unchanged a week later is the same page, unless a new layout of the site began in between.
    """
    content = (capture.sha256, capture.name, capture.url, capture.media, capture.charset, capture.status)
    layout_period = bisect_right(layout_days(), capture.retrieved[:10]) if capture.retrieved else None
    return cache_key(*content, layout_period, capture.site, site)


LIBRARIES = (
    *("charset-normalizer", "cssselect", "ftfy", "lxml", "numpy", "parsel", "pydantic", "pylatexenc"),
    *("pyspellchecker", "rapidfuzz", "web-poet"),
)
"""Libraries on which the record of a page depends; every installation has them."""


@cache
def software_key() -> str:
    """A hash of every line of this package and of the user's sites, and of the versions of what it is built on."""
    digest = blake2b(digest_size=16)
    root = Path(profile_scraper.__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    own = user_folder()
    for path in sorted(own.glob("*/*.*")) if own is not None else ():
        if path.suffix in (".py", ".toml"):
            digest.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    digest.update(repr((sys.version, [(name, metadata.version(name)) for name in LIBRARIES])).encode())
    return digest.hexdigest()
