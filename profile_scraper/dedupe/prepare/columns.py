"""Records as columns, one array a field, and the preparation of records in chunks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, NamedTuple, get_type_hints

import numpy as np

from profile_scraper.dedupe.prepare.abstracts import read_abstracts, tongues_of_abstracts
from profile_scraper.dedupe.prepare.arrays import Ints, Pile, Ragged, RowPile, Texts
from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, are_whole, read_teams
from profile_scraper.dedupe.prepare.title_columns import read_titles
from profile_scraper.dedupe.prepare.venues import hashes_of_each, read_places
from profile_scraper.parallel import Executor, SerialExecutor, gc_paused


class Described(NamedTuple):
    """What any source can say of a work; null and empty where it does not."""

    title: str
    authors: Sequence[str] = ()
    authors_complete: bool = True
    abstract: str | None = None
    owner: str | None = None
    """Whose list it stands on."""
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None


@dataclass(slots=True)
class Columns:
    """All records, one row each; an empty text and the number 0 mean that the record does not say."""

    words: Texts
    """The title's words, joined by one space."""
    people: Texts
    """The authors' names as printed, joined by ``|``."""
    abstract: Texts
    """Letters and digits of the abstract's beginning."""
    venue: Texts
    """Its words, folded."""
    title: Ints
    """Hash of the title's letters and digits."""
    other_title: Ints
    """Hash of the letters and digits of its title in another language."""
    head: Ints
    """Hash of its first letters."""
    tail: Ints
    """Hash of its last letters."""
    numbers: Ints
    """Hash of the title's numbers."""
    series: Ints
    """Hash of what stands before 'part 2' in the title."""
    kind: Ints
    telling: Ints
    clipped: Ints
    """1 where the title ends in an ellipsis."""
    team: Ints
    """Hash of the set of their family names."""
    order: Ints
    """Hash of the authors' family names in printed order."""
    abstract_hash: Ints
    abstract_length: Ints
    facts: Ints
    """Hash of the abstract's digits."""
    complete: Ints
    """1 where the list of authors is complete."""
    tongue: Ints
    """Which language the title is in, 0 where its words do not say."""
    owner: Ints
    year: Ints
    venue_hash: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    doi: Ints
    arxiv: Ints
    tokens: Ragged
    """Hashes of the stems of the title's words, stop words left out."""
    authors: Ragged
    """Hashes of the authors' family names, each once."""

    def __len__(self) -> int:
        return len(self.title)


def stack(parts: Iterable[Columns]) -> Columns:
    """Several columns one under the other; each part is forgotten as soon as it is there."""
    piles: dict[str, Pile | RowPile[Any]] = {}
    for part in parts:
        for field in fields(Columns):
            column = getattr(part, field.name)
            if field.name in piles:
                piles[field.name].add(column)
            else:
                piles[field.name] = Pile(column) if isinstance(column, np.ndarray) else RowPile(column)
    whole: dict[str, Any] = {name: pile.whole() for name, pile in piles.items()}
    if not whole:
        for name, kind in get_type_hints(Columns).items():
            whole[name] = kind.of([]) if kind in (Texts, Ragged) else np.zeros(0, np.int64)
    return Columns(**whole)


_LONGEST_ABSTRACT = 4_000
CHUNK = 5_000
"""Records that are prepared at a time, few enough for the processor's own memory."""


def columns_of(records: Iterable[Described], executor: Executor | None = None) -> Columns:
    """Prepare records and lay them out as columns.

    Args:
        records: may be an iterator: only a few chunks of them are held at a time.
        executor: where the work is done; in this process by default.
    """
    with gc_paused():
        return stack((executor or SerialExecutor()).map(_prepared, map(_packed, _chunks(records))))


def _chunks(records: Iterable[Described]) -> Iterator[list[Described]]:
    source = iter(records)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _packed(chunk: Sequence[Described]) -> list[Sequence[Any]]:
    """A chunk field by field, names joined and abstracts cut: a fifth of what sending record by record costs."""
    titles, authors, complete, abstracts, *others = zip(*chunk, strict=True)
    joined = [NAME_SEPARATOR.join(names) for names in authors]
    return [titles, joined, complete, [text and text[:_LONGEST_ABSTRACT] for text in abstracts], *others]


def _prepared(packed: Sequence[Sequence[Any]]) -> Columns:
    titles, names, complete, abstracts, owners, years, *places = packed
    title = read_titles(titles)
    silent = np.flatnonzero(title.tongue == 0)
    title.tongue[silent] = tongues_of_abstracts([abstracts[row] for row in silent.tolist()])
    return Columns(
        **title._asdict(),
        **read_teams(names)._asdict(),
        **read_abstracts(abstracts)._asdict(),
        **read_places(*places)._asdict(),
        complete=np.array(complete, np.int8) & are_whole(names),
        owner=hashes_of_each(owners),
        year=np.array([year or 0 for year in years], np.int32),
    )
