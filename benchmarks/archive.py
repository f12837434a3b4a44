"""What a large archive costs: reading it as multiples of lxml's tree, two processes against one, memory, a second run.

    python -m benchmarks.archive [--pages 5000] [--heavy 6000] [--rounds 3]

Claims: reading a WARC at most 0.1 times lxml's tree; two processes at least 1.9 times one; memory flat however many
pages. Pages for the first two weigh 180 KB and more, as real ones are reported to; the archives whose memory is
measured hold light pages of a whole invented institute, each with an address of its own. Memory is that of the
process and its children, what they share counted once, looked at every 20 ms (Linux only).
"""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.memory import share_of
from benchmarks.parse import capture_of, heavy_pages
from profile_scraper.archive import read_inputs
from profile_scraper.archive.writer import WarcWriter
from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture
from testbed.generate import generate
from testbed.render import pages
from testbed.world import BASE_URL

_DATE = "2026-11-22T06:00:00Z"
_HTML = (b"Content-Type", b"text/html; charset=utf-8")
_GZIPPED = (b"Content-Encoding", b"gzip")
_PAGES_A_PERSON = 2.3
_LOOK_SECONDS = 0.02


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5_000, help="light pages of the largest archive")
    parser.add_argument("--heavy", type=int, default=6_000, help="pages of the archive that two processes share")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _reading(folder, asked.rounds)
        _sharing(folder, asked.heavy, asked.rounds)
        for count in sorted({asked.pages // 50, asked.pages // 5, asked.pages}):
            _growing(folder, count)


def _reading(folder: Path, rounds: int) -> None:
    """Each way of archiving in turn with the tree, so that a busy machine slows all alike."""
    captures = heavy_pages(200)
    _write(folder / "plain-bodies.warc.gz", captures, compressed=False)
    _write(folder / "packed-bodies.warc.gz", captures, compressed=True)
    plain = folder / "plain.warc"
    plain.write_bytes(gzip.decompress((folder / "plain-bodies.warc.gz").read_bytes()))
    jobs: dict[str, Callable[[], object]] = {"tree": partial(_trees, captures)}
    jobs |= {path.name: partial(_drain, path) for path in sorted(folder.iterdir())}
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(2 * rounds):
        for what, job in jobs.items():
            begun = time.process_time()
            job()
            best[what] = min(best[what], (time.process_time() - begun) / len(captures))
    size = statistics.mean(len(capture.body) for capture in captures)
    print(f"{len(captures)} pages of {size / 1000:.0f} KB, lxml's tree {best['tree'] * 1000:.2f} ms a page")
    for what, title in (
        (plain.name, "plain WARC"),
        ("plain-bodies.warc.gz", "gzipped WARC"),
        ("packed-bodies.warc.gz", "gzipped WARC of gzipped bodies, as a crawl writes it"),
    ):
        print(f"  reading a {title}: {best[what] * 1000:.3f} ms a page, {best[what] / best['tree']:.3f} times the tree")


def _sharing(folder: Path, count: int, rounds: int) -> None:
    """One process and two on the same archive, beside how far two get that have nothing to do with each other."""
    path = folder / "heavy.warc.gz"
    captures = heavy_pages(300)
    copies = -(-count // len(captures))
    _write(path, (_renamed(capture, copy) for copy in range(copies) for capture in captures), compressed=True)
    times: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    single, together = [], []
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for number in range(rounds):
            for processes in (1, 2):
                store = folder / f"{number}-{processes}.sqlite"
                times[processes].append(run_child("read", path, store, str(processes)))
                store.unlink()
            list(pool.map(_parse_some, (1, 1)))
            single.append(max(pool.map(_parse_some, (5,))))
            together.append(max(pool.map(_parse_some, (5, 5))))
    path.unlink()
    walls = {processes: min(run["wall"] for run in runs) for processes, runs in times.items()}
    costs = {processes: min(run["cpu"] for run in runs) for processes, runs in times.items()}
    read = copies * len(captures)
    print(f"{read} pages of one archive, parsed into a page store, best of {rounds}")
    for processes in (1, 2):
        speed = read / walls[processes]
        print(f"  {processes} process{'es' * (processes > 1)}: {walls[processes]:.1f} s, {speed:.0f} pages a second")
    print(f"  two ÷ one: {walls[1] / walls[2]:.2f} (at least 1.9), ", end="")
    print(f"two processes that share nothing reach {2 * min(single) / min(together):.2f} here")
    print(f"  processor time of one ÷ of two: {costs[1] / costs[2]:.3f} (1 is sharing for nothing)")


def _growing(folder: Path, count: int) -> None:
    """Memory and time by number of pages: reading alone, a build, and a build that finds every page parsed."""
    path = folder / "light.warc.gz"
    size, number = 0, 0
    with WarcWriter(path, "mila", _DATE) as writer:
        for target, body in _light_pages(count):
            writer.response(BASE_URL + target, 200, [_HTML], body, _DATE)
            size, number = size + len(body), number + 1
    print(f"{number} pages of {size / number / 1000:.0f} KB (archive {path.stat().st_size / 1e6:.0f} MB)")
    runs = {
        "reading": run_child("read", path, folder / "read.sqlite", "0"),
        "reading again": run_child("read", path, folder / "read.sqlite", "0"),
        "build": run_child("build", path, folder / "dataset"),
        "build again": run_child("build", path, folder / "dataset"),
    }
    for what, run in runs.items():
        print(f"  {what:14} {run['wall']:7.1f} s, {run['cpu']:7.1f} s of processors, {run['memory']:6.0f} MB")
    for file in (path, folder / "read.sqlite", folder / ".dataset.pages.sqlite"):
        file.unlink()


def _light_pages(count: int) -> Iterator[tuple[str, bytes]]:
    world = generate(people=max(40, int(count / _PAGES_A_PERSON)), seed=9)
    yield from pages(world)


def _renamed(capture: Capture, copy: int) -> Capture:
    """The same page of another person."""
    body = capture.body
    for path in ("/directory/", "/annuaire/"):
        body = body.replace(path.encode(), f"{path}{copy}-".encode())
    target = capture.name.removeprefix(BASE_URL)
    return capture_of(
        target.replace("/directory/", f"/directory/{copy}-").replace("/annuaire/", f"/annuaire/{copy}-"), body
    )


def _write(path: Path, captures: Any, *, compressed: bool) -> None:
    with WarcWriter(path, "mila", _DATE) as writer:
        for capture in captures:
            body = gzip.compress(capture.body, 6) if compressed else capture.body
            writer.response(capture.name, 200, [_HTML, *([_GZIPPED] if compressed else [])], body, _DATE)


def _trees(captures: list[Capture]) -> None:
    for capture in captures:
        etree.fromstring(capture.body, etree.HTMLParser(encoding="utf-8"))


def _drain(path: Path) -> None:
    for _ in read_inputs([path]):
        pass


@cache
def _some_pages() -> list[Capture]:
    return heavy_pages(300)


def _parse_some(rounds: int) -> float:
    """Seconds for parsing the same pages so often, in a process of its own."""
    captures = _some_pages()
    begun = time.perf_counter()
    for _ in range(rounds):
        for capture in captures:
            read_page(capture).model_dump_json()
    return time.perf_counter() - begun


def run_child(*words: str | Path) -> dict[str, float]:
    """Run one step in a process of its own: seconds, seconds of processors, and megabytes at its peak."""
    command = [sys.executable, "-m", "benchmarks.archive_child", *map(str, words)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    while child.poll() is None:
        peak = max(peak, sum(map(share_of, _family(child.pid))))
        time.sleep(_LOOK_SECONDS)
    if child.returncode or child.stdout is None:
        raise SystemExit(f"{' '.join(command)} failed")
    figures: dict[str, float] = json.loads(child.stdout.read().splitlines()[-1])
    return {**figures, "memory": peak / 1e6}


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))
    except OSError:
        return


if __name__ == "__main__":
    main()
