"""How long the commands take to start, against importing lxml and pydantic alone: fresh interpreters, in turn, one run.

    python -m benchmarks.start [--rounds 20]

Times are processor time of whole processes, the least of all rounds. What a start costs is what a build takes the first
time in a process and not the second: imports, and what is made of them once. The claim is at most 3 times the two.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "institute" / "pages"
_BUILDS = {
    "build, a page without publications": "kiri-matewai.en.html",
    "build, a page with 12 publications": "ada-lindqvist.en.html",
}
_COMMAND = "import sys; from profile_scraper.cli import main; sys.exit(main())"
_TWICE = """
import time
from profile_scraper.cli import main
main()
begun = time.process_time()
main()
print(time.process_time() - begun)
"""


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        built = {name: ["build", str(_PAGES / page), "--out", f"{folder}/dataset"] for name, page in _BUILDS.items()}
        jobs = {
            "nothing": ["pass"],
            "floor": ["import lxml.etree, pydantic"],
            "--help": [_COMMAND, "--help"],
            **{name: [_COMMAND, *words] for name, words in built.items()},
        }
        best = dict.fromkeys(jobs, float("inf"))
        again = dict.fromkeys(built, float("inf"))
        for number in range(rounds + 1):
            for name, words in jobs.items():
                before = _spent()
                _run(words)
                if number:  # the first round compiles
                    best[name] = min(best[name], _spent() - before)
            for name, words in built.items():
                again[name] = min(again[name], float(_run([_TWICE, *words]).split()[-1]))
    nothing, floor = best["nothing"], best["floor"]
    print(
        f"the floor, an interpreter that imports lxml and pydantic: {_ms(floor)}; one that does nothing {_ms(nothing)}"
    )
    for name in ("--help", *built):
        whole, start = best[name], best[name] - again.get(name, 0.0)
        bare = (start - nothing) / (floor - nothing)
        print(f"  {name:36} {_ms(whole)}, of which its start {_ms(start)}:", end=" ")
        print(f"{start / floor:.2f} times the floor, {bare:.2f} times without the interpreter in both")


def _run(words: Sequence[str]) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, "-c", *words], env=kept, capture_output=True, text=True, check=True).stdout


def _spent() -> float:
    """Seconds of processor time that all children so far have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
