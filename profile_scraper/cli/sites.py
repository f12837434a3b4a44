"""``profile-scraper sites``: list the sites, learn a new one from its pages, try one on pages."""

import argparse
import shlex
from collections.abc import Iterable
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.cli.arguments import add_sites
from profile_scraper.cli.failed_checks import sentence_of, wrong_value
from profile_scraper.cli.output import DONE, PROBLEMS, output, print_line, print_problems
from profile_scraper.cli.parser import CommandParser, add_output_options, help_texts
from profile_scraper.learning.check import FieldCheck, SiteCheck, check_site
from profile_scraper.learning.evidence import open_pages
from profile_scraper.learning.site import learn_site
from profile_scraper.learning.write import site_toml, vocabulary_toml
from profile_scraper.messages import UserError, _, counted, decimal, labelled, user_language
from profile_scraper.pipeline.options import REMOVALS
from profile_scraper.records.problem import Problem
from profile_scraper.report.wording import code_words
from profile_scraper.sites import SiteError, load_site, mentions_of_list, site_names
from profile_scraper.sites.folders import DEFAULT, find_sites, forget_sites, use_folder, user_folder
from profile_scraper.storage.publish import publish_folder
from profile_scraper.storage.remote import local_path


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_sites(command)
    command.set_defaults(run=_list)
    actions = command.add_subparsers(metavar="new | check", parser_class=CommandParser)
    looks_wrong = _("done, and something looks wrong")
    learning = _("learn a site from its saved pages and write its folder")
    new_example = "profile-scraper sites new rivers saved-pages --sites my-sites"
    new = actions.add_parser("new", help=learning, **help_texts(learning, new_example, looks_wrong))
    new.set_defaults(run=_new)
    trying = _("read pages with a site's file and show how far to trust it")
    check_example = "profile-scraper sites check rivers saved-pages --sites my-sites"
    check = actions.add_parser("check", help=trying, **help_texts(trying, check_example, looks_wrong))
    check.set_defaults(run=_check)
    for action in (new, check):
        action.add_argument("name", metavar="NAME", help=_("name of the site: the first part of every id"))
        action.add_argument(
            "pages", nargs="+", type=local_path, metavar="PAGE", help=_("WARC or .html file, or a folder of these")
        )
        add_sites(action)
        add_output_options(action)


def _list(_options: argparse.Namespace) -> int:
    status = DONE
    for name, found in sorted(find_sites().items()):
        where = found.folder or _("built in")
        try:
            print_line(f"{name}  {load_site(name).title}  ({where})")
        except SiteError as error:
            print_line(_("{name}  cannot be used: {error}  ({where})").format(name=name, error=error, where=where))
            status = PROBLEMS
    return status


