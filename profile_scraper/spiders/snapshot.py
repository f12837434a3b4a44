"""Snapshot folder of a site: WARC files of earlier crawls, the file of the running crawl, and a lock."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from filelock import BaseFileLock, FileLock, Timeout

from profile_scraper.archive.decode import MAX_PAGE_BYTES
from profile_scraper.archive.heads import utc
from profile_scraper.archive.records import first_date
from profile_scraper.archive.response import RawResponse, capture_response
from profile_scraper.archive.writer import RENDERED_FIELD, UNFINISHED, UNLINKED_TYPE, Headers, WarcWriter, now
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.spiders.requests import NOT_FOUND_STATUSES

_MOST_HANDLES = 4
"""Archives of earlier crawls that are open at once."""
_OK_STATUS = 200


class SnapshotError(OSError):
    """The folder cannot be used; the text says why and what to do."""


class UnreadableRecordError(Exception):
    """A record of the archive cannot be read back."""


@dataclass(frozen=True, slots=True)
class WarcLocation:
    """Position of a record in the archive."""

    file: int
    offset: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response read from the archive."""

    capture: Capture | None
    """The page, None where the response holds none."""
    status: int
    location: str
    """Where a redirect leads."""
    date: str
    """``WARC-Date`` of its record."""
    etag: str
    last_modified: str


