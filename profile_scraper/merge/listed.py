"""Where merging begins: entries that name a work go on; people without publications import nothing that merges."""

from collections.abc import Sequence

from profile_scraper.merge.entries import ListedEntry, Merged
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import Problem


def merge_publications(listed: Sequence[ListedEntry], decided: Sequence[Decision] = ()) -> Merged:
    """Merge the entries of many pages into distinct works.

    The result depends on the set of entries and the set of decisions, not on their order.

    Args:
        listed: entries and where they stand.
        decided: what people decided; it overrides every rule.
    """
    usable = [item for item in listed if item.entry.title.strip()]
    problems = [_untitled(item) for item in listed if not item.entry.title.strip()]
    if not usable and not decided:
        return Merged([], [], {}, {}, problems)
    from profile_scraper.merge.publications import merge_usable  # imports numpy and rapidfuzz

    return merge_usable(usable, decided, problems)


def _untitled(item: ListedEntry) -> Problem:
    return Problem(
        stage="merge",
        url=item.url,
        record=item.profile,
        field=f"publications[{item.entry.position - 1}].title",
        reason="empty",
        detail="an entry without a title names no work; it was left out",
    )
