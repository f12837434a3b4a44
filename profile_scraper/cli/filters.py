"""The words that choose a part of a dataset: the same for every command that shows or exports one."""

import argparse
from typing import TYPE_CHECKING

from profile_scraper.cli.wishes import add_removals, named_removals

if TYPE_CHECKING:  # imports pydantic, which --help does without
    from profile_scraper.dataset.filter import Filters


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add the words to a command."""
    chosen = command.add_argument_group("what to keep (default: everything but e-mail addresses)")
    chosen.add_argument(
        "--person", action="append", default=[], metavar="ID", help="id or slug of a person; repeatable"
    )
    chosen.add_argument("--topic", action="append", default=[], metavar="ID", help="a topic's id; repeatable")
    chosen.add_argument("--years", type=_years, metavar="YEAR[-YEAR]", help="publications issued in these years")
    chosen.add_argument("--language", action="append", default=[], choices=("en", "fr"), help="pages in this language")
    chosen.add_argument("--emails", action="store_true", help="keep e-mail addresses")
    add_removals(command)


def chosen_filters(options: argparse.Namespace) -> "Filters":
    """What was chosen."""
    from profile_scraper.dataset.filter import Filters

    return Filters(
        people=frozenset(options.person),
        topics=frozenset(options.topic),
        years=options.years,
        languages=frozenset(options.language),
        emails=options.emails,
        removed=named_removals(options),
    )


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a year (2024) nor two (2020-2024)")
    return int(first), int(last or first)
