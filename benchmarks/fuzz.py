"""Reads thousands of damaged pages: none may end the reader, none may take over 50 times the median.

    python -m benchmarks.fuzz [--pages 10000] [--seed 1]

Every page is read without the guard that keeps a run alive, and its record is written as JSON and read again.
"""

import argparse
import random
import statistics
import sys
import time
from collections import Counter

from benchmarks.parse import capture_of
from profile_scraper.parse.clean import clean
from profile_scraper.parse.read import read_unguarded
from testbed.damage import DAMAGES, damaged
from testbed.generate import generate
from testbed.render import pages

_SLOWEST = 50


def main() -> None:
    """Print what came out, the slowest page and how it was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    whole = [body for _, body in pages(generate(people=60, seed=asked.seed))]
    clean("Ã©tÃ© and \\alpha")  # the libraries that only dirty text needs are imported once a run, not once a page
    kinds: Counter[str] = Counter()
    times: list[tuple[float, int, list[tuple[str, int, bytes]]]] = []
    for _ in range(asked.pages):
        steps = [
            (rng.choice(list(DAMAGES)), rng.randrange(1 << 30), rng.randbytes(rng.randrange(200)))
            for _ in range(rng.randrange(1, 4))
        ]
        capture = capture_of("/en/directory/somebody", damaged(rng.choice(whole), steps))
        begun = time.process_time()
        record = read_unguarded(capture).record
        times.append((time.process_time() - begun, len(capture.body), steps))
        type(record).model_validate_json(record.model_dump_json())
        kinds[getattr(record, "reason", type(record).__name__)] += 1
    median = statistics.median(seconds for seconds, _, _ in times)
    slowest, size, steps = max(times)
    print(f"{asked.pages} damaged pages, none ended the reader: {dict(kinds.most_common())}")
    print(
        f"median {median * 1000:.2f} ms, slowest {slowest * 1000:.1f} ms = {slowest / median:.0f} times the median",
        end="",
    )
    print(f" ({size} bytes after {[(name, place) for name, place, _ in steps]})")
    sys.exit(slowest > _SLOWEST * median)


if __name__ == "__main__":
    main()
