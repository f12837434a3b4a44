"""``profile-scraper removed``: find what still holds people who asked to be left out."""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from profile_scraper.cli.arguments import add_removals, add_sites, removals
from profile_scraper.cli.output import DONE, PROBLEMS, output, print_line, print_unmatched, suggestion
from profile_scraper.messages import UserError, _, counted, labelled
from profile_scraper.pipeline.options import REMOVALS
from profile_scraper.records.manifest import FILES
from profile_scraper.removal import Trace, identify, is_decisions, is_log, purge, search
from profile_scraper.removal.search import known_people, people_under, sites_under
from profile_scraper.storage.remote import local_path


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument(
        "folders",
        nargs="+",
        type=local_path,
        metavar="FOLDER",
        help=_("folder of a crawl, a dataset or an export, or a file"),
    )
    command.add_argument(
        "--purge",
        action="store_true",
        help=_("delete their pages from archives, page stores and logs, and decisions about them"),
    )
    add_sites(command)
    add_removals(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folders: list[Path] = options.folders
    for folder in folders:
        if not folder.exists():
            raise UserError(_("{path} does not exist").format(path=folder))
    found = removals(options, *(path for folder in folders for path in (folder, folder / "dataset")))
    if found.path is None:
        raise UserError(
            _("there is no {file} here or beside these folders: name the list with --removals").format(file=REMOVALS)
        )
    people = identify(found.ids, known_people(folders, sorted(found.ids)))
    ignored = {path.resolve() for path in (found.path, found.memory) if isinstance(path, Path)}
    traces = list(search(folders, people, ignored))
    if options.purge:
        for line in purge(traces, people):
            print_line(line)
        traces = list(search(folders, people, ignored))
    _print(_("To mend:"), [trace for trace in traces if trace.is_held])
    _print(_("Mentions, which stay:"), [trace for trace in traces if not trace.is_held])
    held = {trace.file for trace in traces if trace.is_held}
    mentions = {trace.file for trace in traces} - held
    sites = sites_under(folders) | {trace.person.partition("/")[0] for trace in traces}
    unmatched = found.never_matched({trace.person for trace in traces if trace.kind != "name"}, sites)
    known = people_under(folders) if unmatched else ()
    for entry in unmatched:
        print_unmatched(found, entry, suggestion(entry, known))
    output.add(held=[_fields(trace) for trace in traces if trace.is_held])
    output.add(mentions=[_fields(trace) for trace in traces if not trace.is_held])
    output.add(never_matched=[entry.text for entry in unmatched])
    # An entry that never matched anybody names no person.
    summary = _("{people} on the list: {files} to mend").format(
        people=counted(max(0, len(people) - len(unmatched)), "person", "people"), files=counted(len(held), "file")
    )
    if mentions:
        summary += _(", {files} with mentions in the texts of others").format(files=counted(len(mentions), "file"))
    print_line(summary)
    return PROBLEMS if held or unmatched else DONE


def _print(heading: str, traces: Iterable[Trace]) -> None:
    grouped: defaultdict[tuple[Path, str, str], list[Trace]] = defaultdict(list)
    for trace in traces:
        grouped[trace.file, trace.person, trace.kind].append(trace)
    if grouped:
        print_line(heading)
    for (file, person, kind), group in sorted(grouped.items()):
        advice = _("; {advice}").format(advice=_advice(group)) if group[0].is_held else ""
        first = _("first: {where}").format(where=group[0].where)
        found = f"{_what(kind, len(group))} ({first}){advice}"
        print_line("  " + labelled(file, labelled(person, found) if person else found))


def _fields(trace: Trace) -> dict[str, str]:
    return {"file": str(trace.file), "person": trace.person, "kind": trace.kind, "where": trace.where}


def _what(kind: str, number: int) -> str:
    return {
        "page": counted(number, "page of theirs", "pages of theirs"),
        "address": counted(number, "address of theirs", "addresses of theirs"),
        "e-mail": counted(number, "e-mail address", "e-mail addresses"),
        "link": counted(number, "link on a page of somebody else", "links on pages of somebody else"),
        "name": counted(number, "mention of the name", "mentions of the name"),
        "unsearched": counted(number, "part that cannot be searched", "parts that cannot be searched"),
    }[kind]


def _advice(traces: Sequence[Trace]) -> str:
    """What to do about the traces of one person in one file."""
    trace = traces[0]
    if trace.kind == "unsearched":
        return _("look into it, or delete it")
    if is_decisions(trace.file):
        lines = ", ".join(dict.fromkeys(each.where for each in traces))
        return _("people's decisions: --purge deletes {lines} and no other").format(lines=lines)
    if trace.kind == "page" or is_log(trace.file) or trace.file.name.endswith(".pages.sqlite"):
        return _("--purge deletes it")
    if trace.file.suffix == ".jsonl" or trace.file.name in FILES:
        return _("build the dataset again, or delete it")
    return _("delete the file, or write it again")
