"""One step of the benchmarks of archives and builds, in a process of its own: prints its seconds as JSON at the end."""

import cProfile
import json
import pstats
import resource
import sys
import time
from pathlib import Path

from lxml import etree

from profile_scraper.archive import read_inputs
from profile_scraper.pipeline import build, read
from profile_scraper.pipeline.readers import read_into
from profile_scraper.pipeline.store import PageStore
from profile_scraper.records.page import Capture

_SHARES = 10
"""Lines of a profile."""


def main() -> None:
    """Run the step that the command line names."""
    step, archive, target, *more = sys.argv[1:]
    processes = int(more[0]) if more else None
    tree = 0.0
    begun = time.perf_counter()
    if step == "trees":
        tree = _trees(Path(archive))
    elif step == "read":
        PageStore(Path(target)).close()
        read_into(Path(target), [Path(archive)], None, processes or None)
    else:
        read._MANY_BYTES = 0  # noqa: SLF001 - archives of every size in the way of large ones, to compare them
        if step == "profile":
            _profile(Path(archive), Path(target))
        else:
            build([Path(archive)], Path(target), processes=processes)
    wall = time.perf_counter() - begun
    own, children = (
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )
    print(json.dumps({"wall": wall, "cpu": own + children, "own": own, "tree": tree}))


def _trees(archive: Path) -> float:
    """Seconds of processor time in which lxml builds the trees of all pages of an archive."""
    seconds = 0.0
    for capture in read_inputs([archive]):
        if isinstance(capture, Capture):
            begun = time.process_time()
            etree.fromstring(capture.body, etree.HTMLParser(encoding="utf-8"))
            seconds += time.process_time() - begun
    return seconds


def _profile(archive: Path, target: Path) -> None:
    """Print the largest shares of a build in one process, by own time and by time with all that is called."""
    profiler = cProfile.Profile()
    profiler.runcall(build, [archive], target, processes=1)
    statistics = pstats.Stats(profiler, stream=sys.stderr)
    statistics.sort_stats("tottime").print_stats(_SHARES)
    statistics.sort_stats("cumtime").print_stats(r"profile_scraper.*\.py", 4 * _SHARES)


if __name__ == "__main__":
    main()
