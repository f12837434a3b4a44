"""Several captures of one address: which one counts, and what a later failure means for an earlier success."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem

Failure: TypeAlias = tuple[Problem, str | None]
"""What could not be used, and when it was fetched (RFC 3339, UTC; None where nothing says)."""


class Sighting(NamedTuple):
    """One capture that gave a page: what tells which capture counts, without what the page says."""

    url: str
    """The page's own address."""
    asked: str
    """The address asked for."""
    retrieved: str
    """When (RFC 3339, UTC), empty where nothing says."""
    addressed: bool
    """Whether the address names the person."""
    number: int
    """Which page of the pager."""
    sha256: str
    place: int
    """Where the page is."""


def sighting(page: ProfilePage, asked: str, place: int) -> Sighting:
    """The sighting of one page."""
    source = page.source
    return Sighting(source.url, asked, source.retrieved or "", bool(page.slug), page.page, source.sha256, place)


def latest(sightings: Iterable[Sighting], failures: Iterable[Failure]) -> tuple[Sequence[int], list[Problem]]:
    """The places of the last good capture of each page, and the problems that no later capture mended.

    A page that could not be had, or was no profile, when it was last tried keeps its last good capture: it is stale,
    and a problem has its address. A page that was gone (not found) when it was last tried leaves; the problem says so.

    Args:
        sightings: sorted by ``url``; gone through several times, so no iterator, and never held.
        failures: in any order.

    Returns:
        Places in the order of address, page and SHA-256; problems in the order of ``failures``.
    """
    failed: dict[Problem, str] = {}
    for problem, retrieved in failures:
        failed[problem] = max(failed.get(problem, ""), retrieved or "")
    own = _own_addresses(sightings, {problem.url for problem in failed})
    last_good = _last_times(sightings, {own.get(problem.url, problem.url) for problem in failed})
    problems = [
        _placed(problem, own)
        for problem, retrieved in failed.items()
        if not retrieved or retrieved > last_good.get(own.get(problem.url, problem.url), "")
    ]
    gone = {problem.url for problem in problems if problem.reason == "not-found"}
    places = array("q")
    for url, group in _by_url(sightings):
        if url not in gone:
            places.extend(one.place for one in _versions(group))
    return places, problems


def _by_url(sightings: Iterable[Sighting]) -> Iterator[tuple[str, Iterator[Sighting]]]:
    return groupby(sightings, key=attrgetter("url"))


def _versions(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Captures of one address are versions of one page; files without an address differ by their bytes."""
    best: dict[str, Sighting] = {}
    for one in sightings:
        identity = "" if one.addressed else one.sha256
        best[identity] = max(one, best.get(identity, one), key=_recency)
    return sorted(best.values(), key=attrgetter("number", "sha256"))


def _recency(one: Sighting) -> tuple[str, str, str]:
    return one.retrieved, one.sha256, one.asked


def _last_times(sightings: Iterable[Sighting], urls: Collection[str]) -> dict[str, str]:
    """For each of these addresses when its page was last had."""
    if not urls:
        return {}
    return {url: max(one.retrieved for one in group) for url, group in _by_url(sightings) if url in urls}


def _own_addresses(sightings: Iterable[Sighting], asked: Collection[str]) -> dict[str, str]:
    """For each of these addresses what the page calls its own, where a capture of it once told: the last that did."""
    told: dict[str, Sighting] = {}
    for one in sightings if asked else ():
        if one.asked in asked:
            told[one.asked] = max(one, told.get(one.asked, one), key=_recency)
    return {address: one.url for address, one in told.items()}


def _placed(problem: Problem, own: Mapping[str, str]) -> Problem:
    """The problem under the address that the page calls its own."""
    address = own.get(problem.url, problem.url)
    return problem if address == problem.url else problem.model_copy(update={"url": address})
