"""Removed people on pages of WARC files and saved pages: pages of their own, and what other pages have about them."""

import gzip
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from fastwarc.warc import WarcRecord

from profile_scraper.archive import read_inputs
from profile_scraper.archive.decode import decode_body
from profile_scraper.archive.inputs import SAVED_PARTS
from profile_scraper.archive.records import read_records
from profile_scraper.archive.response import RawResponse, capture_response
from profile_scraper.parse import read_page
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.removal.people import KnownPerson, RemovedPerson, Trace, traces_of_page
from profile_scraper.storage.publish import publish_file

_GZIP = b"\x1f\x8b"


class _Record(NamedTuple):
    """A record of an archive."""

    start: int
    """Where it begins, in bytes."""
    url: str
    """Its address, or where it redirects to."""
    record: WarcRecord
    block: bytes


def search_archive(path: Path, people: Sequence[RemovedPerson]) -> Iterator[Trace]:
    """Yield what an archive has about the people."""
    for found in _records(path):
        if isinstance(found, Problem):
            yield Trace(path, "", "unsearched", found.detail)
            continue
        own = {person.id for person in people if person.addresses.search(found.url)}
        yield from traces_of_page(path, found.url, _text(found), people, own)


def people_of_archive(path: Path, ids: Sequence[str]) -> Iterator[KnownPerson]:
    """Yield what the own pages of removed people tell about them."""
    people = [RemovedPerson(id_) for id_ in ids]
    for found in _records(path):
        if isinstance(found, Problem):
            continue
        for person in people:
            if person.addresses.search(found.url):
                page = _page(found)
                if page is not None:
                    yield KnownPerson(frozenset({person.id}), page.name, page.email)


def purge_archive(path: Path, people: Sequence[RemovedPerson]) -> int:
    """Rewrite an archive without the pages of the people; the bytes of the other records stay. Returns how many.

    Raises:
        PublishError: the file cannot be written.
    """
    starts = [
        (found.start, any(person.addresses.search(found.url) for person in people))
        for found in _records(path)
        if not isinstance(found, Problem)
    ]
    count = sum(own for _, own in starts)
    if not count:
        return 0
    if _has_members(path, [start for start, _ in starts]):
        with publish_file(path) as partial:
            _copy(path, partial, starts)
        return count
    # One compressed stream has no boundaries: the records are cut from the decompressed file.
    plain = path.with_name(f".{path.name}.{os.getpid()}.plain")
    try:
        with gzip.open(path, "rb") as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target)
        purge_archive(plain, people)
        with publish_file(path) as partial, plain.open("rb") as source, gzip.open(partial, "wb") as compressed:
            shutil.copyfileobj(source, compressed)
    finally:
        plain.unlink(missing_ok=True)
    return count


def _records(path: Path) -> Iterator[_Record | Problem]:
    for found in read_records(path, str(path), lambda _: None):
        if isinstance(found, Problem):
            yield found
            continue
        record, block = found
        url = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
        location = record.http_headers.get("Location") if record.is_http_parsed else None
        yield _Record(record.stream_pos, f"{url} -> {location}" if location else url, record, block)


def _copy(path: Path, target: Path, starts: Sequence[tuple[int, bool]]) -> None:
    """Copy the bytes of the records that are not of the people."""
    ends = [*starts[1:], (path.stat().st_size, False)]
    with path.open("rb") as source, target.open("wb") as rest:
        for (start, own), (end, _) in zip(starts, ends, strict=True):
            if not own:
                source.seek(start)
                remaining = end - start
                while remaining > 0 and (chunk := source.read(min(remaining, 1 << 20))):
                    rest.write(chunk)
                    remaining -= len(chunk)


def _has_members(path: Path, starts: Sequence[int]) -> bool:
    """Whether each record begins at a byte of its own: in a plain file, or as a member of a compressed one."""
    if any(one >= other for one, other in pairwise(starts)):
        return False
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return True
        for start in starts:
            file.seek(start)
            if file.read(2) != _GZIP:
                return False
    return True


def _raw(found: _Record) -> RawResponse:
    if not found.record.is_http_parsed:
        return RawResponse(found.url, 200, found.block)
    names = ("Content-Type", "Content-Encoding", "Transfer-Encoding")
    return RawResponse(found.url, 200, found.block, *(found.record.http_headers.get(name) or "" for name in names))


def _text(found: _Record) -> str:
    raw = _raw(found)
    try:
        body = decode_body(raw.body, transfer=raw.transfer_encoding, content=raw.content_encoding)
    except ValueError:
        body = raw.body
    charset = re.search(r"charset=[\"']?(latin-?1|iso-8859-1|windows-1252|cp1252)", raw.content_type, re.IGNORECASE)
    return body.decode("cp1252" if charset else "utf8", "replace")


def _page(found: _Record) -> ProfilePage | None:
    try:
        capture = capture_response(_raw(found), None, None)
    except ValueError:
        return None
    page = read_page(capture) if capture else None
    return page if isinstance(page, ProfilePage) else None


SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".mhtml"))
"""Names of files that may be saved pages, or reports."""
GENERATOR = b'<meta name="generator" content="profile_scraper">'
"""Tells the pages that this package writes from those of a site."""
_START = 4096


class SavedPage(NamedTuple):
    """A saved page of a site."""

    url: str
    """Its address, the name of its file where it does not tell."""
    text: str
    profile: ProfilePage | None
    """What it says of the person whose page it is; None for a list."""

    def is_of(self, person: RemovedPerson) -> bool:
        """Whether it is the person's own page."""
        if self.profile is None:
            return False
        return f"{self.profile.site}/{self.profile.slug}" in person.ids or bool(person.addresses.search(self.url))


def open_saved_page(path: Path) -> SavedPage | None:
    """The page of a site in a file, None for a report and for whatever no known site has."""
    if path.suffix not in SUFFIXES:
        return None
    with path.open("rb") as file:
        if GENERATOR in file.read(_START):
            return None
    for capture in read_inputs([path]):
        record = read_page(capture) if isinstance(capture, Capture) else None
        if isinstance(capture, Capture) and isinstance(record, ProfilePage | DirectoryPage):
            profile = record if isinstance(record, ProfilePage) else None
            return SavedPage(record.source.url, decoded(capture.body, capture.charset), profile)
    return None


def search_saved_page(path: Path, page: SavedPage, people: Sequence[RemovedPerson]) -> Iterator[Trace]:
    """Yield what a saved page has about the people."""
    own = {person.id for person in people if page.is_of(person)}
    yield from traces_of_page(path, page.url, page.text, people, own)


def person_of_saved_page(page: SavedPage, ids: Sequence[str]) -> Iterator[KnownPerson]:
    """Yield what the own page of a removed person tells about them."""
    for id_ in ids:
        if page.profile is not None and page.is_of(RemovedPerson(id_)):
            yield KnownPerson(frozenset({id_}), page.profile.name, page.profile.email)


def delete_saved_page(path: Path) -> None:
    """Delete a page, and the folder that a browser saves beside it."""
    path.unlink(missing_ok=True)
    for ending in SAVED_PARTS:
        shutil.rmtree(path.with_name(path.stem + ending), ignore_errors=True)
