"""What the commands print, whatever the terminal can show, and the exit statuses."""

import codecs
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal

from profile_scraper.messages import _, counted, labelled, user_language
from profile_scraper.text.escape import escaped, printable

_UNENCODABLE = "profile_scraper.text.escape"


def prepare_streams() -> None:
    """Let standard output and standard error escape the characters that their encoding lacks."""
    codecs.register_error(_UNENCODABLE, _escape_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_UNENCODABLE)


class Output:
    """What the commands print: text, nothing but errors, or one JSON object at the end."""

    def __init__(self) -> None:
        self.mode: Literal["text", "quiet", "json"] = "text"
        """What standard output gets."""
        self.result: dict[str, Any] = {}
        """What the JSON object has beside the command and its status."""

    def add(self, **fields: Any) -> None:
        """Add fields to the JSON object."""
        self.result.update(fields)

    def finish(self, command: str, status: int) -> None:
        """Print the JSON object, where one was asked for."""
        if self.mode == "json":
            fields = {"command": command, "status": status, "messages": [], **self.result}
            text = json.dumps(fields, ensure_ascii=True, default=str)
            print(text, flush=True)


output = Output()
"""The output of the command that runs."""


def print_line(text: str = "", *, flush: bool = False) -> None:
    """Print one line to standard output; for ``--json`` it is one of the object's ``messages``."""
    if output.mode == "json":
        output.result.setdefault("messages", []).append(text)
    elif output.mode == "text":
        with dropping_what_nobody_reads():
            print(printable(text), flush=flush)


def print_error(text: str) -> None:
    """Print one line to standard error."""
    print(printable(text), file=sys.stderr, flush=True)


@contextmanager
def dropping_what_nobody_reads() -> Iterator[None]:
    """Go on without standard output once its reader has ended (``profile-scraper validate … | head``)."""
    try:
        yield
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Send to nowhere what is still to be written to standard output."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return escaped(error.object[error.start : error.end]), error.end


if TYPE_CHECKING:  # these import pydantic, which a mistyped command does without
    from profile_scraper.pipeline import Built
    from profile_scraper.records.manifest import Manifest
    from profile_scraper.records.problem import Problem
    from profile_scraper.sites import RemovalEntry, RemovalList
    from profile_scraper.storage.remote import Location

DONE, PROBLEMS, NOTHING_WRITTEN, FAULT = 0, 1, 2, 70
"""Exit statuses: all input was used; some was not; nothing was written or the arguments are wrong; a bug."""

_PROBLEMS_PRINTED = 10


def finish(built: "Built", dataset: "Location") -> int:
    """Print the problems of a build and a last line with its counts; return the exit status."""
    print_problems(built.problems)
    output.add(dataset=str(dataset), problems=len(built.problems))
    if built.manifest is None:
        count = counted(len(built.problems), "problem")
        return fail(
            _("no page could be used ({problems}); nothing was written to {dataset}").format(
                problems=count, dataset=dataset
            )
        )
    output.add(counts=built.manifest.counts.model_dump(), problems_file=str(_problems_file(built.manifest, dataset)))
    print_line(_summary(built.manifest, dataset))
    return PROBLEMS if built.problems else DONE


