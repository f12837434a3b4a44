"""Entries with their locations, as JSON, identical ones grouped; only entries with a title import numpy."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import NamedTuple, Self

from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision, MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.storage.buffer import RecordBuffer
from profile_scraper.workspace import CACHE_KEY_BYTES, IN_MEMORY, Workspace


class EntryText(NamedTuple):
    """One entry as JSON."""

    position: int
    """Position on the page."""
    digest: str
    """Hash of the content that is compared, in hexadecimal."""
    is_titled: bool
    """Whether it has a title."""
    is_generic: bool
    """Whether it is nothing but a generic title: such entries are identical within one profile only."""
    linked: tuple[str, ...]
    """Ids of the profiles that its authors link to."""
    content: str
    """The entry; ``raw`` is empty."""

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """An entry as JSON."""
        content = _json(entry)
        return cls(
            position=entry.position,
            digest=_digest(content),
            is_titled=bool(entry.title.strip()),
            is_generic=_is_generic(entry),
            linked=tuple(author.profile for author in entry.authors if author.profile),
            content=content,
        )

    @classmethod
    def from_line(cls, line: str) -> Self:
        """An entry from its line."""
        position, digest, is_titled, is_generic, linked, content = line.split("\t", 5)
        return cls(int(position), digest, is_titled == "1", is_generic == "1", tuple(json.loads(linked)), content)

    def line(self) -> str:
        """The entry as one line of text, without a line feed."""
        fields = (self.position, self.digest, int(self.is_titled), int(self.is_generic), json.dumps(self.linked))
        return "\t".join((*map(str, fields), self.content))

    def entry(self) -> Entry:
        """The entry, parsed at each call."""
        return Entry.model_validate_json(self.content)


def compared_content(entry: Entry) -> tuple[object, ...]:
    """The content that is compared."""
    people = tuple((person.name, person.profile) for person in entry.authors)
    return (
        entry.title, people, entry.authors_complete, entry.abstract, entry.abstract_complete, entry.language,
        entry.issued, entry.venue, entry.doi, entry.arxiv, entry.url,
    )  # fmt: skip


def _digest(content: str) -> str:
    """A hash of everything but the position, which is the first field."""
    compared = content.partition(",")[2]
    return blake2b(compared.encode(), digest_size=CACHE_KEY_BYTES).hexdigest()


def _is_generic(entry: Entry) -> bool:
    if entry.authors or entry.abstract:
        return False
    from profile_scraper.dedupe.prepare.titles import read_title  # imports what only such an entry needs here
    from profile_scraper.dedupe.prepare.token_features import content_word_count

    return content_word_count(read_title(entry.title).packed_counts) == 0


def _json(entry: Entry) -> str:
    content = entry.model_copy(update={"raw": []}) if entry.raw else entry
    try:
        return content.model_dump_json()
    except ValueError:  # a lone surrogate, which JSON cannot hold
        text = json.dumps(content.model_dump(), ensure_ascii=False)
        return text.encode("utf8", "surrogatepass").decode("utf8", "replace")


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
