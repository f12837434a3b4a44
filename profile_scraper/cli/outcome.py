"""Exit statuses, and the last lines that a command prints."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from profile_scraper.cli.terminal import counted, print_error, print_line

if TYPE_CHECKING:  # these import pydantic, which a mistyped command does without
    from profile_scraper.pipeline import Built
    from profile_scraper.records.manifest import Manifest
    from profile_scraper.records.problem import Problem

DONE, PROBLEMS, NOTHING_WRITTEN, FAULT = 0, 1, 2, 70
"""Exit statuses: all input was used; some was not; nothing was written or the arguments are wrong; a bug."""

_PROBLEMS_PRINTED = 10


def finish(built: "Built", dataset: Path) -> int:
    """Print the problems of a build and a last line with its counts; return the exit status."""
    print_problems(built.problems)
    if built.manifest is None:
        count = counted(len(built.problems), "problem")
        return fail(f"no page could be used ({count}); nothing was written to {dataset}")
    print_line(_summary(built.manifest, dataset))
    return PROBLEMS if built.problems else DONE


def print_problems(problems: "Sequence[Problem]") -> None:
    """Print the first problems to standard error, one a line."""
    for problem in problems[:_PROBLEMS_PRINTED]:
        location = " ".join(part for part in (problem.url, problem.record, problem.field) if part)
        print_error(f"{location}: {problem.reason}: {problem.detail}")
    if len(problems) > _PROBLEMS_PRINTED:
        print_error(f"… and {len(problems) - _PROBLEMS_PRINTED} more")


def fail(message: str, status: int = NOTHING_WRITTEN) -> int:
    """Print why the command failed to standard error, on one line; return the exit status."""
    print_error(f"profile-scraper: {message}")
    return status


def _summary(manifest: "Manifest", dataset: Path) -> str:
    counts = manifest.counts
    people = counts.profiles_by_language
    return (
        f"wrote {dataset}: {counted(counts.profiles, 'profile')} "
        f"({people['en']} en, {people['fr']} fr, {counts.profiles_bilingual} both), "
        f"{counted(counts.publications, 'publication')} "
        f"from {counts.entries['en']} en + {counts.entries['fr']} fr entries, "
        f"{counted(counts.problems, 'problem')}"
        + (f" (see {dataset / 'problems.jsonl'})" if counts.problems else "")
        + (f", {counts.removed_on_request} left out on request" if counts.removed_on_request else "")
    )
