"""Iterate over the records of one WARC file; after damage, continue at the next complete record."""

import gzip
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from profile_scraper.archive.decode import MAX_PAGE_BYTES
from profile_scraper.archive.response import believable, fetch_problem
from profile_scraper.archive.writer import complete_length, is_padding
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

_LOWER_CASE = re.compile(rb"\AWARC/1\.\d+\r?\n(?:[^\r\n]+\r?\n)*?content-length[ \t]*:", re.IGNORECASE)
_LENGTH = b"content-length"
_START = 16_384
"""Bytes that are looked at."""
_LONGEST_LINE = 1 << 16
_MOST_FIELDS = 200
_COPIED = 1 << 16


def open_archive(path: Location) -> BinaryIO | None:
    """A rewritten copy of a file, decompressed; None where the file has the field names that the standard has."""
    with path.open("rb", _START) as file:
        start = file.read(_START)
    packed = start.startswith(b"\x1f\x8b")
    if packed:
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, _START)
        except zlib.error:
            return None
    found = _LOWER_CASE.match(start)
    if found is None or b"Content-Length" in found[0]:
        return None
    rewritten = TemporaryFile()  # noqa: SIM115 - the reader closes it; the library goes back and forth in it
    with (
        path.open("rb") as file,
        gzip.open(file, "rb") if packed else file as source,
        suppress(OSError, EOFError, zlib.error),
    ):
        rewritten.writelines(_rewritten(cast("BinaryIO", source)))  # of a damaged file up to there
    rewritten.seek(0)
    return cast("BinaryIO", rewritten)


