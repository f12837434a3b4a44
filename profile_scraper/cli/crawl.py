"""``profile-scraper crawl``: fetch a site, archive every response, build its dataset."""

import argparse
from pathlib import Path

from profile_scraper.cli.arguments import add_overrides, add_sites, overrides, positive
from profile_scraper.cli.output import NOTHING_WRITTEN, PROBLEMS, fail, finish, name_unmatched, output, print_error
from profile_scraper.messages import UserError, _, counted
from profile_scraper.pipeline import BuildOptions
from profile_scraper.pipeline.monitored_build import DATASET, build_monitored
from profile_scraper.settings import CONTACT, check_settings
from profile_scraper.sites import UNKNOWN_BASE, load_site
from profile_scraper.spiders import crawl
from profile_scraper.spiders.requests import user_agent
from profile_scraper.storage.publish import check_folder, check_replaceable
from profile_scraper.storage.remote import local_path


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument("site", metavar="SITE", help=_("name of the site's folder"))
    command.add_argument("--base-url", metavar="URL", help=_("scheme and host that replace the site's own"))
    command.add_argument("--limit", type=positive, metavar="N", help=_("stop after N people"))
    command.add_argument(
        "--out", type=local_path, metavar="DIR", help=_("folder for snapshot/ and dataset/ (default: data/SITE)")
    )
    command.add_argument(
        "-s",
        dest="settings",
        action="append",
        default=[],
        type=_setting,
        metavar="NAME=VALUE",
        help=_("a Scrapy setting"),
    )
    add_sites(command)
    add_overrides(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out or Path("data") / options.site
    site, settings = load_site(options.site), dict(options.settings)
    check_settings(settings)
    if site.base_url == UNKNOWN_BASE and not options.base_url:
        raise UserError(_("no address of {site} is known: write base_url in its site.toml").format(site=site.name))
    check_folder(out)
    check_replaceable(out / DATASET)
    if not (settings.get("CONTACT") or CONTACT):
        print_error(
            "profile-scraper: "
            + _(
                "CONTACT is not set: the keepers of the site see '{agent}' and cannot write to you; "
                "give -s CONTACT=you@institute.example, or set PROFILE_SCRAPER_CONTACT"
            ).format(agent=user_agent(""))
        )
    if options.removals is None and "REMOVALS" in settings:
        options.removals = Path(settings["REMOVALS"])
    files = overrides(options, out / DATASET)
    if files.removals.path:
        settings["REMOVALS"] = str(files.removals.path)
    crawled = crawl(site, out, options.base_url, options.limit, settings)
    monitored = build_monitored(
        crawled.snapshot, out, site, BuildOptions(overrides=files.read()), complete=options.limit is None
    )
    built = monitored.built
    status = finish(built, monitored.folder)
    if built.manifest is not None:
        status = name_unmatched(files.removals, built.left_out, built.manifest.sites, monitored.folder, status)
    output.add(snapshot=str(crawled.snapshot), alerts=[alert.detail for alert in monitored.triggered])
    for alert in (*monitored.layout_changes, *monitored.triggered):
        print_error(f"{alert.kind}: {alert.detail}")
    if not monitored.triggered:
        return PROBLEMS if monitored.layout_changes else status
    fail(
        _(
            "{alerts}: the dataset before this crawl is kept; look at {folder}, and if it is right: "
            "profile-scraper build {snapshot} --out {dataset}"
        ).format(
            alerts=counted(len(monitored.triggered), "alert"),
            folder=monitored.folder,
            snapshot=crawled.snapshot,
            dataset=out / DATASET,
        )
    )
    return NOTHING_WRITTEN


def _setting(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not (name and separator):
        raise argparse.ArgumentTypeError(_("{text!r} is not NAME=VALUE").format(text=text))
    return name, value
