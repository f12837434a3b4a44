"""The functions of the package's top level that need more than one part of it."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from profile_scraper import sites as sites_package
from profile_scraper.messages import ArgumentError, UserError, _
from profile_scraper.monitoring import DriftAlert
from profile_scraper.parallel import check_processes, spawn_context
from profile_scraper.parse import read_page
from profile_scraper.pipeline import BuildOptions, use_cluster
from profile_scraper.pipeline import build as build_dataset
from profile_scraper.pipeline.monitored_build import DATASET, build_monitored
from profile_scraper.pipeline.options import find_overrides
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import VARIABLE, Site, SiteError, use_folder
from profile_scraper.storage.publish import output_location
from profile_scraper.storage.remote import Location, local_path, parse_location

StrPath: TypeAlias = str | os.PathLike[str]


class PageError(UserError):
    """A page is not of a person or a list of people, or cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.url}: {problem.reason}: {problem.detail}")
        self.problem = problem
        """The same as a line of ``problems.jsonl``."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build wrote and what it could not use."""

    manifest: Manifest | None
    """The manifest of the dataset; None where no page could be used and nothing was written."""
    problems: Sequence[Problem]
    """Each page, file, entry or field that could not be used."""
    dataset: Location
    """Folder of the dataset."""


@dataclass(frozen=True, slots=True)
class CrawlResult(BuildResult):
    """What a crawl fetched, and the dataset built from it."""

    snapshot: Path
    """Folder of the WARC files."""
    alerts: Sequence[DriftAlert]
    """Why the result is not trusted; where there is any, the earlier dataset is kept and ``dataset`` is beside it."""
    changes: Sequence[DriftAlert]
    """Parts of the pages whose layout changed, although no value is lost yet."""


def build(  # noqa: PLR0913 - independent options
    inputs: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    site: str | Site | None = None,
    sites: StrPath | None = None,
    decisions: StrPath | None = None,
    removals: StrPath | None = None,
    processes: int | None = None,
    ray: bool | str = False,
) -> BuildResult:
    """Build a dataset from saved pages, without the network.

    Args:
        inputs: WARC files, saved pages (``.html``), plain-text renderings (``.txt``), and folders of these, on a disk
            or at addresses that fsspec reads (``s3://bucket/folder``).
        out: folder or address of the dataset; an earlier dataset there is replaced in one step.
        site: site of the pages that do not name theirs.
        sites: folder of your own sites; by default ``PROFILE_SCRAPER_SITES``, else ``./sites``.
        decisions: decisions made in a review; by default ``decisions.jsonl`` of the working folder or beside the
            dataset, where it exists.
        removals: ids or addresses of people to leave out; by default ``removals.txt`` of the working
            folder or beside the dataset, where it exists.
        processes: number of processes for inputs over 8 MB; by default one for each processor. The result is the same.
        ray: address of a Ray cluster that runs the steps; True for the one of ``RAY_ADDRESS`` or of this machine.

    Returns:
        The manifest of the dataset and the problems. An input that does not exist is a problem, not an error.

    Raises:
        UserError: no input is named, a named file does not exist, there is no such site, ``out`` cannot be written,
            or the cluster cannot be used.
    """
    address = ("auto" if ray is True else ray) or None
    named = list(inputs) if isinstance(inputs, Iterable) and not isinstance(inputs, str) else [inputs]
    if not named:
        raise ArgumentError(_("inputs are empty: name a file or folder"))
    _check_processes(processes)
    target = output_location(out)
    with _sites_folder(sites), use_cluster(address, processes) as executor:
        built = build_dataset(
            [parse_location(each) for each in named],
            target,
            BuildOptions(
                _site(site),
                find_overrides(_path(decisions), _path(removals), target).read(),
                processes=processes,
                executor=executor,
            ),
        )
    return BuildResult(built.manifest, built.problems, target)


