"""Sites of saved pages, learned from the pages alone, built and scored, as a user of ``sites new`` does it.

    python -m testbed.learned OUT SITE... --evaluate evaluate.py

SITE is a folder with ``pages.jsonl`` and ``truth.json``, as :mod:`testbed.layouts` writes it.
"""

import argparse
import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from profile_scraper.archive.writer import WarcWriter
from profile_scraper.cli import main as run_command
from profile_scraper.sites.folders import VARIABLE, forget_sites

_DATE = "2026-11-22T06:00:00Z"
_SCORE = re.compile(r"^SCORE (\d+\.\d+)$", re.MULTILINE)
_CONFIDENCE = re.compile(r"confidence (\d\.\d\d)")


class SavedPage(NamedTuple):
    """One page that was fetched."""

    url: str
    body: bytes
    language: str


class Scored(NamedTuple):
    """What a site gave that was learned from its pages."""

    name: str
    score: float
    """0 to 100; 0 where nothing was learned."""
    confidence: float
    """0 to 1, as the command prints it."""
    table: str
    """What ``evaluate.py`` prints."""
    printed: str
    """What ``sites new`` prints."""


def read_pages(folder: Path) -> list[SavedPage]:
    """The pages that ``pages.jsonl`` of a folder lists."""
    lines = map(json.loads, folder.joinpath("pages.jsonl").read_text("utf8").splitlines())
    return [SavedPage(line["url"], folder.joinpath(line["file"]).read_bytes(), line["language"]) for line in lines]


def write_warc(pages: Sequence[SavedPage], path: Path, site: str) -> None:
    """Write pages with their addresses as responses of a crawl."""
    path.unlink(missing_ok=True)
    with WarcWriter(path, site, _DATE) as archive:
        for page in pages:
            archive.response(page.url, 200, [(b"Content-Type", b"text/html")], page.body, _DATE)


def learn(pages: Sequence[SavedPage], name: str, out: Path) -> str:
    """Write ``OUT/pages.warc.gz`` and learn ``OUT/sites/NAME`` from it; what the command prints."""
    out.mkdir(parents=True, exist_ok=True)
    write_warc(pages, out / "pages.warc.gz", name)
    for file in out.glob(f"sites/{name}/*"):
        file.unlink()
    if out.joinpath("sites", name).is_dir():
        out.joinpath("sites", name).rmdir()
    return _run("sites", "new", name, str(out / "pages.warc.gz"), "--sites", str(out / "sites"))


def build(name: str, out: Path) -> str:
    """Build ``OUT/dataset`` with the site that was learned; what the command prints."""
    inputs = [str(out / "pages.warc.gz"), "--sites", str(out / "sites"), "--site", name]
    return _run("build", *inputs, "--out", str(out / "dataset"))


def score(pages: Sequence[SavedPage], folder: Path, out: Path, evaluate: Path, name: str = "") -> Scored:
    """Learn a site from pages, build it, and compare the dataset with ``FOLDER/truth.json``.

    Args:
        pages: the site's.
        folder: has the truth.
        out: gets the archive, the site's file and the dataset.
        evaluate: the program that compares.
        name: of the site; the folder's by default.
    """
    name = name or folder.name
    printed = learn(pages, name, out)
    if out.joinpath("sites", name, "site.toml").is_file():
        build(name, out)
    table = table_of(out, folder, evaluate)
    found, confidence = _SCORE.search(table), _CONFIDENCE.search(printed)
    return Scored(name, float(found[1]) if found else 0.0, float(confidence[1]) if confidence else 0.0, table, printed)


def table_of(out: Path, folder: Path, evaluate: Path) -> str:
    """What ``evaluate.py`` prints of ``OUT/dataset``; empty where there is none."""
    if not out.joinpath("dataset", "profiles.jsonl").is_file():
        return ""
    command = [sys.executable, str(evaluate), str(out / "dataset"), str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf8", check=True).stdout


def _run(*words: str) -> str:
    printed = io.StringIO()
    before = os.environ.pop(VARIABLE, None)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            run_command(list(words))
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before
        forget_sites()
    return printed.getvalue()


def main() -> None:
    """Print a line for each site and the mean; the tables of fields go to ``OUT/SITE/table.txt``."""
    parser = argparse.ArgumentParser(prog="python -m testbed.learned", description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, metavar="OUT", help="folder below which each site gets its own")
    parser.add_argument("sites", type=Path, nargs="+", metavar="SITE", help="folders with pages.jsonl and truth.json")
    parser.add_argument("--evaluate", type=Path, required=True, help="the program that compares a dataset with a truth")
    options = parser.parse_args()
    results = []
    for folder in options.sites:
        out = options.out / folder.name
        result = score(read_pages(folder), folder, out, options.evaluate)
        out.joinpath("table.txt").write_text(result.table, encoding="utf8")
        out.joinpath("learned.txt").write_text(result.printed, encoding="utf8")
        results.append(result)
        print(f"{result.name:<16}{result.score:>7.2f}  confidence {result.confidence:.2f}", flush=True)
    print(f"{'mean':<16}{sum(result.score for result in results) / len(results):>7.2f}")


if __name__ == "__main__":
    main()
