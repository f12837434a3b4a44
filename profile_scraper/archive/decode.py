"""Decode HTTP bodies: chunked transfer encoding and compression, up to a size limit."""

import re
import sys
from collections.abc import Callable
from itertools import count
from typing import cast

from isal import isal_zlib  # twice as fast as zlib, and half of reading an archive is this

MAX_PAGE_BYTES = 8 * 1024 * 1024
"""The largest page that is read, in bytes after decoding; the largest profile page known is under 1 MB."""

_IsalError = cast("type[Exception]", isal_zlib.error)  # its type stub declares an instance
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
_MOST_MEMBERS = 1000
"""Members of a gzip body; the rest of the body is copied for each."""
_MOST_LAYERS = 3
"""Compressions around each other that no header tells of."""
_SAMPLE = 1024
_FEWEST = 64
"""Bytes below which the absence of control characters is no evidence."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,64}\r?\n")


class DecodeError(ValueError):
    """The body is not what its encoding says."""


class TruncatedError(DecodeError):
    """The body ends before its encoding does: a transfer that was cut."""


class TooLargeError(ValueError):
    """The decoded body passes the limit."""


def decode_body(body: bytes, *, transfer: str = "", content: str = "", limit: int = MAX_PAGE_BYTES) -> bytes:
    """The bytes of a page, from a body and its ``Transfer-Encoding`` and ``Content-Encoding`` headers.

    Archives often keep a header whose work is already undone, or lose it, and servers put a charset's name there: the
    body is looked at. Text is taken as it is, and what begins as gzip or Zstandard does is decoded.

    Raises:
        TruncatedError: the body was cut.
        DecodeError: the body is damaged, or in an encoding that is not known.
        TooLargeError: the result is larger than ``limit`` bytes; at most that much was ever held.
    """
    transfers = [name.strip().lower() for name in transfer.split(",")]
    if "chunked" in transfers:
        body = _dechunk(body)
    contents = [name.strip().lower() for name in content.split(",")]
    for name in reversed([*contents, *(name for name in transfers if name in _DECODERS)]):
        if name in ("", "identity", "none") or is_text(body):
            continue
        decoder = _magic_decoder(body) or _DECODERS.get(name)
        if decoder is None:
            raise DecodeError(f"unknown Content-Encoding {name!r}")
        try:
            body = decoder(body, limit)
        except DecodeError:
            if body.lstrip()[:1] != b"<":
                raise
    body = _unpacked(body, limit)
    if len(body) > limit:
        raise TooLargeError(f"{len(body)} bytes")
    return body


def _unpacked(body: bytes, limit: int) -> bytes:
    """A body without the compressions that only its first bytes tell of; what is damaged is no compression."""
    for _ in range(_MOST_LAYERS):
        decoder = _magic_decoder(body)
        if decoder is None:
            break
        try:
            body = decoder(body, limit)
        except DecodeError:
            break
    return body


def is_text(body: bytes) -> bool:
    """Whether a body is text, in any encoding: what is compressed has control characters among its first bytes."""
    if body.startswith(_BYTE_ORDER_MARKS):
        return True
    sample = body[:_SAMPLE]
    if b"<\0" in sample or b"\0<" in sample:
        return sample.count(b"\0") * 3 > len(sample)
    return len(sample) >= _FEWEST and not _CONTROL.search(sample)


def _magic_decoder(body: bytes) -> Callable[[bytes, int], bytes] | None:
    if body.startswith(_GZIP):
        return _gzip
    return _zstd if body.startswith(_ZSTD) else None


def gunzip(body: bytes, limit: int = MAX_PAGE_BYTES) -> bytes:
    """The content of a gzip file, one member or several. Raises as :func:`decode_body` does."""
    return _zlib(body, limit, isal_zlib.MAX_WBITS | 16)


def _dechunk(body: bytes) -> bytes:
    if not _CHUNK.match(body):
        return body
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(chunks)
        chunk = body[size.end() : size.end() + length]
        if len(chunk) < length:
            break
        chunks.append(chunk)
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    raise TruncatedError("the last chunk is missing")


def _gzip(body: bytes, limit: int) -> bytes:
    return gunzip(body, limit) if body.startswith(_GZIP) else body


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _zlib(body, limit, isal_zlib.MAX_WBITS)
    except TruncatedError:
        raise
    except DecodeError:  # servers send both: with the zlib header that the standard asks for, and without
        return _zlib(body, limit, -isal_zlib.MAX_WBITS)


def _zlib(body: bytes, limit: int, bits: int) -> bytes:
    chunks: list[bytes] = []
    size, rest = 0, body
    for member in count():
        if not rest:
            break
        if member == _MOST_MEMBERS:
            raise TooLargeError(f"over {_MOST_MEMBERS} members in a gzip body")
        decompressor = isal_zlib.decompressobj(bits)
        try:
            chunk = decompressor.decompress(rest, limit - size + 1)
        except _IsalError as error:
            raise DecodeError(str(error)) from None
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise TooLargeError(f"over {limit} bytes")
        if not decompressor.eof:
            raise TruncatedError(f"the compressed body ends after {len(body)} bytes")
        rest = decompressor.unused_data if decompressor.unused_data.startswith(_GZIP) else b""  # else it is padding
    return b"".join(chunks)


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli  # 4 ms, and rare

    decompressor = brotli.Decompressor()
    chunks: list[bytes] = []
    size, fed = 0, body
    try:
        while not decompressor.is_finished():
            chunk = decompressor.process(fed, output_buffer_limit=limit - size + 1)
            fed = b""
            size += len(chunk)
            if size > limit:
                raise TooLargeError(f"over {limit} bytes")
            if not (chunk or decompressor.is_finished()) and decompressor.can_accept_more_data():
                raise TruncatedError(f"the compressed body ends after {len(body)} bytes")
            chunks.append(chunk)
    except brotli.error as error:
        raise DecodeError(str(error)) from None
    return b"".join(chunks)


def _zstd(body: bytes, limit: int) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd  # 9 ms, and rare
    else:
        from backports import zstd

    if body[:4] != _ZSTD:
        return body
    decompressor = zstd.ZstdDecompressor()
    try:
        decoded = decompressor.decompress(body, limit + 1)
    except zstd.ZstdError as error:
        raise DecodeError(str(error)) from None
    if len(decoded) > limit:
        raise TooLargeError(f"over {limit} bytes")
    if not decompressor.eof:
        raise TruncatedError(f"the compressed body ends after {len(body)} bytes")
    return decoded


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
