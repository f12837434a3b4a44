"""``profile-scraper dedupe``: find the records of one file that describe the same publication."""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from profile_scraper.cli.output import DONE, PROBLEMS, output, print_error, print_line
from profile_scraper.dedupe import InputRecord, RecordError
from profile_scraper.dedupe.api import cluster_records
from profile_scraper.dedupe.records import UnknownFields, joined, parse_record
from profile_scraper.messages import UserError, _, counted
from profile_scraper.parallel import ProcessExecutor, available_processors
from profile_scraper.storage.publish import check_folder, output_path, publish_file
from profile_scraper.storage.remote import local_path


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument(
        "records",
        type=local_path,
        metavar="RECORDS",
        help=_("a file with one JSON record a line (id, title, authors, year, …), or publications.jsonl of a dataset"),
    )
    command.add_argument(
        "--out",
        type=output_path,
        required=True,
        metavar="CLUSTERS",
        help=_("the file to write: one JSON list of ids a line"),
    )
    command.add_argument(
        "--fields",
        choices=("full", "profile"),
        default="full",
        help=_("compare every field (the default), or title, authors and abstract alone"),
    )
    command.add_argument(
        "--evidence",
        type=output_path,
        metavar="FILE",
        help=_("also write one JSON decision a line: what was compared, and why"),
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    targets = [path.resolve() for path in (options.records, options.out, options.evidence) if path is not None]
    if len(set(targets)) < len(targets):
        raise UserError(_("RECORDS, CLUSTERS and FILE are different files; name another --out or --evidence"))
    for option, file in (("--out", options.out), ("--evidence", options.evidence)):
        if file is not None:
            check_folder(file.parent, option)
    problems: list[str] = []
    unknown = UnknownFields()
    records = list(_read(options.records, problems, unknown))
    problems += [
        _("{file}: the field '{name}' is not compared; did you mean '{near}'?").format(
            file=options.records, name=name, near=near
        )
        for name, near in unknown.misnamed.items()
    ]
    for problem in problems:
        print_error(problem)
    if problems and not records:
        raise UserError(
            _("no record of {records} could be used; nothing was written to {out}").format(
                records=options.records, out=options.out
            )
        )
    if unknown.others:
        print_error(
            _("{file}: these fields are not compared: {names}").format(
                file=options.records, names=joined(unknown.others)
            )
        )

    result = cluster_records(records, options.fields, ProcessExecutor(available_processors()))
    if options.evidence is not None:
        _write(options.evidence, (decision.model_dump_json() for decision in result.evidence))
    _write(options.out, (json.dumps(cluster, ensure_ascii=False) for cluster in result.clusters))
    output.add(
        clusters_file=str(options.out),
        records=len(records),
        clusters=len(result.clusters),
        problems=len(problems),
        unknown_fields=unknown.nearest,
    )
    print_line(
        _("wrote {out}: {records} in {clusters}, {problems}").format(
            out=options.out,
            records=counted(len(records), "record"),
            clusters=counted(len(result.clusters), "cluster"),
            problems=counted(len(problems), "problem"),
        )
    )
    return PROBLEMS if problems else DONE


def _read(path: Path, problems: list[str], unknown: UnknownFields) -> Iterator[InputRecord]:
    """Yield the valid records of a JSON Lines file; each other line is named in ``problems``."""
    line_of: dict[str | int, int] = {}
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                name = f"{path}:{number}"
                try:
                    fields = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
                    record = parse_record(fields, name)
                except UnicodeDecodeError:
                    problems.append(_("{line}: not UTF-8").format(line=name))
                except (ValueError, RecursionError):
                    problems.append(
                        _("{line}: not JSON, or cut off: each line is one record as JSON").format(line=name)
                    )
                except RecordError as error:
                    problems.append(str(error))
                else:
                    if record.id in line_of:
                        problems.append(
                            _("{line} (id {id!r}), field 'id': line {earlier} has it already").format(
                                line=name, id=record.id, earlier=line_of[record.id]
                            )
                        )
                        continue
                    line_of[record.id] = number
                    unknown.add(fields)
                    yield record
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)) from None


def _write(path: Path, lines: Iterable[str]) -> None:
    with publish_file(path) as partial, partial.open("w", encoding="utf8") as file:
        file.writelines(f"{line}\n" for line in lines)
