"""Works that an earlier build put together of the same entries are not put together again."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from profile_scraper.dedupe.fuse.ids import names_of
from profile_scraper.dedupe.fuse.match_decisions import Book, Ruling, identical
from profile_scraper.dedupe.fuse.publication import fullest, fuse
from profile_scraper.dedupe.prepare.distinct import Row
from profile_scraper.records.kept import Kept, key_of, recall
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.publication import Publication, Relation
from profile_scraper.records.shelf import Shelf


class RememberedWorks:
    """Works, each the rows that are one."""

    def __init__(self, rows: Sequence[Row], works: Sequence[Sequence[int]], kept: Kept | None) -> None:
        """Name the works.

        Args:
            rows: what entries say, and where they stand.
            works: the rows of each work.
            kept: what earlier builds made of the same entries, None for nothing.
        """
        self._rows, self._works, self._kept = rows, works, kept
        self._keys = [key_of(row.digest, row.places) for row in rows] if kept else []
        self.names: list[Sequence[str]] = []
        """For each work the ids that it can go by, each of stronger evidence than the one before."""
        self.alone: list[Sequence[str]] = []
        """For each work the first id that each of its entries would have alone."""
        for work in works:
            names, alone = self._named(work)
            self.names.append(names)
            self.alone.append(alone)

    def finish(
        self,
        number: int,
        relations: Iterable[Relation],
        book: Book,
        publications: Shelf[Publication],
        decisions: Shelf[MergeDecision],
    ) -> None:
        """Put one work on its shelf, and on another one that its identical entries are the same."""
        work, relations = self._works[number], list(relations)
        said = [(relation.type, relation.target) for relation in relations]

        def make() -> Iterator[Publication | MergeDecision]:
            yield fuse(book.ids[work[0]], [item for row in work for item in self._rows[row].listed()], relations)
            for row in work:
                yield from map(book.decision, identical(row, self._rows[row]))

        self._shelve("work", work, (book.ids[work[0]], said), make, chain([publications], repeat(decisions)))

    def write(self, ruling: Ruling, book: Book, decisions: Shelf[MergeDecision]) -> None:
        """Put on its shelf what was decided of two rows."""
        rows = ruling.first, ruling.second
        known = [book.ids[row] for row in rows], ruling[2:]
        self._shelve("ruling", rows, known, lambda: [book.decision(ruling)], [decisions])

    def _shelve(
        self,
        what: str,
        rows: Sequence[int],
        known: object,
        make: Callable[[], Iterable[Any]],
        shelves: Iterable[Shelf[Any]],
    ) -> None:
        """Put each record that is made of some rows and of what is known of them on a shelf, as it was kept or anew."""
        if self._kept is None:
            for record, shelf in zip(make(), shelves, strict=False):
                shelf.append(record)
            return
        lines = recall(
            self._kept,
            self._key(what, rows, known),
            lambda: "\n".join(record.model_dump_json() for record in make()),
        )
        for line, shelf in zip(lines.split("\n"), shelves, strict=False):
            shelf.append_json(line)

    def _named(self, work: Sequence[int]) -> tuple[Sequence[str], Sequence[str]]:
        """The work's names, then for each of its rows the first name by itself."""
        if self._kept is None:
            return self._names_of(work)
        named = recall(self._kept, self._key("names", work, None), lambda: json.dumps(self._names_of(work)))
        names, alone = json.loads(named)
        return names, alone

    def _names_of(self, work: Sequence[int]) -> tuple[Sequence[str], Sequence[str]]:
        entries = [self._rows[row].entry for row in work]
        first = min(self._rows[row].places[0] for row in work)
        names = names_of(fullest(entries), f"{first.url}#{first.position}")
        return names, [names_of(entry)[0] for entry in entries]

    def _key(self, what: str, rows: Iterable[int], known: object) -> bytes:
        return key_of(what, known, [self._keys[row] for row in rows])
