"""What a crawl writes, every reader of WARC can read; and a kill costs no whole record."""

import gzip
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from profile_scraper.archive import read_inputs
from profile_scraper.archive.response import fetch_problem
from profile_scraper.archive.writer import WarcWriter
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem

PAGE = "<html><body>Élise Tremblé</body></html>".encode()
DATE = "2026-11-22T06:00:00Z"
HTML = [(b"Content-Type", b"text/html; charset=utf-8"), (b"Transfer-Encoding", b"chunked")]


def url(number: int) -> str:
    return f"https://mila.quebec/en/directory/person-{number}"


def write(path: Path, count: int = 3, started: str = DATE) -> None:
    with WarcWriter(path, "mila", started) as writer:
        for number in range(count):
            writer.response(url(number), 200, [*HTML, (b"Content-Encoding", b"gzip")], gzip.compress(PAGE), started)


def captures(*inputs: Path) -> list[Capture]:
    found = list(read_inputs(inputs))
    assert not [entry for entry in found if isinstance(entry, Problem)]
    return [entry for entry in found if isinstance(entry, Capture)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz")
    first, *rest = captures(tmp_path)
    assert len(rest) == 2
    assert first.body == PAGE
    assert (first.url, first.name, first.media, first.charset) == (url(0), url(0), "html", "utf-8")
    assert (first.status, first.retrieved, first.site) == (200, DATE, "mila")


def test_warcio_reads_every_record_with_its_body(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    write(path)
    with WarcWriter(path, "mila", DATE) as writer:
        writer.revisit(url(0), 304, [(b"ETag", b'"x"')], "2026-11-29T06:00:00Z", DATE)
        writer.problem(fetch_problem(url(9), "http-error", "answered 500"), DATE)
        writer.unlinked(url(8), DATE, DATE)
    with path.open("rb") as file:
        records = [
            (record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file, verify_http=False)
        ]
    kinds = [kind for kind, _ in records]
    assert kinds == ["warcinfo", "response", "response", "response", "revisit", "metadata", "metadata"]
    assert [body for kind, body in records if kind == "response"] == [PAGE] * 3


@pytest.mark.parametrize("lost", [1, 9, 60, 200])
def test_a_cut_last_record_is_taken_away_by_the_next_writer(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "a.warc.gz"
    write(path)
    path.write_bytes(path.read_bytes()[:-lost])
    with WarcWriter(path, "mila", DATE) as writer:
        writer.response(url(7), 200, HTML, PAGE, DATE)
    assert [capture.url for capture in captures(path)] == [url(0), url(1), url(7)]
    with path.open("rb") as file:
        assert len(list(ArchiveIterator(file))) == 4


@pytest.mark.parametrize("lost", [1, 9, 60, 200])
def test_a_cut_file_gives_its_whole_records_and_says_so(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "a.warc.gz"
    write(path)
    path.write_bytes(path.read_bytes()[:-lost])
    found = list(read_inputs([path]))
    assert [entry.url for entry in found if isinstance(entry, Capture)][:2] == [url(0), url(1)]
    (problem,) = [entry for entry in found if isinstance(entry, Problem)]
    assert (problem.url, problem.reason, problem.stage) == ("a.warc.gz", "unreadable", "fetch")


@pytest.mark.parametrize("compressed", [True, False])
def test_damage_in_the_middle_costs_one_record(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    write(tmp_path / "whole.warc.gz", 5)
    content = (tmp_path / "whole.warc.gz").read_bytes()
    if compressed:
        at = len(content) // 2
        damaged = content[:at] + bytes(byte ^ 0xFF for byte in content[at : at + 4]) + content[at + 4 :]
    else:
        plain = gzip.decompress(content)
        at = plain.index(b"WARC/1.1", len(plain) // 2)
        damaged = plain[:at] + b"XXXX" + plain[at + 4 :]
    path.write_bytes(damaged)
    found = list(read_inputs([path]))
    assert len([entry for entry in found if isinstance(entry, Capture)]) == 4
    assert [entry.reason for entry in found if isinstance(entry, Problem)] == ["unreadable"]


def test_an_unchanged_page_has_its_bytes_and_the_later_date(tmp_path: Path) -> None:
    later = "2026-11-29T06:00:00Z"
    write(tmp_path / "a.warc.gz", 2)
    with WarcWriter(tmp_path / "b.warc.gz", "mila", later) as writer:
        writer.revisit(url(0), 304, [], later, DATE)
        writer.response(url(1), 200, HTML, b"<html>changed</html>", later)
    found = {(capture.url, capture.retrieved): capture.body for capture in captures(tmp_path)}
    assert found == {
        (url(0), later): PAGE,
        (url(1), later): b"<html>changed</html>",
        (url(1), DATE): PAGE,
    }


def test_a_revisit_in_the_same_file_is_resolved(tmp_path: Path) -> None:
    later = "2026-11-22T07:00:00Z"
    write(tmp_path / "a.warc.gz", 1)
    with WarcWriter(tmp_path / "a.warc.gz", "mila", DATE) as writer:
        writer.revisit(url(0), 304, [], later, DATE)
    assert [(capture.retrieved, capture.body) for capture in captures(tmp_path)] == [(DATE, PAGE), (later, PAGE)]


def test_a_revisit_of_nothing_is_listed(tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "a.warc.gz", "mila", DATE) as writer:
        writer.revisit(url(0), 304, [], DATE, "2026-11-15T06:00:00Z")
    (problem,) = read_inputs([tmp_path])
    assert isinstance(problem, Problem)
    assert (problem.url, problem.reason) == (url(0), "unreadable")


def test_only_the_newest_crawl_says_what_went_wrong(tmp_path: Path) -> None:
    lost = fetch_problem(url(1), "http-error", "answered 500 after 5 tries")
    write(tmp_path / "old.warc.gz", 1)
    with WarcWriter(tmp_path / "old.warc.gz", "mila", DATE) as writer:
        writer.problem(fetch_problem(url(5), "unreachable", "no answer"), DATE)
    with WarcWriter(tmp_path / "new.warc.gz", "mila", "2026-11-29T06:00:00Z") as writer:
        writer.problem(lost, "2026-11-29T06:00:00Z")
    assert [entry for entry in read_inputs([tmp_path]) if isinstance(entry, Problem)] == [lost]


def test_a_crawl_without_notes_makes_the_notes_of_an_older_one_history(tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "old.warc.gz", "mila", DATE) as writer:
        writer.problem(fetch_problem(url(0), "unreachable", "no answer"), DATE)
        writer.unlinked(url(1), DATE, DATE)
    with WarcWriter(tmp_path / "new.warc.gz", "mila", "2026-11-29T06:00:00Z") as writer:
        writer.response(url(0), 200, HTML, PAGE, "2026-11-29T06:00:00Z")
    assert [type(entry) for entry in read_inputs([tmp_path])] == [Capture]


def test_a_crawl_that_is_not_finished_leaves_the_notes_of_the_one_before(tmp_path: Path) -> None:
    lost = fetch_problem(url(0), "unreachable", "no answer")
    with WarcWriter(tmp_path / "old.warc.gz", "mila", DATE) as writer:
        writer.problem(lost, DATE)
    with WarcWriter(tmp_path / "new.warc.gz.open", "mila", "2026-11-29T06:00:00Z") as writer:
        writer.problem(fetch_problem(url(1), "unreachable", "no answer"), DATE)
    assert list(read_inputs([tmp_path])) == [lost]


@pytest.mark.parametrize(("since", "count"), [("2026-11-29T07:00:00Z", 1), ("2026-11-22T07:00:00Z", 0)])
def test_a_page_that_nothing_links_to_any_more_has_left_and_that_is_said_once(
    tmp_path: Path, since: str, count: int
) -> None:
    write(tmp_path / "old.warc.gz", 2)
    with WarcWriter(tmp_path / "new.warc.gz", "mila", "2026-11-29T06:00:00Z") as writer:
        writer.unlinked(url(0), "2026-11-29T07:00:00Z", since)
    found = list(read_inputs([tmp_path]))
    assert [entry.url for entry in found if isinstance(entry, Capture)] == [url(1)]
    problems = [entry for entry in found if isinstance(entry, Problem)]
    assert [(problem.url, problem.reason) for problem in problems] == [(url(0), "not-found")] * count
