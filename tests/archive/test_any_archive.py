"""Archives as other people's tools write them, and pages as people save them."""

import gzip
import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import brotli
import pytest
from scrapy import Request, Spider
from scrapy.extensions.httpcache import FilesystemCacheStorage
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from profile_scraper.archive import read_inputs
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem

URL = "https://mila.quebec/fr/annuaire/elise-tremble"
PAGE = "<html lang=fr><title>Élise Tremblé | Mila</title><h1>Élise Tremblé</h1></html>".encode()
DATE = "2026-11-22T06:00:00Z"
HTTP = "Content-Type: application/http; msgtype=response"
HTML = "Content-Type: text/html; charset=UTF-8"


def record(kind: str, block: bytes, *fields: str, url: str = URL, version: str = "1.0") -> bytes:
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {DATE}",
        "WARC-Record-ID: <urn:uuid:6d2b1d3c-0000-4000-8000-000000000001>",
        *(fields if any(field.startswith("Content-Type") for field in fields) else (*fields, HTTP)),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, *fields: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *fields]).encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    parts = (body[:half], body[half:], b"")
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)


def wget() -> bytes:
    image = record("response", answer(b"\x89PNG", "Content-Type: image/png"), url="<https://mila.quebec/logo.png>")
    page = answer(chunked(gzip.compress(PAGE)), HTML, "Transfer-Encoding: chunked", "Content-Encoding: gzip")
    request = record("request", b"GET / HTTP/1.1\r\n\r\n", url=f"<{URL}>")
    records = [request, image, record("response", page, url=f"<{URL}>")]
    return b"".join(map(gzip.compress, records))


def browsertrix() -> bytes:
    info = record("resource", b'{"pageid": 1}', "Content-Type: application/json", url="urn:pageinfo:x", version="1.1")
    page = record("response", answer(brotli.compress(PAGE), HTML, "Content-Encoding: br"), version="1.1")
    return gzip.compress(info) + gzip.compress(page)


def common_crawl() -> bytes:
    robots = record(
        "response", answer(b"User-agent: *", "Content-Type: text/plain"), url="https://mila.quebec/robots.txt"
    )
    fields = ("Content-Type: application/octet-stream", "X-Crawler-Content-Encoding: gzip", "Content-Length: 31")
    page = record("response", answer(PAGE, *fields), "WARC-Identified-Payload-Type: text/html")
    moved = record(
        "response", b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Type: text/html\r\n\r\n<html>moved</html>"
    )
    return b"".join(map(gzip.compress, [robots, moved, page, record("metadata", b"fetchTimeMs: 12")]))


def one_member() -> bytes:
    return gzip.compress(record("response", answer(PAGE, HTML)))


def already_decoded() -> bytes:
    return record("response", answer(PAGE, HTML, "Content-Encoding: br", "Transfer-Encoding: chunked"))


def warcio() -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    page = writer.create_warc_record(
        URL, "response", payload=io.BytesIO(PAGE), http_headers=headers, warc_headers_dict={"WARC-Date": DATE}
    )
    writer.write_record(page)
    return file.getvalue()


@pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile")  # warcio closes none
@pytest.mark.parametrize("tool", [wget, browsertrix, common_crawl, one_member, already_decoded, warcio])
def test_warc_of_another_tool(tmp_path: Path, tool: Callable[[], bytes]) -> None:
    content = tool()
    (tmp_path / ("a.warc.gz" if content.startswith(b"\x1f\x8b") else "a.warc")).write_bytes(content)
    (capture,) = read_inputs([tmp_path])
    assert isinstance(capture, Capture)
    assert capture.body == PAGE
    assert (capture.url, capture.media, capture.status, capture.retrieved) == (URL, "html", 200, DATE)


