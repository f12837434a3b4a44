"""The steps in order: entries in, distinct works and every decision out."""

import re
from collections.abc import Iterable, Sequence

from profile_scraper.merge.cluster import united
from profile_scraper.merge.decide import decide
from profile_scraper.merge.described import Described
from profile_scraper.merge.entries import ListedEntry, Merged
from profile_scraper.merge.fuse import fullest, fuse, occurrences_of
from profile_scraper.merge.identify import Identity, identity_of, ids_of, redirects_of
from profile_scraper.merge.lexicon import telling_of
from profile_scraper.merge.overrides import resolve
from profile_scraper.merge.prepare import columns_of
from profile_scraper.merge.report import Book, by_people, decisions_of, identical, relations_of
from profile_scraper.merge.titles import read_title
from profile_scraper.records.decision import Decision
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem

_NUMBER = re.compile(r"(\d+)")


def merge_usable(usable: Sequence[ListedEntry], decided: Sequence[Decision], problems: Iterable[Problem]) -> Merged:
    """Merge entries that have a title.

    Args:
        usable: entries and where they stand.
        decided: what people decided; it overrides every rule.
        problems: what is already known to be unusable.
    """
    rows = _alike(usable)
    own = [identity_of(row[0].entry, "") for row in rows]
    overrides = resolve(decided, _rows_of(own))
    columns = columns_of(_described(row[0]) for row in rows)
    result = decide(columns, overrides.apart)
    cluster = united(result.cluster.tolist(), overrides.same)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(cluster):
        members.setdefault(root, []).append(row)
    works = [[item for row in group for item in rows[row]] for group in members.values()]
    ids = ids_of([_identity(work) for work in works])
    id_of_row = [""] * len(rows)
    for group, work_id in zip(members.values(), ids, strict=True):
        for row in group:
            id_of_row[row] = work_id
    book = Book(
        ids=id_of_row,
        keys=[identity.names[-1] for identity in own],
        places=[occurrences_of(row) for row in rows],
        printed=[row[0].entry for row in rows],
    )
    relations = relations_of(result, columns, book, overrides)
    decisions = [*identical(book), *by_people(book, overrides), *decisions_of(result, columns, book)]
    return Merged(
        publications=sorted(
            (fuse(work_id, work, relations.get(work_id, ())) for work_id, work in zip(ids, works, strict=True)),
            key=lambda publication: publication.id,
        ),
        decisions=sorted(decisions, key=_decision_order),
        by_profile=_by_profile(zip(ids, works, strict=True)),
        redirects=redirects_of([[own[row] for row in group] for group in members.values()], ids),
        problems=sorted(
            [*problems, *overrides.problems], key=lambda problem: (problem.url, problem.field or "", problem.detail)
        ),
    )


def _alike(listed: Iterable[ListedEntry]) -> list[list[ListedEntry]]:
    """Entries grouped by what they say to the letter; groups and entries in an order of their own."""
    collected: dict[tuple[object, ...], dict[tuple[object, ...], ListedEntry]] = {}
    for item in listed:
        collected.setdefault(_said(item), {})[_place(item)] = item
    return [sorted(collected[said].values(), key=_place) for said in sorted(collected, key=repr)]


def _said(item: ListedEntry) -> tuple[object, ...]:
    """What an entry says; a title that names nothing, alone, says something only on its owner's pages."""
    entry = item.entry
    people = tuple((person.name, person.profile) for person in entry.authors)
    bare = not people and not entry.abstract and telling_of(read_title(entry.title).signs) == 0
    return (
        entry.title, people, entry.authors_complete, entry.abstract, entry.abstract_complete, entry.language,
        entry.issued, entry.venue, entry.doi, entry.arxiv, entry.url, item.profile if bare else "",
    )  # fmt: skip


def _place(item: ListedEntry) -> tuple[object, ...]:
    return item.url, item.entry.position, item.profile, item.language


def _described(item: ListedEntry) -> Described:
    entry = item.entry
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


def _rows_of(identities: Sequence[Identity]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, identity in enumerate(identities):
        for name in dict.fromkeys(identity.names):
            rows.setdefault(name, []).append(row)
    return rows


def _identity(work: Sequence[ListedEntry]) -> Identity:
    entries: list[Entry] = [item.entry for item in work]
    best = fullest(entries)
    first = min(work, key=_place)
    return identity_of(best, f"{first.url}#{first.entry.position}")


def _decision_order(decision: MergeDecision) -> tuple[object, ...]:
    places = [(place.url, place.position) for place in decision.entries]
    return decision.publications, places, decision.rule


def _by_profile(works: Iterable[tuple[str, Sequence[ListedEntry]]]) -> dict[str, list[str]]:
    listed: dict[str, list[tuple[tuple[object, ...], str]]] = {}
    for work_id, work in works:
        for item in work:
            order = (item.language != "en", _natural(item.url), item.entry.position)
            listed.setdefault(item.profile, []).append((order, work_id))
    return {
        profile: list(dict.fromkeys(work_id for _, work_id in sorted(listed[profile]))) for profile in sorted(listed)
    }


def _natural(url: str) -> tuple[tuple[bool, int, str], ...]:
    """Page 10 of a pager after page 2."""
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(url))
