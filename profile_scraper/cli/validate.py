"""``profile-scraper validate``: check a dataset against its schemas, and the references between its files."""

import argparse
from itertools import islice

from profile_scraper.cli.arguments import add_dataset
from profile_scraper.cli.outcome import DONE, PROBLEMS
from profile_scraper.cli.terminal import counted, output, print_line
from profile_scraper.dataset.validate import validate_dataset
from profile_scraper.messages import _, labelled

_SHOWN = 100


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_dataset(command)
    command.add_argument(
        "--all", action="store_true", help=_("print every finding (default: the first {number})").format(number=_SHOWN)
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    findings = validate_dataset(options.dataset)
    shown = list(findings if options.all else islice(findings, _SHOWN))
    for finding in shown:
        print_line(str(finding))
    more = sum(1 for _finding in findings)
    if more:
        print_line(_("… and {number} more (--all prints them)").format(number=more))
    count = len(shown) + more
    output.add(findings=[finding._asdict() for finding in shown], count=count)
    print_line(labelled(options.dataset, counted(count, "finding") if count else _("valid")))
    return PROBLEMS if count else DONE
