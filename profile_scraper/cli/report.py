"""``profile-scraper report``: a page that shows what a dataset holds and why."""

import argparse
from pathlib import Path

from profile_scraper.cli.outcome import USED, AddCommand
from profile_scraper.cli.wishes import add_removals, named_removals


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("report", help="write a page that shows what a dataset holds and why")
    command.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    command.add_argument("--out", type=Path, default=Path("report.html"), metavar="FILE", help="(default: report.html)")
    command.add_argument("--since", type=Path, metavar="DATASET", help="an earlier dataset, to show what changed")
    add_removals(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from profile_scraper.report.write import write_report

    write_report(options.dataset, options.out, options.since, named_removals(options))
    print(f"wrote {options.out}: a report on {options.dataset}")
    return USED
