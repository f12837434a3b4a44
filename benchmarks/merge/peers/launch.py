"""Run one peer in its own environment, within limits: standard library only, nothing of the project is installed there.

python launch.py PEER RECORDS OUT GIGABYTES [LABELLED]

PEER is the folder of a peer. RECORDS has one record a line. OUT gets a file for each way to read the peer's answer, one
JSON list of ids a line, and ``figures.json``. LABELLED are other records, each with its ``work``.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(arguments: Sequence[str]) -> None:
    """Cluster the records; importing the peer and reading the records is not part of its seconds."""
    folder, records, out, gigabytes, *labelled = arguments
    room = int(float(gigabytes) * 1e9)
    resource.setrlimit(resource.RLIMIT_AS, (room, room))  # its own processes inherit it
    sys.path.insert(0, folder)
    peer: Any = __import__("peer")
    to_cluster = _read(records)
    known = [_read(path) for path in labelled]
    start = time.perf_counter()
    found = peer.cluster(to_cluster, *known)
    seconds = time.perf_counter() - start
    for name, clusters in found.items():
        lines = "".join(f"{json.dumps(sorted(members))}\n" for members in clusters)
        Path(out, f"{name}.jsonl").write_text(lines, encoding="utf8")
    figures = {"seconds": seconds, "gigabytes": _peak()}
    Path(out, "figures.json").write_text(json.dumps(figures), encoding="utf8")


def _read(path: str) -> list[dict[str, Any]]:
    with Path(path).open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def _peak() -> float:
    """Memory of the largest process, in GB; ``ru_maxrss`` of this one would tell what started it, too."""
    status = Path("/proc/self/status")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
