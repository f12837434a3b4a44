"""Every record of a WARC file and every file of a folder is read, has a problem line, or is counted."""

import gzip
import zlib
from collections import Counter
from pathlib import Path

import brotli
import pytest

from profile_scraper.archive import read_inputs
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from tests.archive.test_any_archive import HTML, HTTP, PAGE, URL, answer, chunked, record

PLAIN = PAGE.decode()


def read(tmp_path: Path, content: bytes) -> tuple[list[Capture | Problem], dict[str, int]]:
    path = tmp_path / "pages.warc"
    path.write_bytes(content)
    skipped = Counter[str]()
    found = list(read_inputs([path], None, skipped))
    return found, dict(skipped)


def body_of(tmp_path: Path, content: bytes) -> bytes:
    (capture,), skipped = read(tmp_path, content)
    assert isinstance(capture, Capture), capture
    assert not skipped
    assert capture.media == "html"
    return capture.body


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip", "zstd", "x-gzip", "utf-8", "binary", "gzip, br"])
@pytest.mark.parametrize(
    "body",
    [PAGE, b"\xef\xbb\xbf" + PAGE, PLAIN.encode("utf-16"), PLAIN.encode("utf-16-le"), "\u00a0\n".encode() + PAGE],
    ids=["plain", "mark", "utf-16", "utf-16-le", "no-break-space"],
)
def test_body_that_is_already_decoded(tmp_path: Path, encoding: str, body: bytes) -> None:
    assert body_of(tmp_path, record("response", answer(body, HTML, f"Content-Encoding: {encoding}"))) == body


@pytest.mark.parametrize("encoding", ["binary", "utf-8", ""])
def test_compressed_body_under_another_name(tmp_path: Path, encoding: str) -> None:
    content = record("response", answer(gzip.compress(PAGE), HTML, f"Content-Encoding: {encoding}"))
    assert body_of(tmp_path, content) == PAGE


def test_compressed_body_under_the_name_of_another_compression(tmp_path: Path) -> None:
    content = record("response", answer(gzip.compress(PAGE), HTML, "Content-Encoding: br"))
    assert body_of(tmp_path, content) == PAGE


def test_body_that_was_compressed_once_more_than_its_header_says(tmp_path: Path) -> None:
    content = record("response", answer(gzip.compress(gzip.compress(PAGE)), HTML, "Content-Encoding: gzip"))
    assert body_of(tmp_path, content) == PAGE


def test_compression_as_transfer_encoding(tmp_path: Path) -> None:
    content = answer(chunked(gzip.compress(PAGE)), HTML, "Transfer-Encoding: gzip, chunked")
    assert body_of(tmp_path, record("response", content)) == PAGE


@pytest.mark.parametrize(("encoding", "packed"), [("br", brotli.compress(PAGE)), ("deflate", zlib.compress(PAGE))])
def test_body_in_the_encoding_it_declares(tmp_path: Path, encoding: str, packed: bytes) -> None:
    assert body_of(tmp_path, record("response", answer(packed, HTML, f"Content-Encoding: {encoding}"))) == PAGE


@pytest.mark.parametrize(
    "declared",
    [
        ["application/octet-stream"],
        ["application/xml"],
        ["text/plain"],
        ["image/jpeg"],
        ["text/html, text/html; charset=utf-8"],
        ["text/html", "text/html; charset=utf-8"],
        ["TEXT/HTML;Charset=utf-8"],
        ["unknown"],
        [],
    ],
)
def test_markup_under_another_content_type(tmp_path: Path, declared: list[str]) -> None:
    page = b"<!DOCTYPE html>\n" + PAGE
    assert body_of(tmp_path, record("response", answer(page, *(f"Content-Type: {one}" for one in declared)))) == page


def test_compressed_markup_under_another_content_type(tmp_path: Path) -> None:
    fields = "Content-Type: application/octet-stream", "Content-Encoding: gzip"
    assert body_of(tmp_path, record("response", answer(gzip.compress(PAGE), *fields))) == PAGE


