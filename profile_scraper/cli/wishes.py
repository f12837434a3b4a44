"""The words that name the files of people's wishes: the same for every command that makes or passes on a dataset."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imports pydantic, which --help does without
    from profile_scraper.pipeline.wishes import Wishes


def add_wishes(command: argparse.ArgumentParser) -> None:
    """Add the words to a command that makes a dataset."""
    command.add_argument(
        "--decisions",
        type=Path,
        default=Path("decisions.jsonl"),
        metavar="FILE",
        help="what people decided in a review (default: decisions.jsonl, where there is one)",
    )
    add_removals(command)


def add_removals(command: argparse.ArgumentParser) -> None:
    """Add the word for the removal list to a command."""
    command.add_argument(
        "--removals",
        type=Path,
        default=Path("removals.txt"),
        metavar="FILE",
        help="ids or addresses of people who asked to be left out (default: removals.txt, where there is one)",
    )


def named_wishes(options: argparse.Namespace) -> "Wishes":
    """What the files say."""
    from profile_scraper.pipeline.wishes import read_wishes

    return read_wishes(options.decisions, options.removals)


def named_removals(options: argparse.Namespace) -> frozenset[str]:
    """The ids (``site/slug``) of those who asked to be left out."""
    from profile_scraper.sites import read_removals

    return read_removals(options.removals)
