"""``make demo``: serve the bundled institute on this machine, crawl it, show the first lines of its dataset."""

import shutil
import sys
from pathlib import Path

from profile_scraper.cli import main
from testbed.bundled import pages
from testbed.server import serve

OUT = Path("data") / "demo"
_SHOWN = ("profiles.jsonl", "publications.jsonl")
_WIDTH = 240


def demo() -> int:
    """Crawl and show; the exit status of the crawl."""
    shutil.rmtree(OUT, ignore_errors=True)
    with serve(pages()) as site:
        command = ["crawl", "mila", "--base-url", site.url, "--out", str(OUT), "-s", "DOWNLOAD_DELAY=0"]
        print("$ profile-scraper", *command, flush=True)
        status = main(command)
    dataset = OUT / "dataset"
    for name in _SHOWN:
        with (dataset / name).open(encoding="utf8") as file:
            line = file.readline().rstrip()
        print(f"\n{dataset / name}:\n{line[:_WIDTH]}{'…' if len(line) > _WIDTH else ''}")
    print(f"\nThe dataset is in {dataset.resolve()}")
    return status


if __name__ == "__main__":
    sys.exit(demo())
