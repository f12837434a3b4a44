"""Time, memory and quality on synthetic records, from records to clusters."""

import gc
import os
import resource
import time

import numpy as np

from benchmarks.merge.generate import generate, generate_from
from profile_scraper.merge.arrays import Ints
from profile_scraper.merge.columns import Columns, stack
from profile_scraper.merge.decide import decide
from profile_scraper.merge.prepare import columns_of
from profile_scraper.merge.spread import Spread

HELD = 2_000_000
"""Works whose records are invented before the clock starts."""
PIECE = 20_000
"""Works of a piece that is invented where it is prepared; a multiple of the generator's chunk."""


def measure(records: int, spread: Spread) -> str:
    """One line of figures for that many records.

    Up to HELD records are invented first and their time is left out; more than that are invented piece by piece where
    they are prepared, so that they are never all held, and inventing them is part of the time.
    """
    works = int(records * 0.85)
    held = works <= HELD
    labelled = list(generate(works)) if held else []
    gc.freeze()  # what the benchmark holds is no work of the merger's
    before = _peak()
    start, used = time.perf_counter(), os.times()
    if held:
        columns = columns_of((item.record for item in labelled), spread)
        truth = np.array([item.work for item in labelled], np.int64)
    else:
        pieces = list(spread.map(_invented, ((first, min(PIECE, works - first)) for first in range(0, works, PIECE))))
        columns, truth = stack([piece for piece, _ in pieces]), np.concatenate([labels for _, labels in pieces])
        del pieces
    prepared = time.perf_counter()
    cluster = decide(columns, spread=spread).cluster
    end = time.perf_counter()
    own = _busy(os.times()) - _busy(used)
    found, true = _pairs(cluster), _pairs(truth)
    both = _pairs(np.unique(cluster * (1 << 31) + truth % (1 << 31), return_inverse=True)[1])
    precision, recall = both / max(found, 1), both / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return ", ".join(
        (
            f"{len(columns):,} records: {end - start:.1f} s wall",
            f"{prepared - start:.1f} s of it to {'prepare' if held else 'invent and prepare'}",
            f"{own:.1f} s of processor time",
            f"peak {_peak():.2f} GB ({before:.2f} GB before)",
            f"precision {precision:.4f}",
            f"recall {recall:.4f}",
            f"F1 {f1:.4f}",
        )
    )


def _invented(piece: tuple[int, int]) -> tuple[Columns, Ints]:
    first, works = piece
    labelled = list(generate_from(first, works))
    return columns_of(item.record for item in labelled), np.array([item.work for item in labelled], np.int64)


def _busy(times: os.times_result) -> float:
    """Processor time of this process and of the workers that have ended, in seconds."""
    return times.user + times.system + times.children_user + times.children_system


def _pairs(labels: Ints) -> int:
    counts = np.unique(labels, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _peak() -> float:
    """Largest memory of this process so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
