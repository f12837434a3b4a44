"""robots.txt is understood in every form that servers send it, and what it cannot say is not guessed."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import brotli
import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from profile_scraper.spiders.middlewares import MAX_ROBOTS_BYTES, AuxiliaryRedirects, robots_text
from testbed import faults
from testbed.faults import Fault, Faults
from testbed.server import serve
from tests.crawl.runs import FAST, archived, crawl

RULES = b"User-agent: *\nDisallow: /fr/\n" + b"# one comment after the other\n" * 20


def _zstd(body: bytes) -> bytes:
    from backports import zstd

    return zstd.compress(body)


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "br": brotli.compress,
    "deflate": zlib.compress,
    "zstd": _zstd,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("body", [RULES, b"User-agent: *\nDisallow: /\n"])
def test_a_compressed_robots_txt_is_decoded(encoding: str, body: bytes) -> None:
    assert robots_text(ENCODINGS[encoding](body), encoding) == body


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_any_unicode_encoding_is_read(encoding: str) -> None:
    assert robots_text(RULES.decode().encode(encoding), "") == RULES


def test_the_first_500_kib_count_in_whole_lines() -> None:
    text = robots_text(RULES + b"Disallow: /x\n" * 60_000 + b"Disallow: /late\n", "")
    assert MAX_ROBOTS_BYTES - 20 < len(text) <= MAX_ROBOTS_BYTES
    assert text.startswith(RULES)
    assert text.endswith(b"Disallow: /x\n")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(RULES)[:40], "gzip"),
        (b"\x1f\x8b\x08 nothing that unpacks", "gzip"),
        (b"\x93\x01\x02\x03binary", "br"),
        (RULES, "compress-x"),
        (b"\xff\xfeU\0s", ""),
        (b"User-agent: *\n\x00\x01\x02", ""),
        (gzip.compress(b"\n" * 20_000_000), "gzip"),
    ],
)
def test_what_cannot_be_decoded_is_an_error(body: bytes, encoding: str) -> None:
    if encoding == "compress-x":
        assert robots_text(body, encoding) == RULES, "text is taken as it is, whatever its header says"
        return
    with pytest.raises(ValueError, match=r".+"):
        robots_text(body, encoding)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_compressed_robots_txt_is_obeyed(tmp_path: Path, pages: dict[str, bytes], encoding: str) -> None:
    answer = Fault(type="text/plain", headers={"Content-Encoding": encoding}, body=ENCODINGS[encoding](RULES))
    with serve(pages, Faults(robots=answer)) as site:
        crawl(site, tmp_path, "-a", "limit=2")
        asked = site.asked()
    assert asked
    assert not [target for target in asked if target.startswith("/fr/")]


@pytest.mark.slow
def test_a_robots_txt_that_cannot_be_decoded_forbids_everything(tmp_path: Path, pages: dict[str, bytes]) -> None:
    answer = Fault(type="text/plain", headers={"Content-Encoding": "gzip"}, body=gzip.compress(RULES)[:40])
    with serve(pages, Faults(robots=answer)) as site:
        crawl(site, tmp_path)
        assert not site.asked()
    _, problems = archived(tmp_path)
    assert {problem.reason for problem in problems} == {"forbidden-by-robots"}
    assert all("cannot be decoded" in problem.detail for problem in problems)


@pytest.mark.slow
def test_a_redirect_of_robots_txt_is_followed(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve({**pages, "/rules": RULES}, Faults(robots=faults.redirect("{base}/rules"))) as site:
        crawl(site, tmp_path, "-a", "limit=1")
        asked = site.asked()
    assert "/rules" in asked
    assert "/en/directory" in asked
    assert "/fr/annuaire" not in asked


@pytest.mark.slow
def test_redirects_of_robots_txt_without_end_forbid_everything(tmp_path: Path, pages: dict[str, bytes]) -> None:
    lasting = {"/a": faults.redirect("{base}/b"), "/b": faults.redirect("{base}/a")}
    with serve(pages, Faults(lasting=lasting, robots=faults.redirect("{base}/a"))) as site:
        crawl(site, tmp_path)
        assert set(site.asked()) == {"/a", "/b"}
    _, problems = archived(tmp_path)
    assert {problem.reason for problem in problems} == {"forbidden-by-robots"}


@pytest.mark.parametrize(
    ("url", "location", "followed"),
    [
        ("http://93.184.215.14/robots.txt", "http://127.0.0.1:8000/latest/meta-data", False),
        ("http://93.184.215.14/robots.txt", "http://169.254.169.254/", False),
        ("http://93.184.215.14/robots.txt", "http://[::1]/", False),
        ("http://93.184.215.14/robots.txt", "http://[::1", False),
        ("http://93.184.215.14/robots.txt", "file:///etc/passwd", False),
        ("http://93.184.215.14/robots.txt", "http://93.184.215.15/robots.txt", True),
        ("http://127.0.0.1:8000/robots.txt", "http://127.0.0.1:8001/robots.txt", True),
    ],
)
def test_a_redirect_of_a_public_site_to_a_private_address_is_not_followed(
    url: str, location: str, *, followed: bool
) -> None:
    request = Request(url, callback=NO_CALLBACK)
    response = Response(url, status=301, headers={"Location": location}, request=request)
    found = asyncio.run(AuxiliaryRedirects(cast("Any", None)).process_response(request, response))
    assert isinstance(found, Request) == followed
    assert ("redirect_refused" in request.meta) != followed


@pytest.mark.slow
def test_an_endless_crawl_delay_is_capped_and_listed(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        site.robots = b"User-agent: *\nCrawl-delay: 86400\n"
        crawl(site, tmp_path, "-a", "limit=1", settings={**FAST, "CRAWL_DELAY_LIMIT": "0.1"})
        assert site.asked()
    _, problems = archived(tmp_path)
    assert [(problem.url, problem.reason) for problem in problems] == [(f"{site.url}/robots.txt", "limit-reached")]
    assert "86400" in problems[0].detail


def test_a_host_that_refuses_connections_is_unreachable_and_not_forbidden(
    tmp_path: Path, pages: dict[str, bytes]
) -> None:
    with serve(pages) as site:
        pass
    log = crawl(site, tmp_path, settings={**FAST, "RETRY_TIMES": "1"})
    assert "the connection was refused" in log
    assert archived(tmp_path)[1] == []
