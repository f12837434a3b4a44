"""Entries with their locations in, deduplicated publications out; only entries with a title import numpy."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from profile_scraper.dedupe.entry_text import EntryText
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision, MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.storage.buffer import RecordBuffer
from profile_scraper.workspace import IN_MEMORY, Workspace


class LocatedEntry(NamedTuple):
    """One entry and its location; several entries may describe the same publication."""

    profile: str
    """``id`` of the profile whose page lists it, empty where the page is nobody's."""
    url: str
    """Canonical address of the page, or its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    entry: Entry
    """The entry as the page prints it."""


class LocatedText(NamedTuple):
    """One entry as JSON and its location."""

    profile: str
    """As of :class:`LocatedEntry`."""
    url: str
    language: Language
    text: EntryText


class DeduplicatedPublications(NamedTuple):
    """Publications, and the decisions that they follow from."""

    publications: RecordBuffer[Publication]
    """Sorted by ``id``."""
    decisions: RecordBuffer[MergeDecision]
    """In an order that does not depend on the input's order."""
    by_profile: dict[str, list[str]]
    """Publication ids of each profile: in the order of its English pages, then those on French pages alone."""
    redirects: dict[str, str]
    """For each id that an entry by itself would have, the id of its publication."""
    problems: list[Problem]
    """Entries or decisions that could not be used."""


def deduplicate_entries(
    located: Iterable[LocatedEntry | LocatedText],
    decided: Sequence[Decision] = (),
    workspace: Workspace = IN_MEMORY,
) -> DeduplicatedPublications:
    """Deduplicate the entries of many pages.

    The result depends on the set of entries and the set of decisions, not on their order.

    Args:
        located: entries with their locations; consumed once, and identical content is held once.
        decided: decisions of people, which override the rules.
        workspace: caches results, runs the steps, and keeps finished records.
    """
    problems: list[Problem] = []
    usable = _titled(located, problems)
    first = list(islice(usable, 1))
    if not first and not decided:
        empty = workspace.new_buffer(Publication), workspace.new_buffer(MergeDecision)
        return DeduplicatedPublications(*empty, {}, {}, problems)
    from profile_scraper.dedupe.publications import deduplicate_titled  # imports numpy and rapidfuzz

    merged = deduplicate_titled(chain(first, usable), decided, workspace)
    problems += merged.problems
    return merged._replace(problems=sorted(problems, key=lambda one: (one.url, one.field or "", one.detail)))


def _titled(located: Iterable[LocatedEntry | LocatedText], problems: list[Problem]) -> Iterator[LocatedText]:
    """Yield entries that have a title; each other one is listed as a problem."""
    for item in located:
        located_text = item if isinstance(item, LocatedText) else LocatedText(*item[:3], EntryText.of(item.entry))
        if located_text.text.is_titled:
            yield located_text
        else:
            problems.append(_untitled(located_text))


def _untitled(item: LocatedText) -> Problem:
    return Problem(
        stage="merge",
        url=item.url,
        record=item.profile,
        field=f"publications[{item.text.position - 1}].title",
        reason="empty",
        detail="an entry without a title names no work; it was left out",
    )
