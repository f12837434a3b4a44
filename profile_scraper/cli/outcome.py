"""What a command leaves behind: an exit status, and on the terminal the last line and what could not be used."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # these import pydantic, which --help does without
    from profile_scraper.pipeline import Built
    from profile_scraper.records.manifest import Manifest
    from profile_scraper.records.problem import Problem


class AddCommand(Protocol):
    """What a command is given to add its words to."""

    def __call__(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own word
        """A parser for the words behind ``name``."""


USED, PROBLEMS, NOTHING_WRITTEN = 0, 1, 2
"""Exit statuses: everything was used, some of it was not, nothing was written."""

_SHOWN_PROBLEMS = 10


def finish(built: "Built", target: Path) -> int:
    """Show what could not be used, end with one line that says what was written where; the exit status."""
    show(built.problems)
    if built.manifest is None:
        count = counted(len(built.problems), "problem")
        return fail(f"no page could be used ({count}); nothing was written to {target}")
    print(_last_line(built.manifest, target))
    return PROBLEMS if built.problems else USED


def show(problems: "Sequence[Problem]") -> None:
    """Print the first problems, a line each."""
    for problem in problems[:_SHOWN_PROBLEMS]:
        where = " ".join(part for part in (problem.url, problem.record, problem.field) if part)
        print(f"{where}: {problem.reason}: {problem.detail}", file=sys.stderr)
    if len(problems) > _SHOWN_PROBLEMS:
        print(f"… and {len(problems) - _SHOWN_PROBLEMS} more", file=sys.stderr)


def fail(message: str) -> int:
    """Print one line that says what could not be done; the exit status."""
    print(f"profile-scraper: {message}", file=sys.stderr)
    return NOTHING_WRITTEN


def counted(number: int, noun: str) -> str:
    """``1 profile``, ``2 profiles``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _last_line(manifest: "Manifest", target: Path) -> str:
    counts = manifest.counts
    people = counts.profiles_by_language
    return (
        f"wrote {target}: {counted(counts.profiles, 'profile')} "
        f"({people['en']} en, {people['fr']} fr, {counts.profiles_bilingual} both), "
        f"{counted(counts.publications, 'publication')} "
        f"from {counts.entries['en']} en + {counts.entries['fr']} fr entries, "
        f"{counted(counts.problems, 'problem')}"
        + (f" (see {target / 'problems.jsonl'})" if counts.problems else "")
        + (f", {counts.removed_on_request} left out on request" if counts.removed_on_request else "")
    )
