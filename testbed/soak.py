"""Crawl a site with every fault at once for several weeks, with kills and a disk that fills; compare with a calm run.

python -m testbed.soak --minutes 10

Each week the site changes. The troubled run is killed at random moments, runs into a full disk (a limit on the size of
its files) and is started again until it finishes; then the calm run crawls the same site without faults. At the end
both datasets have to be the same, each page that could not be had has to have its line, and memory and open files of
the crawls must not grow from week to week.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testbed import faults
from testbed.faults import Fault, Faults
from testbed.generate import generate
from testbed.render import render
from testbed.server import Site, serve

_FAST = {"DOWNLOAD_DELAY": "0", "RETRY_DELAY": "0.2", "DOWNLOAD_TIMEOUT": "3", "CONTACT": "soak@institute.example"}
_WEEKS = 3
_COOKIES = {f"X-Cookie-{number}": "x" * 60 for number in range(300)}
_LASTING: tuple[Fault, ...] = (
    Fault(status=503),
    Fault(status=503, headers={"Retry-After": "3600"}),
    faults.RESET,
    faults.STALL,
    faults.bomb(),
    faults.BIG,
    faults.CUT_GZIP,
    faults.WRONG_TYPE,
    faults.FORBIDDEN,
    faults.CHALLENGE,
    faults.redirect("http://[::1"),
    faults.redirect("file:///etc/passwd"),
    faults.redirect("https://elsewhere.example/"),
    Fault(body=b"<html><body>" + b"<div>" * 5000),
    Fault(body=b"\0" * 5000),
)
"""One page answers with each of these for ever."""


@dataclass(slots=True)
class _Run:
    """What the crawls of one week cost."""

    kills: int = 0
    full_disks: int = 0
    starts: int = 0
    memory: float = 0.0
    """Largest resident size, in MB."""
    files: int = 0
    """Most open files at once."""
    statuses: list[int] = field(default_factory=list)


def main() -> int:
    """Run the soak; 1 where the datasets differ, a page has no line, or memory or open files grow."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long to go on killing and filling the disk")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        return _soak(Path(folder), options.people, options.minutes * 60, dice)


def _soak(folder: Path, people: int, seconds: float, dice: random.Random) -> int:
    pages = render(generate(people, 1))
    single = [target for target in sorted(pages) if target.count("/") == 3 and "?" not in target]
    one_page = [target for target in single if f"{target}?page=0%2C1" not in pages and target.startswith("/fr/")]
    sick = dict(zip(dice.sample(one_page, len(_LASTING)), _LASTING, strict=True))
    runs: list[_Run] = []
    lost: set[str] = set()
    with serve(pages) as site:
        for week in range(_WEEKS):
            site.pages = _changed(site.pages, week)
            until = time.monotonic() + seconds / _WEEKS * 0.8
            site.faults = Faults(seed=week, rate=0.3, lasting=dict(sick))
            runs.append(_troubled_week(site, folder / "troubled", until, dice))
            site.faults = Faults()
            for target in sick:  # the calm run does not have what the other cannot have
                site.faults.lasting[target] = faults.MISSING
            _crawl(site, folder / "calm", _Run())
            lost = set(sick)
            print(f"week {week + 1}: {runs[-1]}", flush=True)
        return _judge(folder, site, lost, runs)


def _changed(pages: Mapping[str, bytes], week: int) -> dict[str, bytes]:
    """The site a week later: a tenth of the pages say something new."""
    return {
        target: body.replace(b"</main>", f"<p>Week {week} of {number}.</p></main>".encode())
        if number % 10 == week
        else body
        for number, (target, body) in enumerate(sorted(pages.items()))
    }


def _troubled_week(site: Site, out: Path, until: float, dice: random.Random) -> _Run:
    run = _Run()
    finished = False
    while not finished or time.monotonic() < until:
        trouble = dice.choice(("kill", "full disk")) if time.monotonic() < until else ""
        size = dice.randrange(20_000, 150_000) if trouble == "full disk" else None
        kill_at = len(site.log) + dice.randrange(3, 60) if trouble == "kill" else None
        status = _crawl(site, out, run, file_size=size, kill_at=kill_at)
        run.kills += status < 0
        run.full_disks += status == 2 and size is not None
        finished = status in (0, 1)
        if finished and time.monotonic() < until:
            time.sleep(0.2)
    return run


def _crawl(site: Site, out: Path, run: _Run, *, file_size: int | None = None, kill_at: int | None = None) -> int:
    words = [sys.executable, "-m", "profile_scraper", "crawl", "mila", "--base-url", site.url, "--out", str(out)]
    words += [word for name, value in _FAST.items() for word in ("-s", f"{name}={value}")]
    limit = _file_limit(_written(out) + file_size) if file_size else None
    process = subprocess.Popen(  # the server's thread holds no lock that the child needs
        words,
        preexec_fn=limit,  # noqa: PLW1509
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    run.starts += 1
    while process.poll() is None:
        run.files = max(run.files, _open_files(process.pid))
        run.memory = max(run.memory, _memory(process.pid))
        if kill_at is not None and len(site.log) >= kill_at:
            process.kill()
        time.sleep(0.02)
    errors = process.stderr.read() if process.stderr else ""
    if "Traceback" in errors or process.returncode == 70:
        raise SystemExit(f"a crawl failed:\n{errors}")
    run.statuses.append(process.returncode)
    return process.returncode


def _written(out: Path) -> int:
    return max((path.stat().st_size for path in out.glob("snapshot/*.open")), default=0)


def _file_limit(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _open_files(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return 0


def _memory(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def _judge(folder: Path, site: Site, lost: set[str], runs: list[_Run]) -> int:
    troubled, calm = (_records(folder / name / "dataset/profiles.jsonl") for name in ("troubled", "calm"))
    people = sorted(troubled.keys() | calm.keys())
    wrong = [f"{key} differs" for key in people if troubled.get(key) != calm.get(key)]
    lines = (folder / "troubled/dataset/problems.jsonl").read_text(encoding="utf8").splitlines()
    reported = {json.loads(line)["url"].removeprefix(site.url) for line in lines}
    wrong += [f"{target} has no line" for target in sorted(lost - reported)]
    wrong += [f"{url} has a line without need" for url in sorted(reported - lost)]
    first, last = runs[0], runs[-1]
    if last.files > first.files + 2:
        wrong.append(f"open files grow: {first.files}, then {last.files}")
    if last.memory > first.memory * 1.2 + 10:
        wrong.append(f"memory grows: {first.memory:.0f} MB, then {last.memory:.0f} MB")
    print(f"{len(troubled)} profiles, {len(lost)} pages that could not be had, {len(lines)} lines")
    print("\n".join(wrong) or "the dataset is that of an undisturbed run; memory and open files are flat")
    return 1 if wrong else 0


def _records(path: Path) -> dict[str, object]:
    """The profiles without the times at which their pages were fetched."""
    found = {}
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        record["sources"] = sorted((each["url"], each["sha256"]) for each in record["sources"])
        found[record["id"]] = record
    return found


if __name__ == "__main__":
    raise SystemExit(main())
