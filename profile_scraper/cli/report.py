"""``profile-scraper report`` and ``review``: the pages that show a dataset and ask what is uncertain in it."""

import argparse
import getpass
from pathlib import Path

from profile_scraper.cli.arguments import add_dataset, add_removals, add_sites, removals
from profile_scraper.cli.outcome import DONE, name_unmatched
from profile_scraper.cli.terminal import counted, print_line
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.removed import people_matched
from profile_scraper.pipeline.overrides import DECISIONS, find_file
from profile_scraper.report.render import write_report
from profile_scraper.report.review import Review
from profile_scraper.report.server import ReviewServer


def add_report(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``report``."""
    add_dataset(command)
    command.add_argument("--out", type=Path, default=Path("report.html"), metavar="FILE", help="(default: report.html)")
    command.add_argument("--since", type=Path, metavar="DATASET", help="an earlier dataset to compare with")
    add_sites(command)
    add_removals(command)
    command.set_defaults(run=_report)


def add_review(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``review``."""
    add_dataset(command)
    command.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE",
        help=f"file to append to (default: {DECISIONS} here or beside the dataset)",
    )
    command.add_argument("--by", metavar="NAME", help="who decides (default: your login name)")
    command.add_argument("--port", type=int, default=0, metavar="N", help="(default: any free port)")
    command.set_defaults(run=_review)


def _report(options: argparse.Namespace) -> int:
    removal_list = removals(options, options.dataset)
    write_report(options.dataset, options.out, options.since, removal_list.ids)
    print_line(f"wrote {options.out}: a report on {options.dataset}")
    dataset = read_dataset(options.dataset)
    matched = people_matched(dataset, removal_list.ids)
    return name_unmatched(removal_list, matched, dataset.manifest.sites, options.dataset, DONE)


def _review(options: argparse.Namespace) -> int:
    decisions = options.decisions or find_file(None, DECISIONS, options.dataset, option="--decisions")
    decisions = decisions or Path(DECISIONS)
    review = Review(options.dataset, decisions, options.by or getpass.getuser())
    with ReviewServer(review, options.port) as server:
        print_line(f"open {server.address} ({counted(review.open_count, 'question')}); stop with Ctrl+C", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print_line()
    answers, left = counted(len(review.given), "answer"), counted(review.open_count, "question")
    print_line(f"wrote {decisions}: {answers}, {left} left")
    return DONE
