"""Select the capture that counts for each page; later failures make it stale or remove it."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem

Failure: TypeAlias = tuple[Problem, str | None]
"""A problem, and when its capture was fetched (RFC 3339, UTC; None where no source tells)."""

_STATUS_REASONS = ("http-error", "server-error")
"""Reasons of a page whose last fetch was answered with an error."""


class CaptureVersion(NamedTuple):
    """A capture of a page, without the content: what decides which capture counts."""

    url: str
    """The page's own address."""
    requested: str
    """The address that was requested."""
    retrieved: str
    """When it was fetched (RFC 3339, UTC), empty where no source tells."""
    addressed: bool
    """Whether the address names the person."""
    number: int
    """Page of the pager, from 0."""
    sha256: str
    row_id: int
    """Row of the page in its source."""


def capture_version(page: ProfilePage, requested: str, row_id: int) -> CaptureVersion:
    """The version of one page that a capture gives."""
    source = page.source
    return CaptureVersion(
        source.url, requested, source.retrieved or "", bool(page.slug), page.page, source.sha256, row_id
    )


def latest(versions: Iterable[CaptureVersion], failures: Iterable[Failure]) -> tuple[Sequence[int], list[Problem]]:
    """The rows of the last good capture of each page, and the problems that no later capture resolved.

    Where the last fetch of a page failed or gave no profile, the last good capture is used: it is stale, and a problem
    has its address. Where the last fetch says that the page does not exist, the page is removed; the problem says so.

    Args:
        versions: sorted by ``url``; iterated several times, so no iterator, and not held in memory.
        failures: in any order.

    Returns:
        Rows in the order of address, page and SHA-256; problems in the order of ``failures``.
    """
    failed: dict[Problem, str] = {}
    for problem, retrieved in failures:
        failed[problem] = max(failed.get(problem, ""), retrieved or "")
    refused = {problem.url for problem in failed if problem.reason in _STATUS_REASONS}
    for problem in [one for one in failed if one.stage == "parse" and one.url in refused]:
        del failed[problem]  # the error page that came with the status
    canonical = _canonical_addresses(versions, {problem.url for problem in failed})
    last_good = _last_times(versions, {canonical.get(problem.url, problem.url) for problem in failed})
    problems = [
        _at_canonical_address(problem, canonical)
        for problem, retrieved in failed.items()
        if not retrieved or retrieved > last_good.get(canonical.get(problem.url, problem.url), "")
    ]
    removed = {problem.url for problem in problems if problem.reason == "not-found"}
    row_ids = array("q")
    for url, group in _by_url(versions):
        if url not in removed:
            row_ids.extend(version.row_id for version in _latest_versions(group))
    return row_ids, problems


def _by_url(versions: Iterable[CaptureVersion]) -> Iterator[tuple[str, Iterator[CaptureVersion]]]:
    return groupby(versions, key=attrgetter("url"))


def _latest_versions(versions: Iterable[CaptureVersion]) -> list[CaptureVersion]:
    """The latest of the captures of one address; files without an address are different pages by their bytes."""
    best: dict[str, CaptureVersion] = {}
    for version in versions:
        identity = "" if version.addressed else version.sha256
        best[identity] = max(version, best.get(identity, version), key=_recency)
    return sorted(best.values(), key=attrgetter("number", "sha256"))


def undated_rivals(versions: Iterable[CaptureVersion]) -> Iterator[tuple[CaptureVersion, CaptureVersion]]:
    """Captures of one address with different content and no time that tells which is newer: the one used, the other.

    Args:
        versions: sorted by ``url``.
    """
    for _, group in _by_url(versions):
        best: dict[int, CaptureVersion] = {}
        addressed = [version for version in group if version.addressed]
        for version in addressed if len(addressed) > 1 else ():
            best[version.number] = max(version, best.get(version.number, version), key=_recency)
        for version in addressed if best else ():
            used = best[version.number]
            if version.sha256 != used.sha256 and version.retrieved == used.retrieved:
                yield used, version


def _recency(version: CaptureVersion) -> tuple[str, str, str]:
    return version.retrieved, version.sha256, version.requested


def _last_times(versions: Iterable[CaptureVersion], urls: Collection[str]) -> dict[str, str]:
    """For each of these addresses when its page was last fetched."""
    if not urls:
        return {}
    return {url: max(version.retrieved for version in group) for url, group in _by_url(versions) if url in urls}


def _canonical_addresses(versions: Iterable[CaptureVersion], requested: Collection[str]) -> dict[str, str]:
    """For each requested address the canonical address of its page, from the latest capture that has one."""
    latest_of: dict[str, CaptureVersion] = {}
    for version in versions if requested else ():
        address = version.requested
        if address in requested:
            latest_of[address] = max(version, latest_of.get(address, version), key=_recency)
    return {address: version.url for address, version in latest_of.items()}


def _at_canonical_address(problem: Problem, canonical: Mapping[str, str]) -> Problem:
    """The problem with the canonical address of its page."""
    address = canonical.get(problem.url, problem.url)
    return problem if address == problem.url else problem.model_copy(update={"url": address})
