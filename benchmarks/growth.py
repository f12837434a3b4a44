"""Growth of the processor time of reading: hostile patterns of 1, 2 and 4 sizes at every position of a page.

    python -m benchmarks.growth [--size 48000] [--readers classes headings structure text pairing] [--worst 10]

The exponent is the base-2 logarithm of the ratio of the times of two sizes, of one run, the larger pair: 1 is linear.
Times below a floor say nothing and are not ranked by their exponent. Each page is read in a process of its own, which
is ended after ``--limit`` seconds of processor time.
"""

import argparse
import math
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile_lists import PAIRING, read_pairing
from benchmarks.hostile_pages import READERS, capture_of, use_structured_site
from benchmarks.patterns import PATTERNS

_FLOOR = 0.1
"""Seconds of processor time of the largest page below which an exponent is noise."""


class Growth(NamedTuple):
    """The times of one pattern at one position."""

    reader: str
    position: str
    pattern: str
    seconds: Sequence[float]
    """For sizes 1, 2 and 4; infinite where the limit ended the process."""

    @property
    def exponent(self) -> float:
        """The exponent between the two largest sizes that ended."""
        smaller, larger = self.seconds[-2:]
        if math.isinf(larger):
            return math.inf
        return math.log2(larger / max(smaller, 1e-4))


def main() -> None:
    """Print the worst patterns, those that took longest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=48_000, help="bytes of the smallest page")
    parser.add_argument("--limit", type=int, default=20, help="seconds of processor time for one page")
    parser.add_argument("--readers", nargs="*", default=[*READERS, "pairing"])
    parser.add_argument("--patterns", nargs="*", default=[*PATTERNS])
    parser.add_argument("--positions", nargs="*")
    parser.add_argument("--worst", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        use_structured_site(Path(folder))
        growths = list(_measured(asked))
    by_time = sorted(growths, key=lambda growth: growth.seconds[-1], reverse=True)
    print(f"{len(growths)} combinations; the slowest:")
    _print(by_time[: asked.worst])
    ranked = sorted(
        (each for each in growths if each.seconds[-1] >= _FLOOR), key=lambda each: each.exponent, reverse=True
    )
    print("the largest exponents:")
    _print(ranked[: asked.worst])


def _print(growths: Sequence[Growth]) -> None:
    for each in growths:
        times = " ".join(f"{seconds:7.3f}" for seconds in each.seconds)
        print(f"  {each.exponent:5.2f}  {times} s  {each.reader}, {each.position}: {each.pattern}")


def _measured(asked: argparse.Namespace) -> Iterator[Growth]:
    for name in asked.readers:
        if name == "pairing":
            for what in PAIRING:
                yield _growth(name, "lists", what, [200, 400, 800], asked.limit)
            continue
        reader = READERS[name]
        for position in reader.positions if asked.positions is None else asked.positions:
            for pattern in asked.patterns:
                sizes = [asked.size * factor for factor in (1, 2, 4)]
                yield _growth(name, position, pattern, sizes, asked.limit)


def _growth(reader: str, position: str, pattern: str, sizes: Sequence[int], limit: int) -> Growth:
    largest = _limited(reader, position, pattern, sizes[-1], limit)
    if largest < _FLOOR:
        return Growth(reader, position, pattern, [0.0, 0.0, largest])
    seconds = [*(_limited(reader, position, pattern, size, limit) for size in sizes[:-1]), largest]
    growth = Growth(reader, position, pattern, seconds)
    if largest > 1:
        print(f"… {growth.exponent:.2f} {seconds} {reader}, {position}: {pattern}", file=sys.stderr, flush=True)
    return growth


def _limited(reader: str, position: str, pattern: str, size: int, limit: int) -> float:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(_job(reader, position, pattern, size), limit, theirs))
    process.start()
    theirs.close()
    try:
        seconds = ours.recv()
        if isinstance(seconds, str):
            print(f"… {seconds} {reader}, {position}: {pattern}", file=sys.stderr, flush=True)
            return 0.0
        return float(seconds)
    except EOFError:
        return math.inf
    finally:
        process.join()


def _job(reader: str, position: str, pattern: str, size: int) -> Callable[[], object]:
    if reader == "pairing":
        return read_pairing(pattern, size)
    known = READERS[reader]
    capture, site = capture_of(known, position, pattern, size), known.site()
    known.read(capture_of(known, position, "words", 100), site)  # what is made once is no page's price
    return lambda: known.read(capture, site)


def _read(job: Callable[[], object], limit: int, answer: Connection) -> None:
    used = math.ceil(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + limit, used + limit + 1))
    begun = time.process_time()
    try:
        job()
    except Exception as error:  # noqa: BLE001 - a fault is a finding, too
        answer.send(f"{type(error).__name__}: {error}"[:300])
    else:
        answer.send(time.process_time() - begun)


if __name__ == "__main__":
    main()
