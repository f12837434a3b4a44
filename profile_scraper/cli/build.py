"""``profile-scraper build``: build a dataset from saved pages, offline."""

import argparse
import gc
import shlex

from profile_scraper.cli.arguments import add_overrides, add_sites, overrides, positive
from profile_scraper.cli.failed_checks import print_failed_checks
from profile_scraper.cli.output import fail, finish, name_unmatched, print_error
from profile_scraper.messages import _
from profile_scraper.pipeline import BuildOptions, build, store_path, use_cluster
from profile_scraper.sites import load_site
from profile_scraper.storage.publish import output_location
from profile_scraper.storage.remote import parse_location

_GC_THRESHOLD = 200_000
"""Allocations before the cyclic garbage collector runs: a build makes few cycles."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    command.add_argument(
        "inputs",
        nargs="+",
        type=parse_location,
        metavar="INPUT",
        help=_("WARC, .html or .txt file, or a folder of these, here or at an address (s3://…)"),
    )
    command.add_argument(
        "--out",
        type=output_location,
        required=True,
        metavar="DATASET",
        help=_("folder or address to write the dataset to"),
    )
    command.add_argument("--site", metavar="SITE", help=_("site of the pages that do not name theirs"))
    command.add_argument(
        "--processes", type=positive, metavar="N", help=_("number of processes (default: one for each processor)")
    )
    command.add_argument(
        "--ray",
        metavar="ADDRESS",
        help=_("run on the Ray cluster at --ray=ADDRESS; --ray alone: the one of RAY_ADDRESS or of this machine"),
    )
    add_sites(command)
    add_overrides(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    gc.set_threshold(_GC_THRESHOLD)
    site = load_site(options.site) if options.site else None
    files = overrides(options, options.out)
    try:
        with use_cluster(options.ray, options.processes) as executor:
            choices = BuildOptions(site, files.read(), processes=options.processes, executor=executor)
            built = build(options.inputs, options.out, choices)
        status = finish(built, options.out)
        if any(problem.reason == "unknown-site" for problem in built.problems):
            command = shlex.join(["profile-scraper", "sites", "new", "NAME", *map(str, options.inputs)])
            print_error(_("to learn a site from its pages: {command}").format(command=command))
        if built.manifest is None:
            return status
        print_failed_checks(built.manifest)
        return name_unmatched(files.removals, built.left_out, built.manifest.sites, options.out, status)
    except KeyboardInterrupt:
        store = store_path(options.out)
        message = _("interrupted; nothing was written")
        if store.exists():
            message += _("; the same command resumes from the pages in {store}").format(store=store)
        return fail(message)
