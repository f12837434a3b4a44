"""``profile-scraper explain``: where the values of a record come from, and why entries were or were not merged."""

import argparse
from pathlib import Path

from profile_scraper.cli.outcome import USED, AddCommand


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("explain", help="say where a person's values come from, or why entries are one work")
    command.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    command.add_argument("id", metavar="ID", help="id of a profile (site/slug) or of a publication")
    command.add_argument("field", nargs="?", metavar="FIELD", help="of a profile, e.g. topics or roles[0].title")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.read import read_dataset
    from profile_scraper.report.explain import explain

    for line in explain(read_dataset(options.dataset), options.id, options.field):
        print(line)
    return USED
