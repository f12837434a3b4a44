"""Ctrl-C in the middle of a large build: nothing half-written stays, and what was read is not read again."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from profile_scraper.archive.writer import WarcWriter
from profile_scraper.pipeline import build
from testbed.generate import generate
from testbed.render import pages
from testbed.world import BASE_URL

DATE = "2026-11-22T06:00:00Z"
# A process that was started in the background ignores Ctrl-C, and so would all that it starts.
BUILD = """
import signal
import sys
from profile_scraper.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a.warc.gz"
    world = generate(150, 8)
    world.menu_size = 300
    with WarcWriter(path, "mila", DATE) as writer:
        for target, body in pages(world):
            writer.response(BASE_URL + target, 200, [(b"Content-Type", b"text/html; charset=utf-8")], body, DATE)
    plain = path.with_suffix("")
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


def start(archive: Path, folder: Path) -> subprocess.Popen[str]:
    """A large build as a shell would start it: with its processes in a group of their own."""
    (folder / "build.py").write_text(BUILD)
    words = [sys.executable, str(folder / "build.py"), "build", str(archive), "--out", str(folder / "d")]
    return subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)


def interrupt(running: subprocess.Popen[str], when: Callable[[], bool]) -> str:
    """Press Ctrl-C as soon as that is so, and wait for the end; what was said."""
    ends = time.monotonic() + 60
    while not when():
        assert running.poll() is None, "it ended before it could be interrupted"
        assert time.monotonic() < ends
        time.sleep(0.002)
    os.killpg(running.pid, signal.SIGINT)
    _, message = running.communicate(timeout=60)
    assert running.returncode == 2
    return message


def stored(folder: Path) -> int:
    """How many captures are in the page store."""
    store = folder / ".d.pages.sqlite"
    if not store.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM capture").fetchone()[0])
    except sqlite3.Error:  # it has no tables yet
        return 0


def file_names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"build.py"}


def contents(dataset: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in dataset.iterdir()}


@pytest.mark.slow
def test_an_interrupted_build_leaves_its_pages_alone_and_the_next_goes_on_from_them(
    archive: Path, tmp_path: Path
) -> None:
    build([archive], tmp_path / "whole")
    uninterrupted = contents(tmp_path / "whole")
    folder = tmp_path / "interrupted"
    folder.mkdir()

    message = interrupt(start(archive, folder), lambda: stored(folder) > 0)
    assert file_names(folder) == {".d.pages.sqlite"}, "while reading"
    assert message == (
        "profile-scraper: interrupted; nothing was written; the same command resumes from the pages in "
        f"{folder}/.d.pages.sqlite\n"
    )
    read = stored(folder)

    message = interrupt(start(archive, folder), lambda: any(folder.glob(".d.*.partial")))
    assert file_names(folder) == {".d.pages.sqlite"}, "while writing"
    assert "Traceback" not in message
    assert 0 < read < stored(folder)

    with start(archive, folder) as running:
        assert running.wait(60) == 1, "two pages of the archive are no profiles"
    assert file_names(folder) == {".d.pages.sqlite", "d"}
    assert contents(folder / "d") == uninterrupted


def test_before_a_page_was_read_there_is_nothing_to_go_on_from(archive: Path, tmp_path: Path) -> None:
    message = interrupt(start(archive, tmp_path), (tmp_path / ".d.pages.sqlite").exists)
    assert "Traceback" not in message
    assert file_names(tmp_path) == {".d.pages.sqlite"}
