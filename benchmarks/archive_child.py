"""One step of the benchmark of archives, in a process of its own: says its seconds as JSON on the last line."""

import json
import resource
import sys
import time
from pathlib import Path

from profile_scraper.pipeline import build, read
from profile_scraper.pipeline.readers import read_into
from profile_scraper.pipeline.store import PageStore


def main() -> None:
    """Do what the words on the command line say."""
    what, archive, target, *more = sys.argv[1:]
    begun = time.perf_counter()
    if what == "read":
        PageStore(Path(target)).close()
        read_into(Path(target), [Path(archive)], None, int(more[0]) or None)
    else:
        read._MANY_BYTES = 0  # noqa: SLF001 - archives of every size in the way of large ones, to compare them
        build([Path(archive)], Path(target))
    wall = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"wall": wall, "cpu": sum(one.ru_utime + one.ru_stime for one in used)}))


if __name__ == "__main__":
    main()
