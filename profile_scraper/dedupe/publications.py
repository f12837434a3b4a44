"""The steps in order: entries in, distinct works and every decision out."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from profile_scraper.dedupe.decide.cluster import united
from profile_scraper.dedupe.decide.overrides import resolve
from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.entries import ListedEntry, Merged
from profile_scraper.dedupe.fuse.cached import RememberedWorks
from profile_scraper.dedupe.fuse.ids import ids_of, names_of, redirects_of
from profile_scraper.dedupe.fuse.match_decisions import Book, by_people, relations_of, rulings_of
from profile_scraper.dedupe.prepare.columns import Described, columns_of
from profile_scraper.dedupe.prepare.distinct import Place, Row, rows_of
from profile_scraper.parallel import Executor
from profile_scraper.records.decision import Decision
from profile_scraper.records.kept import Kept
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Publication
from profile_scraper.records.shelf import NewShelf

_NUMBER = re.compile(r"(\d+)")


def merge_usable(
    usable: Iterable[ListedEntry],
    decided: Sequence[Decision],
    new_shelf: NewShelf,
    executor: Executor,
    kept: Kept | None,
) -> Merged:
    """Merge entries that have a title.

    Args:
        usable: entries and where they stand.
        decided: what people decided; it overrides every rule.
        new_shelf: where finished records are kept.
        executor: where texts are compared.
        kept: what earlier builds made of the same entries.
    """
    rows = rows_of(usable)
    overrides = resolve(decided, _rows_by_name(rows) if decided else {})
    columns = columns_of(_described(row.entry) for row in rows)
    result = decide(columns, overrides.apart, executor)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(united(result.cluster.tolist(), overrides.same)):
        members.setdefault(root, []).append(row)
    remembered = RememberedWorks(rows, list(members.values()), kept)
    ids = ids_of(remembered.names)
    id_of_row = [""] * len(rows)
    for group, work_id in zip(members.values(), ids, strict=True):
        for row in group:
            id_of_row[row] = work_id
    book = Book(rows, id_of_row)
    relations = relations_of(result, columns, book, overrides)
    publications, decisions = new_shelf(Publication), new_shelf(MergeDecision)
    for number in sorted(range(len(ids)), key=ids.__getitem__):
        remembered.finish(number, relations.get(ids[number], ()), book, publications, decisions)
    for ruling in chain(by_people(overrides), rulings_of(result, columns, book)):
        remembered.write(ruling, book, decisions)
    return Merged(
        publications=publications,
        decisions=decisions,
        by_profile=_by_profile(ids, [[rows[row] for row in group] for group in members.values()]),
        redirects=redirects_of(remembered.alone, ids),
        problems=overrides.problems,
    )


def _rows_by_name(rows: Sequence[Row]) -> dict[str, list[int]]:
    """For each id that an entry can go by alone, the rows that can."""
    named: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for name in dict.fromkeys(names_of(row.entry)[:3]):
            named.setdefault(name, []).append(number)
    return named


def _described(entry: Entry) -> Described:
    return Described(
        title=entry.title,
        authors=[person.name for person in entry.authors if person.name],
        authors_complete=entry.authors_complete,
        abstract=entry.abstract,
        year=int(entry.issued[:4]) if entry.issued and entry.issued[:4].isdigit() else None,
        venue=entry.venue,
        doi=entry.doi,
        arxiv=entry.arxiv,
    )


def _by_profile(ids: Sequence[str], works: Sequence[Sequence[Row]]) -> dict[str, list[str]]:
    listed: dict[str, list[tuple[Place, str]]] = {}
    for work_id, work in zip(ids, works, strict=True):
        for row in work:
            for place in row.places:
                listed.setdefault(place.profile, []).append((place, work_id))
    return {
        profile: list(dict.fromkeys(work for _, work in sorted(listed[profile], key=_reading_order)))
        for profile in sorted(listed)
    }


def _reading_order(item: tuple[Place, str]) -> tuple[object, ...]:
    place, work_id = item
    return place.language != "en", _natural(place.url), place.position, work_id


def _natural(url: str) -> tuple[tuple[bool, int, str], ...]:
    """Page 10 of a pager after page 2."""
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(url))
