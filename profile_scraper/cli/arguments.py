"""Arguments that several commands share, and the values that they name."""

import argparse
from pathlib import Path

from profile_scraper.cli.output import print_line
from profile_scraper.messages import _, counted
from profile_scraper.pipeline.options import DECISIONS, REMOVALS, NamedFiles, find_overrides, find_removals
from profile_scraper.sites import VARIABLE, RemovalList, use_folder
from profile_scraper.storage.remote import Location, local_path, parse_location


def add_dataset(command: argparse.ArgumentParser) -> None:
    """Add the dataset that a command reads."""
    command.add_argument("dataset", type=parse_location, metavar="DATASET", help=_("folder or address of the dataset"))


def add_sites(command: argparse.ArgumentParser) -> None:
    """Add the folder of the user's own sites; it holds from the moment that it is read."""
    command.add_argument(
        "--sites",
        metavar="DIR",
        type=_use_folder,
        help=_(
            "folder of your own sites, beside the built-in ones (default: ./sites where it exists, or ${variable})"
        ).format(variable=VARIABLE),
    )


def _use_folder(text: str) -> Path:
    """Look for sites in the named folder from the moment that the argument is read."""
    use_folder(text)
    return Path(text)


def add_overrides(command: argparse.ArgumentParser) -> None:
    """Add the files of decisions and removals to a command that makes a dataset."""
    command.add_argument(
        "--decisions",
        type=local_path,
        metavar="FILE",
        help=_("decisions made in a review (default: {file} here or beside the dataset)").format(file=DECISIONS),
    )
    add_removals(command)


def add_removals(command: argparse.ArgumentParser) -> None:
    """Add the removal list."""
    command.add_argument(
        "--removals",
        type=local_path,
        metavar="FILE",
        help=_(
            "ids or addresses of people who asked to be left out (default: {file} here or beside the dataset)"
        ).format(file=REMOVALS),
    )


def overrides(options: argparse.Namespace, dataset: Location) -> NamedFiles:
    """The files of decisions and removals that apply; they are named on the terminal.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    files = find_overrides(options.decisions, options.removals, dataset)
    if files.decisions:
        print_line(_("using the decisions of {file}").format(file=files.decisions))
    _print_removals(files.removals)
    return files


def removals(options: argparse.Namespace, *datasets: Location) -> RemovalList:
    """The removal list that applies; it is named on the terminal.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    found = find_removals(options.removals, *datasets)
    _print_removals(found)
    return found


def _print_removals(found: RemovalList) -> None:
    if found.path:
        count = counted(len(found.entries), "entry", "entries")
        print_line(_("using the removal list {file} ({count})").format(file=found.path, count=count))


def positive(text: str) -> int:
    """A whole number above 0, as the type of an argument."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(_("{text!r} is no whole number above 0").format(text=text))
    return int(text)
