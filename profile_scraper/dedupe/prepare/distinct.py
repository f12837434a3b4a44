"""Entries with identical content are grouped: the content is held once, with every location."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.dedupe.entries import ListedEntry
from profile_scraper.dedupe.prepare.titles import read_title
from profile_scraper.dedupe.prepare.token_features import telling_of
from profile_scraper.records.base import Language
from profile_scraper.records.kept import key_of
from profile_scraper.records.page import Entry


class Place(NamedTuple):
    """Where an entry stands; sorted as places are."""

    url: str
    position: int
    profile: str
    language: Language


class Row:
    """What some entries say, and where they stand."""

    __slots__ = ("_said", "digest", "places")

    def __init__(self, entry: Entry, digest: bytes) -> None:
        """Hold what an entry says as JSON, a quarter of what the record takes, and a hash of it."""
        self.digest = digest
        bare = entry.model_copy(update={"raw": []})
        self._said: bytes | Entry
        try:
            self._said = bare.model_dump_json().encode()
        except ValueError:  # half a character, which no JSON can hold
            self._said = bare
        self.places: list[Place] = []
        """Where they stand, sorted, each once."""

    @property
    def entry(self) -> Entry:
        """What they say, with the position of one of them and without its printed lines; made anew."""
        return self._said if isinstance(self._said, Entry) else Entry.model_validate_json(self._said)

    def listed(self) -> Iterator[ListedEntry]:
        """The entries again, one a place."""
        entry = self.entry
        for place in self.places:
            there = entry.model_copy(update={"position": place.position})
            yield ListedEntry(place.profile, place.url, place.language, there)

    @property
    def stands(self) -> list[tuple[str, int, Language]]:
        """Address, position and language of each place, however many people's it is."""
        return list(dict.fromkeys((place.url, place.position, place.language) for place in self.places))


def rows_of(listed: Iterable[ListedEntry]) -> list[Row]:
    """Group entries by what they say to the letter; rows and places in an order of their own.

    Args:
        listed: entries with a title; an iterator will do, since no more than one of each row is held.
    """
    rows: dict[bytes, Row] = {}
    titled: list[tuple[str, Row]] = []
    for item in listed:
        said = key_of(*_said(item.entry, item.profile))
        row = rows.get(said)
        if row is None:
            row = rows[said] = Row(item.entry, said)
            titled.append((repr(item.entry.title), row))
        row.places.append(Place(item.url, item.entry.position, item.profile, item.language))
    for row in rows.values():
        row.places = sorted(set(row.places))
    return list(_in_order(titled))


def _in_order(titled: list[tuple[str, Row]]) -> Iterator[Row]:
    """By what they say as printed by Python; one title at a time, since this is more than rows themselves hold."""
    titled.sort(key=itemgetter(0))
    for _, group in groupby(titled, key=itemgetter(0)):
        rows = [row for _, row in group]
        if len(rows) > 1:
            rows.sort(key=lambda row: repr(_said(row.entry, row.places[0].profile)))
        yield from rows


def _said(entry: Entry, profile: str) -> tuple[object, ...]:
    """What an entry says; a title that names nothing, alone, says something only on its owner's pages."""
    people = tuple((person.name, person.profile) for person in entry.authors)
    bare = not people and not entry.abstract and telling_of(read_title(entry.title).signs) == 0
    return (
        entry.title, people, entry.authors_complete, entry.abstract, entry.abstract_complete, entry.language,
        entry.issued, entry.venue, entry.doi, entry.arxiv, entry.url, profile if bare else "",
    )  # fmt: skip
