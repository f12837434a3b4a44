"""The command line: arguments in, calls of the package, a last line and an exit status out."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from profile_scraper import __version__
from profile_scraper.cli.output import (
    FAULT,
    NOTHING_WRITTEN,
    drop_output,
    dropping_what_nobody_reads,
    fail,
    output,
    prepare_streams,
)
from profile_scraper.cli.parser import Command, CommandParser, command_parser
from profile_scraper.messages import UserError, _, use_for_argparse

_ENVIRONMENT = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "OPENBLAS_NUM_THREADS": "1"}
"""Saves a search of every installed package for plugins, and numpy's threads for matrices."""

_RAY_ANYWHERE = "--ray=auto"
"""The value of ``--ray`` is optional and stands behind ``=``, so that the option takes no INPUT for its value."""

_SYSTEM_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE}
_SYSTEM_ERRORS |= {errno.EFBIG, errno.ENFILE, errno.ENOMEM, errno.ENAMETOOLONG, errno.ESTALE, errno.ENOTCONN}
_SYSTEM_ERRORS |= {errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP}
"""Errors of the machine, which the person who runs the command can mend."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: as on the command line, without the program's name; by default those of the process.

    Returns:
        The exit status: 0 done, 1 done with problems, 2 nothing written, 70 a fault of the program.

    Raises:
        SystemExit: with status 2 for wrong arguments, 0 after ``--help`` and ``--version``.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    use_for_argparse()
    given = [_RAY_ANYWHERE if word == "--ray" else word for word in (sys.argv[1:] if arguments is None else arguments)]
    output.result = {}
    output.mode = "json" if "--json" in given else "quiet" if "--quiet" in given else "text"
    command = next((word for word in given if not word.startswith("-")), "")
    status = _run(given)
    if status is not None:
        with suppress(OSError):  # nobody reads it any more
            output.finish(command, status)
    return NOTHING_WRITTEN if status is None else status


def parser() -> CommandParser:
    """The parser of the program's arguments."""
    return command_parser(_commands(), __version__)


def _run(arguments: Sequence[str]) -> int | None:
    """Run one command; None where nobody reads what it prints any more."""
    try:
        prepare_streams()
        options = parser().parse_args(arguments)
        status: int = options.run(options)
        if sys.stdout is not None:
            with dropping_what_nobody_reads():
                sys.stdout.flush()
    except UserError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail(_("interrupted; nothing was written"))
    except BrokenPipeError:
        drop_output()
        return None
    except SystemExit:
        raise
    except MemoryError:
        return fail(_("there is not enough memory for this input"))
    except BaseException as error:  # noqa: BLE001 - the one guard: whatever else fails is a bug of this program
        return _fail_on(error, debug="--debug" in arguments)
    return status


def _commands() -> dict[str, Command]:
    """Every command by its name."""
    package = __name__
    return {
        "demo": Command(
            _("crawl an invented institute that comes with the program, and report what was found"),
            "profile-scraper demo --out data/demo",
            f"{package}.demo:add_arguments",
        ),
        "crawl": Command(
            _("fetch a site, archive every response, build the dataset"),
            "profile-scraper crawl mila --limit 5 --out data/mila -s CONTACT=you@institute.example",
            f"{package}.crawl:add_arguments",
        ),
        "build": Command(
            _("build a dataset from saved pages, offline"),
            "profile-scraper build saved-pages --out dataset",
            f"{package}.build:add_arguments",
        ),
        "dedupe": Command(
            _("find the records that describe the same publication"),
            "profile-scraper dedupe records.jsonl --out clusters.jsonl",
            f"{package}.dedupe:add_arguments",
            _("done, but some records could not be used"),
        ),
        "sites": Command(
            _("list the sites, learn one from its pages, try one"),
            "profile-scraper sites check mila saved-pages",
            f"{package}.sites:add_arguments",
            _("done, and something looks wrong"),
        ),
        "report": Command(
            _("write a page that shows what a dataset contains and why"),
            "profile-scraper report dataset --out report.html",
            f"{package}.report:add_report",
            _("done, but an entry of the removal list never matched anybody"),
        ),
        "review": Command(
            _("decide what is uncertain in a dataset, on a local page"),
            "profile-scraper review dataset",
            f"{package}.report:add_review",
        ),
        "export": Command(
            _("write a dataset in a format that other tools read"),
            "profile-scraper export dataset --to csv --out tables",
            f"{package}.export:add_arguments",
            _("done, but an entry of the removal list never matched anybody"),
        ),
        "explain": Command(
            _("show where values come from, or why entries are merged"),
            "profile-scraper explain dataset ada-lindqvist 'roles[0].title'",
            f"{package}.inspect:add_explain",
        ),
        "diff": Command(
            _("show what changed between two datasets, field by field"),
            "profile-scraper diff last-week/dataset dataset",
            f"{package}.inspect:add_diff",
            _("done, and the datasets differ (with --exit-code)"),
        ),
        "validate": Command(
            _("check a dataset against its schemas"),
            "profile-scraper validate dataset",
            f"{package}.inspect:add_validate",
            _("something is wrong with the dataset"),
        ),
        "removed": Command(
            _("find what still holds people who asked to be left out"),
            "profile-scraper removed data/mila --removals removals.txt",
            f"{package}.removed:add_arguments",
            _("something still holds them, or an entry never matched anybody"),
        ),
        "vocabulary": Command(
            _("show or accept the term pairs learned from the pages"),
            "profile-scraper vocabulary dataset",
            f"{package}.inspect:add_vocabulary",
        ),
    }


def _fail_on(error: BaseException, *, debug: bool) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        drop_output()  # what a full disk did not take would fail again when the interpreter ends
    if isinstance(error, OSError) and error.errno in _SYSTEM_ERRORS:
        return fail(": ".join(str(part) for part in (error.filename, error.strerror) if part))
    import traceback  # reads source files: for faults alone

    if debug:
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}; version {__version__}, Python {sys.version.split()[0]}"
    advice = _("please report this line") if debug else _("please report this line, and what --debug prints")
    return fail(f"{_('internal error')}: {type(error).__name__}: {error} ({where}): {advice}", FAULT)
