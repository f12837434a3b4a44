"""Captures out of WARC files: pages only, revisits resolved, damage stepped over and listed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType
from pydantic import ValidationError

from profile_scraper.archive.records import read_records
from profile_scraper.archive.response import RawResponse, capture_problem, capture_response, fetch_problem, is_page_type
from profile_scraper.archive.revisit import Revisit, Revisits
from profile_scraper.archive.turns import Turns
from profile_scraper.archive.writer import PROBLEM_TYPE, UNLINKED_TYPE
from profile_scraper.records.capture import Capture
from profile_scraper.records.problem import Problem

_PART_OF = re.compile(rb"^isPartOf:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_UTC_SECOND = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ")
_ABOUT_BODY = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
_WITH_PAGE = (200, 203, 206)


@dataclass(slots=True)
class WarcReader:
    """Reads WARC files one after the other, newest first, so that a revisit comes before the record it refers to."""

    advance: Callable[[int], None]
    """Told the position in the file, in bytes, as reading goes on."""
    turns: Turns = field(default_factory=Turns)
    """Which of the pages and problems this process yields."""
    _revisits: Revisits = field(default_factory=Revisits)
    _unlinked: set[str] = field(default_factory=set)
    _newest_crawl: dict[str, Path] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> Iterator[Capture | Problem]:
        """Every page of one file, and what could not be read of it."""
        site = None
        for found in read_records(path, name, self.advance):
            if isinstance(found, Problem):
                if self.turns.mine():
                    yield found
                continue
            record, block = found
            if record.record_type == WarcRecordType.warcinfo:
                site = site_named(block) or site
            elif record.record_type == WarcRecordType.metadata:
                yield from self._note(record, block, path, site)
            elif record.record_type == WarcRecordType.revisit:
                self._wait(record)
            else:
                yield from self._pages(record, block, site)

    def leftovers(self, files: Iterable[tuple[Path, str]]) -> Iterator[Capture | Problem]:
        """Revisits that came after the record they refer to, looked up once more; then those that refer to nothing."""
        for path, name in files if self._revisits else ():
            site = None
            for found in read_records(path, name, self.advance):
                if isinstance(found, Problem):
                    continue
                record, block = found
                if record.record_type == WarcRecordType.warcinfo:
                    site = site_named(block) or site
                elif record.record_type == WarcRecordType.response:
                    yield from self._pages(record, block, site, again=True)
        for revisit in self._revisits:
            if not self.turns.mine():
                continue
            what = f"unchanged since {revisit.target} of {revisit.date}, but no INPUT has the bytes of that record"
            yield fetch_problem(revisit.url, "unreadable", what)

    def _pages(
        self, record: WarcRecord, body: bytes, site: str | None, *, again: bool = False
    ) -> Iterator[Capture | Problem]:
        url, http = _address(record), record.http_headers
        status = http.status_code if record.is_http_parsed else None
        if url is None or status is None or (status < 400 and status not in _WITH_PAGE):
            return
        date = record.headers.get("WARC-Date")
        digest = record.headers.get("WARC-Payload-Digest") if self._revisits else None
        revisits = self._revisits.take(url, date, digest)
        if (not revisits and (again or url in self._unlinked)) or not self.turns.mine():
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

    def _wait(self, record: WarcRecord) -> None:
        url, headers = _address(record), record.headers
        retrieved = utc(headers.get("WARC-Date"))
        if url is None or self._revisits.has_newer(url, retrieved):  # of most pages, after some weeks
            return
        target = (headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
        digest, date = headers.get("WARC-Payload-Digest"), headers.get("WARC-Refers-To-Date")
        self._revisits.add(Revisit(url, retrieved, target, date, digest))

    def _note(self, record: WarcRecord, block: bytes, path: Path, site: str | None) -> Iterator[Problem]:
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
