"""Read captures from WARC files: pages only, with revisit records resolved and damage reported as problems."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import HeaderMap, WarcRecord
from pydantic import ValidationError

from profile_scraper.archive.clock import believable, is_future
from profile_scraper.archive.records import kind_of, read_records
from profile_scraper.archive.response import (
    RawResponse,
    capture_problem,
    capture_response,
    fetch_problem,
    is_page_type,
    skipped_kind,
)
from profile_scraper.archive.writer import PROBLEM_TYPE, RENDERED_FIELD, UNLINKED_TYPE
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem

_PART_OF = re.compile(rb"^isPartOf:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_UTC_SECOND = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ")
_ABOUT_BODY = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
_WITHOUT_PAGE = (204, 205)
_OK = 200
_MOVED = 300
_FAILED = 400


@dataclass(frozen=True, slots=True)
class Revisit:
    """A revisit record: the page is unchanged since another record."""

    url: str
    retrieved: str | None
    """When the page was found unchanged (RFC 3339, UTC)."""
    target: str
    """Address of the record that has the bytes."""
    date: str | None
    """``WARC-Date`` of that record, null where the revisit does not say."""
    digest: str | None
    """Payload digest that the two share, null where the revisit does not say."""

    def refers_to(self, url: str, date: str | None, digest: str | None) -> bool:
        """Whether a response record is the one that has the bytes."""
        if self.digest and self.digest == digest:
            return True
        return self.target == url and self.date in (None, date)


@dataclass(slots=True)
class Revisits:
    """The newest unresolved revisit of each address."""

    _waiting: dict[str, Revisit] = field(default_factory=dict)
    _by_key: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Revisit]:
        return iter(self._waiting.values())

    def has_newer(self, url: str, retrieved: str | None) -> bool:
        """Whether an unresolved revisit of the address is no older than this."""
        known = self._waiting.get(url)
        return known is not None and (known.retrieved or "") >= (retrieved or "")

    def add(self, revisit: Revisit) -> None:
        """Add a revisit, unless a newer one of the same address is unresolved."""
        if self.has_newer(revisit.url, revisit.retrieved):
            return
        self._waiting[revisit.url] = revisit
        for key in filter(None, (revisit.target, revisit.digest)):
            self._by_key.setdefault(key, set()).add(revisit.url)

    def take(self, url: str, date: str | None, digest: str | None) -> list[Revisit]:
        """Remove and return the revisits that refer to this response record."""
        if not self._waiting:
            return []
        keys = self._by_key.get(url, set()) | self._by_key.get(digest or "", set())
        found = [
            self._waiting[key]
            for key in sorted(keys & self._waiting.keys())
            if self._waiting[key].refers_to(url, date, digest)
        ]
        for revisit in found:
            del self._waiting[revisit.url]
        return found


@dataclass(slots=True)
class WarcReader:
    """Reads WARC files one after the other, newest first, so that a revisit comes before the record it refers to."""

    advance: Callable[[int], None]
    """Called with the position in the file, in bytes."""
    is_assigned: Callable[[], bool] = lambda: True
    """Called once for each page and problem: whether this process yields it."""
    count: Callable[[str], None] = lambda _kind: None
    """Called with the kind of each thing that this process skips on purpose."""
    _revisits: Revisits = field(default_factory=Revisits)
    _unlinked: set[str] = field(default_factory=set)
    _newest_crawl: dict[str, Path] = field(default_factory=dict)

    def skip(self, kind: str) -> None:
        """Count something that is no page, in the one process that it is assigned to."""
        if self.is_assigned():
            self.count(kind)

    def read(self, path: Path, name: str) -> Iterator[Capture | Problem]:
        """Every page of one file, and what could not be read of it."""
        site, future = None, ""
        for found in read_records(path, name, self.advance):
            if isinstance(found, Problem):
                if self.is_assigned():
                    yield found
                continue
            record, block = found
            kind = kind_of(record)
            date = record.headers.get("WARC-Date") or ""
            future = date if not future and is_future(date) else future
            if kind == "warcinfo":
                site = site_named(block) or site
            elif kind == "metadata":
                yield from self._read_metadata(record, block, path, site)
            elif kind == "revisit":
                self._add_revisit(record)
            elif kind == "response":
                yield from self._captures(record, block, site)
            else:
                yield from self._read_other(record, block, site, name)
        if future and self.is_assigned():
            what = f"records are dated {future[:30]}, in the future: captures of other archives count before them"
            yield fetch_problem(name, "invalid", what)

    def resolve_revisits(self, files: Iterable[tuple[Path, str]]) -> Iterator[Capture | Problem]:
        """Read the files again for revisits that came after their target; revisits without a target become problems."""
        for path, name in files if self._revisits else ():
            site = None
            for found in read_records(path, name, self.advance):
                if isinstance(found, Problem):
                    continue
                record, block = found
                kind = kind_of(record)
                if kind == "warcinfo":
                    site = site_named(block) or site
                elif kind == "response":
                    yield from self._captures(record, block, site, again=True)
        for revisit in self._revisits:
            if not self.is_assigned():
                continue
            what = f"unchanged since {revisit.target} of {revisit.date}, but no INPUT has the bytes of that record"
            yield fetch_problem(revisit.url, "unreadable", what)

    def _captures(
        self, record: WarcRecord, body: bytes, site: str | None, *, again: bool = False
    ) -> Iterator[Capture | Problem]:
        if record.headers.get(RENDERED_FIELD):  # its page is the conversion record behind it
            if not again:
                self.skip("rendered")
            return
        url, http = _address(record), record.http_headers
        status = http.status_code if record.is_http_parsed else None
        if url is None or status is None or _is_without_page(status):
            yield from () if again else self._without_page(url, status)
            return
        date = record.headers.get("WARC-Date")
        digest = record.headers.get("WARC-Payload-Digest") if self._revisits else None
        revisits = self._revisits.take(url, date, digest)
        if (not revisits and (again or url in self._unlinked)) or not self.is_assigned():
            return
        raw = _response(record, url, status, body)
        try:
            capture = capture_response(raw, believable(utc(date)), site)
        except ValueError as error:
            yield capture_problem(url, error)
            return
        if capture is None:
            self.count(skipped_kind(raw))
            return
        if not again and all(revisit.url != url for revisit in revisits):
            yield capture
        for revisit in revisits:
            yield capture._replace(name=revisit.url, url=revisit.url, retrieved=revisit.retrieved)

    def _without_page(self, url: str | None, status: int | None) -> Iterator[Problem]:
        if url is not None and status is None:
            if self.is_assigned():
                yield fetch_problem(url, "unreadable", "a response record without an HTTP status: it is not read")
        else:
            self.skip("redirect" if status and _MOVED <= status < _FAILED else "other")

    def _read_other(self, record: WarcRecord, block: bytes, site: str | None, name: str) -> Iterator[Capture | Problem]:
        kind = kind_of(record)
        if kind in ("resource", "conversion"):
            yield from self._read_resource(record, block, site, kind)
        elif kind == "request":
            self.skip(kind)
        elif self.is_assigned():
            what = f"a record of type {kind[:40]!r}, which is not read"
            yield fetch_problem(_address(record) or name, "wrong-type", what)

    def _read_resource(
        self, record: WarcRecord, body: bytes, site: str | None, kind: str
    ) -> Iterator[Capture | Problem]:
        """A page kept without its HTTP headers, as warcit and browsers' archives have them."""
        url, declared = _address(record), record.headers.get("Content-Type") or ""
        if url is None or url in self._unlinked:
            self.skip(kind)
            return
        if not self.is_assigned():
            return
        raw = RawResponse(url, _OK, body, declared)
        try:
            capture = capture_response(raw, believable(utc(record.headers.get("WARC-Date"))), site)
        except ValueError as error:
            yield capture_problem(url, error)
            return
        if capture is not None and capture.media == "html":
            yield capture
        elif capture is not None:
            what = (
                f"a {kind} record with the text alone, taken out of the page by another tool: the page itself is needed"
            )
            yield fetch_problem(url, "wrong-type", what)
        else:
            self.count(skipped_kind(raw))

    def _add_revisit(self, record: WarcRecord) -> None:
        url, headers = _address(record), record.headers
        retrieved = believable(utc(headers.get("WARC-Date")))
        if url is None or self._revisits.has_newer(url, retrieved):  # of most pages, after some weeks
            return
        target = (headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
        digest, date = headers.get("WARC-Payload-Digest"), headers.get("WARC-Refers-To-Date")
        self._revisits.add(Revisit(url, retrieved, target, date, digest))

    def _read_metadata(self, record: WarcRecord, block: bytes, path: Path, site: str | None) -> Iterator[Problem]:
        kind, url = record.headers.get("Content-Type"), _address(record)
        if url is None or kind not in (PROBLEM_TYPE, UNLINKED_TYPE):
            self.skip("metadata")
            return
        if self._newest_crawl.setdefault(site or "", path) != path:
            return  # what an older crawl noted is history
        if kind == UNLINKED_TYPE:
            self._unlinked.add(url)
            date = record.headers.get("WARC-Date") or ""
            if block.decode("latin-1") == date:
                yield fetch_problem(url, "not-found", f"the page has left: since {date} no page links to it any more")
            return
        try:
            yield Problem.model_validate_json(block)
        except ValidationError:
            yield fetch_problem(url, "unreadable", "the crawl's own note about this page is damaged")


def site_named(block: bytes) -> str | None:
    """The site that a ``warcinfo`` record names (``isPartOf``)."""
    found = _PART_OF.search(block)
    return found[1].decode("utf8", "replace").strip() if found else None


def utc(date: str | None) -> str | None:
    """A ``WARC-Date`` in the form that records use, to the second; None where it is not a date."""
    if date is None or _UTC_SECOND.fullmatch(date):
        return date
    try:
        return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None


def _response(record: WarcRecord, url: str, status: int, body: bytes) -> RawResponse:
    declared, encoding, transfer = (_field(record.http_headers, name) for name in _ABOUT_BODY)
    if not is_page_type(declared):
        identified = record.headers.get("WARC-Identified-Payload-Type") or ""
        declared = identified if is_page_type(identified) else declared
    return RawResponse(url, status, body, declared, encoding, transfer)


def _is_without_page(status: int) -> bool:
    return status < _OK or _MOVED <= status < _FAILED or status in _WITHOUT_PAGE


def _field(headers: HeaderMap, name: str) -> str:
    """The value of a header; of several, the last one that says something."""
    values = [value for key, value in headers.items() if key.lower() == name.lower() and value.strip()]
    return values[-1] if values else ""


def _address(record: WarcRecord) -> str | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
    return url if url.startswith(("http://", "https://")) else None
