"""``profile-scraper validate``: check a dataset against its schemas, and the references between its files."""

import argparse
from itertools import islice

from profile_scraper.cli.arguments import add_dataset
from profile_scraper.cli.outcome import DONE, PROBLEMS
from profile_scraper.cli.terminal import counted, print_line
from profile_scraper.dataset.validate import validate_dataset

_SHOWN = 100


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_dataset(command)
    command.add_argument("--all", action="store_true", help=f"print every finding (default: the first {_SHOWN})")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    findings = validate_dataset(options.dataset)
    count = 0
    for finding in findings if options.all else islice(findings, _SHOWN):
        print_line(str(finding))
        count += 1
    more = sum(1 for _ in findings)
    if more:
        print_line(f"… and {more} more (--all prints them)")
    verdict = counted(count + more, "finding") if count else "valid"
    print_line(f"{options.dataset}: {verdict}")
    return PROBLEMS if count else DONE
