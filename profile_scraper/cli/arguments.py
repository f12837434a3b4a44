"""Arguments that several commands share, and the values that they name."""

import argparse
from pathlib import Path

from profile_scraper.pipeline.overrides import DECISIONS, REMOVALS, Overrides, named_removals, read_overrides
from profile_scraper.sites import VARIABLE, use_folder


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
        help=f"decisions made in a review (default: {DECISIONS}, where it exists)",
    )
    add_removals(command)


def add_removals(command: argparse.ArgumentParser) -> None:
    """Add the removal list."""
    command.add_argument(
        "--removals",
        type=Path,
        metavar="FILE",
        help=f"ids or addresses of people who asked to be left out (default: {REMOVALS}, where it exists)",
    )


def overrides(options: argparse.Namespace) -> Overrides:
    """The decisions and removals that apply.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    return read_overrides(options.decisions, options.removals)


def removals(options: argparse.Namespace) -> frozenset[str]:
    """Ids (``site/slug``) of the people who asked to be left out.

    Raises:
        UserError: a named file does not exist or cannot be read.
    """
    return named_removals(options.removals)