def print_problems(problems: "Sequence[Problem]") -> None:
    """Print the first problems to standard error, one a line; those that say the same stand on one line."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.reason, problem.detail), []).append(problem)
    for (reason, detail), group in list(alike.items())[:_PROBLEMS_PRINTED]:
        location = " ".join(part for part in (group[0].url, group[0].record, group[0].field) if part)
        if len(group) > 1:
            location = _("{first} and {number} more").format(first=location, number=len(group) - 1)
        print_error(labelled(location, _reason(reason, detail)))
    hidden = sum(map(len, list(alike.values())[_PROBLEMS_PRINTED:]))
    if hidden:
        print_error(_("… and {number} more").format(number=hidden))


def _reason(reason: str, detail: str) -> str:
    """Why something could not be used; the detail is in English, as the dataset has it."""
    language = user_language()
    if language == "en":
        return f"{reason}: {detail}"
    from profile_scraper.report.wording import code_words  # in other languages than the dataset's

    return _("{reason} (in English: {detail})").format(reason=code_words("reason", reason, language), detail=detail)


def name_unmatched(
    removals: "RemovalList", matched: Set[str], sites: Collection[str], dataset: "Location", status: int
) -> int:
    """Name the entries of a removal list that never matched anybody; return the exit status.

    Args:
        removals: the list.
        matched: ids of the list that were found.
        sites: names of the sites that were looked at.
        dataset: dataset with the ids of people, of which the nearest is suggested.
        status: the exit status without such entries.
    """
    unmatched = removals.never_matched(matched, sites)
    if not unmatched:
        return status
    from profile_scraper.dataset.read import read_dataset  # not needed where every entry is right

    known = [profile.id for profile in read_dataset(dataset).profiles]
    for entry in unmatched:
        print_unmatched(removals, entry, suggestion(entry, known))
    return max(status, PROBLEMS)


def suggestion(entry: "RemovalEntry", known: Iterable[str]) -> str:
    """The nearest id of somebody that is known, as the end of a sentence; empty where none is near."""
    from difflib import get_close_matches  # not needed where every entry is right

    near = get_close_matches(entry.id, list(known), n=1, cutoff=0.8)
    return _("; did you mean {name}?").format(name=near[0]) if near else ""


def print_unmatched(removals: "RemovalList", entry: "RemovalEntry", nearest: str = "") -> None:
    """Name an entry of a removal list that never matched anybody."""
    print_error(
        _("{file}, line {line}: {entry} never matched anybody").format(
            file=removals.path, line=entry.line, entry=entry.text
        )
        + nearest
    )


def fail(message: str, status: int = NOTHING_WRITTEN) -> int:
    """Print why the command failed to standard error, on one line; return the exit status."""
    print_error(f"profile-scraper: {message}")
    output.add(error=message)
    return status


def _problems_file(manifest: "Manifest", dataset: "Location") -> "Location":
    from profile_scraper.dataset.files import part_of  # a mistyped command does without

    return part_of(dataset, "problems.jsonl", manifest.files)


def _summary(manifest: "Manifest", dataset: "Location") -> str:
    counts = manifest.counts
    people = counts.profiles_by_language
    summary = _("wrote {dataset}: {profiles} ({en} en, {fr} fr, {both} both), {publications} from {entries}").format(
        dataset=dataset,
        profiles=counted(counts.profiles, "profile"),
        en=people["en"],
        fr=people["fr"],
        both=counts.profiles_bilingual,
        publications=counted(counts.publications, "publication"),
        entries=_("{en} en + {fr} fr entries").format(**counts.entries),
    )
    # loaded where there is a manifest
    from profile_scraper.records.manifest import LISTED_PERSON, OTHER_SITES_DECISION, UNUSED_DECISION

    if count := manifest.skipped.get(LISTED_PERSON, 0):
        people_listed = counted(count, "person", "people")
        summary += _(", {people} on lists only, whose own pages are not among the inputs").format(people=people_listed)
    if count := manifest.skipped.get(UNUSED_DECISION, 0):
        decisions = counted(count, "decision")
        summary += _(", {decisions} about what these pages do not say").format(decisions=decisions)
    if count := manifest.skipped.get(OTHER_SITES_DECISION, 0):
        summary += _(", {decisions} about other sites").format(decisions=counted(count, "decision"))
    summary += f", {counted(counts.problems, 'problem')}"
    if counts.problems:
        summary += _(" (see {file})").format(file=_problems_file(manifest, dataset))
    if counts.removed_on_request:
        summary += _(", {number} left out on request").format(number=counts.removed_on_request)
    return summary
