"""What a reader must get from the pages of an invented institute: a record per page, per person, per work, all pairs.

truth(world).pages['/en/directory/ada-lindqvist']  # fields of ProfilePage, but `raw`, `ways`, `doubts`, SHA-256
truth(world).profiles                              # fields of Profile; `publications` hold the keys of works
truth(world).publications                          # fields of Publication; `id` is the work's key, match by place
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from profile_scraper.records.base import Language
from testbed.world import Conflict, World

Fields: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Truth:
    """All that is true of a world."""

    pages: dict[str, Fields]
    """Request target to the fields of its ProfilePage or DirectoryPage."""
    profiles: list[Fields]
    """One a person, sorted by id."""
    publications: list[Fields]
    """One a work, sorted by key."""
    groups: dict[str, list[str]]
    """Profile id to the targets of its pages."""
    pairs: dict[str, set[tuple[str, str]]]
    """``topic``, ``role``, ``level``, ``organization``, ``department``: (English, French) labels seen for one thing."""
    students: dict[str, list[tuple[int | None, int | None]]]
    """Profile id to (place on the English page, on the French page), from 0, of each student."""
    paragraphs: dict[str, list[tuple[list[int], list[int]]]]
    """Profile id to groups of (English, French) paragraphs that say the same."""
    clusters: list[list[tuple[str, int]]]
    """One a work: the (target, position) of each of its entries."""
    relations: list[tuple[str, str, str]]
    """(type, key of a work, key of the other)."""
    conflicts: list[Conflict]
    """What two sides contradict each other on."""


def truth(world: World) -> Truth:
    """The truth about a world."""
    raise NotImplementedError


def text_page(world: World, slug: str, language: Language) -> Fields:
    """What a plain-text rendering of a person's first page must give: the text of links is lost."""
    raise NotImplementedError
