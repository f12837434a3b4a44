"""Time, memory and quality on synthetic records, from records in files to clusters."""

import gc
import os
import pickle
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import numpy as np

from benchmarks.memory import share_of
from benchmarks.merge.generate import generate_from
from benchmarks.merge.methods import same_title
from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.prepare.arrays import Ints
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.parallel import Executor

PIECE = 20_000
"""Works of a file; a multiple of the generator's chunk."""
_LOOK = 0.5
"""Seconds between two looks at the memory."""


def measure(records: int, executor: Executor) -> str:
    """Two lines of figures for that many records: ours, and the floor that any method must beat.

    The records are invented first and lie in files, piece by piece, so that however many there are they are never all
    held. What is timed is everything from reading these files to the clusters.
    """
    publications = int(records * 0.85)
    with TemporaryDirectory() as folder:
        chunks = [
            (Path(folder, f"{first:012}"), first, min(PIECE, publications - first))
            for first in range(0, publications, PIECE)
        ]
        for _ in executor.map(_invent, chunks):
            pass
        files = [path for path, _, _ in chunks]
        ours = _ours(files, executor)
        # In a process of its own, which has nothing yet, so that its memory is its own.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return f"{ours}\n{pool.submit(_floor, files).result()}"


def _ours(files: Sequence[Path], executor: Executor) -> str:
    truth = _truth(files)
    gc.collect()
    with _memory() as peak:
        start, used = time.perf_counter(), _busy()
        columns = columns_of(_records(files), executor)
        prepared = time.perf_counter()
        decided = decide(columns, executor=executor)
        end, used = time.perf_counter(), _busy() - used
    return ", ".join(
        (
            f"{len(truth):,} records: {end - start:.2f} s",
            f"{prepared - start:.2f} s of it to read and prepare",
            f"{used:.1f} s of processor time, {used / len(truth) * 1e6:.0f} µs a record",
            f"peak {peak[0]:.2f} GB",
            f"{len(decided.pairs):,} pairs compared",
            quality(decided.cluster, truth),
        )
    )


def _floor(files: Sequence[Path]) -> str:
    start = time.perf_counter()
    labels = np.array(same_title(_records(files)))
    seconds, peak = time.perf_counter() - start, _largest()
    return f"    same normalised title: {seconds:.2f} s, peak {peak:.2f} GB, {quality(labels, _truth(files))}"


def _invent(chunk: tuple[Path, int, int]) -> None:
    path, first, publications = chunk
    labelled = list(generate_from(first, publications))
    columns = list(zip(*(item.record for item in labelled), strict=True))
    path.write_bytes(pickle.dumps((columns, np.array([item.publication for item in labelled], np.int64))))


def _read(path: Path) -> tuple[list[tuple[Any, ...]], Ints]:
    columns, truth = pickle.loads(path.read_bytes())
    return columns, truth


def _truth(files: Sequence[Path]) -> Ints:
    return np.concatenate([_read(path)[1] for path in files])


def _records(files: Sequence[Path]) -> Iterator[PublicationRecord]:
    for path in files:
        yield from map(PublicationRecord._make, zip(*_read(path)[0], strict=True))


def quality(labels: Ints, truth: Ints) -> str:
    """Precision, recall and F1 over pairs of records, of clusters by number against works by number."""
    found, true = _pairs(labels), _pairs(truth)
    both = _pairs(labels * (1 << 31) + truth % (1 << 31))
    precision, recall = both / max(found, 1), both / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}"


def _pairs(labels: Ints) -> int:
    labels = np.sort(labels)
    starts = np.flatnonzero(np.r_[True, labels[1:] != labels[:-1], True])
    counts = np.diff(starts)
    return int((counts * (counts - 1) // 2).sum())


def _busy() -> float:
    """Processor time of this process and of the workers that have ended, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def _memory() -> Iterator[list[float]]:
    """The largest memory of this process and its workers together, in GB; what they share is counted once."""
    peak, over = [0.0], Event()

    def look() -> None:
        while not over.wait(_LOOK):
            pids = [os.getpid(), *(child.pid for child in active_children())]
            peak[0] = max(peak[0], sum(map(share_of, pids)) / 1e9)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()
        peak[0] = max(peak[0], _largest())


def _largest() -> float:
    """Largest memory of this process so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
