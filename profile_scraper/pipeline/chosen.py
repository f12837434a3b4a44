"""The captures of one build in the page store: which they are, and the pages that they were read as."""

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from profile_scraper.pair import Card, card_of
from profile_scraper.pipeline.latest import Failure, Sighting
from profile_scraper.pipeline.pages import AT_HAND, Remarks
from profile_scraper.records.page import DirectoryPage, ParseWarning, ProfilePage
from profile_scraper.records.problem import Problem

_TIMELESS = Card._fields.index("place")
"""So many of a card's fields are the same whenever the page was retrieved, and in whatever company."""
LISTING = "listing"
"""Kind of a list page that lists publications; its record is not loaded for anything else."""
_NO_MOMENT = '"retrieved":null'


class Chosen:
    """A source of pages; iterating gives the sightings of all of them, sorted by address."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Read from a store in which the table ``chosen`` has the captures and when each was retrieved."""
        self._database = database
        self.page = lru_cache(AT_HAND)(self._page)

    def __iter__(self) -> Iterator[Sighting]:
        found = self._database.execute(
            "SELECT url, asked, retrieved, addressed, number, sha256, chosen.rowid FROM chosen JOIN capture USING (id)"
            " WHERE kind = ? ORDER BY url, key, retrieved",
            [ProfilePage.__name__],
        )
        for url, asked, retrieved, addressed, number, sha256, place in found:
            yield Sighting(url, asked, retrieved or "", bool(addressed), number, sha256, place)

    def listings(self) -> Iterator[DirectoryPage]:
        """The list pages that list publications."""
        found = self._database.execute(
            "SELECT json FROM chosen JOIN capture USING (id) JOIN record USING (id) WHERE kind = ? ORDER BY key",
            [LISTING],
        )
        for (text,) in found:
            yield DirectoryPage.model_validate_json(text)

    def failures(self) -> Iterator[Failure]:
        """The captures that gave a problem."""
        found = self._database.execute(
            "SELECT json, retrieved FROM chosen JOIN capture USING (id) JOIN record USING (id) WHERE kind = ?"
            " ORDER BY asked, retrieved, key",
            [Problem.__name__],
        )
        for text, retrieved in found:
            yield Problem.model_validate_json(text), retrieved

    def card(self, place: int) -> Card:
        """The card of the page at a place that a sighting told."""
        text, retrieved, key = self._database.execute(
            "SELECT card, retrieved, key FROM chosen JOIN card USING (id) JOIN capture USING (id)"
            " WHERE chosen.rowid = ?",
            [place],
        ).fetchone()
        said = json.loads(text)
        said[-1] = tuple(said[-1])
        return Card._make((*said, 0, retrieved, key))

    def remarks(self, place: int) -> Remarks:
        """What the page says beside its content."""
        (text,) = self._database.execute(
            "SELECT remarks FROM chosen JOIN card USING (id) WHERE chosen.rowid = ?", [place]
        ).fetchone()
        site, methods, warnings = json.loads(text)
        return Remarks(site, methods, [ParseWarning.model_validate(warning) for warning in warnings])

    def _page(self, place: int) -> ProfilePage:
        text, retrieved = self._database.execute(
            "SELECT json, retrieved FROM chosen JOIN record USING (id) WHERE chosen.rowid = ?", [place]
        ).fetchone()
        if retrieved:  # the first null of that name: none can stand in a JSON string before it
            text = text.replace(_NO_MOMENT, f'"retrieved":{json.dumps(retrieved)}', 1)
        return ProfilePage.model_validate_json(text)


def packed(record: ProfilePage | DirectoryPage | Problem) -> tuple[str, str | None, str | None]:
    """A record as JSON; then a person's page's card and its remarks, None for anything else."""
    if not isinstance(record, ProfilePage):
        return record.model_dump_json(), None, None
    card = card_of(record)[:_TIMELESS]
    remarks = record.site, record.extraction_methods, [warning.model_dump() for warning in record.warnings]
    timeless = record.model_copy(update={"source": record.source.model_copy(update={"retrieved": None})})
    return timeless.model_dump_json(), json.dumps(card), json.dumps(remarks)
