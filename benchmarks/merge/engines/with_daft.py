"""The same on Daft's embedded engine, in its own environment. Run by the benchmark: with_daft.py FOLDER."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import daft
import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

BATCH = 100_000


def _ratio(first: Any, second: Any) -> Any:
    """How alike the texts of each pair are, 0 to 100."""
    return cpdist(first.to_pylist(), second.to_pylist(), scorer=fuzz.ratio, dtype=np.float32, workers=-1)


def main(folder: Path) -> dict[str, float]:
    """Figures of joining and scoring what lies in the folder."""
    daft.set_runner_native()
    keys = [
        daft.from_pydict({part: np.load(folder / f"{name}_{part}.npy") for part in ("key", "row")}).collect()
        for name in ("title", "person")
    ]
    lines = (folder / "words.txt").read_text("utf8", "surrogatepass").split("\n")
    words = daft.from_pydict({"row": np.arange(len(lines)), "words": lines}).collect()
    del lines
    Path("/proc/self/clear_refs").write_text("5", encoding="utf8")  # the most from here on
    before, start, used = _memory("VmRSS"), time.perf_counter(), os.times()
    pairs = _pairs(keys[0]).union_all(_pairs(keys[1])).distinct().collect()
    joined = time.perf_counter()
    texts = pairs.join(words.select(daft.col("row").alias("first"), daft.col("words").alias("left")), on="first").join(
        words.select(daft.col("row").alias("second"), daft.col("words").alias("right")), on="second"
    )
    ratio = daft.func.batch(return_dtype=daft.DataType.float32(), use_process=False, batch_size=BATCH)(_ratio)
    scored = texts.select("first", "second", ratio(daft.col("left"), daft.col("right")).alias("score")).collect()
    end, done = time.perf_counter(), os.times()
    score = scored.to_pydict()["score"]
    return {
        "pairs": len(score),
        "mean": float(np.mean(score)),
        "join": joined - start,
        "wall": end - start,
        "processor": done.user + done.system - used.user - used.system,
        "peak": _memory("VmHWM"),
        "before": before,
    }


def _pairs(keys: Any) -> Any:
    """Pairs of rows that share a key, the lower row first."""
    one = keys.select("key", daft.col("row").alias("first"))
    other = keys.select("key", daft.col("row").alias("second"))
    return one.join(other, on="key").where(daft.col("first") < daft.col("second")).select("first", "second")


def _memory(name: str) -> float:
    """VmRSS, what this process holds, or VmHWM, the most that it held, in GB."""
    lines = Path("/proc/self/status").read_text(encoding="utf8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1e6


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
