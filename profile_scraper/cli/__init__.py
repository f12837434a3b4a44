"""The commands, nothing else: words in, calls, a last line and an exit status out. One module a command."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from profile_scraper import __version__
from profile_scraper.cli import build, crawl, dedupe, diff, explain, export, report, review, vocabulary
from profile_scraper.cli.outcome import NOTHING_WRITTEN, fail
from profile_scraper.errors import UserError

_COMMANDS = (crawl, build, dedupe, report, review, export, explain, diff, vocabulary)

_SPARED = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "OPENBLAS_NUM_THREADS": "1"}
"""What a start does without: a search of every installed package for plugins, and numpy's threads for matrices."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for name, value in _SPARED.items():
        os.environ.setdefault(name, value)
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except UserError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted; nothing was written")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOTHING_WRITTEN


def parser() -> argparse.ArgumentParser:
    """The words that the commands take."""
    words = argparse.ArgumentParser(
        prog="profile-scraper",
        description="Turn an institute's French and English profile pages into one clean dataset.",
        epilog="Exit status: 0 everything was used, 1 some input was not (see problems.jsonl), 2 nothing was written.",
    )
    words.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    add_command = words.add_subparsers(required=True, metavar="COMMAND").add_parser
    for command in _COMMANDS:
        command.add_to(add_command)
    return words
