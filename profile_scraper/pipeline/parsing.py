"""Parse captures, a batch at a time, into rows of the page store."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.dedupe import EntryText
from profile_scraper.pair import PageSummary, summary_of
from profile_scraper.parse.bounded import BoundedReader, PageRecord, is_over_time
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import load_site
from profile_scraper.workspace import cache_key

RowKind: TypeAlias = Literal["page", "directory", "problem"]


class PageRow(NamedTuple):
    """What is stored of one page."""

    key: bytes
    """Hash of all that its content depends on."""
    kind: RowKind
    requested: str
    """The address that was requested."""
    summary: PageSummary | None
    """Of a person's page."""
    record: str
    """JSON of the record, of a person's page without entries and time of retrieval."""
    entries: str
    """A line for each entry of a person's page."""


class ParsedCapture(NamedTuple):
    """The rows of one capture."""

    key: bytes
    rows: Sequence[PageRow]
    over_time: Problem | None
    """The problem of a page that was given up for its time: another machine may read it, so it is not stored."""


def parse_batch(
    reader: BoundedReader[PageRecord], site_name: str | None, batch: Sequence[tuple[bytes, Capture]]
) -> list[ParsedCapture]:
    """Parse captures.

    Args:
        reader: reads one page.
        site_name: the site of pages that do not name theirs.
        batch: for each capture the hash of all that its content depends on, and the capture.
    """
    site = load_site(site_name) if site_name else None
    parsed = []
    for key, capture in batch:
        record = reader.read(capture, site)
        if isinstance(record, Problem) and is_over_time(record):
            parsed.append(ParsedCapture(key, (), record))
        else:
            parsed.append(ParsedCapture(key, rows_of(key, capture.name, record), None))
    return parsed


def rows_of(key: bytes, requested: str, record: PageRecord) -> list[PageRow]:
    """What is stored of one capture.

    Args:
        key: hash of all that its content depends on.
        requested: the address that was requested.
        record: what was read of it.
    """
    if isinstance(record, ProfilePage):
        other = record.translation
        own = _page_row(key, requested, record.model_copy(update={"translation": None}))
        return [own] if other is None else [own, _page_row(cache_key(key, "translation"), requested, other)]
    kind: RowKind = "problem" if isinstance(record, Problem) else "directory"
    row = PageRow(key, kind, requested, None, record.model_dump_json(), "")
    if not isinstance(record, DirectoryPage):
        return [row]
    items = [_page_row(cache_key(key, index), requested, card) for index, card in enumerate(record.cards)]
    return [row, *items]


def _page_row(key: bytes, requested: str, page: ProfilePage) -> PageRow:
    source = page.source.model_copy(update={"retrieved": None})
    content = page.model_copy(update={"source": source, "publications": []})
    return PageRow(
        key,
        "page",
        requested,
        summary_of(page, requested)._replace(retrieved=None),
        content.model_dump_json(),
        "\n".join(EntryText.of(entry).line() for entry in page.publications),
    )