def test_an_identical_payload_under_another_address(tmp_path: Path) -> None:
    other = "https://mila.quebec/fr/personne/elise-tremble"
    digest = "WARC-Payload-Digest: sha1:KUIB7SZXJ7WTGCFM3TGD5QXV5HAVZ4JA"
    same = record(
        "revisit",
        b"",
        digest,
        "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
        url=other,
    )
    (tmp_path / "a.warc").write_bytes(record("response", answer(PAGE, HTML), digest) + same)
    found = [entry for entry in read_inputs([tmp_path]) if isinstance(entry, Capture)]
    assert [(capture.url, capture.body) for capture in found] == [(URL, PAGE), (other, PAGE)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_scrapy_http_cache(tmp_path: Path, packed: bool) -> None:
    settings = {"HTTPCACHE_DIR": str(tmp_path), "HTTPCACHE_GZIP": packed}
    crawler = get_crawler(Spider, settings_dict=settings)
    spider = Spider.from_crawler(crawler, name="any")
    storage = FilesystemCacheStorage(Settings(settings))
    storage.open_spider(spider)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
    storage.store_response(spider, Request(URL), HtmlResponse(URL, body=gzip.compress(PAGE), headers=headers))
    (capture,) = read_inputs([tmp_path])
    assert isinstance(capture, Capture)
    assert (capture.url, capture.body, capture.charset) == (URL, PAGE, "utf-8")
    assert capture.retrieved is not None


def mhtml() -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message["Date"] = "Sun, 22 Nov 2026 06:00:00 -0000"
    message.set_content(PAGE.decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", "image", "png")
    return message.as_bytes()


SAVED = {
    "page.mhtml": (mhtml(), URL, DATE),
    "page.html.gz": (gzip.compress(PAGE), None, None),
    "page.html": (b"<!-- saved from url=(0045)" + URL.encode() + b" -->\n" + PAGE, URL, None),
    "single.html": (
        f"<!--\n Page saved with SingleFile \n url: {URL} \n"
        " saved date: Sun Nov 22 2026 07:00:00 GMT+0100 (heure normale)\n-->".encode()
        + PAGE,
        URL,
        DATE,
    ),
    "en/directory/without-ending": (PAGE, None, None),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_page_that_somebody_saved(tmp_path: Path, name: str) -> None:
    content, url, retrieved = SAVED[name]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    (capture,) = read_inputs([tmp_path])
    assert isinstance(capture, Capture)
    assert capture.body.strip().endswith(PAGE)
    assert (capture.name, capture.url, capture.retrieved, capture.media) == (name, url, retrieved, "html")


def test_what_a_browser_saves_beside_a_page_is_not_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_bytes(b"<html>advertisement</html>")
    (tmp_path / "page_files" / "style.css").write_bytes(b"h1 {}")
    (capture,) = read_inputs([tmp_path])
    assert capture.name == "page.html" if isinstance(capture, Capture) else False


def test_names_and_order_come_from_the_files_alone(tmp_path: Path) -> None:
    for name in ("b/two.html", "a/one.txt", "three.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE)
    (tmp_path / "loop").symlink_to(tmp_path)
    in_folder = [entry.name for entry in read_inputs([tmp_path]) if isinstance(entry, Capture)]
    assert in_folder == ["a/one.txt", "b/two.html", "three.html"]
    mixed = [tmp_path / "three.html", tmp_path / "b", tmp_path / "a"]
    names = [entry.name for entry in read_inputs(mixed) if isinstance(entry, Capture)]
    assert names == [entry.name for entry in read_inputs(mixed[::-1]) if isinstance(entry, Capture)]
    assert names == ["one.txt", "three.html", "two.html"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    assert len(list(read_inputs([tmp_path, tmp_path / "page.html", tmp_path]))) == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.html", b"", "empty"),
        ("blank.html", b" \n\t\n", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "wrong-type"),
        ("cut.html.gz", gzip.compress(PAGE)[:-9], "unreadable"),
        ("bomb.html.gz", gzip.compress(b"\0" * 20_000_000), "too-large"),
        ("large.html", b"<p>" * 4_000_000, "too-large"),
        ("garbage.warc.gz", b"\x1f\x8bnot a gzip file at all", "unreadable"),
        ("none.mhtml", b"From: somebody\n\nno page\n", "unreadable"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = read_inputs([path])
    assert isinstance(problem, Problem)
    assert (problem.stage, problem.reason) == ("fetch", reason)
    assert problem.url.endswith(name)


def test_an_input_that_is_missing_or_holds_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    found = list(read_inputs([tmp_path / "nowhere", tmp_path / "nothing"]))
    assert [entry.reason for entry in found if isinstance(entry, Problem)] == ["empty", "not-found"]


@pytest.mark.parametrize(("name", "advice"), [("crawl.wacz", "unpack it"), ("crawl.warc.zst", "zstd -d")])
def test_a_packed_warc_file_says_how_to_get_at_what_is_in_it(name: str, advice: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    (tmp_path / "page.html").write_bytes(PAGE)
    for named in (tmp_path, tmp_path / name):
        problems = [entry for entry in read_inputs([named]) if isinstance(entry, Problem)]
        assert [(one.reason, advice in one.detail) for one in problems] == [("wrong-type", True)]
        assert problems[0].url == name


def test_progress_ends_at_the_size_of_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(wget())
    (tmp_path / "b.html").write_bytes(PAGE)
    seen: list[tuple[int, int]] = []
    list(read_inputs([tmp_path], lambda done, total: seen.append((done, total))))
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert seen[-1] == (size, size)
    assert seen == sorted(seen)


CUT = PAGE[:-20]


@pytest.mark.parametrize(
    ("response", "fields"),
    [
        (answer(CUT, HTML, f"Content-Length: {len(PAGE)}"), ()),
        (answer(CUT, HTML), ("WARC-Truncated: time",)),
        (
            answer(CUT, HTML, f"Content-Range: bytes 0-{len(CUT) - 1}/{len(PAGE)}").replace(b"200 OK", b"206 Partial"),
            (),
        ),
        (answer(PAGE[9:], HTML, f"Content-Range: bytes 9-{len(PAGE) - 1}/*").replace(b"200 OK", b"206 Partial"), ()),
    ],
)
def test_a_page_of_which_a_part_was_sent_is_a_problem(response: bytes, fields: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record("response", response, *fields))
    (problem,) = read_inputs([tmp_path])
    assert isinstance(problem, Problem)
    assert (problem.url, problem.reason) == (URL, "unreadable")
    assert problem.detail.startswith("the page is not whole: ")


@pytest.mark.parametrize(
    ("response", "fields"),
    [
        (answer(PAGE + b"\n<!-- 0.2 s -->\n", HTML, f"Content-Length: {len(PAGE) + 90}"), ()),
        (answer(CUT, HTML, f"Content-Length: {len(CUT) - 1}"), ()),
        (answer(CUT, HTML, f"Content-Range: bytes 0-{len(CUT) - 1}/{len(CUT)}").replace(b"200 OK", b"206 Partial"), ()),
    ],
)
def test_a_page_that_is_whole_whatever_its_header_says_is_read(
    response: bytes, fields: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.warc").write_bytes(record("response", response, *fields))
    assert [type(found) for found in read_inputs([tmp_path])] == [Capture]


@pytest.mark.parametrize("padding", [b"\0" * 70_000, b"\r\n\r\n", b"\n"])
def test_padding_between_and_behind_the_records_of_a_packed_archive_is_no_damage(
    padding: bytes, tmp_path: Path
) -> None:
    records = [record("response", answer(PAGE, HTML), url=f"{URL}{n}") for n in "ab"]
    (tmp_path / "a.warc.gz").write_bytes(padding.join(map(gzip.compress, records)) + padding)
    urls = [found.url for found in read_inputs([tmp_path])]
    assert urls == [f"{URL}a", f"{URL}b"]


def test_rubbish_behind_the_records_of_a_packed_archive_is_damage(tmp_path: Path) -> None:
    packed = gzip.compress(record("response", answer(PAGE, HTML)))
    (tmp_path / "a.warc.gz").write_bytes(packed + b"\0\0rubbish")
    assert [type(found) for found in read_inputs([tmp_path])] == [Capture, Problem]
