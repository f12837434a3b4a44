"""What a crawl costs: CPU a page as a multiple of a Scrapy spider that does nothing, memory, requests, bytes.

    python -m benchmarks.crawl --people 500

Every figure of the table comes from one run against a server in another process; the floor fetches the same pages with
Scrapy's own settings and looks at none of them.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3, help="the cheapest of so many runs counts")
    options = parser.parse_args()
    parent, child = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(child, options.people), daemon=True)
    server.start()
    url, targets = parent.recv()
    with tempfile.TemporaryDirectory() as folder:
        targets_file = Path(folder) / "targets.json"
        targets_file.write_text(json.dumps(targets))
        floors, ours, again = [], [], []
        for number in range(options.rounds):
            floors.append(_child("floor", url, str(targets_file)))
            parent.send("clear")
            ours.append(_child("crawl", url, f"{folder}/{number}"))
            parent.send("log")
            first = parent.recv()
            again.append(_child("crawl", url, f"{folder}/{number}"))
            parent.send("log")
            second = parent.recv()
    parent.send("stop")
    runs = {name: min(group, key=_cpu) for name, group in (("floor", floors), ("crawl", ours), ("again", again))}
    _print(len(targets), runs, (first, second))


def _print(pages: int, runs: dict[str, Any], logs: tuple[Any, Any]) -> None:
    floor, crawl, again = (runs[name] for name in ("floor", "crawl", "again"))
    first, second = logs
    rows = [
        ("pages", str(pages), ""),
        ("a spider that does nothing, CPU a page", f"{1000 * floor['cpu'] / pages:.2f} ms", "1"),
        (
            "crawl, CPU a page",
            f"{1000 * crawl['cpu'] / pages:.2f} ms",
            f"{crawl['cpu'] / floor['cpu']:.2f} (at most 3.5)",
        ),
        ("second crawl, CPU a page", f"{1000 * again['cpu'] / pages:.2f} ms", f"{again['cpu'] / floor['cpu']:.2f}"),
        ("memory of the spider that does nothing", f"{floor['memory']:.0f} MB", ""),
        ("memory of the crawl", f"{crawl['memory']:.0f} MB", "(at most 120 MB)"),
        ("memory of the second crawl", f"{again['memory']:.0f} MB", "(at most 120 MB)"),
        ("requests ÷ pages needed", f"{first['requests'] / pages:.4f}", "(at most 1.02)"),
        ("bytes of the second crawl ÷ of the first", f"{second['bytes'] / first['bytes']:.5f}", "(under 0.02)"),
    ]
    for name, value, ratio in rows:
        print(f"{name:45} {value:>12} {ratio}")


def _cpu(run: Any) -> float:
    return float(run["cpu"])


def _child(*words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crawl_child", *words], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _serve(pipe: Connection, people: int) -> None:
    from testbed.generate import generate
    from testbed.render import render
    from testbed.server import serve

    pages = render(generate(people, 1))
    with serve(pages) as site:
        pipe.send((site.url, [target for target in pages if target not in ("/en", "/fr")]))
        while (word := pipe.recv()) != "stop":
            if word == "log":
                pipe.send({"requests": sum(site.asked().values()), "bytes": sum(line.sent for line in site.log)})
            site.log.clear()


if __name__ == "__main__":
    main()
