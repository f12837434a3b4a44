"""``profile-scraper report`` and ``review``: the pages that show a dataset and ask what is uncertain in it."""

import argparse
import getpass
from pathlib import Path

from profile_scraper.cli.arguments import add_dataset, add_overrides, add_sites, overrides, positive
from profile_scraper.cli.output import DONE, name_unmatched, output, print_line
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.removed import people_matched
from profile_scraper.messages import _, counted, suggestion
from profile_scraper.pipeline.options import DECISIONS, find_file
from profile_scraper.report.questions import KINDS, QuestionKind
from profile_scraper.report.render import write_report
from profile_scraper.report.review import Review
from profile_scraper.report.server import ReviewServer
from profile_scraper.report.site_report import write_site_report
from profile_scraper.settings import CONTACT
from profile_scraper.storage.publish import output_path
from profile_scraper.storage.remote import local_path, parse_location

_REPORT, _SITE_REPORT = "report.html", "site-report.html"


def add_report(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``report``."""
    add_dataset(command)
    command.add_argument(
        "--out",
        type=output_path,
        metavar="FILE",
        help=_("(default: {report}, or {site_report})").format(report=_REPORT, site_report=_SITE_REPORT),
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--since", type=parse_location, metavar="DATASET", help=_("an earlier dataset to compare with"))
    which.add_argument(
        "--for-site", action="store_true", help=_("the page for the keepers of the site: what to correct, by person")
    )
    command.add_argument(
        "--contact",
        metavar="TEXT",
        default=CONTACT or None,
        help=_("whom the keepers of the site can ask, for --for-site (default: ${variable})").format(
            variable="PROFILE_SCRAPER_CONTACT"
        ),
    )
    add_sites(command)
    add_overrides(command)
    command.set_defaults(run=_report)


def add_review(command: argparse.ArgumentParser) -> None:
    """Add the arguments of ``review``."""
    add_dataset(command)
    command.add_argument(
        "--decisions",
        type=local_path,
        metavar="FILE",
        help=_("file to append to (default: {file} here or beside the dataset)").format(file=DECISIONS),
    )
    command.add_argument(
        "--kinds",
        type=_kinds,
        default=KINDS,
        metavar="KIND,…",
        help=_("what to ask about: {kinds} (default: all)").format(kinds=", ".join(KINDS)),
    )
    command.add_argument("--by", metavar="NAME", help=_("who decides (default: your login name)"))
    command.add_argument("--port", type=positive, default=0, metavar="N", help=_("(default: any free port)"))
    command.set_defaults(run=_review)


def _kinds(text: str) -> list[QuestionKind]:
    """The kinds of questions that a person named.

    Raises:
        argparse.ArgumentTypeError: there is no such kind.
    """
    named = [name.strip() for name in text.split(",")]
    unknown = next((name for name in named if name not in KINDS), None)
    if unknown is not None:
        raise argparse.ArgumentTypeError(
            _("{kind!r} is no kind of question").format(kind=unknown) + suggestion(unknown, KINDS)
        )
    return [kind for kind in KINDS if kind in named]


def _report(options: argparse.Namespace) -> int:
    named = overrides(options, options.dataset)
    removed = named.removals.ids
    if options.for_site:
        out = options.out or Path(_SITE_REPORT)
        found = write_site_report(options.dataset, out, named.read().decisions, removed, options.contact)
        people = counted(found.people_count, "person", "people")
        print_line(_("wrote {out}: {people} with something to correct").format(out=out, people=people))
        _print_unused(found.unused_decisions)
    else:
        out = options.out or Path(_REPORT)
        write_report(options.dataset, out, options.since, removed)
        print_line(_("wrote {out}: a report on {dataset}").format(out=out, dataset=options.dataset))
    output.add(report=str(out))
    dataset = read_dataset(options.dataset)
    matched = people_matched(dataset, removed)
    return name_unmatched(named.removals, matched, dataset.manifest.sites, options.dataset, DONE)


def _review(options: argparse.Namespace) -> int:
    decisions = options.decisions or find_file(None, DECISIONS, options.dataset, option="--decisions")
    decisions = local_path(decisions or DECISIONS)
    review = Review(options.dataset, decisions, options.by or getpass.getuser(), options.kinds)
    _print_unused(review.unused)
    if review.contact_conflicts:
        contradictions = counted(review.contact_conflicts, "contradiction")
        text = _("{contradictions} of e-mail addresses or telephone numbers: not asked, see report --for-site")
        print_line(text.format(contradictions=contradictions))
    if not review.open_count:
        print_line(_("nothing to ask: no question of these kinds is open"))
        return DONE
    with ReviewServer(review, options.port) as server:
        questions = counted(review.open_count, "question")
        text = _("open {address} ({questions}); answers go to {file}; stop with Ctrl+C")
        print_line(text.format(address=server.address, questions=questions, file=decisions), flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print_line()
    remaining = counted(review.open_count, "open question") if review.open_count else _("no open question")
    if review.postponed_count:
        remaining += _(", {number} put off until the next session").format(number=review.postponed_count)
    if review.given:
        answers = counted(len(review.given), "answer")
        text = _("wrote {file}: {answers}; {left}; build again to use the answers")
        print_line(text.format(file=decisions, answers=answers, left=remaining))
    else:
        print_line(_("no answer was given; {left}").format(left=remaining))
    return DONE


def _print_unused(count: int) -> None:
    """Say how many answers are about contradictions that the dataset does not have."""
    if count:
        text = _("{answers} about contradictions that this dataset does not have; nothing follows from them")
        print_line(text.format(answers=counted(count, "answer")))