def _rewritten(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(_LONGEST_LINE):
        if not line.startswith(b"WARC/"):
            yield line
            continue
        length, fields = 0, [line]
        for _ in range(_MOST_FIELDS):
            field = source.readline(_LONGEST_LINE)
            name, colon, value = field.partition(b":")
            if colon and name.strip().lower() == _LENGTH:
                digits = value.strip()
                length = int(digits) if digits.isdigit() and len(digits) < 19 else 0
                field = b"Content-Length: %d\r\n" % length
            fields.append(field)
            if not field.strip():
                break
        yield b"".join(fields)
        while length > 0 and (block := source.read(min(length, _COPIED))):
            length -= len(block)
            yield block


_MEMBER = b"\x1f\x8b\x08"
_HTTP = "application/http"
_CHUNK = 64 * 1024
_HEAD_BYTES = 64 * 1024
"""Bytes of a file in which its first record's header is."""
_VERSION = b"WARC/1."
_NEXT_VERSION = b"\nWARC/1."
_NEXT_RECORD = re.compile(rb"\r?\n\r?\n(?=WARC/1\.[01]\r?\n[A-Za-z-]+:)")
"""The beginning of a record behind the end of another."""


class Span(NamedTuple):
    """A part of a WARC file: the records that begin in it."""

    path: Location
    name: str
    """What problem lines call the file."""
    start: int = 0
    """First byte; a record begins there."""
    end: int | None = None
    """The byte behind the last one, None for the end of the file."""


class EndOfSpan(NamedTuple):
    """Where the record behind a span begins, None where the file ends."""

    next_record: int | None


def read_records(
    path: Location, name: str, advance: Callable[[int], None]
) -> Iterator[tuple[WarcRecord, bytes] | Problem]:
    """Each record with its payload, at most one byte over the size limit; a request's is left out.

    Args:
        path: the file, compressed or not.
        name: what problem lines call it.
        advance: told the position of each record, in bytes.
    """
    return (found for found in read_span(Span(path, name), advance) if not isinstance(found, EndOfSpan))


def read_span(span: Span, advance: Callable[[int], None]) -> Iterator[tuple[WarcRecord, bytes] | Problem | EndOfSpan]:
    """Each record of a span as :func:`read_records` gives it, then its end."""
    rewritten = open_archive(span.path)
    if rewritten is None:
        yield from _SpanReader(span, advance).read()
        return
    with rewritten:  # its positions are those of the copy: the first span has all records
        yield from () if span.start else _read_stream(rewritten, span.name)
    yield EndOfSpan(None)


class _SpanReader:
    """Reads the records of a span; after damage, from the next complete record on."""

    def __init__(self, span: Span, advance: Callable[[int], None]) -> None:
        self._path, self._name, start, self._end = span
        self._advance = advance
        self._at = start
        """Where the last record begins that was looked at."""
        self._following: int | None = start
        self._damage: Problem | None = None
        self._is_cut = False
        self._empty = start == 0

    def read(self) -> Iterator[tuple[WarcRecord, bytes] | Problem | EndOfSpan]:
        """The records, what is damaged, and the end."""
        while self._following is not None and (self._end is None or self._following < self._end):
            self._at, why, self._is_cut = self._following, "a record that does not end", False
            try:
                is_whole = yield from self._records(self._following)
            except Exception as error:  # noqa: BLE001 - whatever the library meets in a damaged file
                is_whole, why = False, str(error) or type(error).__name__
            if not is_whole:
                following = next_record(self._path, self._at)
                if self._is_cut or not is_padding(self._path, self._at, following):
                    what = f"damaged after byte {self._at}: {why}; records are lost"
                    self._damage = self._damage or fetch_problem(self._name, "unreadable", what)
                self._following = following
        if self._damage:
            yield self._damage
        elif self._empty:
            yield fetch_problem(self._name, "empty", "the file has no record")
        yield EndOfSpan(self._following)

    def _records(self, start: int) -> Generator[tuple[WarcRecord, bytes] | Problem, None, bool]:
        """Read up to the end, or to damage; whether all up to ``_following`` is whole."""
        with self._path.open("rb") as file:
            file.seek(start)
            for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                self._at = record.stream_pos
                if self._is_behind_end():
                    self._following = self._at
                    return True
                self._advance(self._at)
                if (block := _block(record)) is None:
                    self._is_cut = True
                    return False
                yield from [self._damage] if self._damage else []
                self._damage, self._empty = None, False
                yield record, block
        if (readable := _end_of(self._path, self._at)) is not None:
            self._at = readable
            return False
        self._following = next_record(self._path, self._at)  # the library stops at a member that holds nothing
        return True

    def _is_behind_end(self) -> bool:
        if self._end is None or self._at < self._end:
            return False
        if not _begins_record(self._path, self._at):
            self._end = None  # one gzip member holds several records: no other span finds its way into it
        return self._end is not None


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


def first_date(path: Location) -> str:
    """``WARC-Date`` of the file's first record, empty without one and for one in the future: which file is newer."""
    try:
        with path.open("rb", _HEAD_BYTES) as file:
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


def _end_of(path: Location, last: int) -> int | None:
    """Where the readable part ends, None where that is the end of the file; ``last`` is the last record read."""
    with path.open("rb", _HEAD_BYTES) as file:
        compressed = file.read(3) == _MEMBER
    if compressed:
        complete = complete_length(path, last)
        return None if complete == path.stat().st_size else complete
    return None if (following := _find(path, _VERSION, last + 1)) is None else following - 1


def next_record(path: Location, at: int) -> int | None:
    """Where the first record behind a byte begins, None where there is none."""
    with suppress(OSError):
        return _found_record(path, at)
    return None


def _found_record(path: Location, at: int) -> int | None:
    with path.open("rb", _HEAD_BYTES) as file:
        compressed = file.read(3) == _MEMBER
        found = _find(path, _MEMBER if compressed else _VERSION, at + 1)
        while found is not None:
            file.seek(found)
            if is_warc(file.read(4096)):
                return found
            found = _find(path, _MEMBER if compressed else _VERSION, found + 1)
    return None


def _begins_record(path: Location, at: int) -> bool:
    with path.open("rb", _HEAD_BYTES) as file:
        file.seek(at)
        return is_warc(file.read(4096))


def _find(path: Location, needle: bytes, start: int) -> int | None:
    with path.open("rb", _HEAD_BYTES) as file:
        file.seek(start)
        tail = b""
        while chunk := file.read(_CHUNK):
            found = (tail + chunk).find(needle)
            if found >= 0:
                return start - len(tail) + found
            start += len(chunk)
            tail = chunk[1 - len(needle) :]
    return None
