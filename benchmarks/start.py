"""How long the commands take to start, against importing lxml and pydantic alone: fresh interpreters, in turn, one run.

    python -m benchmarks.start [--rounds 20]

The claim is that imports take at most 3 times those two: the interpreter itself times them (``-X importtime``, which
slows all alike). Beside it stands the processor time of whole processes, and of it what a build takes the first time in
a process and not the second: imports, and what is made of them once. Each figure is the least of all rounds.
"""

import argparse
import os
import re
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
_IMPORT = re.compile(r"^import time: +(\d+)", re.MULTILINE)
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
            "lower bound": ["import lxml.etree, pydantic"],
            "--help": [_COMMAND, "--help"],
            **{name: [_COMMAND, *words] for name, words in built.items()},
        }
        best = dict.fromkeys(jobs, float("inf"))
        again = dict.fromkeys(built, float("inf"))
        imports = dict.fromkeys(jobs, float("inf"))
        for number in range(rounds + 1):
            for name, words in jobs.items():
                before = _spent()
                _run(words)
                if number:  # the first round compiles
                    best[name] = min(best[name], _spent() - before)
                    imports[name] = min(imports[name], _imports(words))
            for name, words in built.items():
                again[name] = min(again[name], float(_run([_TWICE, *words]).split()[-1]))
    bound, start = imports["lower bound"] - imports["nothing"], best["lower bound"]
    print(f"lower bound: importing lxml and pydantic takes {_ms(bound)}, an interpreter that does {_ms(start)}")
    for name in ("--help", *built):
        imported, begun = imports[name] - imports["nothing"], best[name] - again.get(name, 0.0)
        print(f"  {name:36} imports {_ms(imported):>6}, {imported / bound:.2f} times that;", end=" ")
        print(f"{_ms(best[name]):>6} in all, of which its start {_ms(begun):>6}, {begun / start:.2f} times")


def _run(words: Sequence[str]) -> str:
    return _python("-c", *words).stdout


def _imports(words: Sequence[str]) -> float:
    """Seconds that all imports take."""
    return sum(map(int, _IMPORT.findall(_python("-X", "importtime", "-c", *words).stderr))) / 1e6


def _python(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=True)


def _spent() -> float:
    """Seconds of processor time that all children so far have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
