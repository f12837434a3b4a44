"""Measure deduplication: on a folder of gold sets, or on synthetic records of known truth.

python -m benchmarks.merge --bench FOLDER [--errors N] [--peers [NAME ...]]
python -m benchmarks.merge --synthetic N [N ...] [--workers N] [--ray] [--peers [NAME ...]]
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.merge.gold import clusters_of, prepared, read_records, score
from benchmarks.merge.methods import METHODS
from benchmarks.merge.peers.run import PEERS, Peer
from benchmarks.merge.peers.table import gold_rows, synthetic_rows
from benchmarks.merge.synthetic import measure
from profile_scraper.cluster import RayExecutor
from profile_scraper.dedupe.records import Fields
from profile_scraper.parallel import ProcessExecutor, SerialExecutor


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--bench", type=Path, help="folder with NAME.jsonl and NAME.gold.jsonl")
    task.add_argument("--synthetic", type=int, nargs="+", metavar="N", help="how many synthetic records")
    parser.add_argument("--errors", type=int, default=0, help="with --bench: print up to N false and N missed pairs")
    parser.add_argument("--workers", type=int, default=2, help="with --synthetic: processes to use")
    parser.add_argument("--ray", action="store_true", help="with --synthetic: let Ray run those processes")
    names = [peer.folder.name for peer in PEERS]
    parser.add_argument(
        "--peers", nargs="*", choices=names, help="with --bench or --synthetic: other deduplicators in the same run"
    )
    asked = parser.parse_args(arguments)
    peers = [peer for peer in PEERS if asked.peers is not None and peer.folder.name in (asked.peers or names)]
    try:
        if asked.bench:
            return _bench(asked.bench, asked.errors, peers)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    executor = (
        RayExecutor("local", asked.workers)
        if asked.ray
        else ProcessExecutor(asked.workers, "fork")  # the one other thread reads the memory in use
        if asked.workers > 1
        else SerialExecutor()
    )
    for records in asked.synthetic:
        print(measure(records, executor), flush=True)
        if peers:
            for name, figures in synthetic_rows(records, peers):
                print(f"    {name}: {figures}, {_load()}", flush=True)
    return 0


def _bench(folder: Path, errors: int, peers: Sequence[Peer]) -> int:
    sets = sorted(path for path in folder.glob("*.gold.jsonl"))
    if not sets:
        print(f"{folder}: no NAME.gold.jsonl in it", file=sys.stderr)
        return 2
    tracks: tuple[Fields, ...] = ("profile", "full")
    for fields in tracks:
        print(f"\n{fields} track: F1 / false pairs / missed pairs / seconds\n")
        for gold in sets:
            name = gold.name.removesuffix(".gold.jsonl")
            records = read_records(folder / f"{name}.jsonl")
            seen = prepared(records, fields)
            for method, cluster in METHODS.items():
                start = time.perf_counter()
                labels = cluster(seen)
                seconds = time.perf_counter() - start
                result = score(gold, clusters_of([record["id"] for record in records], labels))
                print(f"{name:20} {method:42} {result.row(seconds)}")
            for kind, pairs in (("false", result.false), ("missed", result.missed)):
                for pair in pairs[:errors]:
                    print(kind, *pair, sep="\t")
            for method, figures in gold_rows(gold, records, fields, peers):
                print(f"{name:20} {method:42} {figures}  ({_load()})", flush=True)
    return 0


def _load() -> str:
    """What else the machine was doing, which the seconds beside it cannot tell."""
    return f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()}"


if __name__ == "__main__":
    sys.exit(main())
