"""Parts of INPUTs that other machines read: together they give what one process reads, wherever the cuts are."""

import gzip
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from profile_scraper.archive import read_inputs
from profile_scraper.archive.spans import SpanPart, plan_parts, read_part
from profile_scraper.archive.writer import WarcWriter
from profile_scraper.parallel import SerialExecutor
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location, RemotePath, parse_location

HTML = [(b"content-type", b"text/html")]


def day(number: int) -> str:
    return f"2026-11-{number:02}T06:00:00Z"


def page(number: int, week: int = 0) -> bytes:
    noise = random.Random(number * 100 + week).randbytes(random.Random(number).randrange(10, 900)).hex()
    return f"<html><title>{number} {week}</title><p>{noise}</html>".encode()


def write_weeks(folder: Path) -> Path:
    """Two crawls: the second has revisits, a page that left, a problem, and a file that holds an archive."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / "week-1.warc.gz", folder / "week-2.warc.gz"
    with WarcWriter(first, "mila", day(1)) as warc:
        for number in range(12):
            warc.response(f"https://mila.quebec/en/{number}", 200, HTML, page(number), day(1))
        warc.response("https://mila.quebec/en/moved", 301, HTML, b"", day(1))
    inner = first.read_bytes()
    with WarcWriter(second, "mila", day(8)) as warc:
        for number in range(0, 12, 2):
            warc.revisit(f"https://mila.quebec/en/{number}", 304, HTML, day(8), day(1))
        warc.response(
            "https://mila.quebec/download.warc.gz", 200, [(b"content-type", b"application/gzip")], inner, day(8)
        )
        warc.response("https://mila.quebec/en/1", 200, HTML, page(1, 2), day(8))
        warc.revisit("https://mila.quebec/en/1", 304, HTML, day(9), day(8))
        warc.revisit("https://mila.quebec/en/none", 304, HTML, day(8), day(2))
        warc.unlinked("https://mila.quebec/en/3", day(8), day(8))
        detail = "no answer"
        warc.problem(
            Problem(
                stage="fetch",
                url="https://mila.quebec/en/5",
                record=None,
                field=None,
                reason="unreachable",
                detail=detail,
            ),
            day(8),
        )
    (folder / "saved.html").write_bytes(page(99))
    (folder / "style.css").write_text("p {}")
    return folder


def in_one(inputs: Sequence[Location]) -> tuple[Counter[Capture | Problem], Counter[str]]:
    skipped = Counter[str]()
    return Counter(read_inputs(inputs, None, skipped)), skipped


def in_parts(inputs: Sequence[Location], span_bytes: int) -> tuple[Counter[Capture | Problem], Counter[str], int]:
    found: Counter[Capture | Problem] = Counter()
    skipped: Counter[str] = Counter()
    parts = 0

    def skip(kind: str) -> None:
        skipped[kind] += 1

    for part in plan_parts(inputs, SerialExecutor(), skip, lambda _: None, span_bytes):
        parts += isinstance(part, SpanPart)
        found.update([part] if isinstance(part, Problem) else read_part(part, skip))
    return found, skipped, parts


@pytest.mark.parametrize("span_bytes", [10, 100, 700, 2_000, 5_000, 1 << 20])
def test_parts_give_what_one_process_reads(tmp_path: Path, span_bytes: int) -> None:
    inputs = [write_weeks(tmp_path / "in")]
    found, skipped, parts = in_parts(inputs, span_bytes)
    assert (found, skipped) == in_one(inputs)
    assert parts > 2 if span_bytes < 5_000 else parts >= 2
    assert sum(isinstance(each, Capture) for each in found) > 12


def unpacked(content: bytes) -> bytes:
    return gzip.decompress(content)


def one_member(content: bytes) -> bytes:
    return gzip.compress(gzip.decompress(content))


def cut(content: bytes) -> bytes:
    return content[: len(content) * 3 // 4]


def with_hole(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[: middle - 300] + bytes(600) + content[middle + 300 :]


def lower_case(content: bytes) -> bytes:
    return gzip.decompress(content).replace(b"Content-Length:", b"content-length:")


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("change", [unpacked, one_member, cut, with_hole, lower_case, nothing])
@pytest.mark.parametrize("span_bytes", [50, 600, 3_000])
def test_parts_of_other_and_damaged_archives_give_what_one_process_reads(
    tmp_path: Path, change: object, span_bytes: int
) -> None:
    folder = write_weeks(tmp_path / "in")
    for path in list(folder.glob("*.warc.gz")):
        assert callable(change)
        content = change(path.read_bytes())
        path.unlink()
        ending = ".warc.gz" if content.startswith(b"\x1f\x8b") else ".warc"
        (folder / f"{path.name.removesuffix('.warc.gz')}{ending}").write_bytes(content)
    found, skipped, _parts = in_parts([folder], span_bytes)
    assert (found, skipped) == in_one([folder])


@pytest.mark.parametrize("damage", range(8))
def test_damage_anywhere_is_the_same_problem_in_parts(tmp_path: Path, damage: int) -> None:
    folder = write_weeks(tmp_path / "in")
    path = folder / "week-1.warc.gz"
    content = bytearray(path.read_bytes())
    for at in random.Random(damage).sample(range(len(content)), 6):
        content[at] ^= 0xFF
    path.write_bytes(content)
    found, skipped, _parts = in_parts([folder], 400)
    assert (found, skipped) == in_one([folder])


def test_objects_of_a_store_give_what_local_files_give(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is an extra (pip install 'profile-scraper[cloud]')")
    folder = write_weeks(tmp_path / "in")
    store = parse_location("memory://test-spans/in")
    assert isinstance(store, RemotePath)
    for path in folder.iterdir():
        (store / "sub" / path.name).write_bytes(path.read_bytes())
    (store / "page_files" / "frame.html").write_bytes(b"<p>")
    (store / "page.html").write_bytes(page(98))
    (folder / "page_files").mkdir()
    (folder / "page_files" / "frame.html").write_bytes(b"<p>")
    (folder / "page.html").write_bytes(page(98))
    local = {(type(each), each.url, getattr(each, "sha256", None)) for each in in_one([folder])[0]}
    remote = {(type(each), each.url, getattr(each, "sha256", None)) for each in in_one([store])[0]}
    assert remote == local
    assert in_parts([store], 2_000)[:2] == in_one([store])
