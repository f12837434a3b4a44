"""The merger's own way: its blocking and its scoring on numpy columns. Run by the benchmark: with_numpy.py FOLDER."""

import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np

from profile_scraper.dedupe.block import _pairs_of
from profile_scraper.dedupe.compare.fields import ratios
from profile_scraper.dedupe.compare.texts import CHUNK_PAIRS
from profile_scraper.dedupe.prepare.arrays import Texts
from profile_scraper.dedupe.prepare.columns import Columns


def main(folder: Path) -> dict[str, float]:
    """Figures of joining and scoring what lies in the folder."""
    keys = [tuple(np.load(folder / f"{name}_{part}.npy") for part in ("key", "row")) for name in ("title", "person")]
    words = Texts.of((folder / "words.txt").read_text("utf8", "surrogatepass").split("\n"))
    n = len(words.starts) - 1
    none = np.zeros(n, np.int64)
    evidence = cast("Columns", SimpleNamespace(author_set=none, abstract_hash=none))  # no block is split
    Path("/proc/self/clear_refs").write_text("5", encoding="utf8")  # the most from here on
    before, start, used = _memory("VmRSS"), time.perf_counter(), os.times()
    codes = []
    for key, row in keys:
        first, second = _pairs_of(key, row, evidence)
        low, high = np.minimum(first, second), np.maximum(first, second)
        codes.append(np.unique((low * n + high)[low != high]))
    pairs = np.unique(np.concatenate(codes))
    first, second = pairs // n, pairs % n
    joined = time.perf_counter()
    parts = (slice(at, at + CHUNK_PAIRS) for at in range(0, len(pairs), CHUNK_PAIRS))
    score = np.concatenate([ratios(words.at(first[part]), words.at(second[part])) for part in parts])
    end, done = time.perf_counter(), os.times()
    return {
        "pairs": len(pairs),
        "mean": float(score.mean()),
        "join": joined - start,
        "wall": end - start,
        "processor": done.user + done.system - used.user - used.system,
        "peak": _memory("VmHWM"),
        "before": before,
    }


def _memory(name: str) -> float:
    """VmRSS, what this process holds, or VmHWM, the most that it held, in GB."""
    lines = Path("/proc/self/status").read_text(encoding="utf8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1e6


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