def test_lower_case_fields(tmp_path: Path) -> None:
    head, _, block = record("response", answer(PAGE, HTML.lower())).partition(b"\r\n\r\n")
    first, *fields = head.split(b"\r\n")
    lowered = b"\r\n".join([first, *(field.lower() for field in fields)]) + b"\r\n\r\n" + block
    assert body_of(tmp_path, lowered) == PAGE
    assert body_of(tmp_path, gzip.compress(lowered)) == PAGE
    found, _ = read(tmp_path, lowered + lowered)
    assert len(found) == 2
    *_, problem = read(tmp_path, lowered + lowered[:-40])[0]
    assert isinstance(problem, Problem)
    assert problem.reason == "unreadable"


def test_an_archive_is_told_by_its_first_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.wet.gz"
    path.write_bytes(gzip.compress(record("response", answer(PAGE, HTML))))
    (found,) = read_inputs([path])
    assert isinstance(found, Capture)
    (found,) = read_inputs([tmp_path])
    assert isinstance(found, Capture)


def test_files_of_a_folder_that_are_no_page_are_named_or_counted(tmp_path: Path) -> None:
    for name in ("a.zip", "b.pdf", "c.webarchive", "d.png", "e.css", "f.png", "page.html"):
        (tmp_path / name).write_bytes(PAGE if name.endswith("html") else b"?")
    skipped = Counter[str]()
    found = list(read_inputs([tmp_path], None, skipped))
    problems = [one for one in found if isinstance(one, Problem)]
    assert [Path(problem.url).name for problem in problems] == ["a.zip", "b.pdf", "c.webarchive"]
    assert {problem.reason for problem in problems} == {"wrong-type"}
    assert skipped == {"image": 2, "style-sheet": 1}
    assert len(found) == 4


@pytest.mark.parametrize(
    "line", ["HTTP/2 200", "HTTP/2.0 200 OK", "HTTP/1.1 200", "HTTP/3 200", "HTTP/1.1 226 IM Used"]
)
def test_status_lines(tmp_path: Path, line: str) -> None:
    block = f"{line}\r\n{HTML}\r\n\r\n".encode() + PAGE
    assert body_of(tmp_path, record("response", block, url=f"<{URL}>", version="1.1")) == PAGE


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_page_without_http_headers(tmp_path: Path, kind: str) -> None:
    assert body_of(tmp_path, record(kind, PAGE, "Content-Type: text/html")) == PAGE


def test_page_with_its_http_header_in_a_resource_record(tmp_path: Path) -> None:
    block = answer(gzip.compress(PAGE), HTML.lower(), "content-encoding: gzip")
    assert body_of(tmp_path, record("resource", block, HTTP)) == PAGE


@pytest.mark.parametrize("kind", ["response", "resource"])
@pytest.mark.parametrize(
    "target", ["file:///home/ada/page.html", "javascript:void(0)", "data:text/html,x", "about:blank", "", "urn:x:page"]
)
def test_record_whose_target_is_no_web_address_is_a_problem(tmp_path: Path, kind: str, target: str) -> None:
    page = b"<!DOCTYPE html>" + PAGE
    block = answer(page, HTML) if kind == "response" else page
    content = record(kind, block, HTTP if kind == "response" else HTML, url=target)
    (problem,), skipped = read(tmp_path, content)
    assert isinstance(problem, Problem)
    assert (problem.reason, skipped) == ("wrong-type", {})
    assert problem.url == (target or "WARC-Target-URI")


@pytest.mark.parametrize("target", ["dns:mila.quebec", "urn:x:note", "metadata://a/b", "screenshot:https://a.example/"])
def test_look_up_or_picture_of_a_crawler_is_counted(tmp_path: Path, target: str) -> None:
    found, skipped = read(tmp_path, record("resource", b"20261122060000 note", "Content-Type: text/plain", url=target))
    assert (found, skipped) == ([], {"other": 1})


def test_file_of_a_folder_is_named_relative_to_it_and_read_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "show.php?id=3").write_bytes(b"<!DOCTYPE html>" + PAGE)
    (tmp_path / "people" / "list.xyz").write_bytes(b"words")
    (tmp_path / "people" / "a.pdf").write_bytes(b"%PDF-")
    skipped = Counter[str]()
    problem, capture = read_inputs([tmp_path], None, skipped)
    assert isinstance(problem, Problem)
    assert isinstance(capture, Capture)
    assert (problem.url, capture.name, skipped) == ("people/a.pdf", "people/show.php?id=3", {"other": 1})


