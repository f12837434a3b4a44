"""A build with nothing new writes nothing; with anything new it writes what a build from scratch does."""

import os
from pathlib import Path

import pytest

from profile_scraper.archive.writer import WarcWriter
from profile_scraper.pipeline import BuildOptions, build
from profile_scraper.pipeline.options import NO_OVERRIDES
from testbed.generate import generate
from testbed.render import render
from testbed.world import BASE_URL

DATE = "2026-11-01T06:00:00Z"
ON_DISK = BuildOptions(is_kept=True, processes=1)
HTML = [(b"Content-Type", b"text/html; charset=utf-8")]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "snapshot").mkdir()
    add_pages(tmp_path / "snapshot" / "0.warc.gz", DATE, 0)
    return tmp_path / "snapshot"


def add_pages(path: Path, date: str, seed: int) -> None:
    with WarcWriter(path, "mila", date) as writer:
        for target, body in render(generate(4, seed)).items():
            writer.response(BASE_URL + target, 200, HTML, body, date)


def contents(dataset: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in dataset.iterdir()}


def times(dataset: Path) -> set[int]:
    return {path.stat().st_mtime_ns for path in dataset.iterdir()}


def test_nothing_new_leaves_the_dataset_as_it_is_and_says_the_same(archive: Path, tmp_path: Path) -> None:
    first = build([archive], tmp_path / "d", ON_DISK)
    written = times(tmp_path / "d")
    for _ in range(2):
        again = build([archive], tmp_path / "d", ON_DISK)
        assert times(tmp_path / "d") == written
        assert again.manifest == first.manifest
        assert sorted(map(str, again.problems)) == sorted(map(str, first.problems))
    os.utime(archive / "0.warc.gz")
    build([archive], tmp_path / "d", ON_DISK)
    assert times(tmp_path / "d") == written


def test_whatever_is_new_is_built(archive: Path, tmp_path: Path) -> None:
    build([archive], tmp_path / "d", ON_DISK)
    first = contents(tmp_path / "d")

    (tmp_path / "d" / "profiles.jsonl").write_text("")
    build([archive], tmp_path / "d", ON_DISK)
    assert contents(tmp_path / "d") == first, "somebody changed the dataset"

    slug = next(target for target in render(generate(4, 0)) if target.startswith("/en/directory/")).rpartition("/")[2]
    removed = ON_DISK._replace(overrides=NO_OVERRIDES._replace(removed=frozenset([f"mila/{slug}"])))
    built = build([archive], tmp_path / "d", removed)
    assert built.left_out == {f"mila/{slug}"}
    assert slug.encode() not in b"".join(contents(tmp_path / "d").values())
    assert build([archive], tmp_path / "d", removed).left_out == {f"mila/{slug}"}
    build([archive], tmp_path / "d", ON_DISK)
    assert contents(tmp_path / "d") == first

    add_pages(archive / "1.warc.gz", "2026-11-08T06:00:00Z", 1)
    build([archive], tmp_path / "d", ON_DISK)
    build([archive], tmp_path / "scratch", ON_DISK)
    assert contents(tmp_path / "d") == contents(tmp_path / "scratch") != first


def test_an_input_that_is_gone_is_said_again(archive: Path, tmp_path: Path) -> None:
    inputs = [archive, tmp_path / "missing.warc"]
    for _ in range(2):
        assert "not-found" in {problem.reason for problem in build(inputs, tmp_path / "d", ON_DISK).problems}
    assert "not-found" not in {problem.reason for problem in build([archive], tmp_path / "d", ON_DISK).problems}


def test_a_date_in_the_future_is_judged_by_each_day(tmp_path: Path) -> None:
    add_pages(tmp_path / "a.warc.gz", "2999-11-01T06:00:00Z", 0)
    build([tmp_path / "a.warc.gz"], tmp_path / "d", ON_DISK)
    written = times(tmp_path / "d")
    build([tmp_path / "a.warc.gz"], tmp_path / "d", ON_DISK)
    assert times(tmp_path / "d") != written
