"""Write HTTP responses to a WARC file that stays readable if the process is killed."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from uuid import uuid4

from profile_scraper import __version__
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

PROBLEM_TYPE = "application/vnd.profile-scraper.problem+json"
"""Content type of the metadata record that holds a :class:`Problem` of the crawl."""
UNLINKED_TYPE = "application/vnd.profile-scraper.unlinked"
"""Content type of the metadata record that says: a complete crawl found no link to this page any more."""

UNFINISHED = ".open"
"""Suffix of the file of a running crawl, removed when the crawl is complete."""
RENDERED_FIELD = "Profile-Scraper-Rendered"
"""Field of a response record whose page is the conversion record that follows: the response alone is an empty shell."""

_GZIP_MEMBER = b"\x1f\x8b\x08"
_PADDING = b"\0\r\n\t "
_REVISIT_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_HOP_HEADERS = frozenset((b"transfer-encoding", b"connection", b"keep-alive"))
_READ_HEADERS = frozenset((b"content-type", b"content-encoding", b"location", b"etag", b"last-modified"))
"""What a build or a later crawl reads; these are kept where the others are too many."""
_MAX_HEAD_BYTES = 16 * 1024
"""Header lines of a response that are archived, in bytes: readers of WARC files refuse 32 KB."""

Headers = Iterable[tuple[bytes, bytes]]


class ArchiveWriteError(OSError):
    """A record could not be written; the file ends after the record before it."""


class WarcWriter:
    """Appends records to a ``.warc.gz`` file, one gzip member a record.

    Each member goes to the operating system in one write before the call returns, so a process that is killed
    leaves at most one incomplete member, which the next writer on the same file removes.
    """

    def __init__(self, path: Path, site: str, started: str) -> None:
        """Open ``path`` for appending; a new file begins with a ``warcinfo`` record.

        Args:
            path: the file; its folder exists.
            site: the site's name, kept as ``isPartOf``.
            started: when the crawl started (RFC 3339, UTC).
        """
        self.path = path
        self._file: BinaryIO = path.open("ab", buffering=0)
        complete = complete_length(path)
        self._file.truncate(complete)
        self.bytes = complete
        """Length of the file so far."""
        if complete == 0:
            info = f"software: profile_scraper/{__version__}\r\nformat: WARC File Format 1.1\r\nisPartOf: {site}\r\n"
            self._write("warcinfo", started, {"Content-Type": "application/warc-fields"}, info.encode())

    def response(self, url: str, status: int, headers: Headers, body: bytes, retrieved: str) -> None:
        """Archive a response; ``body`` as it came, with its content encoding and without its transfer encoding."""
        self._write("response", retrieved, _response_fields(url, body), _head(status, headers) + body)

    def rendered(self, url: str, status: int, headers: Headers, body: bytes, document: bytes) -> None:
        """Archive a response, and in a ``conversion`` record the document in UTF-8 that its scripts built."""
        retrieved = now()
        fields = {**_response_fields(url, body), RENDERED_FIELD: "yes"}
        self._write("response", retrieved, fields, _head(status, headers) + body)
        self._write(
            "conversion",
            retrieved,
            {
                "WARC-Target-URI": url,
                "WARC-Payload-Digest": _digest(document),
                "WARC-Refers-To-Target-URI": url,
                "WARC-Refers-To-Date": retrieved,
                "Content-Type": "text/html; charset=utf-8",
            },
            document,
        )

    def revisit(self, url: str, status: int, headers: Headers, retrieved: str, refers_to: str) -> None:
        """Say that the page is what it was at ``refers_to`` (the ``WARC-Date`` of the record that has its bytes)."""
        self._write(
            "revisit",
            retrieved,
            {
                "WARC-Target-URI": url,
                "WARC-Profile": _REVISIT_NOT_MODIFIED,
                "WARC-Refers-To-Target-URI": url,
                "WARC-Refers-To-Date": refers_to,
                "Content-Type": "application/http; msgtype=response",
            },
            _head(status, headers),
        )

    def problem(self, problem: Problem, noticed: str) -> None:
        """Keep a problem of the crawl beside what it fetched, so that a dataset is derived from the archive alone."""
        fields = {"WARC-Target-URI": problem.url, "Content-Type": PROBLEM_TYPE}
        self._write("metadata", noticed, fields, problem.model_dump_json().encode())

    def unlinked(self, url: str, noticed: str, since: str) -> None:
        """Record that no page links any more to a page of an earlier crawl; ``since`` is when that was first so."""
        self._write("metadata", noticed, {"WARC-Target-URI": url, "Content-Type": UNLINKED_TYPE}, since.encode())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, kind: str, date: str, fields: Mapping[str, str], block: bytes) -> None:
        lines = [
            "WARC/1.1",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
            f"WARC-Date: {date}",
            *(f"{name}: {value}" for name, value in fields.items()),
            f"Content-Length: {len(block)}",
        ]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        member = gzip.compress(head + block + b"\r\n\r\n", compresslevel=6, mtime=0)
        try:
            written = self._file.write(member)
            while written < len(member):  # a disk that is nearly full takes a part, then raises
                written += self._file.write(member[written:])
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(self.bytes)
            raise ArchiveWriteError(error.errno, error.strerror, str(self.path)) from error
        self.bytes += len(member)


def now() -> str:
    """The time as a WARC writes it (RFC 3339, UTC, to the second)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def complete_length(path: Location, start: int = 0) -> int:
    """Length of the complete members of a gzip file, in bytes; ``start`` is where one of them begins."""
    complete = read = start
    with path.open("rb") as file:
        file.seek(start)
        decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while chunk := file.read(1 << 16):
            read += len(chunk)
            try:
                while chunk:
                    decompressor.decompress(chunk)
                    if not decompressor.eof:
                        break
                    chunk = decompressor.unused_data
                    complete = read - len(chunk)
                    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
            except zlib.error:
                break
    return complete


def is_padding(path: Location, at: int, stop: int | None) -> bool:
    """Whether nothing but zeros and white space stands behind the gzip members from a byte on, up to another one."""
    with suppress(OSError), path.open("rb", 1 << 16) as file:
        if file.read(3) != _GZIP_MEMBER:
            return False
        start = complete_length(path, at)
        file.seek(start)
        size = -1 if stop is None else stop - start
        while size and (chunk := file.read(1 << 16 if size < 0 else min(size, 1 << 16))):
            if chunk.translate(None, _PADDING):
                return False
            size -= len(chunk) if size > 0 else 0
        return start > at or stop is None
    return False


def _response_fields(url: str, body: bytes) -> dict[str, str]:
    return {
        "WARC-Target-URI": url,
        "WARC-Payload-Digest": _digest(body),
        "Content-Type": "application/http; msgtype=response",
    }


def _head(status: int, headers: Headers) -> bytes:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {status} {phrase}".encode()]
    spare = _MAX_HEAD_BYTES
    for name, value in sorted(headers, key=lambda header: header[0].lower() not in _READ_HEADERS):
        if name.lower() not in _HOP_HEADERS and (spare := spare - len(name) - len(value) - 4) >= 0:
            lines.append(name + b": " + value)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _digest(body: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode().rstrip("=")
