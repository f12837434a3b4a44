"""Arguments that several commands share, and the values that they name."""

import argparse
from pathlib import Path

from profile_scraper.cli.terminal import counted, print_line
from profile_scraper.pipeline.overrides import DECISIONS, REMOVALS, NamedFiles, find_overrides, find_removals
from profile_scraper.sites import VARIABLE, RemovalList, use_folder


def add_dataset(command: argparse.ArgumentParser) -> None:
    """Add the dataset that a command reads."""
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder of the dataset")


def add_sites(command: argparse.ArgumentParser) -> None:
    """Add the folder of the user's own sites; it holds from the moment that it is read."""
    command.add_argument(
        "--sites",
        metavar="DIR",
        type=_use_folder,
        help=f"folder of your own sites, beside the built-in ones (default: ./sites where it exists, or ${VARIABLE})",
    )


def _use_folder(text: str) -> Path:
    """Look for sites in the named folder from the moment that the argument is read."""
    use_folder(text)
    return Path(text)


def add_overrides(command: argparse.ArgumentParser) -> None:
    """Add the files of decisions and removals to a command that makes a dataset."""
    command.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help=f"decisions made in a review (default: {DECISIONS} here or beside the dataset)",
    )
    add_removals(command)


def add_removals(command: argparse.ArgumentParser) -> None:
    """Add the removal list."""
    command.add_argument(
        "--removals",
        type=Path,
        metavar="FILE",
        help=f"ids or addresses of people who asked to be left out (default: {REMOVALS} here or beside the dataset)",
    )


def overrides(options: argparse.Namespace, dataset: Path) -> NamedFiles:
    """The files of decisions and removals that apply; they are named on the terminal.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    files = find_overrides(options.decisions, options.removals, dataset)
    if files.decisions:
        print_line(f"using the decisions of {files.decisions}")
    _print_removals(files.removals)
    return files


def removals(options: argparse.Namespace, *datasets: Path) -> RemovalList:
    """The removal list that applies; it is named on the terminal.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    found = find_removals(options.removals, *datasets)
    _print_removals(found)
    return found


def _print_removals(found: RemovalList) -> None:
    if found.path:
        print_line(f"using the removal list {found.path} ({counted(len(found.entries), 'entry', 'entries')})")
