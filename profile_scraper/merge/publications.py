"""The steps in order: entries in, distinct works and every decision out."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from profile_scraper.merge.cluster import united
from profile_scraper.merge.decide import decide
from profile_scraper.merge.described import Described
from profile_scraper.merge.entries import ListedEntry, Merged
from profile_scraper.merge.fuse import fullest, fuse
from profile_scraper.merge.identify import Identity, identity_of, ids_of, redirects_of
from profile_scraper.merge.overrides import resolve
from profile_scraper.merge.prepare import columns_of
from profile_scraper.merge.report import Book, by_people, decisions_of, identical, relations_of
from profile_scraper.merge.rows import MadeAnew, Place, Row, rows_of
from profile_scraper.merge.spread import Spread
from profile_scraper.records.decision import Decision
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.records.shelf import NewShelf

_NUMBER = re.compile(r"(\d+)")


def merge_usable(
    usable: Iterable[ListedEntry],
    decided: Sequence[Decision],
    problems: Iterable[Problem],
    new_shelf: NewShelf,
    spread: Spread,
) -> Merged:
    """Merge entries that have a title.

    Args:
        usable: entries and where they stand.
        decided: what people decided; it overrides every rule.
        problems: what is known to be unusable when the entries have been gone through.
        new_shelf: where finished records are kept.
        spread: where texts are compared.
    """
    rows = rows_of(usable)
    keys: list[str] = []
    own: list[Identity] = []
    named: dict[str, list[int]] = {}
    for number, said in enumerate(rows):
        identity = identity_of(said.entry, "")
        keys.append(identity.names[-1])
        own.append(Identity(identity.slug, identity.evidence[:1]))  # what redirects are made from
        for name in dict.fromkeys(identity.names) if decided else ():
            named.setdefault(name, []).append(number)
    overrides = resolve(decided, named)
    columns = columns_of(_described(row.entry) for row in rows)
    result = decide(columns, overrides.apart, spread)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(united(result.cluster.tolist(), overrides.same)):
        members.setdefault(root, []).append(row)
    works = [[rows[row] for row in group] for group in members.values()]
    ids = ids_of([_identity(work) for work in works])
    id_of_row = [""] * len(rows)
    for group, work_id in zip(members.values(), ids, strict=True):
        for row in group:
            id_of_row[row] = work_id
    book = Book(
        ids=id_of_row,
        keys=keys,
        places=MadeAnew(rows, Row.occurrences),
        printed=MadeAnew(rows, lambda row: row.entry),
    )
    relations = relations_of(result, columns, book, overrides)
    publications, decisions = new_shelf(Publication), new_shelf(MergeDecision)
    for work_id, work in sorted(zip(ids, works, strict=True), key=itemgetter(0)):
        listed_there = [item for row in work for item in row.listed()]
        publications.append(fuse(work_id, listed_there, relations.get(work_id, ())))
    for decision in chain(identical(book), by_people(book, overrides), decisions_of(result, columns, book)):
        decisions.append(decision)
    return Merged(
        publications=publications,
        decisions=decisions,
        by_profile=_by_profile(ids, works),
        redirects=redirects_of([[own[row] for row in group] for group in members.values()], ids),
        problems=sorted(
            [*problems, *overrides.problems], key=lambda problem: (problem.url, problem.field or "", problem.detail)
        ),
    )


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


def _identity(work: Sequence[Row]) -> Identity:
    best = fullest([row.entry for row in work])
    first = min(row.places[0] for row in work)
    return identity_of(best, f"{first.url}#{first.position}")


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