def _require_paths(paths: Iterable[Path]) -> None:
    """Refuse a path that does not exist: what is learned or checked would not be about the pages that were meant.

    Raises:
        UserError: one of the paths does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UserError(_("{path} does not exist").format(path=path))


def _new(options: argparse.Namespace) -> int:
    _require_paths(options.pages)
    name: str = options.name
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise UserError(_("{name!r} is no name for a site: use letters, digits, '-' and '_'").format(name=name))
    folder = (user_folder() or Path(DEFAULT).absolute()) / name
    if name in site_names() and not folder.exists():
        raise UserError(_("{name} is the name of a site that is built in; choose another name").format(name=name))
    if folder.exists():
        raise UserError(
            _("{name} is there already ({folder}); choose another name, or delete its folder first").format(
                name=name, folder=folder
            )
        )
    unusable: list[Problem] = []
    pages = list(open_pages(read_inputs(options.pages, lambda _done, _total: None), unusable))
    if not pages:
        print_problems(unusable)
        raise UserError(_("none of these inputs holds a page; nothing was written"))
    removals = Path(REMOVALS)
    learned = learn_site(pages, mentions_of_list(removals)) if removals.is_file() else learn_site(pages)
    if learned.addresses.keys().isdisjoint(("profile", "list")):
        raise UserError(
            _(
                "nobody was found on {pages}; nothing was written. "
                "Give pages of several people, or write the site's file by hand (docs/add-a-site.md)"
            ).format(pages=counted(len(pages), "page"))
        )
    learned.title = learned.title or name
    with publish_folder(folder, option="--sites") as partial:
        partial.joinpath("site.toml").write_text(site_toml(learned), encoding="utf8")
        partial.joinpath("vocabulary.toml").write_text(vocabulary_toml(), encoding="utf8")
    use_folder(folder.parent)
    forget_sites()
    print_line(
        _("wrote {file}, learned from {pages}").format(file=folder / "site.toml", pages=counted(len(pages), "page"))
    )
    for warning in learned.warnings:
        print_line(_("to look at: {warning}").format(warning=warning))
    status = _check(options)
    words = ["profile-scraper", "build", *map(str, options.pages), "--sites", str(folder.parent), "--site", name]
    print_line(_("next: {command}").format(command=shlex.join([*words, "--out", f"{name}-dataset"])))
    return status


def _check(options: argparse.Namespace) -> int:
    _require_paths(options.pages)
    site = load_site(options.name)
    result = check_site(site, read_inputs(options.pages, lambda _done, _total: None))
    for line in _table(result):
        print_line(line)
    confidence = result.confidence.record(site.name, result.unmatched)
    counts = _("{people} of people, {lists}, {publications} on {pages}").format(
        people=counted(result.people, "card or page", "cards or pages"),
        lists=counted(result.lists, "list"),
        publications=counted(result.publications, "publication"),
        pages=counted(result.pages, "page"),
    )
    verdict = _("confidence {number}").format(number=decimal(confidence.confidence, ".2f"))
    if confidence.doubtful:
        verdict += _(", doubtful; correct its site.toml where the table looks wrong (docs/add-a-site.md)")
    output.add(
        site=site.name,
        people=result.people,
        publications=result.publications,
        confidence=confidence.confidence,
        failed_checks=[each.model_dump() for each in confidence.failed_checks],
    )
    print_line(labelled(site.name, _("{counts}; {verdict}").format(counts=counts, verdict=verdict)))
    looks_wrong = confidence.doubtful or result.problems or result.unmatched
    return PROBLEMS if looks_wrong or any(each.wrong for each in result.fields) else DONE


def _table(result: SiteCheck) -> list[str]:
    rows = [(_("field"), _("method"), _("cards and pages"), _("confidence"), _("first value"))]
    rows += [_row(each, result.confidence.of_field(each.field)) for each in result.fields]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
    lines += [
        _("looks wrong: {value}").format(value=wrong_value(each.field, value))
        for each in result.fields
        for value in each.wrong
    ]
    lines += [_("matched nothing: {selector}").format(selector=selector) for selector in result.unmatched]
    lines += [
        _("not used: {url}: {detail}").format(url=problem.url, detail=problem.detail)
        for problem in result.problems[:10]
    ]
    for failed in result.confidence.record("", []).failed_checks:
        lines.append(_("doubtful: {doubt}").format(doubt=sentence_of(failed)))
        kind = failed.check.removeprefix("text-of-").removesuffix("s")
        if kind in result.text and kind != failed.check:
            lines += [_("no field holds: {text}").format(text=text) for text in result.text[kind].longest]
    return lines


def _row(check: FieldCheck, confidence: float) -> tuple[str, str, str, str, str]:
    methods = ", ".join(
        code_words("method", method, user_language())
        for method in sorted(check.methods, key=lambda method: (-check.methods[method], method))
    )
    example = check.example if len(check.example) <= 60 else check.example[:57] + "..."
    pages = _("{found} of {all}").format(found=check.found, all=check.of)
    return check.field, methods, pages, decimal(confidence, ".2f"), example
