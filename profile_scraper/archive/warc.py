"""Read captures from WARC files: which records count, revisits resolved, damage reported as problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fastwarc.warc import WarcRecord
from pydantic import ValidationError

from profile_scraper.archive.heads import RecordHead, Revisit, Revisits, address_of, head_of, utc
from profile_scraper.archive.records import kind_of, read_records
from profile_scraper.archive.response import (
    RawResponse,
    believable,
    capture_problem,
    capture_response,
    fetch_problem,
    is_future,
    is_page_type,
    skipped_kind,
)
from profile_scraper.archive.writer import UNFINISHED
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

_PAGES = ("response", "resource", "conversion")
_WITHOUT_PAGE = (204, 205)
_OK = 200
_MOVED = 300
_FAILED = 400


class Selection(NamedTuple):
    """The captures that the page of one record gives."""

    site: str | None
    """The site that the file names."""
    own: bool = True
    """Whether the record is a capture itself."""
    revisits: tuple[Revisit, ...] = ()
    """Later visits that found the page unchanged; each is a capture."""


class Skipped(NamedTuple):
    """A record that is skipped on purpose."""

    kind: str


Decision: TypeAlias = Selection | Skipped | Problem


@dataclass(slots=True)
class CaptureSelector:
    """Looks at the heads of all records, newest file first, so that a revisit comes before the record it refers to."""

    _revisits: Revisits = field(default_factory=Revisits)
    _unlinked: set[str] = field(default_factory=set)
    _newest_crawl: dict[str, Location] = field(default_factory=dict)
    """The newest archive of a finished crawl of each site: its notes count, also where it has none."""
    _site: str | None = None
    _future: str = ""

    def begin_file(self) -> None:
        """Forget what the file before this one states about itself."""
        self._site, self._future = None, ""

    def decide(self, head: RecordHead, path: Location, name: str) -> Iterator[Decision]:
        """What becomes of one record; nothing for one that only says something about others."""
        if not self._future and is_future(head.date):
            self._future = head.date
        if head.kind == "warcinfo":
            self._begin_crawl(head, path)
        elif head.kind == "metadata":
            yield from self._note(head, path)
        elif head.kind == "revisit":
            if head.revisit is not None and not self._revisits.has_newer(head.revisit.url, head.revisit.retrieved):
                self._revisits.add(head.revisit)
        elif head.kind in _PAGES and head.url is None:
            yield _without_address(head)
        elif head.kind == "response":
            yield from self._response(head)
        elif head.kind in _PAGES:
            yield Skipped(head.kind) if head.url in self._unlinked else Selection(self._site)
        elif head.kind == "request":
            yield Skipped(head.kind)
        else:
            what = f"a record of type {head.kind[:40]!r}, which is not read"
            yield fetch_problem(head.url or name, "wrong-type", what)

    def end_file(self, name: str) -> Iterator[Problem]:
        """What is wrong with a file as a whole."""
        if self._future:
            what = f"records are dated {self._future[:30]}, in the future: captures of other archives count before them"
            yield fetch_problem(name, "invalid", what)

    @property
    def has_unresolved(self) -> bool:
        """Whether revisits wait for a record: it may stand before them, so that all files are looked at again."""
        return bool(self._revisits)

    def decide_again(self, head: RecordHead) -> Iterator[Selection]:
        """Look at a record once more, for revisits that came after it."""
        if head.kind == "warcinfo":
            self._site = head.site or self._site
        elif head.kind == "response" and not head.rendered and head.url is not None and _has_page(head.status):
            revisits = self._revisits.take(head.url, head.date or None, head.digest)
            if revisits:
                yield Selection(self._site, own=False, revisits=tuple(revisits))

    def unresolved(self) -> Iterator[Problem]:
        """The revisits whose page no file has."""
        for revisit in self._revisits:
            what = f"unchanged since {revisit.target} of {revisit.date}, but no INPUT has the bytes of that record"
            yield fetch_problem(revisit.url, "unreadable", what)

    def _response(self, head: RecordHead) -> Iterator[Decision]:
        url, status = head.url or "", head.status
        if head.rendered:
            yield Skipped("rendered")
        elif status is None:
            yield fetch_problem(url, "unreadable", "a response record without an HTTP status: it is not read")
        elif not _has_page(status):
            yield Skipped("redirect" if _MOVED <= status < _FAILED else "other")
        else:
            revisits = self._revisits.take(url, head.date or None, head.digest if self._revisits else None)
            if revisits or url not in self._unlinked:
                yield Selection(self._site, all(revisit.url != url for revisit in revisits), tuple(revisits))

    def _begin_crawl(self, head: RecordHead, path: Location) -> None:
        self._site = head.site or self._site
        if head.site and not path.name.endswith(UNFINISHED):
            self._newest_crawl.setdefault(head.site, path)

    def _note(self, head: RecordHead, path: Location) -> Iterator[Decision]:
        url = head.url
        if url is None or head.note is None:
            yield Skipped("metadata")
            return
        if path.name.endswith(UNFINISHED) or self._newest_crawl.setdefault(self._site or "", path) != path:
            return  # what an older crawl noted is history, and one under way has not noted all
        if head.note == "unlinked":
            self._unlinked.add(url)
            if head.block.decode("latin-1") == head.date:
                what = f"the page has left: since {head.date} no page links to it any more"
                yield fetch_problem(url, "not-found", what)
            return
        try:
            yield Problem.model_validate_json(head.block)
        except ValidationError:
            yield fetch_problem(url, "unreadable", "the crawl's own note about this page is damaged")


def _without_address(head: RecordHead) -> Skipped | Problem:
    if head.lost_target is None:
        return Skipped("other")
    what = f"a {head.kind} record whose target is no web address: it is not read"
    return fetch_problem(head.lost_target, "wrong-type", what)


def _has_page(status: int | None) -> bool:
    return status is not None and status >= _OK and not _MOVED <= status < _FAILED and status not in _WITHOUT_PAGE


if TYPE_CHECKING:  # older versions have another name for it
    from fastwarc.warc import HeaderMap

_ABOUT_BODY = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
_HTTP = "application/http"


@dataclass(slots=True)
class WarcReader:
    """Reads WARC files one after the other, newest first, so that a revisit comes before the record it refers to."""

    advance: Callable[[int], None]
    """Called with the position in the file, in bytes."""
    count: Callable[[str], None] = lambda _kind: None
    """Called with the kind of each thing that is skipped on purpose."""
    _selector: CaptureSelector = field(default_factory=CaptureSelector)

    def read(self, path: Location, name: str) -> Iterator[Capture | Problem]:
        """Every page of one file, and what could not be read of it."""
        self._selector.begin_file()
        for found in read_records(path, name, self.advance):
            if isinstance(found, Problem):
                yield found
                continue
            record, block = found
            for decision in self._selector.decide(head_of(record, block), path, name):
                yield from self._carried_out(decision, record, block)
        yield from self._selector.end_file(name)

    def resolve_revisits(self, files: Iterable[tuple[Location, str]]) -> Iterator[Capture | Problem]:
        """Read the files again for revisits that came after their target; revisits without a target become problems."""
        for path, name in files if self._selector.has_unresolved else ():
            self._selector.begin_file()
            for found in read_records(path, name, self.advance):
                if isinstance(found, Problem):
                    continue
                record, block = found
                for decision in self._selector.decide_again(head_of(record, block)):
                    yield from self._carried_out(decision, record, block)
        yield from self._selector.unresolved()

    def _carried_out(self, decision: Decision, record: WarcRecord, block: bytes) -> Iterator[Capture | Problem]:
        if isinstance(decision, Skipped):
            self.count(decision.kind)
        elif isinstance(decision, Problem):
            yield decision
        else:
            yield from captures_of(record, block, decision, self.count)


def captures_of(
    record: WarcRecord, block: bytes, selection: Selection, count: Callable[[str], None]
) -> Iterator[Capture | Problem]:
    """The captures that the page of a record gives, or why it gives none.

    Args:
        record: a response, resource or conversion record with an address.
        block: its payload.
        selection: which captures it gives.
        count: called with the kind of what is no page.
    """
    url, kind = address_of(record) or "", kind_of(record)
    raw = _response(record, url, block) if kind == "response" else _resource(record, url, block)
    try:
        capture = capture_response(raw, believable(utc(record.headers.get("WARC-Date"))), selection.site)
    except ValueError as error:
        yield capture_problem(url, error)
        return
    if capture is None:
        count(skipped_kind(raw))
    elif kind != "response" and capture.media != "html":
        what = f"a {kind} record with the text alone, taken out of the page by another tool: the page itself is needed"
        yield fetch_problem(url, "wrong-type", what)
    else:
        if selection.own:
            yield capture
        for revisit in selection.revisits:
            yield capture._replace(name=revisit.url, url=revisit.url, retrieved=revisit.retrieved)


def _response(record: WarcRecord, url: str, body: bytes) -> RawResponse:
    declared, encoding, transfer = (_field(record.http_headers, name) for name in _ABOUT_BODY)
    if not is_page_type(declared):
        identified = record.headers.get("WARC-Identified-Payload-Type") or ""
        declared = identified if is_page_type(identified) else declared
    status, truncated = record.http_headers.status_code or _OK, record.headers.get("WARC-Truncated") or ""
    length, content_range = (_field(record.http_headers, name) for name in ("Content-Length", "Content-Range"))
    return RawResponse(url, status, body, declared, encoding, transfer, length, content_range, truncated)


def _resource(record: WarcRecord, url: str, body: bytes) -> RawResponse:
    """A page kept without its HTTP headers, as warcit and browsers' archives have them, or with them in its block."""
    declared = record.headers.get("Content-Type") or ""
    return _with_header(url, body) if declared.startswith(_HTTP) else RawResponse(url, _OK, body, declared)


def _with_header(url: str, block: bytes) -> RawResponse:
    head, _, body = block.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    lines = [line.partition(":") for line in head.decode("latin-1").splitlines()[1:]]
    fields = {name.strip().lower(): value.strip() for name, _, value in lines if value.strip()}
    declared, encoding, transfer = (fields.get(name.lower(), "") for name in _ABOUT_BODY)
    return RawResponse(url, _OK, body, declared, encoding, transfer)


def _field(headers: "HeaderMap", name: str) -> str:
    """The value of a header; of several, the last one that says something."""
    values = [value for key, value in headers.items() if key.lower() == name.lower() and value.strip()]
    return values[-1] if values else ""
