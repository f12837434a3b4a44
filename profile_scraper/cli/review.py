"""``profile-scraper review``: a person decides what is uncertain, on a page that only this machine can open."""

import argparse
from pathlib import Path

from profile_scraper.cli.outcome import USED, AddCommand, counted


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("review", help="decide what is uncertain in a dataset, on a page of this machine")
    command.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    command.add_argument(
        "--decisions", type=Path, default=Path("decisions.jsonl"), metavar="FILE", help="(default: decisions.jsonl)"
    )
    command.add_argument("--by", metavar="NAME", help="who decides (default: the name you are logged in with)")
    command.add_argument("--port", type=int, default=0, metavar="N", help="(default: any that is free)")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    import getpass

    from profile_scraper.report.review import Review
    from profile_scraper.report.serve import ReviewServer

    review = Review(options.dataset, options.decisions, options.by or getpass.getuser())
    with ReviewServer(review, options.port) as server:
        print(f"open {server.address} ({counted(review.left, 'question')}); stop with Ctrl+C", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    print(f"wrote {options.decisions}: {counted(len(review.given), 'answer')}, {counted(review.left, 'question')} left")
    return USED
