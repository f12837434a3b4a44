"""Read captures from WARC files: pages only, with revisit records resolved and damage reported as problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastwarc.warc import WarcRecord

from profile_scraper.archive.clock import believable
from profile_scraper.archive.heads import address_of, head_of, utc
from profile_scraper.archive.records import kind_of, read_records
from profile_scraper.archive.response import (
    RawResponse,
    capture_problem,
    capture_response,
    fetch_problem,
    is_page_type,
    skipped_kind,
)
from profile_scraper.archive.selector import CaptureSelector, Decision, Selection, Skipped
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

if TYPE_CHECKING:  # older versions have another name for it
    from fastwarc.warc import HeaderMap

_ABOUT_BODY = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
_HTTP = "application/http"
_OK = 200


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
