"""Entries with their locations in, deduplicated publications out; only entries with a title import numpy."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from profile_scraper.parallel import Executor, SerialExecutor
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision
from profile_scraper.records.kept import Kept
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.records.shelf import InMemory, NewShelf, Shelf


class ListedEntry(NamedTuple):
    """One entry and where it stands; the same work may stand on several pages and on several people's."""

    profile: str
    """``id`` of the profile whose page lists it."""
    url: str
    """Canonical address of the page, or its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    entry: Entry
    """The entry as the page prints it."""


class Merged(NamedTuple):
    """The distinct works of many entries, and how they were told apart."""

    publications: Shelf[Publication]
    """Sorted by ``id``."""
    decisions: Shelf[MergeDecision]
    """In an order of their own."""
    by_profile: dict[str, list[str]]
    """Publication ids of each profile: in the order of its English pages, then those on French pages alone."""
    redirects: dict[str, str]
    """For every id that one of the entries alone would have, the id that its work has now."""
    problems: list[Problem]
    """Entries or decisions that could not be used."""


def merge_publications(
    listed: Iterable[ListedEntry],
    decided: Sequence[Decision] = (),
    new_shelf: NewShelf = InMemory,
    executor: Executor | None = None,
    kept: Kept | None = None,
) -> Merged:
    """Merge the entries of many pages into distinct works.

    The result depends on the set of entries and the set of decisions, not on their order.

    Args:
        listed: entries and where they stand; gone through once, and what they say alike is held once.
        decided: what people decided; it overrides every rule.
        new_shelf: where finished records are kept.
        executor: where texts are compared; in this process by default.
        kept: what earlier builds made of the same entries; nothing by default.
    """
    problems: list[Problem] = []
    usable = _titled(listed, problems)
    first = list(islice(usable, 1))
    if not first and not decided:
        return Merged(new_shelf(Publication), new_shelf(MergeDecision), {}, {}, problems)
    from profile_scraper.dedupe.publications import merge_usable  # imports numpy and rapidfuzz

    merged = merge_usable(chain(first, usable), decided, new_shelf, executor or SerialExecutor(), kept)
    problems += merged.problems
    return merged._replace(problems=sorted(problems, key=lambda one: (one.url, one.field or "", one.detail)))


def _titled(listed: Iterable[ListedEntry], problems: list[Problem]) -> Iterator[ListedEntry]:
    """The entries that have a title; one without becomes a problem."""
    for item in listed:
        if item.entry.title.strip():
            yield item
        else:
            problems.append(_untitled(item))


def _untitled(item: ListedEntry) -> Problem:
    return Problem(
        stage="merge",
        url=item.url,
        record=item.profile,
        field=f"publications[{item.entry.position - 1}].title",
        reason="empty",
        detail="an entry without a title names no work; it was left out",
    )
