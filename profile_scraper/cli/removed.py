"""``profile-scraper removed``: find what still holds people who asked to be left out."""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from profile_scraper.cli.arguments import add_removals, add_sites, removals
from profile_scraper.cli.outcome import DONE, PROBLEMS
from profile_scraper.cli.terminal import counted, print_error, print_line
from profile_scraper.errors import UserError
from profile_scraper.pipeline.overrides import REMOVALS
from profile_scraper.removal import Trace, identify, purge, search
from profile_scraper.removal.search import known_people, sites_under

_WORDS = {
    "page": ("page of theirs", "pages of theirs"),
    "address": ("address of theirs", "addresses of theirs"),
    "e-mail": ("e-mail address", "e-mail addresses"),
    "link": ("link on a page of somebody else", "links on pages of somebody else"),
    "name": ("mention of the name", "mentions of the name"),
    "unsearched": ("part that cannot be searched", "parts that cannot be searched"),
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="folder of a crawl, a dataset or an export, or a file"
    )
    command.add_argument("--purge", action="store_true", help="delete their pages from archives, page stores and logs")
    add_sites(command)
    add_removals(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folders: list[Path] = options.folders
    for folder in folders:
        if not folder.exists():
            raise UserError(f"{folder} does not exist")
    found = removals(options, *(path for folder in folders for path in (folder, folder / "dataset")))
    if found.path is None:
        raise UserError(f"there is no {REMOVALS} here or beside these folders: name the list with --removals")
    people = identify(found.ids, known_people(folders, sorted(found.ids)))
    ignored = {found.path.resolve(), found.memory.resolve()}
    traces = list(search(folders, people, ignored))
    if options.purge:
        for line in purge(traces, people):
            print_line(line)
        traces = list(search(folders, people, ignored))
    _print(traces)
    held, mentions = (
        {trace.file for trace in traces if trace.is_held},
        {trace.file for trace in traces} - {trace.file for trace in traces if trace.is_held},
    )
    sites = sites_under(folders) | {trace.person.partition("/")[0] for trace in traces}
    matched = {trace.person for trace in traces if trace.kind != "name"}
    unmatched = found.never_matched(matched, sites)
    for entry in unmatched:
        print_error(f"{found.path}, line {entry.line}: {entry.text} never matched anybody")
    print_line(
        f"{counted(len(people), 'person', 'people')} on the list: {counted(len(held), 'file')} to mend"
        + (f", {counted(len(mentions), 'file')} with mentions in the texts of others" if mentions else "")
    )
    return PROBLEMS if held or unmatched else DONE


def _print(traces: Iterable[Trace]) -> None:
    grouped: defaultdict[tuple[bool, Path, str, str], list[Trace]] = defaultdict(list)
    for trace in traces:
        grouped[not trace.is_held, trace.file, trace.person, trace.kind].append(trace)
    for (is_mention, file, person, kind), group in sorted(grouped.items()):
        what = counted(len(group), *_WORDS[kind])
        advice = "" if is_mention else f"; {_advice(group[0])}"
        print_line(f"{file}: {f'{person}: ' if person else ''}{what} (first: {group[0].where}){advice}")


def _advice(trace: Trace) -> str:
    if trace.kind == "unsearched":
        return "look into it, or delete it"
    if trace.kind == "page" or trace.file.name.endswith((".log", ".pages.sqlite")):
        return "--purge deletes it"
    if trace.file.suffix == ".jsonl":
        return "build the dataset again, or delete it"
    return "delete the file, or write it again"
