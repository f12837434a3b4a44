"""The captures of one build in the page store, and the records of their pages."""

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from profile_scraper.pair import PageSummary, summary_of
from profile_scraper.pipeline.latest import CaptureVersion, Failure
from profile_scraper.pipeline.pages import PAGE_CACHE_SIZE, PageDiagnostics
from profile_scraper.records.page import DirectoryPage, ParseWarning, ProfilePage
from profile_scraper.records.problem import Problem

_CONTENT_FIELDS = PageSummary._fields.index("page_index")
"""Number of the summary's fields that depend only on the page's content."""
LISTING = "listing"
"""Kind of a list page that lists publications; its record is not loaded for anything else."""
_NO_TIMESTAMP = '"retrieved":null'


class SelectedCaptures:
    """A source of pages; iteration gives the version of each capture, sorted by address."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Read from a store in which the table ``selected`` has the captures and their times of retrieval."""
        self._database = database
        self.page = lru_cache(PAGE_CACHE_SIZE)(self._page)

    def __iter__(self) -> Iterator[CaptureVersion]:
        found = self._database.execute(
            "SELECT url, requested, retrieved, addressed, number, sha256, selected.rowid"
            " FROM selected JOIN capture USING (id) WHERE kind = ? ORDER BY url, key, retrieved",
            [ProfilePage.__name__],
        )
        for url, requested, retrieved, addressed, number, sha256, row_id in found:
            yield CaptureVersion(url, requested, retrieved or "", bool(addressed), number, sha256, row_id)

    def listings(self) -> Iterator[DirectoryPage]:
        """The list pages that list publications."""
        found = self._database.execute(
            "SELECT json FROM selected JOIN capture USING (id) JOIN record USING (id) WHERE kind = ? ORDER BY key",
            [LISTING],
        )
        for (text,) in found:
            yield DirectoryPage.model_validate_json(text)

    def failures(self) -> Iterator[Failure]:
        """The problems of captures that gave no page."""
        found = self._database.execute(
            "SELECT json, retrieved FROM selected JOIN capture USING (id) JOIN record USING (id) WHERE kind = ?"
            " ORDER BY requested, retrieved, key",
            [Problem.__name__],
        )
        for text, retrieved in found:
            yield Problem.model_validate_json(text), retrieved

    def summary(self, row_id: int) -> PageSummary:
        """The summary of the page in a row."""
        text, retrieved, key = self._database.execute(
            "SELECT card, retrieved, key FROM selected JOIN card USING (id) JOIN capture USING (id)"
            " WHERE selected.rowid = ?",
            [row_id],
        ).fetchone()
        fields = json.loads(text)
        fields[-1] = tuple(fields[-1])
        return PageSummary._make((*fields, 0, retrieved, key))

    def diagnostics(self, row_id: int) -> PageDiagnostics:
        """The diagnostics of the page in a row."""
        (text,) = self._database.execute(
            "SELECT diagnostics FROM selected JOIN card USING (id) WHERE selected.rowid = ?", [row_id]
        ).fetchone()
        site, methods, warnings = json.loads(text)
        return PageDiagnostics(site, methods, [ParseWarning.model_validate(warning) for warning in warnings])

    def _page(self, row_id: int) -> ProfilePage:
        text, retrieved = self._database.execute(
            "SELECT json, retrieved FROM selected JOIN record USING (id) WHERE selected.rowid = ?", [row_id]
        ).fetchone()
        if retrieved:  # the first occurrence: quotes in JSON strings are escaped
            text = text.replace(_NO_TIMESTAMP, f'"retrieved":{json.dumps(retrieved)}', 1)
        return ProfilePage.model_validate_json(text)


def serialize(record: ProfilePage | DirectoryPage | Problem) -> tuple[str, str | None, str | None]:
    """A record as JSON; for a person's page also its summary and diagnostics as JSON, else None."""
    if not isinstance(record, ProfilePage):
        return record.model_dump_json(), None, None
    summary = summary_of(record)[:_CONTENT_FIELDS]
    diagnostics = record.site, record.extraction_methods, [warning.model_dump() for warning in record.warnings]
    content = record.model_copy(update={"source": record.source.model_copy(update={"retrieved": None})})
    return content.model_dump_json(), json.dumps(summary), json.dumps(diagnostics)
