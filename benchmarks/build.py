"""What a whole build costs: processor time over that of lxml's trees of the same pages, measured in the same run.

    python -m benchmarks.build [--pages 1225] [--kilobytes 150 30] [--rounds 2] [--profile]
    python -m benchmarks.build --pages 5000 --kilobytes 30 --archive pages.warc.gz   # only the pages, nothing is timed

Claims, for pages with eight entries each: a build costs at most 2.0 times the trees of pages of 150 KB and at most 3.0
times those of pages of 30 KB; a build with nothing new at most 0.15 times the first; two processes are at least 1.85
times as fast as one. Processor time is that of a whole process, its start and its children included; figures are the
medians of the rounds. Wall times say little on a busy machine: beside them stands the speed-up that the processor times
allow, where what the first process does and what its children do never overlap.
"""

import argparse
import filecmp
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.archive import run_child
from profile_scraper.archive.writer import WarcWriter
from testbed.generate import generate
from testbed.render import pages
from testbed.world import BASE_URL, World

_DATE = "2026-11-22T06:00:00Z"
_HTML = [(b"Content-Type", b"text/html; charset=utf-8")]
_SAMPLE = 200
"""Pages whose weight is measured."""
_PAGES_A_PERSON = 0.85
"""Pages of people with publications, for each person of an institute."""


def main() -> None:
    """Print the figures of each weight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_225)
    parser.add_argument("--kilobytes", type=int, nargs="+", default=[150, 30], help="mean weights of a page")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="the largest shares of a build in one process")
    parser.add_argument("--archive", type=Path, metavar="FILE", help="write the pages of the first weight, and stop")
    options = parser.parse_args()
    if options.archive:
        print(_write(options.archive, options.pages, 1000 * options.kilobytes[0]))
        return
    for kilobytes in options.kilobytes:
        with tempfile.TemporaryDirectory() as name:
            archive = Path(name, "pages.warc.gz")
            print(_write(archive, options.pages, 1000 * kilobytes), flush=True)
            _measure(Path(name), archive, options.rounds)
            if options.profile:
                run_child("profile", archive, Path(name, "profiled"))


def _write(archive: Path, count: int, weight: int) -> str:
    """Archive pages of people with publications, gzipped as a crawl does; what was written in words."""
    world = _with_publications(generate(people=max(20, int(count / _PAGES_A_PERSON)), seed=9))
    sample = [_mean_size(world)]
    world.menu_size += 100
    sample.append(_mean_size(world))
    world.menu_size += int((weight - sample[1]) / (sample[1] - sample[0]) * 100)
    number = size = 0
    with WarcWriter(archive, "mila", _DATE) as writer:
        for target, body in islice(_profiles(world), count):
            writer.response(BASE_URL + target, 200, _HTML, body, _DATE)
            number, size = number + 1, size + len(body)
    return f"{number} pages of {size / number / 1000:.0f} KB"


def _mean_size(world: World) -> float:
    return statistics.mean(len(body) for _, body in islice(_profiles(world), _SAMPLE))


def _with_publications(world: World) -> World:
    world.people = [
        person for person in world.people if any(profile.publications for profile in person.language_profiles.values())
    ]
    return world


def _profiles(world: World) -> Iterator[tuple[str, bytes]]:
    """The pages of people, without the directory."""
    return ((target, body) for target, body in pages(world) if target.count("/") > 2)


def _measure(folder: Path, archive: Path, rounds: int) -> None:
    """Each way of building in turn with the trees, so that a busy machine slows all alike."""
    runs: dict[str, list[dict[str, float]]] = {"one process": [], "two processes": [], "again": []}
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    trees = []
    for number in range(rounds):
        one, two = folder / f"one{number}", folder / f"two{number}"
        near = [run_child("trees", archive, folder)["tree"]]
        for name, target, processes in (("one process", one, 1), ("two processes", two, 2), ("again", two, 1)):
            runs[name].append(run_child("build", archive, target, str(processes)))
            near.append(run_child("trees", archive, folder)["tree"])
        trees.append(statistics.mean(near))
        for name, each in runs.items():
            ratios[name].append(each[-1]["cpu"] / trees[-1])
        if any(filecmp.cmpfiles(one, two, [path.name for path in one.iterdir()], shallow=False)[1:]):
            raise SystemExit("one process and two wrote different bytes")
        shutil.rmtree(one)
        shutil.rmtree(two)
    print(f"  lxml's trees: {statistics.median(trees):.2f} s of processor time")
    for name, each in runs.items():
        cpu, wall, memory = (statistics.median(run[key] for run in each) for key in ("cpu", "wall", "memory"))
        print(
            f"  {name:14} {cpu:6.2f} s of processor time, {statistics.median(ratios[name]):5.2f} times the trees;"
            f" {wall:6.2f} s, {memory:4.0f} MB"
        )
    again = (last["cpu"] / first["cpu"] for last, first in zip(runs["again"], runs["two processes"], strict=True))
    print(f"  again ÷ first: {statistics.median(again):.3f}")
    both = list(zip(runs["one process"], runs["two processes"], strict=True))
    faster = statistics.median(one["wall"] / two["wall"] for one, two in both)
    allowed = statistics.median(one["cpu"] / (two["own"] + (two["cpu"] - two["own"]) / 2) for one, two in both)
    print(f"  two processes: {faster:.2f} times as fast; processor times allow {allowed:.2f}", flush=True)


if __name__ == "__main__":
    main()
