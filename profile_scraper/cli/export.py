"""``profile-scraper export``: write a dataset in a format that other tools read."""

import argparse
from pathlib import Path

from profile_scraper.cli.arguments import add_dataset, add_removals, add_sites, removals
from profile_scraper.cli.outcome import DONE, name_unmatched
from profile_scraper.cli.terminal import print_line
from profile_scraper.dataset.filter import Filters
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.removed import people_matched
from profile_scraper.exporters import FORMATS, export
from profile_scraper.messages import _


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_dataset(command)
    command.add_argument("--to", required=True, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument("--out", type=Path, required=True, metavar="PATH", help=_("file or folder to write"))
    _add_filters(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    removal_list = removals(options, options.dataset)
    dataset = read_dataset(options.dataset)
    export(dataset, options.to, options.out, _filters(options, removal_list.ids))
    print_line(f"wrote {options.out}: {options.to} of {options.dataset}")
    matched = people_matched(dataset, removal_list.ids)
    return name_unmatched(removal_list, matched, dataset.manifest.sites, options.dataset, DONE)


def _add_filters(command: argparse.ArgumentParser) -> None:
    """Add the arguments that select a part of a dataset."""
    group = command.add_argument_group(_("records to keep (default: all, without e-mail addresses)"))
    group.add_argument(
        "--person", action="append", default=[], metavar="ID", help=_("id or slug of a person; repeatable")
    )
    group.add_argument("--topic", action="append", default=[], metavar="ID", help=_("id of a topic; repeatable"))
    group.add_argument("--years", type=_years, metavar="YEAR[-YEAR]", help=_("publications issued in these years"))
    group.add_argument(
        "--language", action="append", default=[], choices=("en", "fr"), help=_("pages in this language")
    )
    group.add_argument("--emails", action="store_true", help=_("keep e-mail addresses"))
    add_sites(command)
    add_removals(command)


def _filters(options: argparse.Namespace, removed: frozenset[str]) -> Filters:
    """The part of a dataset that is selected."""
    return Filters(
        people=frozenset(options.person),
        topics=frozenset(options.topic),
        years=options.years,
        languages=frozenset(options.language),
        emails=options.emails,
        removed=removed,
    )


def _years(text: str) -> tuple[int, int]:
    first, _dash, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(_("{text!r} is neither a year (2024) nor two (2020-2024)").format(text=text))
    return int(first), int(last or first)
