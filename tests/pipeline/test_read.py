"""A large reading in several processes gives what a small one gives, and does not read again what it has read."""

import gzip
from pathlib import Path

import pytest

from profile_scraper.pipeline import build, read, store
from profile_scraper.pipeline.store import PageStore
from testbed.generate import generate
from testbed.render import render

PEOPLE = 12


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number, body in enumerate(render(generate(PEOPLE, 5)).values()):
        (folder / f"{number:03}.html").write_bytes(body)
    (folder / "wait.html").write_bytes(b"<html lang=en><title>Just a moment...</title></html>")
    (folder / "cut.html.gz").write_bytes(gzip.compress(b"<html>")[:-6])
    return folder


def _bytes(dataset: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in dataset.iterdir()}


def test_many_processes_give_the_same_bytes(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = build([pages], tmp_path / "few")
    monkeypatch.setattr(read, "_MANY_BYTES", 0)
    many = build([pages], tmp_path / "many")
    assert _bytes(tmp_path / "few") == _bytes(tmp_path / "many")
    assert sorted(map(str, few.problems)) == sorted(map(str, many.problems))
    assert {"challenge-page", "unreadable"} <= {problem.reason for problem in few.problems}


def test_what_the_same_parser_has_read_is_not_read_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_MANY_BYTES", 0)
    build([pages], tmp_path / "d")
    first = _bytes(tmp_path / "d")
    kept = tmp_path / ".d.pages.sqlite"
    written = kept.stat().st_mtime_ns
    build([pages], tmp_path / "d")
    assert _bytes(tmp_path / "d") == first
    assert kept.stat().st_mtime_ns == written


def test_another_parser_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: Path) -> None:
    monkeypatch.setattr(read, "_MANY_BYTES", 0)
    build([pages], tmp_path / "d")
    monkeypatch.setattr(store, "PARSER_VERSION", "another")
    opened = PageStore(tmp_path / ".d.pages.sqlite")
    assert list(opened.records([])) == []
    assert opened._database.execute("SELECT count(*) FROM page").fetchone() == (0,)
    opened.close()
