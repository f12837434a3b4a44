"""``explain``, ``diff``, ``vocabulary``, ``validate``: what a dataset contains, and whether it is valid."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice

from profile_scraper.cli.arguments import add_dataset, add_sites
from profile_scraper.cli.output import DONE, PROBLEMS, output, print_line
from profile_scraper.dataset.diff import ChangeCounts, as_text, diff_datasets
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.messages import UserError, _, counted, decimal, labelled, user_language
from profile_scraper.pair.terms.vocabulary import accept
from profile_scraper.records.decision import LearnedPair
from profile_scraper.report.explain import explain
from profile_scraper.report.wording import code_words
from profile_scraper.storage.publish import publish_file
from profile_scraper.storage.remote import local_path, parse_location


def add_explain(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``explain``."""
    add_dataset(command)
    command.add_argument("id", metavar="ID", help=_("id or slug of a person, or id of a publication"))
    command.add_argument("field", nargs="?", metavar="FIELD", help=_("a field, e.g. topics or roles[0].title"))
    add_sites(command)
    command.set_defaults(run=_explain)


def add_diff(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``diff``."""
    command.add_argument("old", type=parse_location, metavar="OLD", help=_("folder of the earlier dataset"))
    command.add_argument("new", type=parse_location, metavar="NEW", help=_("folder of the later dataset"))
    command.add_argument("--jsonl", action="store_true", help=_("print one change a line, as JSON"))
    command.add_argument("--exit-code", action="store_true", help=_("exit with 1 where the datasets differ"))
    command.set_defaults(run=_diff)


def add_vocabulary(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``vocabulary``."""
    add_dataset(command)
    command.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="EN=FR",
        help=_("add this learned pair to the file; repeatable"),
    )
    command.add_argument("--kind", metavar="KIND", help=_("kind of the accepted roles (appointment, staff…)"))
    command.add_argument(
        "--file", type=local_path, metavar="TOML", help=_("the site's vocabulary.toml that pairs are added to")
    )
    command.set_defaults(run=_vocabulary)


def _explain(options: argparse.Namespace) -> int:
    return _print(explain(read_dataset(options.dataset), options.id, options.field))


def _diff(options: argparse.Namespace) -> int:
    counts = ChangeCounts()
    changes = counts.count(diff_datasets(read_dataset(options.old), read_dataset(options.new)))
    for line in (change.model_dump_json() for change in changes) if options.jsonl else as_text(changes):
        print_line(line)
    output.add(profiles=counts.of["profile"], publications=counts.of["publication"])
    if not options.jsonl:
        print_line(_summary(counts))
    return PROBLEMS if options.exit_code and counts.total else DONE


def _summary(counts: ChangeCounts) -> str:
    if not counts.total:
        return _("no changes")
    return "; ".join(
        _("{records}: {added} added, {removed} removed, {changed} changed").format(
            records=name, **{kind: counts.of[record][kind] for kind in ("added", "removed", "changed")}
        )
        + (_(", {number} redirected").format(number=number) if (number := counts.of[record]["redirected"]) else "")
        for record, name in (("profile", _("profiles")), ("publication", _("publications")))
    )


def _vocabulary(options: argparse.Namespace) -> int:
    dataset = read_dataset(options.dataset)
    if not options.accept:
        return _print(vocabulary_lines(dataset))
    if options.file is None:
        raise UserError(_("name the file that pairs are added to with --file SITES/SITE/vocabulary.toml"))
    learned = {f"{pair.en}={pair.fr}": pair for pair in dataset.learned}
    unknown = [pair for pair in options.accept if pair not in learned]
    if unknown:
        raise UserError(
            _("{pair!r} is not a pair that the dataset has learned; run without --accept to list them").format(
                pair=unknown[0]
            )
        )
    try:
        before = options.file.read_text(encoding="utf8")
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}").format(file=options.file, reason=error.strerror)) from None
    text = accept(before, [learned[pair] for pair in options.accept], options.kind)
    with publish_file(options.file) as partial:
        partial.write_text(text, encoding="utf8")
    pairs = counted(len(options.accept), "pair")
    print_line(_("wrote {file}: {pairs} accepted; build again to use them").format(file=options.file, pairs=pairs))
    return DONE


def vocabulary_lines(dataset: Dataset) -> Iterator[str]:
    """Learned pairs that are used, pairs that are too uncertain to be used, then terms without a counterpart."""
    learned = sorted(dataset.learned, key=lambda pair: (pair.facet, -pair.margin, pair.en))
    for heading, used in ((_("Learned and used:"), True), (_("Not certain enough to be used:"), False)):
        pairs = [pair for pair in learned if pair.used == used]
        if pairs:
            yield heading
            yield from map(_pair_line, pairs)
    if dataset.manifest.unmatched:
        yield _("Without a counterpart:")
        for term in sorted(dataset.manifest.unmatched, key=lambda term: (term.kind, -term.profiles, term.label)):
            count = counted(term.profiles, "profile")
            kind = code_words("facet", term.kind, user_language())
            yield "  " + _("{kind}  {label} ({language}), in {profiles}").format(
                kind=kind, label=term.label, language=term.language, profiles=count
            )
    elif not learned:
        yield _("Every term is in the site's vocabulary.")


def _pair_line(pair: LearnedPair) -> str:
    counts = _("together in {together}, without the other in {en} (en) and {fr} (fr)").format(
        together=pair.together, en=pair.en_unmatched, fr=pair.fr_unmatched
    )
    ratio = _("log2 likelihood ratio {number}").format(number=decimal(pair.margin, ".1f"))
    cognates = _(", similar words") if pair.cognates else ""
    rival = _(", next best {term!r}").format(term=pair.next_best) if pair.next_best else ""
    kind = code_words("facet", pair.facet, user_language())
    line = _("{kind}  {en} = {fr}: {ratio}; {counts}").format(
        kind=kind, en=pair.en, fr=pair.fr, ratio=ratio, counts=counts
    )
    return f"  {line}{cognates}{rival}"


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print_line(line)
    return DONE


_SHOWN = 100


def add_validate(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``validate``."""
    add_dataset(command)
    command.add_argument(
        "--all", action="store_true", help=_("print every finding (default: the first {number})").format(number=_SHOWN)
    )
    command.set_defaults(run=_validate)


def _validate(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.validate import validate_dataset  # a library of schemas, for this command alone

    findings = validate_dataset(options.dataset)
    shown = list(findings if options.all else islice(findings, _SHOWN))
    for finding in shown:
        print_line(str(finding))
    more = sum(1 for _finding in findings)
    if more:
        print_line(_("… and {number} more (--all prints them)").format(number=more))
    count = len(shown) + more
    output.add(findings=[finding._asdict() for finding in shown], count=count)
    print_line(labelled(options.dataset, counted(count, "finding") if count else _("valid")))
    return PROBLEMS if count else DONE
