"""``profile-scraper vocabulary``: which terms of the two languages go together, and which a person accepts."""

import argparse
from pathlib import Path

from profile_scraper.cli.outcome import USED, AddCommand, counted


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("vocabulary", help="show the terms that were learned and those still open; accept some")
    command.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    command.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="EN=FR",
        help="write this learned pair into the file; repeatable",
    )
    command.add_argument("--kind", metavar="KIND", help="for accepted roles, what sort they are (appointment, staff…)")
    command.add_argument("--file", type=Path, metavar="TOML", help="the site's vocabulary.toml, to accept pairs into")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.publish import file_whole_or_not_at_all
    from profile_scraper.dataset.read import read_dataset
    from profile_scraper.errors import UserError
    from profile_scraper.report.terms import terms_as_text

    dataset = read_dataset(options.dataset)
    if not options.accept:
        for line in terms_as_text(dataset):
            print(line)
        return USED
    if options.file is None:
        raise UserError("name the file to accept pairs into with --file profile_scraper/sites/SITE/vocabulary.toml")
    from profile_scraper.pair.vocabulary_file import accept

    known = {f"{pair.en}={pair.fr}": pair for pair in dataset.learned}
    unknown = [words for words in options.accept if words not in known]
    if unknown:
        raise UserError(f"{unknown[0]!r} is no pair that the dataset has learned; run it without --accept to see them")
    try:
        before = options.file.read_text(encoding="utf8")
    except OSError as error:
        raise UserError(f"{options.file}: {error.strerror}") from None
    text = accept(before, [known[words] for words in options.accept], options.kind)
    with file_whole_or_not_at_all(options.file) as partial:
        partial.write_text(text, encoding="utf8")
    print(f"wrote {options.file}: {counted(len(options.accept), 'pair')} accepted; build again to use them")
    return USED
