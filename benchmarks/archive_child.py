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
from profile_scraper.parallel import gc_paused
from profile_scraper.pipeline import BuildOptions, build
from profile_scraper.pipeline.ingest import ingest
from profile_scraper.pipeline.workspace import open_workspace
from profile_scraper.records.page import Capture

_SHARES = 10
"""Lines of a profile."""


def main() -> None:
    """Run the step that the command line names."""
    step, archive, target, *more = sys.argv[1:]
    processes = int(more[0]) or None if more else None
    tree = 0.0
    begun = time.perf_counter()
    if step == "trees":
        tree = _trees(Path(archive))
    elif step == "read":
        options = BuildOptions(store=Path(target), is_kept=True, processes=processes)
        with gc_paused(), open_workspace(Path(target), options, 0) as (workspace, store):
            ingest([Path(archive)], None, workspace, store)
    elif step == "profile":
        _profile(Path(archive), Path(target))
    else:
        build([Path(archive)], Path(target), BuildOptions(is_kept=True, processes=processes))
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
    profiler.runcall(build, [archive], target, BuildOptions(is_kept=True, processes=1))
    statistics = pstats.Stats(profiler, stream=sys.stderr)
    statistics.sort_stats("tottime").print_stats(_SHARES)
    statistics.sort_stats("cumtime").print_stats(r"profile_scraper.*\.py", 4 * _SHARES)


if __name__ == "__main__":
    main()
