"""The commands, nothing else: words in, calls, a last line and an exit status out."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from profile_scraper import __version__
from profile_scraper.export import FORMATS, ExportError, export

if TYPE_CHECKING:  # these import pydantic, which --help does without
    from profile_scraper.dataset.filter import Filters
    from profile_scraper.pipeline import Built
    from profile_scraper.records.manifest import Manifest
    from profile_scraper.records.problem import Problem

USED, PROBLEMS, NOTHING_WRITTEN = 0, 1, 2
"""Exit statuses: everything was used, some of it was not, nothing was written."""

_SHOWN_PROBLEMS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was written")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOTHING_WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="profile-scraper",
        description="Turn an institute's French and English profile pages into one clean dataset.",
        epilog="Exit status: 0 everything was used, 1 some input was not (see problems.jsonl), 2 nothing was written.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    crawl = commands.add_parser("crawl", help="fetch a site, archive every response, build the dataset")
    crawl.add_argument("site", metavar="SITE", help="name of a folder in profile_scraper/sites")
    crawl.add_argument("--base-url", metavar="URL", help="scheme and host to use instead of the site's own")
    crawl.add_argument("--limit", type=_positive, metavar="N", help="stop after N people")
    crawl.add_argument("--out", type=Path, metavar="DIR", help="where snapshot/ and dataset/ go (default: data/SITE)")
    crawl.add_argument(
        "-s", dest="settings", action="append", default=[], type=_setting, metavar="NAME=VALUE", help="a Scrapy setting"
    )
    crawl.set_defaults(run=_crawl)

    build = commands.add_parser("build", help="make a dataset from saved pages, offline")
    build.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="WARC, .html, .txt, or a folder of these")
    build.add_argument("--out", type=Path, required=True, metavar="DATASET", help="the dataset's folder")
    build.add_argument("--site", metavar="SITE", help="the site of pages that do not say theirs")
    build.set_defaults(run=_build)

    export_ = commands.add_parser("export", help="write a dataset in a form that other tools read")
    export_.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    export_.add_argument("--to", required=True, metavar="FORMAT", help=", ".join(FORMATS))
    export_.add_argument("--out", type=Path, required=True, metavar="PATH", help="the file or folder to write")
    _add_filters(export_)
    export_.set_defaults(run=_export)

    report = commands.add_parser("report", help="write a page that shows what a dataset holds and why")
    report.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    report.add_argument("--out", type=Path, default=Path("report.html"), metavar="FILE", help="(default: report.html)")
    report.add_argument("--since", type=Path, metavar="DATASET", help="an earlier dataset, to show what changed")
    report.set_defaults(run=_report)
    return parser


def _add_filters(command: argparse.ArgumentParser) -> None:
    chosen = command.add_argument_group("what to keep (default: everything but e-mail addresses)")
    chosen.add_argument(
        "--person", action="append", default=[], metavar="ID", help="id or slug of a person; repeatable"
    )
    chosen.add_argument("--topic", action="append", default=[], metavar="ID", help="a topic's id; repeatable")
    chosen.add_argument("--years", type=_years, metavar="YEAR[-YEAR]", help="publications issued in these years")
    chosen.add_argument("--language", action="append", default=[], choices=("en", "fr"), help="pages in this language")
    chosen.add_argument("--emails", action="store_true", help="keep e-mail addresses")


def _crawl(options: argparse.Namespace) -> int:
    from profile_scraper.pipeline import build
    from profile_scraper.sites import SiteError, load_site
    from profile_scraper.spiders import CrawlError, crawl  # imports Scrapy

    out: Path = options.out or Path("data") / options.site
    try:
        site = load_site(options.site)
        crawled = crawl(site, out, options.base_url, options.limit, dict(options.settings))
    except (SiteError, CrawlError) as error:
        return _fail(str(error))
    return _finish(lambda: build([crawled.snapshot], out / "dataset", site), out / "dataset")


def _build(options: argparse.Namespace) -> int:
    from profile_scraper.pipeline import build
    from profile_scraper.sites import SiteError, load_site

    try:
        site = load_site(options.site) if options.site else None
    except SiteError as error:
        return _fail(str(error))
    return _finish(lambda: build(options.inputs, options.out, site), options.out)


def _export(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.publish import PublishError
    from profile_scraper.dataset.read import DatasetError

    try:
        export(options.dataset, options.to, options.out, _filters(options))
    except (DatasetError, ExportError, PublishError) as error:
        return _fail(str(error))
    print(f"wrote {options.out}: {options.to} of {options.dataset}")
    return USED


def _report(options: argparse.Namespace) -> int:
    from profile_scraper.dataset.publish import PublishError
    from profile_scraper.dataset.read import DatasetError
    from profile_scraper.report.write import write_report

    try:
        write_report(options.dataset, options.out, options.since)
    except (DatasetError, PublishError) as error:
        return _fail(str(error))
    print(f"wrote {options.out}: a report on {options.dataset}")
    return USED


def _filters(options: argparse.Namespace) -> "Filters":
    from profile_scraper.dataset.filter import Filters

    return Filters(
        people=frozenset(options.person),
        topics=frozenset(options.topic),
        years=options.years,
        languages=frozenset(options.language),
        emails=options.emails,
    )


def _finish(build: "Callable[[], Built]", target: Path) -> int:
    """Build, show what could not be used, end with one line that says what was written where."""
    from profile_scraper.dataset.publish import PublishError

    try:
        built = build()
    except PublishError as error:
        return _fail(str(error))
    _show(built.problems)
    if built.manifest is None:
        return _fail(
            f"no page could be used ({_count(len(built.problems), 'problem')}); nothing was written to {target}"
        )
    print(_last_line(built.manifest, target))
    return PROBLEMS if built.problems else USED


def _show(problems: "Sequence[Problem]") -> None:
    for problem in problems[:_SHOWN_PROBLEMS]:
        where = " ".join(part for part in (problem.url, problem.record, problem.field) if part)
        print(f"{where}: {problem.reason}: {problem.detail}", file=sys.stderr)
    if len(problems) > _SHOWN_PROBLEMS:
        print(f"… and {len(problems) - _SHOWN_PROBLEMS} more", file=sys.stderr)


def _last_line(manifest: "Manifest", target: Path) -> str:
    counts = manifest.counts
    people = counts.profiles_by_language
    return (
        f"wrote {target}: {_count(counts.profiles, 'profile')} "
        f"({people['en']} en, {people['fr']} fr, {counts.profiles_bilingual} both), "
        f"{_count(counts.publications, 'publication')} "
        f"from {counts.entries['en']} en + {counts.entries['fr']} fr entries, "
        f"{_count(counts.problems, 'problem')}" + (f" (see {target / 'problems.jsonl'})" if counts.problems else "")
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _fail(message: str) -> int:
    print(f"profile-scraper: {message}", file=sys.stderr)
    return NOTHING_WRITTEN


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 up")
    return number


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a year (2024) nor two (2020-2024)")
    return int(first), int(last or first)


def _setting(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not (name and separator):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
