"""WARC files whose field names are in lower case: rewritten to a temporary file, for a library that knows one case."""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from profile_scraper.storage.remote import Location

_LOWER_CASE = re.compile(rb"\AWARC/1\.\d+\r?\n(?:[^\r\n]+\r?\n)*?content-length[ \t]*:", re.IGNORECASE)
_LENGTH = b"content-length"
_START = 16_384
"""Bytes that are looked at."""
_LONGEST_LINE = 1 << 16
_MOST_FIELDS = 200
_CHUNK = 1 << 16


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
        while length > 0 and (block := source.read(min(length, _CHUNK))):
            length -= len(block)
            yield block
