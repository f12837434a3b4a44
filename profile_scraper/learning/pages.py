"""Captures opened for learning: every page of the inputs that holds markup."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from profile_scraper.parse.page.rejection import RejectedError
from profile_scraper.parse.page.tree import read_head
from profile_scraper.parse.structured import tree_of_page
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.sites import UNKNOWN_BASE
from profile_scraper.structure.lines import Page, page_of

MOST_PAGES = 500
"""Pages that a site is learned from; more make it slower and not surer."""


def open_pages(captures: Iterable[Capture | Problem], unusable: list[Problem] | None = None) -> Iterator[Page]:
    """The pages of some captures; one without an address goes by the canonical one that it names, else by its name.

    Args:
        captures: of any inputs.
        unusable: is given what holds no page to learn from, with the reason.
    """
    seen: set[str] = set()
    problems = [] if unusable is None else unusable
    for capture in captures:
        if isinstance(capture, Problem):
            problems.append(capture)
            continue
        if len(seen) >= MOST_PAGES:
            continue
        root = None if capture.media == "text" else readable_tree(capture)
        if root is None:
            problems.append(_without_markup(capture))
            continue
        url = capture.url or _own_address(root) or f"{UNKNOWN_BASE}/{capture.name}"
        if url not in seen:
            seen.add(url)
            yield page_of(url, root)


def readable_tree(capture: Capture) -> _Element | None:
    """The root of a page's tree, None where its bytes hold no markup, or more than a page of people has."""
    try:
        return tree_of_page(capture)
    except RejectedError:
        return None


def _without_markup(capture: Capture) -> Problem:
    detail = "it has no markup to learn from" if capture.media == "text" else "its bytes hold no markup of a page"
    return Problem(
        stage="parse", url=capture.url or capture.name, record=None, field=None, reason="wrong-type", detail=detail
    )


def _own_address(root: _Element) -> str | None:
    """The absolute address that a page names as its own."""
    canonical = read_head(root).canonical
    return canonical if canonical and canonical.startswith(("http://", "https://")) else None
