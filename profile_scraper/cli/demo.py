"""``profile-scraper demo``: crawl the invented institute of the package, build its dataset, open a report on it."""

import argparse
import sys
import webbrowser
from pathlib import Path

from profile_scraper.cli.output import fail, finish, output, print_line
from profile_scraper.demo import serve_institute
from profile_scraper.messages import UserError, _
from profile_scraper.pipeline.monitored_build import build_monitored
from profile_scraper.report.render import write_report
from profile_scraper.sites import load_site
from profile_scraper.spiders import crawl
from profile_scraper.spiders.run import UnfinishedCrawlError
from profile_scraper.storage.publish import check_folder
from profile_scraper.storage.remote import local_path

_SETTINGS = {"DOWNLOAD_DELAY": "0", "RETRY_DELAY": "0"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument(
        "--out",
        type=local_path,
        default=Path("data") / "demo",
        metavar="DIR",
        help=_("new folder for snapshot/, dataset/ and report.html (default: data/demo)"),
    )
    command.add_argument("--no-browser", action="store_true", help=_("print the report's address, open nothing"))
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    out: Path = options.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(_("{path} is there already; name another --out, or delete it").format(path=out))
    check_folder(out)
    try:
        return _demonstrate(options, out)
    except UnfinishedCrawlError as error:
        text = _("the crawl did not finish ({reason}); delete {path} and run it again")
        raise UserError(text.format(reason=error.reason, path=out)) from None
    except KeyboardInterrupt:
        return fail(_("interrupted; delete {path} and run it again").format(path=out))


def _demonstrate(options: argparse.Namespace, out: Path) -> int:
    site = load_site("mila")
    with serve_institute() as address:
        print_line(_("crawling the invented institute at {address}").format(address=address), flush=True)
        crawled = crawl(site, out, address, None, _SETTINGS)
    monitored = build_monitored(crawled.snapshot, out, site, complete=True)
    status = finish(monitored.built, monitored.folder)
    if monitored.built.manifest is None:
        return status
    report = out / "report.html"
    write_report(monitored.folder, report)
    output.add(report=report.resolve().as_uri())
    print_line(_("wrote {report}: open {address}").format(report=report, address=report.resolve().as_uri()))
    if not options.no_browser and output.mode == "text" and sys.stdout.isatty():
        webbrowser.open(report.resolve().as_uri())
    print_line(_("next: profile-scraper build FOLDER --out DATASET, on pages that you saved"))
    return status
