"""``profile-scraper crawl``: fetch a site, archive every response, build its dataset."""

import argparse
import sys
from pathlib import Path

from profile_scraper.cli.outcome import NOTHING_WRITTEN, PROBLEMS, AddCommand, counted, fail, finish
from profile_scraper.cli.wishes import add_wishes, named_wishes


def add_to(add: AddCommand) -> None:
    """Say which words the command takes."""
    command = add("crawl", help="fetch a site, archive every response, build the dataset")
    command.add_argument("site", metavar="SITE", help="name of a folder in profile_scraper/sites")
    command.add_argument("--base-url", metavar="URL", help="scheme and host to use instead of the site's own")
    command.add_argument("--limit", type=_positive, metavar="N", help="stop after N people")
    command.add_argument("--out", type=Path, metavar="DIR", help="where snapshot/ and dataset/ go (default: data/SITE)")
    command.add_argument(
        "-s", dest="settings", action="append", default=[], type=_setting, metavar="NAME=VALUE", help="a Scrapy setting"
    )
    add_wishes(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from profile_scraper.pipeline.watch import build_watched
    from profile_scraper.sites import load_site
    from profile_scraper.spiders import crawl  # imports Scrapy

    out: Path = options.out or Path("data") / options.site
    site, wishes = load_site(options.site), named_wishes(options)
    settings = {"REMOVALS": str(options.removals), **dict(options.settings)}
    crawled = crawl(site, out, options.base_url, options.limit, settings)
    watched = build_watched(crawled.snapshot, out, site, wishes, whole=options.limit is None)
    status = finish(watched.built, watched.folder)
    for alarm in (*watched.changes, *watched.alarms):
        print(f"{alarm.kind}: {alarm.detail}", file=sys.stderr)
    if not watched.alarms:
        return PROBLEMS if watched.changes else status
    fail(
        f"{counted(len(watched.alarms), 'alarm')}: the dataset before this crawl stays; look at {watched.folder}, "
        f"and if it is right: profile-scraper build {crawled.snapshot} --out {out / 'dataset'}"
    )
    return NOTHING_WRITTEN


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 up")
    return number


def _setting(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not (name and separator):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
