"""Measure both engines on the same synthetic records in one run.

python -m benchmarks.merge.engines [RECORDS]

The work: all pairs of records that share a title hash, or a surname and the title's rarest word, each pair once; then
how alike their titles' words are, by rapidfuzz. Keys of more than LARGEST_BLOCK rows are left out for both, since only
the merger splits them. Each engine runs in a process of its own, from columns in memory to scores in memory.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypeAlias

import numpy as np

from benchmarks.merge.generate import generate
from benchmarks.merge.peers.environment import UnmeasuredError, python_with
from profile_scraper.dedupe.block import LARGEST_BLOCK
from profile_scraper.dedupe.prepare.arrays import Ints
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.parallel import ProcessExecutor

Figures: TypeAlias = dict[str, float]
FOLDER = Path(__file__).parent
ROUNDS = 3
SECONDS = 600
BRINGS = {"numpy": ("numpy",), "daft": ("daft", "pyarrow", "packaging", "tqdm", "typing_extensions")}
"""What each engine installs; rapidfuzz serves both."""
WEIGHS = """
import json, sys, time
start = time.perf_counter()
__import__(sys.argv[1])
seconds = time.perf_counter() - start
from importlib.metadata import files
sizes = [path.locate().stat().st_size for name in sys.argv[1:] for path in files(name) if path.locate().exists()]
print(json.dumps({"import": seconds, "installed": sum(sizes) / 1e6}))
"""


def main(records: int) -> int:
    """Print a line for each engine: the least of several runs in turns."""
    with tempfile.TemporaryDirectory(prefix="engines-") as folder:
        _lay_out(records, Path(folder))
        print(f"{records:,} records, load {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
        try:
            pythons = {"numpy": Path(sys.executable), "daft": python_with(FOLDER / "requirements.txt", "daft")}
            runs: dict[str, list[Figures]] = {name: [] for name in pythons}
            for _ in range(ROUNDS):
                for name, python in pythons.items():
                    brought = _figures(python, "-c", WEIGHS, *BRINGS[name])
                    runs[name].append(_figures(python, str(FOLDER / f"with_{name}.py"), folder) | brought)
        except UnmeasuredError as reason:
            print(f"daft: {reason}")
            return 1
    for name, those in runs.items():
        print(f"{name:6} {_message({figure: min(run[figure] for run in those) for figure in those[0]})}")
    return 0


def _lay_out(records: int, folder: Path) -> None:
    columns = columns_of((item.record for item in generate(int(records * 0.85))), ProcessExecutor(2))
    people = columns.authors
    rarest = _rarest(columns.tokens.values, columns.tokens.rows, len(columns))
    labelled = rarest[people.rows] != 0
    shared = {
        "title": (columns.title, np.arange(len(columns))),
        "person": ((people.values * 31 + rarest[people.rows])[labelled], people.rows[labelled]),
    }
    for name, (keys, rows) in shared.items():
        _, back, counts = np.unique(keys, return_inverse=True, return_counts=True)
        small = counts[back] <= LARGEST_BLOCK
        np.save(folder / f"{name}_key.npy", keys[small])
        np.save(folder / f"{name}_row.npy", rows[small])
    words = columns.words.at(np.arange(len(columns)))
    (folder / "words.txt").write_text("\n".join(words), encoding="utf8", errors="surrogatepass")


def _rarest(tokens: Ints, rows: Ints, n: int) -> Ints:
    """Each row's rarest word that some other row has too, 0 where it has none."""
    _, back, counts = np.unique(tokens, return_inverse=True, return_counts=True)
    count = counts[back]
    several = count > 1
    order = np.lexsort((tokens[several], count[several], rows[several]))
    first, where = np.unique(rows[several][order], return_index=True)
    rarest = np.zeros(n, np.int64)
    rarest[first] = tokens[several][order][where]
    return rarest


def _figures(python: Path, *arguments: str) -> Figures:
    quiet = {**os.environ, "DO_NOT_TRACK": "true"}  # Daft reports its use otherwise
    try:
        done = subprocess.run(
            [python, *arguments], capture_output=True, text=True, timeout=SECONDS, check=False, env=quiet
        )
    except subprocess.TimeoutExpired:
        raise UnmeasuredError(f"out of time ({SECONDS} s)") from None
    if done.returncode:
        raise UnmeasuredError(f"failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _message(figures: Figures) -> str:
    return ", ".join(
        (
            f"{figures['pairs']:,.0f} pairs, mean score {figures['mean']:.4f}",
            f"join {figures['join']:.1f} s",
            f"join and score {figures['wall']:.1f} s wall",
            f"{figures['processor']:.1f} s of processor time",
            f"{figures['before']:.2f} GB before, {figures['peak']:.2f} GB at most",
            f"import {figures['import'] * 1000:.0f} ms",
            f"installed {figures['installed']:.0f} MB",
        )
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
