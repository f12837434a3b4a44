"""Select the capture that counts for each page; later failures make it stale or remove it."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from profile_scraper.pair import PageSummary
from profile_scraper.pair.linkage.page_summary import may_be_one_name
from profile_scraper.records.problem import Problem
from profile_scraper.text.escape import quoted
from profile_scraper.text.id_forms import slugify

Failure: TypeAlias = tuple[Problem, str | None]
"""A problem, and when its capture was fetched (RFC 3339, UTC; None where no source tells)."""

_STATUS_REASONS = ("http-error", "server-error")
"""Reasons of a page whose last fetch was answered with an error."""


class Latest(NamedTuple):
    """The captures that count."""

    summaries: list[PageSummary]
    """The last good capture of each page, in the order of address, page and SHA-256."""
    problems: list[Problem]
    """Problems that no later capture resolved, in the order of the failures; then captures left out for others."""


def latest(captures: Iterable[PageSummary], failures: Iterable[Failure]) -> Latest:
    """Select the last good capture of each page.

    Where the last fetch of a page failed or gave no profile, the last good capture is used: it is stale, and a problem
    has its address. Where the last fetch says that the page does not exist, the page is removed; the problem says so.

    Args:
        captures: sorted by ``url``; iterated once, and those of one address are held.
        failures: in any order.
    """
    failed: dict[Problem, str] = {}
    for problem, retrieved in failures:
        failed[problem] = max(failed.get(problem, ""), retrieved or "")
    rejected = {problem.url for problem in failed if problem.reason in _STATUS_REASONS}
    for problem in [one for one in failed if one.stage == "parse" and one.url in rejected]:
        del failed[problem]  # the error page that came with the status
    asked = {problem.url for problem in failed}
    canonical: dict[str, PageSummary] = {}
    last_good: dict[str, str] = {}
    selected: list[PageSummary] = []
    rivals: dict[tuple[str, str], Problem] = {}
    for url, group in groupby(captures, key=attrgetter("url")):
        versions = list(group)
        for version in versions if asked else ():
            address = version.requested
            if address in asked and not version.listed:
                canonical[address] = max(version, canonical.get(address, version), key=_recency)
            if address in asked or url in asked:
                last_good[url] = max(last_good.get(url, ""), version.retrieved or "")
        rivals.update(_other_contents(versions))
        selected += _latest_versions(versions)
    problems = []
    for problem, retrieved in failed.items():
        address = canonical[problem.url].url if problem.url in canonical else problem.url
        if not retrieved or retrieved > last_good.get(address, ""):
            problems.append(problem if address == problem.url else problem.model_copy(update={"url": address}))
    removed = {problem.url for problem in problems if problem.reason == "not-found"}
    remaining = [summary for summary in selected if summary.url not in removed] if removed else selected
    return Latest(remaining, [*problems, *(rivals[key] for key in sorted(rivals))])


def _latest_versions(versions: list[PageSummary]) -> list[PageSummary]:
    """The latest of the captures of one address; files without an address are different pages by their bytes."""
    best: dict[str, PageSummary] = {}
    for version in versions:
        identity = _identity(version)
        best[identity] = max(version, best.get(identity, version), key=_recency)
    # A page in both languages is one capture.
    of_language = {
        (_identity(version), version.language): version
        for version in sorted(versions, key=_recency)
        if version.sha256 == best[_identity(version)].sha256
    }
    return sorted(of_language.values(), key=attrgetter("number", "sha256", "language"))


def _identity(version: PageSummary) -> str:
    return "" if version.slug else version.sha256


def _other_contents(versions: list[PageSummary]) -> dict[tuple[str, str], Problem]:
    """Captures of one address that say something else, or of different people, where no time tells which is newer."""
    addressed = [version for version in versions if version.slug]
    best: dict[int, PageSummary] = {}
    for version in addressed if len(addressed) > 1 else ():
        best[version.number] = max(version, best.get(version.number, version), key=_recency)
    problems = {}
    for other in addressed if best else ():
        used = best[other.number]
        if other.sha256 == used.sha256 or other.retrieved != used.retrieved:
            continue
        field, named = None, f"in {used.requested!r}"
        if not may_be_one_name(used.name, other.name):
            field, detail = "name", f"{quoted(other.name)} has the address of {quoted(used.name)} {named}"
        elif _content(other) != _content(used):
            detail = f"other content has the address of the page {named}, and no time tells which is newer"
        else:
            continue
        detail += ": one of the two is left out"
        url = other.requested if other.requested != used.requested else other.url
        problems[url, detail] = Problem(
            stage="parse", url=url, record=None, field=field, reason="contradiction", detail=detail
        )
    return problems


def _content(version: PageSummary) -> tuple[int, int, tuple[int, ...], list[str]]:
    """What a page has, the fuller the greater: its publications, and the fields that were found."""
    fields = sorted(version.extraction_methods)
    return len(version.title_keys), len(fields), version.title_keys, fields


def _recency(version: PageSummary) -> tuple[str, bool, tuple[int, int, tuple[int, ...], list[str]], str, str]:
    """What the latest of the captures of one address has most of; of one time, one of the person, then the fuller."""
    return version.retrieved or "", _is_in_address(version), _content(version), version.sha256, version.requested


def _is_in_address(version: PageSummary) -> bool:
    """Whether most words of the address' last part are of the person's name."""
    parts = set(slugify(version.slug or "").split("-"))
    return 2 * len(parts & set(slugify(version.name).split("-"))) > len(parts)
