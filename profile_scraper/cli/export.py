"""``profile-scraper export``: write a dataset in a format that other tools read."""

import argparse
from typing import Any

from profile_scraper.cli.arguments import add_dataset, add_removals, add_sites, removals
from profile_scraper.cli.output import DONE, name_unmatched, output, print_line
from profile_scraper.dataset.filter import Filters
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.dataset.removed import people_matched
from profile_scraper.exporters import FORMATS, ExportCounts, ExportError, export
from profile_scraper.exporters.csv_tables import COMMA, parse_separator
from profile_scraper.exporters.selection import check_partitioned, parse_day
from profile_scraper.messages import UserError, _, counted
from profile_scraper.storage.publish import output_path


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_dataset(command)
    command.add_argument("--to", required=True, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument("--out", type=output_path, required=True, metavar="PATH", help=_("file or folder to write"))
    command.add_argument(
        "--append",
        action="store_true",
        help=_("parquet: add the tables to those of earlier weeks in --out, as partitions of snapshot_date"),
    )
    command.add_argument(
        "--snapshot-date",
        type=_day,
        metavar="YYYY-MM-DD",
        help=_("the partition (default: the day of the dataset's last fetch)"),
    )
    command.add_argument(
        "--separator",
        type=_separator,
        default=COMMA,
        metavar="CHARACTER",
        help=_("csv: between the cells: , (the default), ; (French spreadsheets, with decimal commas), | or \\t (tab)"),
    )
    _add_filters(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    removal_list = removals(options, options.dataset)
    dataset = read_dataset(options.dataset)
    counts = export(
        dataset,
        options.to,
        options.out,
        _filters(options, removal_list.ids),
        _snapshot_date(options, dataset),
        separator=options.separator,
    )
    output.add(out=str(options.out), format=options.to, counts=_as_json(counts))
    print_line(
        _("wrote {out}: {format} of {dataset}, {counts}").format(
            out=options.out, format=options.to, dataset=options.dataset, counts=_counts(counts)
        )
    )
    if counts.long_cells:
        print_line(_long_cells(counts))
    matched = people_matched(dataset, removal_list.ids)
    return name_unmatched(removal_list, matched, dataset.manifest.sites, options.dataset, DONE)


def _counts(counts: ExportCounts) -> str:
    if counts.pairs is not None:
        pairs = counted(counts.pairs, "pair of paragraphs", "pairs of paragraphs")
        text = _("{pairs} of {profiles}").format(pairs=pairs, profiles=counted(counts.profiles, "profile"))
        if counts.unlikely_pairs:
            unlikely = counted(
                counts.unlikely_pairs,
                "that is probably no translation is left out",
                "that are probably no translation are left out",
            )
            text += _("; {unlikely}").format(unlikely=unlikely)
        return text
    text = _("{profiles} of {all_profiles}, {publications} of {all_publications}").format(
        profiles=counts.profiles,
        all_profiles=counted(counts.of_profiles, "profile"),
        publications=counts.publications,
        all_publications=counted(counts.of_publications, "publication"),
    )
    if counts.without_year:
        text += _("; {number} without a year are left out").format(number=counts.without_year)
    return text


def _long_cells(counts: ExportCounts) -> str:
    """What a spreadsheet cuts."""
    cells = [
        _("{column} of {row} ({table}.csv)").format(column=cell.column, row=cell.row, table=cell.table)
        for cell in counts.first_long_cells
    ]
    more = ["…"] if counts.long_cells > len(cells) else []
    number = counted(
        counts.long_cells,
        "cell is longer than a spreadsheet holds, and whole in the file",
        "cells are longer than a spreadsheet holds, and whole in the files",
    )
    return f"{number}: {', '.join([*cells, *more])}"


def _as_json(counts: ExportCounts) -> dict[str, Any]:
    return counts._asdict() | {"first_long_cells": [cell._asdict() for cell in counts.first_long_cells]}


def _snapshot_date(options: argparse.Namespace, dataset: Dataset) -> str | None:
    """The day of the partition, None where nothing is appended."""
    if not options.append:
        if options.snapshot_date:
            raise UserError(_("--snapshot-date goes with --append"))
        return None
    check_partitioned(options.to)
    day = options.snapshot_date or max(
        (source.retrieved[:10] for source in dataset.manifest.sources if source.retrieved), default=None
    )
    if day is None:
        raise UserError(_("no page of the dataset says when it was fetched; give --snapshot-date YYYY-MM-DD"))
    return str(day)


def _day(text: str) -> str:
    try:
        return parse_day(text)
    except ExportError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _separator(text: str) -> str:
    try:
        return parse_separator(text)
    except ExportError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _add_filters(command: argparse.ArgumentParser) -> None:
    """Add the arguments that select a part of a dataset."""
    group = command.add_argument_group(_("records to keep (default: all, without e-mail addresses)"))
    group.add_argument(
        "--person", action="append", default=[], metavar="ID", help=_("id or slug of a person; repeatable")
    )
    group.add_argument("--topic", action="append", default=[], metavar="ID", help=_("id of a topic; repeatable"))
    group.add_argument("--years", type=_years, metavar="YEAR[-YEAR]", help=_("publications issued in these years"))
    group.add_argument(
        "--language", action="append", default=[], choices=("en", "fr"), help=_("pages in this language")
    )
    group.add_argument("--emails", action="store_true", help=_("keep e-mail addresses, telephone numbers and offices"))
    add_sites(command)
    add_removals(command)


def _filters(options: argparse.Namespace, removed: frozenset[str]) -> Filters:
    """The part of a dataset that is selected."""
    return Filters(
        people=frozenset(options.person),
        topics=frozenset(options.topic),
        years=options.years,
        languages=frozenset(options.language),
        emails=options.emails,
        removed=removed,
    )


def _years(text: str) -> tuple[int, int]:
    first, _dash, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(_("{text!r} is neither a year (2024) nor two (2020-2024)").format(text=text))
    return int(first), int(last or first)
