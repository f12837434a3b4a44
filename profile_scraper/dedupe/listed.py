"""Where merging begins: entries that name a work go on; people without publications import nothing that merges."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from profile_scraper.dedupe.entries import ListedEntry, Merged
from profile_scraper.dedupe.spread import Here, Spread
from profile_scraper.records.decision import Decision
from profile_scraper.records.kept import Kept
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.records.shelf import InMemory, NewShelf


def merge_publications(
    listed: Iterable[ListedEntry],
    decided: Sequence[Decision] = (),
    new_shelf: NewShelf = InMemory,
    spread: Spread | None = None,
    kept: Kept | None = None,
) -> Merged:
    """Merge the entries of many pages into distinct works.

    The result depends on the set of entries and the set of decisions, not on their order.

    Args:
        listed: entries and where they stand; gone through once, and what they say alike is held once.
        decided: what people decided; it overrides every rule.
        new_shelf: where finished records are kept.
        spread: where texts are compared; in this process by default.
        kept: what earlier builds made of the same entries; nothing by default.
    """
    problems: list[Problem] = []
    usable = _titled(listed, problems)
    first = list(islice(usable, 1))
    if not first and not decided:
        return Merged(new_shelf(Publication), new_shelf(MergeDecision), {}, {}, problems)
    from profile_scraper.dedupe.publications import merge_usable  # imports numpy and rapidfuzz

    merged = merge_usable(chain(first, usable), decided, new_shelf, spread or Here(), kept)
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
