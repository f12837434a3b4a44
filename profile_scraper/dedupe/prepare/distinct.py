"""Entries with identical content are grouped: the content is held once, with every location."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.dedupe.entries import LocatedText
from profile_scraper.dedupe.entry_text import compared_content
from profile_scraper.records.base import Language
from profile_scraper.records.page import Entry


class Location(NamedTuple):
    """Where an entry is listed; the order of the fields is the sort order."""

    url: str
    position: int
    profile: str
    language: Language


class DistinctEntry:
    """The content that identical entries share, and their locations."""

    __slots__ = ("content", "digest", "locations")

    def __init__(self, content: bytes, digest: str) -> None:
        """Store the content as JSON, which takes a quarter of the memory of the record, with its hash."""
        self.digest = digest
        self.content = content
        """JSON of the entry; the position is that of one of the entries, ``raw`` is empty."""
        self.locations: list[Location] = []
        """Sorted, each once."""

    @property
    def entry(self) -> Entry:
        """The content, parsed again at each access."""
        return Entry.model_validate_json(self.content)

    @property
    def occurrences(self) -> list[tuple[str, int, Language]]:
        """URL, position and language of each location; one that belongs to several profiles counts once."""
        return occurrences_of(self.locations)


def occurrences_of(locations: Iterable[Location]) -> list[tuple[str, int, Language]]:
    """URL, position and language of each location; one that belongs to several profiles counts once."""
    return list(dict.fromkeys((location.url, location.position, location.language) for location in locations))


def group_identical(located: Iterable[LocatedText]) -> list[DistinctEntry]:
    """Group entries with identical content; the result does not depend on the order of the entries.

    Args:
        located: entries with a title; may be an iterator, since one entry of each group is held.
    """
    distinct: dict[tuple[str, str], DistinctEntry] = {}
    titled: list[tuple[str, str, DistinctEntry]] = []
    for item in located:
        entry = item.text
        key = entry.digest, item.profile if entry.is_generic else ""
        one = distinct.get(key)
        if one is None:
            one = distinct[key] = DistinctEntry(entry.content.encode(), "/".join(key))
            titled.append((repr(json.loads(entry.content)["title"]), key[1], one))
        one.locations.append(Location(item.url, entry.position, item.profile, item.language))
    for one in distinct.values():
        one.locations = sorted(set(one.locations))
    return list(_sorted_by_content(titled))


def _sorted_by_content(titled: list[tuple[str, str, DistinctEntry]]) -> Iterator[DistinctEntry]:
    """Sort by the ``repr`` of the content, which is computed for one title at a time to save memory."""
    titled.sort(key=itemgetter(0))
    for _, group in groupby(titled, key=itemgetter(0)):
        same_title = list(group)
        if len(same_title) > 1:
            same_title.sort(key=lambda each: repr((*compared_content(each[2].entry), each[1])))
        yield from (one for *_, one in same_title)
