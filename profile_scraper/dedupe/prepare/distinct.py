"""Entries with identical content are grouped: the content is held once, with every location."""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.dedupe.entries import LocatedEntry
from profile_scraper.dedupe.prepare.titles import read_title
from profile_scraper.dedupe.prepare.token_features import content_word_count
from profile_scraper.records.base import Language
from profile_scraper.records.page import Entry
from profile_scraper.storage.cache import CACHE_KEY_BYTES


class Location(NamedTuple):
    """Where an entry is listed; the order of the fields is the sort order."""

    url: str
    position: int
    profile: str
    language: Language


class DistinctEntry:
    """The content that identical entries share, and their locations."""

    __slots__ = ("content", "digest", "locations")

    def __init__(self, entry: Entry, digest: bytes) -> None:
        """Store the content as JSON, which takes a quarter of the memory of the record, with its hash."""
        self.digest = digest
        self.content = _json(entry)
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


def _json(entry: Entry) -> bytes:
    content = entry.model_copy(update={"raw": []})
    try:
        return content.model_dump_json().encode()
    except ValueError:  # a lone surrogate, which JSON cannot hold
        text = json.dumps(content.model_dump(), ensure_ascii=False)
        return text.encode("utf8", "surrogatepass").decode("utf8", "replace").encode()


def group_identical(located: Iterable[LocatedEntry]) -> list[DistinctEntry]:
    """Group entries with identical content; the result does not depend on the order of the entries.

    Args:
        located: entries with a title; may be an iterator, since one entry of each group is held.
    """
    distinct: dict[bytes, DistinctEntry] = {}
    titled: list[tuple[str, DistinctEntry]] = []
    for item in located:
        digest = _digest(item.entry, item.profile)
        one = distinct.get(digest)
        if one is None:
            one = distinct[digest] = DistinctEntry(item.entry, digest)
            titled.append((repr(item.entry.title), one))
        one.locations.append(Location(item.url, item.entry.position, item.profile, item.language))
    for one in distinct.values():
        one.locations = sorted(set(one.locations))
    return list(_sorted_by_content(titled))


def _sorted_by_content(titled: list[tuple[str, DistinctEntry]]) -> Iterator[DistinctEntry]:
    """Sort by the ``repr`` of the content, which is computed for one title at a time to save memory."""
    titled.sort(key=itemgetter(0))
    for _, group in groupby(titled, key=itemgetter(0)):
        distinct = [one for _, one in group]
        if len(distinct) > 1:
            distinct.sort(key=lambda one: repr(_content(one.entry, one.locations[0].profile)))
        yield from distinct


def _digest(entry: Entry, profile: str) -> bytes:
    """A hash of the content that is compared."""
    payload = ",".join(map(_with_length, _content(entry, profile))).encode("utf8", "surrogatepass")
    return blake2b(payload, digest_size=CACHE_KEY_BYTES).digest()


def _with_length(value: object) -> str:
    """A text, with its length, so that no two sequences of values give one payload; much faster than ``repr``."""
    if isinstance(value, str):
        return f"{len(value)}:{value}"
    if isinstance(value, tuple):
        return f"[{','.join([_with_length(part) for person in value for part in person])}]"
    return str(value)


def _content(entry: Entry, profile: str) -> tuple[object, ...]:
    """The content that is compared; an entry of nothing but a generic title is identical within one profile only."""
    people = tuple((person.name, person.profile) for person in entry.authors)
    generic = not people and not entry.abstract and content_word_count(read_title(entry.title).packed_counts) == 0
    return (
        entry.title, people, entry.authors_complete, entry.abstract, entry.abstract_complete, entry.language,
        entry.issued, entry.venue, entry.doi, entry.arxiv, entry.url, profile if generic else "",
    )  # fmt: skip
