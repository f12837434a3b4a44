"""Records as columns: one array a field, so that many pairs are compared at once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

import numpy as np

from profile_scraper.dedupe.arrays import Ints, Ragged, Texts
from profile_scraper.dedupe.pile import Pile, RowPile


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