def test_text_taken_out_of_a_page_is_a_problem(tmp_path: Path) -> None:
    (problem,), _ = read(tmp_path, record("conversion", b"A name and a role", "Content-Type: text/plain"))
    assert isinstance(problem, Problem)
    assert problem.reason == "wrong-type"
    assert problem.url == URL
    assert "conversion" in problem.detail


def test_record_of_an_unknown_type_is_a_problem(tmp_path: Path) -> None:
    (problem,), _ = read(tmp_path, record("continuation", PAGE))
    assert isinstance(problem, Problem)
    assert "continuation" in problem.detail


def test_what_is_no_page_is_counted_by_kind(tmp_path: Path) -> None:
    content = b"".join(
        [
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", answer(b"\x89PNG", "Content-Type: image/png"), url="https://mila.quebec/a.png"),
            record("response", answer(b"\x89PNG", "Content-Type: image/png"), url="https://mila.quebec/b.png"),
            record("response", answer(b"a{}", "Content-Type: text/css"), url="https://mila.quebec/a.css"),
            record("response", answer(b"1", "Content-Type: application/javascript"), url="https://mila.quebec/a.js"),
            record(
                "response", answer(b"User-agent: *", "Content-Type: text/plain"), url="https://mila.quebec/robots.txt"
            ),
            record("response", b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", url="https://mila.quebec/old"),
            record("metadata", b"fetchTimeMs: 1", "Content-Type: application/warc-fields"),
            record("response", answer(PAGE, HTML)),
        ]
    )
    found, skipped = read(tmp_path, content)
    assert len(found) == 1
    assert skipped == {
        "request": 1,
        "image": 2,
        "style-sheet": 1,
        "script": 1,
        "robots": 1,
        "redirect": 1,
        "metadata": 1,
    }


@pytest.mark.parametrize("name", ["a.zip", "a.pdf", "a.webarchive", "a.arc.gz"])
def test_file_of_a_folder_that_is_no_page_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    (tmp_path / "a.html").write_bytes(PAGE)
    problem, capture = read_inputs([tmp_path])
    assert isinstance(problem, Problem)
    assert isinstance(capture, Capture)
    assert problem.url.endswith(name)


def pages_and_problems(tmp_path: Path, content: bytes) -> tuple[list[str], list[str]]:
    found, _ = read(tmp_path, content)
    problems: list[str] = [each.reason for each in found if isinstance(each, Problem)]
    return [each.name for each in found if isinstance(each, Capture)], problems


def numbered(number: int, longer: int = 0) -> bytes:
    complete = record("response", answer(PAGE, HTML), url=f"{URL}{number}")
    length = len(answer(PAGE, HTML))
    return complete.replace(f"Content-Length: {length}".encode(), f"Content-Length: {length + longer}".encode(), 1)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_records_behind_an_empty_gzip_member_are_read(tmp_path: Path, index: int) -> None:
    members = [gzip.compress(numbered(number)) for number in range(2)]
    members.insert(index, gzip.compress(b"") * 3)
    names, problems = pages_and_problems(tmp_path, b"".join(members))
    assert (names, problems) == ([f"{URL}0", f"{URL}1"], [])


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("longer", [4, 60, 2_000, 100_000_000])
def test_a_length_that_is_too_great_costs_its_own_record_alone(tmp_path: Path, packed: bool, longer: int) -> None:
    records = [numbered(number, longer if number == 1 else 0) for number in range(5)]
    names, problems = pages_and_problems(tmp_path, b"".join(map(gzip.compress, records) if packed else records))
    assert {f"{URL}0", f"{URL}2", f"{URL}3", f"{URL}4"} <= set(names)
    assert len(names) == 5 or problems == ["unreadable"]


@pytest.mark.parametrize("content", [b"", gzip.compress(b""), gzip.compress(b"") * 1000])
def test_an_empty_warc_file_has_its_line(tmp_path: Path, content: bytes) -> None:
    names, problems = pages_and_problems(tmp_path, content)
    assert (names, problems) == ([], ["empty"])


def test_a_gzip_body_of_very_many_members_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(PAGE) + gzip.compress(b"") * 50_000
    content = record("response", answer(body, HTML, "Content-Encoding: gzip"))
    names, problems = pages_and_problems(tmp_path, content)
    assert (names, problems) == ([], ["too-large"])
