"""The command line: arguments in, calls of the package, a last line and an exit status out."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from profile_scraper import __version__
from profile_scraper.cli.outcome import FAULT, NOTHING_WRITTEN, fail
from profile_scraper.cli.parser import Command, CommandParser, command_parser
from profile_scraper.cli.terminal import prepare_streams
from profile_scraper.errors import UserError

_COMMANDS = {
    "crawl": Command("fetch a site, archive every response, build the dataset", f"{__name__}.crawl:add_arguments"),
    "build": Command("build a dataset from saved pages, offline", f"{__name__}.build:add_arguments"),
    "dedupe": Command("find the records that describe the same publication", f"{__name__}.dedupe:add_arguments"),
    "sites": Command("list the sites, learn one from its pages, try one", f"{__name__}.sites:add_arguments"),
    "report": Command("write a page that shows what a dataset contains and why", f"{__name__}.report:add_report"),
    "review": Command("decide what is uncertain in a dataset, on a local page", f"{__name__}.report:add_review"),
    "export": Command("write a dataset in a format that other tools read", f"{__name__}.export:add_arguments"),
    "explain": Command("show where values come from, or why entries are merged", f"{__name__}.inspect:add_explain"),
    "diff": Command("show what changed between two datasets, field by field", f"{__name__}.inspect:add_diff"),
    "validate": Command("check a dataset against its schemas", f"{__name__}.validate:add_arguments"),
    "removed": Command("find what still holds people who asked to be left out", f"{__name__}.removed:add_arguments"),
    "vocabulary": Command("show or accept the term pairs learned from the pages", f"{__name__}.inspect:add_vocabulary"),
}

_EPILOG = (
    "Exit status: 0 done, all input used; 1 done with problems (see problems.jsonl); "
    "2 nothing written or wrong arguments; 70 an internal error."
)

_ENVIRONMENT = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "OPENBLAS_NUM_THREADS": "1"}
"""Saves a search of every installed package for plugins, and numpy's threads for matrices."""

_SYSTEM_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE}
_SYSTEM_ERRORS |= {errno.EFBIG, errno.ENFILE, errno.ENOMEM, errno.ENAMETOOLONG, errno.ESTALE, errno.ENOTCONN}
"""Errors of the machine, which the person who runs the command can mend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: as on the command line, without the program's name; by default those of the process.

    Returns:
        The exit status: 0 done, 1 done with problems, 2 nothing written, 70 an internal error.

    Raises:
        SystemExit: with status 2 for wrong arguments, 0 after ``--help`` and ``--version``.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        prepare_streams()
        options = parser().parse_args(arguments)
        status: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except UserError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted; nothing was written")
    except BrokenPipeError:
        _drop_output()
        return NOTHING_WRITTEN
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the one guard: whatever else fails is a bug of this program
        return _fail_on(error, debug="--debug" in (sys.argv if arguments is None else arguments))
    return status


def parser() -> CommandParser:
    """The parser of the program's arguments."""
    return command_parser(_COMMANDS, __version__, _EPILOG)


def _drop_output() -> None:
    """Send to nowhere what is still to be written to standard output."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail_on(error: BaseException, *, debug: bool) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _drop_output()  # what a full disk did not take would fail again when the interpreter ends
    if isinstance(error, OSError) and error.errno in _SYSTEM_ERRORS:
        return fail(": ".join(str(part) for part in (error.filename, error.strerror) if part))
    import traceback  # reads source files: for faults alone

    if debug:
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return fail(
        f"internal error: {type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno}; "
        f"version {__version__}, Python {sys.version.split()[0]}): please report this line"
        + ("" if debug else ", and what --debug prints"),
        FAULT,
    )
