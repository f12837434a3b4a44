"""Read captures from WARC files: pages only, with revisit records resolved and damage reported as problems."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType
from pydantic import ValidationError

from profile_scraper.archive.records import read_records
from profile_scraper.archive.response import RawResponse, capture_problem, capture_response, fetch_problem, is_page_type
from profile_scraper.archive.writer import PROBLEM_TYPE, UNLINKED_TYPE
from profile_scraper.records.capture import Capture
from profile_scraper.records.problem import Problem

_PART_OF = re.compile(rb"^isPartOf:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_UTC_SECOND = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ")
_ABOUT_BODY = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
_WITH_PAGE = (200, 203, 206)


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
    _revisits: Revisits = field(default_factory=Revisits)
    _unlinked: set[str] = field(default_factory=set)
    _newest_crawl: dict[str, Path] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> Iterator[Capture | Problem]:
        """Every page of one file, and what could not be read of it."""
        site = None
        for found in read_records(path, name, self.advance):
            if isinstance(found, Problem):
                if self.is_assigned():
                    yield found
                continue
            record, block = found
            if record.record_type == WarcRecordType.warcinfo:
                site = site_named(block) or site
            elif record.record_type == WarcRecordType.metadata:
                yield from self._read_metadata(record, block, path, site)
            elif record.record_type == WarcRecordType.revisit:
                self._add_revisit(record)
            else:
                yield from self._captures(record, block, site)

    def resolve_revisits(self, files: Iterable[tuple[Path, str]]) -> Iterator[Capture | Problem]:
        """Read the files again for revisits that came after their target; revisits without a target become problems."""
        for path, name in files if self._revisits else ():
            site = None
            for found in read_records(path, name, self.advance):
                if isinstance(found, Problem):
                    continue
                record, block = found
                if record.record_type == WarcRecordType.warcinfo:
                    site = site_named(block) or site
                elif record.record_type == WarcRecordType.response:
                    yield from self._captures(record, block, site, again=True)
        for revisit in self._revisits:
            if not self.is_assigned():
                continue
            what = f"unchanged since {revisit.target} of {revisit.date}, but no INPUT has the bytes of that record"
            yield fetch_problem(revisit.url, "unreadable", what)

    def _captures(
        self, record: WarcRecord, body: bytes, site: str | None, *, again: bool = False
    ) -> Iterator[Capture | Problem]:
        url, http = _address(record), record.http_headers
        status = http.status_code if record.is_http_parsed else None
        if url is None or status is None or (status < 400 and status not in _WITH_PAGE):
            return
        date = record.headers.get("WARC-Date")
        digest = record.headers.get("WARC-Payload-Digest") if self._revisits else None
        revisits = self._revisits.take(url, date, digest)
        if (not revisits and (again or url in self._unlinked)) or not self.is_assigned():
            return
        declared, encoding, transfer = (http.get(name) or "" for name in _ABOUT_BODY)
        if not is_page_type(declared):
            identified = record.headers.get("WARC-Identified-Payload-Type") or ""
            declared = identified if is_page_type(identified) else declared
        try:
            raw = RawResponse(url, status, body, declared, encoding, transfer)
            capture = capture_response(raw, utc(date), site)
        except ValueError as error:
            yield capture_problem(url, error)
            return
        if capture is None:
            return
        if not again and all(revisit.url != url for revisit in revisits):
            yield capture
        for revisit in revisits:
            yield capture._replace(name=revisit.url, url=revisit.url, retrieved=revisit.retrieved)

    def _add_revisit(self, record: WarcRecord) -> None:
        url, headers = _address(record), record.headers
        retrieved = utc(headers.get("WARC-Date"))
        if url is None or self._revisits.has_newer(url, retrieved):  # of most pages, after some weeks
            return
        target = (headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
        digest, date = headers.get("WARC-Payload-Digest"), headers.get("WARC-Refers-To-Date")
        self._revisits.add(Revisit(url, retrieved, target, date, digest))

    def _read_metadata(self, record: WarcRecord, block: bytes, path: Path, site: str | None) -> Iterator[Problem]:
        kind, url = record.headers.get("Content-Type"), _address(record)
        if url is None or kind not in (PROBLEM_TYPE, UNLINKED_TYPE):
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


def _address(record: WarcRecord) -> str | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    return url if url.startswith(("http://", "https://")) else None