class Snapshot:
    """A site's WARC files. The archive itself is the only state that a crawl keeps.

    A crawl writes ``<site>-<start>.warc.gz.open``. Where such a file is found, a crawl was killed: the next one cuts
    off what is not whole, goes on in it, and asks again for nothing that it holds.
    """

    def __init__(self, folder: Path, site: str) -> None:
        """Lock the folder and index its archives.

        Raises:
            SnapshotError: another crawl is writing here, or the folder cannot be written.
        """
        self._site = site
        self._lock = _take_lock(folder)
        unfinished = sorted(folder.glob(f"{site}-*.warc.gz{UNFINISHED}"))
        self.resumed = bool(unfinished)
        started = now()
        stamp = started.replace("-", "").replace(":", "")
        path = unfinished[-1] if unfinished else folder / f"{site}-{stamp}.warc.gz{UNFINISHED}"
        self.writer = WarcWriter(path, site, started)
        # what a wrong clock dated in the future comes first, so that every other archive counts before it
        archives = sorted(folder.glob("*.warc.gz"), key=lambda archive: (bool(first_date(archive)), archive.name))
        self._files = [*archives, path]
        self._handles: dict[int, BinaryIO] = {}
        self.earlier: dict[str, WarcLocation] = {}
        """Newest good response of each address in earlier crawls."""
        self.completed: dict[str, WarcLocation] = {}
        """Responses of the crawl that is resumed; an unchanged page has the location of the earlier response."""
        self.unlinked: dict[str, str] = {}
        """Pages without links at the end of the last crawl, with the time since when."""
        self.answered: set[str] = set()
        """Addresses that this crawl, before or after a kill, has an answer for."""
        for number in range(len(self._files)):
            self._index(number)

    def expected(self) -> set[str]:
        """Pages that an unchanged site still links to."""
        return self.earlier.keys() - self.unlinked.keys()

    def read_earlier(self, url: str) -> StoredResponse | None:
        """The newest good response of an earlier crawl, None where there is none that can be read."""
        return self._read_if_whole(self.earlier.get(url))

    def read_completed(self, url: str) -> StoredResponse | None:
        """The response of the crawl that is resumed, None where there is none that can be read."""
        return self._read_if_whole(self.completed.get(url))

    def _read_if_whole(self, location: WarcLocation | None) -> StoredResponse | None:
        with suppress(UnreadableRecordError):
            return self.read_response(location) if location else None
        return None

    def read_response(self, warc_location: WarcLocation) -> StoredResponse:
        """Read a response from the archive.

        Raises:
            UnreadableRecordError: the record cannot be read back.
        """
        file = self._opened(warc_location.file)
        file.seek(warc_location.offset)
        try:
            record = next(iter(ArchiveIterator(file, parse_http=True)), None)
        except OSError as error:
            raise UnreadableRecordError(str(error)) from error
        if record is not None and record.record_type == WarcRecordType.conversion:
            return self._read_conversion(record)
        if record is None or not record.is_http_parsed:
            raise UnreadableRecordError(f"no response at byte {warc_location.offset}")
        http, date = record.http_headers, record.headers.get("WARC-Date") or ""
        raw = RawResponse(
            record.headers.get("WARC-Target-URI") or "",
            http.status_code or 0,
            record.reader.read(MAX_PAGE_BYTES + 1),
            http.get("Content-Type") or "",
            http.get("Content-Encoding") or "",
        )
        try:
            capture = capture_response(raw, utc(date), self._site)
        except ValueError:
            capture = None
        location, etag, modified = (http.get(name) or "" for name in ("Location", "ETag", "Last-Modified"))
        return StoredResponse(capture, raw.status, location, date, etag, modified)

    def _opened(self, number: int) -> BinaryIO:
        """An archive opened for reading; of many archives, those read last stay open."""
        file = self._handles.pop(number, None) or self._files[number].open("rb")
        self._handles[number] = file
        if len(self._handles) > _MOST_HANDLES:
            self._handles.pop(next(iter(self._handles))).close()
        return file

    def _read_conversion(self, record: WarcRecord) -> StoredResponse:
        url, date = record.headers.get("WARC-Target-URI") or "", record.headers.get("WARC-Date") or ""
        raw = RawResponse(url, _OK_STATUS, record.reader.read(MAX_PAGE_BYTES + 1), "text/html; charset=utf-8")
        try:
            capture = capture_response(raw, utc(date), self._site)
        except ValueError:
            capture = None
        return StoredResponse(capture, _OK_STATUS, "", date, "", "")

    def store(self, url: str, status: int, headers: Headers, body: bytes) -> str:
        """Archive a response; returns when it was fetched."""
        retrieved = now()
        self.writer.response(url, status, headers, body, retrieved)
        self.answered.add(url)
        return retrieved

    def store_rendered(self, url: str, status: int, headers: Headers, body: bytes, document: bytes) -> None:
        """Archive a response and the document that scripts built from it."""
        self.writer.rendered(url, status, headers, body, document)
        self.answered.add(url)

    def store_unchanged(self, url: str, headers: Headers, date: str) -> str:
        """Archive that the page is what it was at ``date``; returns when that was found."""
        retrieved = now()
        self.writer.revisit(url, 304, headers, retrieved, date)
        self.answered.add(url)
        return retrieved

    def finish(self, problems: Iterable[Problem], unlinked: Iterable[str]) -> None:
        """Close the crawl's file under its final name.

        Args:
            problems: what could not be fetched.
            unlinked: pages of the last crawl to which no page links any more.
        """
        for problem in problems:
            self.writer.problem(problem, now())
        ended = now()
        still_unlinked = {url: since for url, since in self.unlinked.items() if url not in self.answered}
        for url, since in sorted({**dict.fromkeys(unlinked, ended), **still_unlinked}.items()):
            self.writer.unlinked(url, ended, since)
        self.close()
        path = self.writer.path
        path.rename(path.with_name(path.name.removesuffix(UNFINISHED)))

    def close(self) -> None:
        """Close the files and release the lock; an unfinished crawl can be resumed."""
        self.writer.close()
        for file in self._handles.values():
            file.close()
        self._lock.release()

    def _index(self, number: int) -> None:
        under_way = number == len(self._files) - 1
        unlinked: dict[str, str] = {}
        for url, record in _records(self._files[number]):
            is_revisit, location = record.record_type == WarcRecordType.revisit, WarcLocation(number, record.stream_pos)
            if record.record_type == WarcRecordType.metadata:
                if record.headers.get("Content-Type") == UNLINKED_TYPE:
                    unlinked[url] = record.reader.read(64).decode("latin-1")
                continue
            if record.record_type == WarcRecordType.conversion:
                if under_way:
                    self.answered.add(url)
                    self.completed[url] = location
                else:
                    self.earlier[url] = location
                continue
            if under_way and record.headers.get(RENDERED_FIELD):
                continue
            status = record.http_headers.status_code or 0 if record.is_http_parsed else 0
            if under_way and (status < 400 or status in NOT_FOUND_STATUSES):
                self.answered.add(url)
                self.completed[url] = self.earlier.get(url, location) if is_revisit else location
            elif not under_way and not is_revisit and status == _OK_STATUS:
                self.earlier[url] = location
        if not under_way:
            self.unlinked = unlinked


def _records(path: Path) -> Iterator[tuple[str, WarcRecord]]:
    kinds = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.metadata | WarcRecordType.conversion
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, record_types=kinds, parse_http=True):
                if url := record.headers.get("WARC-Target-URI"):
                    yield url, record
        except OSError:
            return  # a damaged archive costs requests that were not needed, nothing else


def _take_lock(folder: Path) -> BaseFileLock:
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise SnapshotError(f"another crawl is writing to {folder}: wait for it, or give another --out") from None
    except OSError as error:
        raise SnapshotError(f"{folder} cannot be written: {error.strerror}") from None
    return lock
