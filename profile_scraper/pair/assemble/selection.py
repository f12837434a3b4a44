"""One value where a record has room for one and the pages say several: the rule, in one place."""

from collections.abc import Callable
from typing import TypeVar

from profile_scraper.pair.linkage.people import Person
from profile_scraper.records.page import ProfilePage

T = TypeVar("T", bound=str)


def select_value(person: Person, read: Callable[[ProfilePage], T | None]) -> tuple[T, ProfilePage] | None:
    """The value that most of the person's pages say, then that of the last day of retrieval, then the English page's.

    Seconds between two retrievals say nothing about which page was edited last, so only the day counts.

    Returns:
        The value and the first page that says it, None where no page says one.
    """
    values: dict[T, list[ProfilePage]] = {}
    for language_profile in person.language_profiles:
        for page in language_profile.pages:
            value = None if page.listed else read(page)
            if value is not None:
                values.setdefault(value, []).append(page)
    if not values:
        # Cards of list pages say what no page of the person's own does.
        for language_profile in person.language_profiles:
            value = read(language_profile.head)
            if value is not None:
                values.setdefault(value, []).append(language_profile.head)
    if not values:
        return None

    def rank(value: T) -> tuple[int, str, bool]:
        pages = values[value]
        last = max((page.source.retrieved or "")[:10] for page in pages)
        return len(pages), last, any(page.source.language == "en" for page in pages)

    best = max(sorted(values), key=rank)
    return best, values[best][0]
