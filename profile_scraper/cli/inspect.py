"""``profile-scraper explain``, ``diff`` and ``vocabulary``: print what a dataset contains."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from profile_scraper.cli.arguments import add_dataset
from profile_scraper.cli.outcome import DONE
from profile_scraper.cli.terminal import counted, print_line
from profile_scraper.dataset.diff import as_text, diff_datasets
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.errors import UserError
from profile_scraper.pair.terms.vocabulary_file import accept
from profile_scraper.records.decision import LearnedPair
from profile_scraper.report.explain import explain
from profile_scraper.storage.publish import publish_file


def add_explain(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``explain``."""
    add_dataset(command)
    command.add_argument("id", metavar="ID", help="id of a profile (site/slug) or of a publication")
    command.add_argument("field", nargs="?", metavar="FIELD", help="of a profile, e.g. topics or roles[0].title")
    command.set_defaults(run=_explain)


def add_diff(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``diff``."""
    command.add_argument("old", type=Path, metavar="OLD", help="folder of the earlier dataset")
    command.add_argument("new", type=Path, metavar="NEW", help="folder of the later dataset")
    command.add_argument("--jsonl", action="store_true", help="print one change a line, as JSON")
    command.set_defaults(run=_diff)


def add_vocabulary(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``vocabulary``."""
    add_dataset(command)
    command.add_argument(
        "--accept", action="append", default=[], metavar="EN=FR", help="add this learned pair to the file; repeatable"
    )
    command.add_argument("--kind", metavar="KIND", help="kind of the accepted roles (appointment, staff…)")
    command.add_argument("--file", type=Path, metavar="TOML", help="the site's vocabulary.toml that pairs are added to")
    command.set_defaults(run=_vocabulary)


def _explain(options: argparse.Namespace) -> int:
    return _print(explain(read_dataset(options.dataset), options.id, options.field))


def _diff(options: argparse.Namespace) -> int:
    changes = diff_datasets(read_dataset(options.old), read_dataset(options.new))
    return _print((change.model_dump_json() for change in changes) if options.jsonl else as_text(changes))


def _vocabulary(options: argparse.Namespace) -> int:
    dataset = read_dataset(options.dataset)
    if not options.accept:
        return _print(vocabulary_lines(dataset))
    if options.file is None:
        raise UserError("name the file that pairs are added to with --file SITES/SITE/vocabulary.toml")
    learned = {f"{pair.en}={pair.fr}": pair for pair in dataset.learned}
    unknown = [pair for pair in options.accept if pair not in learned]
    if unknown:
        raise UserError(f"{unknown[0]!r} is not a pair that the dataset has learned; run without --accept to list them")
    try:
        before = options.file.read_text(encoding="utf8")
    except OSError as error:
        raise UserError(f"{options.file}: {error.strerror}") from None
    text = accept(before, [learned[pair] for pair in options.accept], options.kind)
    with publish_file(options.file) as partial:
        partial.write_text(text, encoding="utf8")
    print_line(f"wrote {options.file}: {counted(len(options.accept), 'pair')} accepted; build again to use them")
    return DONE


def vocabulary_lines(dataset: Dataset) -> Iterator[str]:
    """Learned pairs that are used, pairs that are too uncertain to be used, then terms without a counterpart."""
    learned = sorted(dataset.learned, key=lambda pair: (pair.facet, -pair.margin, pair.en))
    for heading, used in (("Learned and used:", True), ("Not certain enough to be used:", False)):
        pairs = [pair for pair in learned if pair.used == used]
        if pairs:
            yield heading
            yield from map(_pair_line, pairs)
    if dataset.manifest.unmatched:
        yield "Without a counterpart:"
        for term in sorted(dataset.manifest.unmatched, key=lambda term: (term.kind, -term.profiles, term.label)):
            yield f"  {term.kind}  {term.label} ({term.language}), in {term.profiles} profiles"
    elif not learned:
        yield "Every term is in the site's vocabulary."


def _pair_line(pair: LearnedPair) -> str:
    counts = f"together in {pair.together}, without the other in {pair.en_unmatched} (en) and {pair.fr_unmatched} (fr)"
    cognates = ", similar words" if pair.cognates else ""
    rival = f", next best {pair.next_best!r}" if pair.next_best else ""
    return f"  {pair.facet}  {pair.en} = {pair.fr}: log2 likelihood ratio {pair.margin:.1f}; {counts}{cognates}{rival}"


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print_line(line)
    return DONE
