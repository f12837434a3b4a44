"""Works that an earlier build put together of the same entries are not put together again."""

import json
from collections.abc import Iterable, Sequence

from profile_scraper.merge.fuse import fullest, fuse
from profile_scraper.merge.identify import names_of
from profile_scraper.merge.report import Book, identical
from profile_scraper.merge.rows import Row
from profile_scraper.records.kept import Kept, key_of
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.publication import Publication, Relation
from profile_scraper.records.shelf import Shelf


class RememberedWorks:
    """Works, each the rows that are one."""

    def __init__(self, rows: Sequence[Row], works: Sequence[Sequence[int]], kept: Kept) -> None:
        """Name the works.

        Args:
            rows: what entries say, and where they stand.
            works: the rows of each work.
            kept: what earlier builds made of the same entries.
        """
        self._rows, self._works, self._kept = rows, works, kept
        self.names: list[Sequence[str]] = []
        """For each work the ids that it can go by, each of stronger evidence than the one before."""
        self.alone: list[Sequence[str]] = []
        """For each work the first id that each of its entries would have alone."""
        for work in works:
            names, alone = self._named([rows[row] for row in work])
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
        key = self._key("work", [self._rows[row] for row in work], (book.ids[work[0]], said))
        found = self._kept.get(key)
        if found is None:
            listed = [item for row in work for item in self._rows[row].listed()]
            publication = fuse(book.ids[work[0]], listed, relations)
            alike = [decision for row in work for decision in identical(book, row)]
            if not self._kept.keeps:
                publications.append(publication)
                for decision in alike:
                    decisions.append(decision)
                return
            found = "\n".join(record.model_dump_json() for record in (publication, *alike))
            self._kept.put(key, found)
        first, *lines = found.split("\n")
        publications.append_json(first)
        for line in lines:
            decisions.append_json(line)

    def _named(self, work: Sequence[Row]) -> tuple[Sequence[str], Sequence[str]]:
        """The work's names, then for each of its rows the first name by itself."""
        key = self._key("names", work)
        if (found := self._kept.get(key)) is not None:
            names, alone = json.loads(found)
            return names, alone
        first = min(row.places[0] for row in work)
        names = names_of(fullest([row.entry for row in work]), f"{first.url}#{first.position}")
        alone = [names_of(row.entry)[0] for row in work]
        self._kept.put(key, json.dumps([names, alone]))
        return names, alone

    def _key(self, what: str, work: Iterable[Row], known: object = None) -> bytes:
        return key_of(what, known, [(row.digest, row.places) for row in work]) if self._kept.keeps else b""
