"""Iterate over the records of one WARC file; after damage, continue at the next complete record."""

import mmap
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from profile_scraper.archive.clock import believable
from profile_scraper.archive.decode import MAX_PAGE_BYTES
from profile_scraper.archive.field_names import open_archive
from profile_scraper.archive.response import fetch_problem
from profile_scraper.archive.writer import complete_length
from profile_scraper.records.problem import Problem

_MEMBER = b"\x1f\x8b\x08"
_HTTP = "application/http"
_VERSION = b"WARC/1."
_NEXT_VERSION = b"\nWARC/1."
_NEXT_RECORD = re.compile(rb"\r?\n\r?\n(?=WARC/1\.[01]\r?\n[A-Za-z-]+:)")
"""The beginning of a record behind the end of another."""


def read_records(path: Path, name: str, advance: Callable[[int], None]) -> Iterator[tuple[WarcRecord, bytes] | Problem]:
    """Each record with its payload, at most one byte over the size limit; a request's is left out.

    Args:
        path: the file, compressed or not.
        name: what problem lines call it.
        advance: told the position of each record, in bytes.
    """
    rewritten = open_archive(path)
    if rewritten is not None:
        with rewritten:
            yield from _read_stream(rewritten, name)
        return
    start: int | None = 0
    damage: Problem | None = None
    empty = True
    while start is not None:
        at, why = start, "a record that does not end"
        try:
            with path.open("rb") as file:
                file.seek(start)
                for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                    at = record.stream_pos
                    advance(at)
                    if (block := _block(record)) is None:
                        break
                    if damage:
                        yield damage
                        damage = None
                    empty = False
                    yield record, block
                else:
                    if (end := _end_of(path, at)) is None:
                        start = _next_record(path, at)  # the library stops at a member that holds nothing
                        continue
                    at = end
        except Exception as error:  # noqa: BLE001 - whatever the library meets in a damaged file
            why = str(error) or type(error).__name__
        damage = damage or fetch_problem(name, "unreadable", f"damaged after byte {at}: {why}; records are lost")
        start = _next_record(path, at)
    if damage:
        yield damage
    elif empty:
        yield fetch_problem(name, "empty", "the file has no record")


def _read_stream(stream: BinaryIO, name: str) -> Iterator[tuple[WarcRecord, bytes] | Problem]:
    """The records of a stream; after damage nothing more is read of it."""
    number, why = 0, "a record that does not end"
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
            number += 1
            if (block := _block(record)) is None:
                break
            yield record, block
        else:
            return
    except (OSError, EOFError) as error:
        why = str(error)
    yield fetch_problem(name, "unreadable", f"damaged at record {number}: {why}; records are lost")


def _block(record: WarcRecord) -> bytes | None:
    """A record's payload, None where the record has no type, no whole HTTP header, or fewer bytes than it says.

    None as well where another record begins inside it: it says that it is longer than it is.
    """
    kind = kind_of(record)
    if not kind:
        return None
    if kind == "response" and (record.headers.get("Content-Type") or _HTTP).startswith(_HTTP):
        record.is_http = True  # the library knows only capital letters in names of fields
        record.parse_http()
        if not record.is_http_parsed or record.http_headers.status_code is None:
            return None
    block: bytes = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(block) < min(record.content_length, MAX_PAGE_BYTES + 1):
        return None
    if _NEXT_VERSION in block and _NEXT_RECORD.search(block):  # the pattern alone takes over half of a tree
        return None
    return b"" if kind == "request" else block


def kind_of(record: WarcRecord) -> str:
    """A record's ``WARC-Type`` in lower case, empty where it has none."""
    return (record.headers.get("WARC-Type") or "").strip().lower()


def first_date(path: Path) -> str:
    """``WARC-Date`` of the file's first record, empty without one and for one in the future: which file is newer."""
    try:
        with path.open("rb") as file:
            first = next(iter(ArchiveIterator(file, parse_http=False)), None)
            return (believable(first.headers.get("WARC-Date")) or "") if first else ""
    except OSError:
        return ""


def is_warc(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a WARC file, compressed or not."""
    if start.startswith(_MEMBER):
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 16)
        except zlib.error:
            return False
    return start.startswith(_VERSION)


def _end_of(path: Path, last: int) -> int | None:
    """Where the readable part ends, None where that is the end of the file; ``last`` is the last record read."""
    with path.open("rb") as file:
        compressed = file.read(3) == _MEMBER
    if compressed:
        whole = complete_length(path, last)
        return None if whole == path.stat().st_size else whole
    return None if (following := _find(path, _VERSION, last + 1)) is None else following - 1


def _next_record(path: Path, at: int) -> int | None:
    with suppress(OSError):
        return _found_record(path, at)
    return None


def _found_record(path: Path, at: int) -> int | None:
    with path.open("rb") as file:
        compressed = file.read(3) == _MEMBER
        found = _find(path, _MEMBER if compressed else _VERSION, at + 1)
        while found is not None:
            file.seek(found)
            if is_warc(file.read(4096)):
                return found
            found = _find(path, _MEMBER if compressed else _VERSION, found + 1)
    return None


def _find(path: Path, needle: bytes, start: int) -> int | None:
    if start >= path.stat().st_size:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found = content.find(needle, start)
    return None if found < 0 else found
