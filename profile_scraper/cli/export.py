"""``profile-scraper export``: a dataset in a form that other tools read."""

import argparse
from pathlib import Path

from profile_scraper.cli.filters import add_filters, chosen_filters
from profile_scraper.cli.outcome import USED, AddCommand
from profile_scraper.exporters import FORMATS, export


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("export", help="write a dataset in a form that other tools read")
    command.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    command.add_argument("--to", required=True, metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument("--out", type=Path, required=True, metavar="PATH", help="the file or folder to write")
    add_filters(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    export(options.dataset, options.to, options.out, chosen_filters(options))
    print(f"wrote {options.out}: {options.to} of {options.dataset}")
    return USED
