"""Records as columns: one array a field, so that many pairs are compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

import numpy as np

from profile_scraper.merge.arrays import Ints, Ragged, Texts


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


def stack(parts: Sequence[Columns]) -> Columns:
    """Several columns one under the other; the parts are emptied field by field, so that no record is held twice."""
    stacked: dict[str, Any] = {}
    for name, kind in get_type_hints(Columns).items():
        empty = kind.of([]) if kind in (Texts, Ragged) else np.zeros(0, np.int64)
        those = [getattr(part, name) for part in parts] or [empty]
        if kind in (Texts, Ragged):
            stacked[name] = kind.stacked(those)
        else:
            stacked[name] = np.concatenate(those)
        for part in parts:
            setattr(part, name, empty)
    return Columns(**stacked)
