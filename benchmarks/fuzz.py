"""Reads thousands of damaged pages: none may end the reader, none may take over 50 times the median.

    python -m benchmarks.fuzz [--pages 10000] [--seed 1]

Every page is read without the guard that keeps a run alive, and its record is written as JSON and read again. The
slowest pages are read twice more, and the quickest time counts: the machine may have been busy.
"""

import argparse
import heapq
import random
import statistics
import sys
import time
from collections import Counter

from benchmarks.parse import capture_of
from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.read import read_unguarded
from profile_scraper.records.page import Capture
from testbed.damage import DAMAGES, damaged
from testbed.generate import generate
from testbed.render import pages

_SLOWEST = 50
_SUSPECTS = 20


def main() -> None:
    """Print what came out, the slowest page and how it was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    intact = [body for _, body in pages(generate(people=60, seed=asked.seed))]
    read_unguarded(_capture(intact[0]))  # what is made once a run is no page's price
    clean("Ã©tÃ© and \\alpha")  # nor are the libraries that only dirty text needs
    kinds: Counter[str] = Counter()
    times: list[float] = []
    suspects: list[tuple[float, int, Capture, list[tuple[str, int, bytes]]]] = []
    for number in range(asked.pages):
        steps = [
            (rng.choice(list(DAMAGES)), rng.randrange(1 << 30), rng.randbytes(rng.randrange(200)))
            for _ in range(rng.randrange(1, 4))
        ]
        capture = _capture(damaged(rng.choice(intact), steps))
        begun = time.process_time()
        record = read_unguarded(capture).record
        times.append(time.process_time() - begun)
        heapq.heappush(suspects, (times[-1], number, capture, steps))
        if len(suspects) > _SUSPECTS:
            heapq.heappop(suspects)
        type(record).model_validate_json(record.model_dump_json())
        kinds[getattr(record, "reason", type(record).__name__)] += 1
    median = statistics.median(times)
    slowest, page, steps = max((min(seconds, _again(page)), page, steps) for seconds, _, page, steps in suspects)
    print(f"{asked.pages} damaged pages, none ended the reader: {dict(kinds.most_common())}")
    print(
        f"median {median * 1000:.2f} ms, slowest {slowest * 1000:.1f} ms = {slowest / median:.0f} times the median",
        end="",
    )
    print(f" ({len(page.body)} bytes after {[(name, position) for name, position, _ in steps]})")
    sys.exit(slowest > _SLOWEST * median)


def _capture(page: bytes) -> Capture:
    return capture_of("/en/directory/somebody", page)


def _again(capture: Capture) -> float:
    """Seconds of processor time for a page, the quicker of two."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        read_unguarded(capture)
        times.append(time.process_time() - begun)
    return min(times)


if __name__ == "__main__":
    main()
