"""Time, memory and quality on synthetic records, from records to clusters."""

import gc
import os
import resource
import time

import numpy as np

from benchmarks.merge.generate import generate
from profile_scraper.merge.columns import Ints, columns_of
from profile_scraper.merge.decide import decide


def measure(records: int, workers: int) -> str:
    """One line of figures for that many records; the time that it takes to invent them is left out."""
    labelled = list(generate(int(records * 0.85)))
    gc.freeze()  # what the benchmark holds is no work of the merger's
    held = _peak()
    start, used = time.perf_counter(), os.times()
    columns = columns_of((item.record for item in labelled), workers)
    prepared = time.perf_counter()
    cluster = decide(columns).cluster
    end = time.perf_counter()
    own = _busy(os.times()) - _busy(used)
    truth = np.array([item.work for item in labelled], np.int64)
    found, true = _pairs(cluster), _pairs(truth)
    both = _pairs(np.unique(np.stack([cluster, truth], axis=1), axis=0, return_inverse=True)[1].reshape(-1))
    precision, recall = both / max(found, 1), both / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return ", ".join(
        (
            f"{len(labelled):,} records: {end - start:.1f} s wall",
            f"{prepared - start:.1f} s of it to prepare",
            f"{own:.1f} s of processor time",
            f"peak {_peak():.2f} GB with {held:.2f} GB of records",
            f"precision {precision:.4f}",
            f"recall {recall:.4f}",
            f"F1 {f1:.4f}",
        )
    )


def _busy(times: os.times_result) -> float:
    """Processor time of this process and of the workers that have ended, in seconds."""
    return times.user + times.system + times.children_user + times.children_system


def _pairs(labels: Ints) -> int:
    counts = np.unique(labels, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _peak() -> float:
    """Largest memory so far of this process and of its largest worker, in GB."""
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes / 1e6
