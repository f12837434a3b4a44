"""One value where a record has room for one and the pages say several: the rule, in one place."""

from collections.abc import Callable
from typing import TypeVar

from profile_scraper.pair.people import Person
from profile_scraper.records.page import ProfilePage

T = TypeVar("T", bound=str)


def chosen(person: Person, read: Callable[[ProfilePage], T | None]) -> tuple[T, ProfilePage] | None:
    """The value that most of the person's pages say, then that of the last day of retrieval, then the English page's.

    Seconds between two retrievals say nothing about which page was edited last, so only the day counts.

    Returns:
        The value and the first page that says it, None where no page says one.
    """
    said: dict[T, list[ProfilePage]] = {}
    for side in person.sides:
        for page in side.pages:
            value = None if page.listed else read(page)
            if value is not None:
                said.setdefault(value, []).append(page)
    if not said:
        # Cards of list pages say what no page of the person's own does.
        for side in person.sides:
            value = read(side.head)
            if value is not None:
                said.setdefault(value, []).append(side.head)
    if not said:
        return None

    def rank(value: T) -> tuple[int, str, bool]:
        pages = said[value]
        last = max((page.source.retrieved or "")[:10] for page in pages)
        return len(pages), last, any(page.source.language == "en" for page in pages)

    best = max(sorted(said), key=rank)
    return best, said[best][0]