def crawl(  # noqa: PLR0913 - independent options
    site: str,
    out: StrPath | None = None,
    *,
    base_url: str | None = None,
    limit: int | None = None,
    settings: Mapping[str, object] | None = None,
    sites: StrPath | None = None,
    decisions: StrPath | None = None,
    removals: StrPath | None = None,
    processes: int | None = None,
) -> CrawlResult:
    """Fetch a site, archive every response, and build its dataset.

    Scrapy runs in a process of its own, so that a program or notebook can crawl more than once.

    Args:
        site: name of the site.
        out: folder for ``snapshot/`` and ``dataset/``; by default ``data/SITE``.
        base_url: scheme and host that replace the site's own.
        limit: how many people to visit at most.
        settings: Scrapy settings by name.
        sites: folder of your own sites; by default ``PROFILE_SCRAPER_SITES``, else ``./sites``.
        decisions: decisions made in a review; by default ``decisions.jsonl`` of the working folder or beside the
            dataset, where it exists.
        removals: ids or addresses of people to leave out; by default ``removals.txt`` of the working
            folder or beside the dataset, where it exists.
        processes: number of processes of a large build; by default one for each processor.

    Returns:
        The manifest of the dataset, the problems, and the alerts.

    Raises:
        UserError: there is no such site, the crawl did not finish, or ``out`` cannot be written.
    """
    _check_processes(processes)
    folder = local_path(out) if out is not None else Path("data") / str(site)
    given = {name: str(value) for name, value in (settings or {}).items()}
    with _sites_folder(sites):
        loaded = sites_package.load_site(site)
        files = find_overrides(_path(decisions), _path(removals or given.get("REMOVALS")), folder / DATASET)
        overrides = files.read()
        scrapy_settings = given | ({"REMOVALS": str(files.removals.path)} if files.removals.path else {})
        with ProcessPoolExecutor(1, spawn_context()) as pool:
            try:
                snapshot = pool.submit(_crawl, site, folder, base_url, limit, scrapy_settings).result()
            except BrokenProcessPool:
                raise UserError(
                    _("the process that crawled {site} was killed; the same call resumes the crawl").format(site=site)
                ) from None
        monitored = build_monitored(
            snapshot, folder, loaded, BuildOptions(overrides=overrides, processes=processes), complete=limit is None
        )
    built = monitored.built
    alerts, changes = monitored.triggered, monitored.layout_changes
    return CrawlResult(built.manifest, built.problems, monitored.folder, snapshot, alerts, changes)


def parse_page(
    html: bytes | str, *, url: str | None = None, site: str | Site | None = None, sites: StrPath | None = None
) -> ProfilePage | DirectoryPage:
    """Read one page, without pairing or deduplication.

    Args:
        html: the page as it was fetched. Bytes are decoded by their own declaration.
        url: address of the page. It gives the site, the id and the language where the page itself does not.
        site: the page's site; by default the one that the address or the page names.
        sites: folder of your own sites; by default ``PROFILE_SCRAPER_SITES``, else ``./sites``.

    Returns:
        The page of a person, or a list of people.

    Raises:
        PageError: the page is neither, or its language or site is unknown; ``problem`` says why.
        UserError: there is no such site.
    """
    if not isinstance(html, bytes | str):
        raise ArgumentError(
            _("html is the page itself, bytes or text, not {type}: read the file first, as by read_bytes()").format(
                type=type(html).__name__
            )
        )
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    capture = Capture(
        name=url or "page",
        url=url,
        body=body,
        media="html",
        charset="utf-8" if isinstance(html, str) else None,
        status=None,
        retrieved=None,
        sha256=hashlib.sha256(body).hexdigest(),
        site=None,
    )
    with _sites_folder(sites):
        record = read_page(capture, _site(site))
    if isinstance(record, Problem):
        raise PageError(record)
    return record


def load_site(name: str, sites: StrPath | None = None) -> Site:
    """The description of a site: its addresses, selectors and vocabulary.

    Args:
        name: name of the site.
        sites: folder of your own sites; by default ``PROFILE_SCRAPER_SITES``, else ``./sites``.

    Raises:
        SiteError: there is no such site, or one of its files is wrong.
    """
    with _sites_folder(sites):
        return sites_package.load_site(name)


def _crawl(site: str, out: Path, base_url: str | None, limit: int | None, settings: Mapping[str, str]) -> Path:
    """Crawl in this process, whose Twisted reactor then cannot run again."""
    from profile_scraper.spiders import crawl as run_crawl  # imports Scrapy

    return run_crawl(sites_package.load_site(site), out, base_url, limit, settings).snapshot


def _site(site: str | Site | None) -> Site | None:
    return sites_package.load_site(site) if isinstance(site, str) else site


def _check_processes(processes: int | None) -> None:
    if processes is not None:
        check_processes(processes)


def _path(path: StrPath | None) -> Path | None:
    return None if path is None else Path(path)


@contextmanager
def _sites_folder(folder: StrPath | None) -> Iterator[None]:
    """Look for sites in a folder, also in the processes that are started, while the block runs."""
    if folder is None:
        yield
        return
    if not Path(folder).is_dir():
        raise SiteError(_("{folder} is not a folder of sites").format(folder=folder))
    before = os.environ.get(VARIABLE)
    use_folder(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before
