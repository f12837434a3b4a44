"""Bytes to validated JSON against lxml's tree building alone: the same pages, one core, one run.

    python -m benchmarks.parse [--pages 200] [--rounds 5]

Pages are an invented institute's, padded by its menu to about 180 KB as real ones are reported to weigh. The claim is
at most 1.1 times for the layout that is known, and 1.8 times with every class renamed, which is the price of the second
way. Times are processor time, so that a busy machine changes them less.
"""

import argparse
import hashlib
import statistics
import time
from collections.abc import Callable, Sequence

from lxml import etree

from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture
from testbed.generate import generate
from testbed.mutate import mutate
from testbed.render import pages
from testbed.world import BASE_URL, World

_WEIGHT = 180_000
_LEAST_CONTENT = 20_000


def main() -> None:
    """Print the ratio, the pages' size and the time of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    captures = heavy_pages(asked.pages)
    renamed = [capture._replace(body=mutate(capture.body, ["classes-renamed"])) for capture in captures]
    for what, pages_of_it in (("by class", captures), ("every class renamed", renamed)):
        size = statistics.mean(len(capture.body) for capture in pages_of_it)
        floor, read = best_of(asked.rounds, (_tree, _json), pages_of_it)
        print(
            f"{what}: {len(pages_of_it)} pages of {size / 1000:.0f} KB, lxml's tree {floor * 1000:.2f} ms a page,",
            end=" ",
        )
        print(f"bytes to validated JSON {read * 1000:.2f} ms, {read / floor:.2f} times the tree")


def heavy_pages(count: int) -> list[Capture]:
    """Profile pages with much content, of the weight that real pages are reported to have."""
    world = generate(people=max(120, count), seed=6)
    light = [(target, body) for target, body in pages(world) if len(body) > _LEAST_CONTENT][:count]
    wanted = {target for target, _ in light}
    return [capture_of(target, body) for target, body in pages(weighed(world, light)) if target in wanted]


def weighed(world: World, light: Sequence[tuple[str, bytes]]) -> World:
    """The institute with so much menu around its pages that they weigh what real ones are reported to."""
    world.menu_size += (_WEIGHT - int(statistics.mean(len(body) for _, body in light))) // 95
    return world


def capture_of(target: str, body: bytes) -> Capture:
    """A page as the archive hands it to the reader."""
    url = BASE_URL + target
    return Capture(url, url, body, "html", "utf-8", 200, None, hashlib.sha256(body).hexdigest(), None)


def best_of(rounds: int, jobs: Sequence[Callable[[Capture], object]], captures: Sequence[Capture]) -> list[float]:
    """Processor seconds a page of each job: the best round, jobs taken in turn, since a busy machine slows all."""
    best = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for number, job in enumerate(jobs):
            begun = time.process_time()
            for capture in captures:
                job(capture)
            best[number] = min(best[number], (time.process_time() - begun) / len(captures))
    return best


def _tree(capture: Capture) -> object:
    return etree.fromstring(capture.body, etree.HTMLParser(encoding="utf-8"))


def _json(capture: Capture) -> object:
    return read_page(capture).model_dump_json()


if __name__ == "__main__":
    main()
