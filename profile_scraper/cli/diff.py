"""``profile-scraper diff``: what changed between two datasets."""

import argparse
from pathlib import Path

from profile_scraper.cli.outcome import USED, AddCommand


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("diff", help="say what changed between two datasets, field by field")
    command.add_argument("old", type=Path, metavar="OLD", help="the earlier dataset's folder")
    command.add_argument("new", type=Path, metavar="NEW", help="the later dataset's folder")
    command.add_argument("--jsonl", action="store_true", help="one change a line, as JSON")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.diff import as_text, diff_datasets
    from profile_scraper.dataset.read import read_dataset

    changes = diff_datasets(read_dataset(options.old), read_dataset(options.new))
    lines = (change.model_dump_json() for change in changes) if options.jsonl else as_text(changes)
    for line in lines:
        print(line)
    return USED
