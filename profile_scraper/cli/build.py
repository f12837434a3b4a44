"""``profile-scraper build``: a dataset from saved pages, offline."""

import argparse
import gc
from pathlib import Path

from profile_scraper.cli.outcome import AddCommand, fail, finish
from profile_scraper.cli.wishes import add_wishes, named_wishes

_OBJECTS = 200_000
"""Objects made before cycles are searched for, of which a build makes few: at Python's 700 the imports alone are
searched a hundred times."""


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("build", help="make a dataset from saved pages, offline")
    command.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="WARC, .html, .txt, or a folder of these"
    )
    command.add_argument("--out", type=Path, required=True, metavar="DATASET", help="the dataset's folder")
    command.add_argument("--site", metavar="SITE", help="the site of pages that do not say theirs")
    add_wishes(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    gc.set_threshold(_OBJECTS)
    from profile_scraper.pipeline import build, page_store
    from profile_scraper.sites import load_site

    site = load_site(options.site) if options.site else None
    try:
        return finish(build(options.inputs, options.out, site, named_wishes(options)), options.out)
    except KeyboardInterrupt:
        kept = page_store(options.out)
        again = f"; the same command goes on from the pages in {kept}" if kept.exists() else ""
        return fail(f"interrupted; nothing was written{again}")
