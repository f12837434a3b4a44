"""What the transport did to a body is undone, or rejected: never past the limit, never half."""

import gzip
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.archive.decode import DecodeError, TooLargeError, TruncatedError, decode_body

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
PAGE = b"<html>" + b"<p>some words</p>" * 500 + b"</html>"


@pytest.mark.parametrize("name", ENCODERS)
@given(body=st.binary(max_size=2000))
def test_an_encoded_body_comes_back(name: str, body: bytes) -> None:
    assert decode_body(ENCODERS[name](body), content=name) == body


@pytest.mark.parametrize("name", ENCODERS)
def test_a_body_whose_encoding_is_already_undone_is_taken_as_it_is(name: str) -> None:
    assert decode_body(PAGE, content=name, transfer="chunked") == PAGE


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("fraction", [0.2, 0.7, 0.99])
def test_a_cut_body_is_refused(name: str, fraction: float) -> None:
    packed = ENCODERS[name](PAGE)
    with pytest.raises(TruncatedError):
        decode_body(packed[: int(len(packed) * fraction)], content=name)


@pytest.mark.parametrize("name", ENCODERS)
def test_a_bomb_is_refused(name: str) -> None:
    with pytest.raises(TooLargeError):
        decode_body(ENCODERS[name](b"\0" * 3_000_000), content=name, limit=1_000_000)


def test_encodings_are_undone_in_turn() -> None:
    assert decode_body(gzip.compress(brotli.compress(PAGE)), content="br, gzip") == PAGE


def test_gzip_in_several_members_and_with_padding() -> None:
    assert decode_body(gzip.compress(b"<a>") + gzip.compress(b"</a>") + b"\0\0", content="gzip") == b"<a></a>"


def test_deflate_without_its_header() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert decode_body(packer.compress(PAGE) + packer.flush(), content="deflate") == PAGE


@pytest.mark.parametrize("ending", [b"5\r\nhel", b"5\r\nhello\r\n", b""])
def test_chunks_that_do_not_end_are_refused(ending: bytes) -> None:
    with pytest.raises(TruncatedError):
        decode_body(b"3\r\n<p>\r\n" + ending, transfer="chunked")


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DecodeError, match="compress"):
        decode_body(b"\x1f\x9d\x90" + bytes(range(90)), content="compress")
