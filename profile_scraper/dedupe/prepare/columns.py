"""Records as columns, one array a field, and the preparation of records in chunks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice, repeat
from typing import Any, NamedTuple, get_type_hints

import numpy as np

from profile_scraper.dedupe.prepare.arrays import ArrayBuilder, Ints, Ragged, RowsBuilder, Texts
from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, are_complete, read_author_lists
from profile_scraper.dedupe.prepare.batch_text import alphanumeric_all, encoded, hashes_of, titles_of_all, words_of_all
from profile_scraper.dedupe.prepare.title_columns import languages_of_counts, read_titles
from profile_scraper.dedupe.prepare.token_features import LANGUAGE_EVIDENCE, stable_hash
from profile_scraper.dedupe.prepare.venues import read_venues
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.parallel import Executor, SerialExecutor, gc_paused

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared."""

_NO_DIGITS = bytes(code for code in range(256) if chr(code) not in "0123456789\n")
_ENOUGH_DIGITS = 4


class AbstractColumns(NamedTuple):
    """Columns of abstracts; see :class:`~profile_scraper.dedupe.prepare.columns.Columns`."""

    abstract: Texts
    abstract_hash: Ints
    abstract_length: Ints
    abstract_digits: Ints


def read_abstracts(abstracts: Sequence[str | None]) -> AbstractColumns:
    """Read abstracts as printed; None for no abstract."""
    rows, present = _present(abstracts)
    heads = [""] * len(abstracts)
    hashes, abstract_digits = np.zeros((2, len(abstracts)), np.int64)
    if present:
        found = [
            head[:ABSTRACT_HEAD] for head in alphanumeric_all([abstract[: ABSTRACT_HEAD * 2] for abstract in present])
        ]
        for row, head in zip(rows.tolist(), found, strict=True):
            heads[row] = head
        hashes[rows] = np.where([head != "" for head in found], hashes_of(found), 0)
        abstract_digits[rows] = [
            _digits_hash(digits) for digits in encoded(present).translate(None, _NO_DIGITS).split(b"\n")
        ]
    return AbstractColumns(Texts.of(heads), hashes, np.fromiter(map(len, heads), np.int16), abstract_digits)


def languages_of_abstracts(abstracts: Sequence[str | None]) -> Ints:
    """The language of each abstract's beginning, 0 for unknown."""
    rows, present = _present(abstracts)
    languages = np.zeros(len(abstracts), np.int64)
    if present:
        lines = words_of_all(titles_of_all([abstract[:ABSTRACT_HEAD] for abstract in present])).decode().split("\n")
        small = [sum(map(LANGUAGE_EVIDENCE.get, line.split(" "), repeat(0))) for line in lines]
        languages[rows] = languages_of_counts(np.array(small, np.int64))
    return languages


def _present(abstracts: Sequence[str | None]) -> tuple[Ints, list[str]]:
    rows = np.flatnonzero([bool(abstract) for abstract in abstracts])
    return rows, [abstract for abstract in abstracts if abstract]


def _digits_hash(digits: bytes) -> int:
    """Hash of an abstract's digits; 0 for fewer than four."""
    return stable_hash(digits.decode()) if len(digits) >= _ENOUGH_DIGITS else 0


@dataclass(slots=True)
class Columns:
    """All records, one row each; an empty text and the number 0 mean unknown."""

    words: Texts
    """The title's words, joined by one space."""
    people: Texts
    """The authors' names as printed, joined by ``|``."""
    abstract: Texts
    """Letters and digits of the abstract's beginning."""
    venue: Texts
    """The venue's words, normalised."""
    title: Ints
    """Hash of the title's letters and digits."""
    other_titles: Ragged
    """Hashes of other forms of the title: in another language, or without a venue, date or body behind it."""
    head: Ints
    """Hash of the title's first letters."""
    tail: Ints
    """Hash of the title's last letters."""
    numbers: Ints
    """Hash of the title's numbers."""
    series: Ints
    """Hash of the title before 'part 2'."""
    kind: Ints
    content_words: Ints
    truncated: Ints
    """1 where the title ends in an ellipsis."""
    author_set: Ints
    """Hash of the set of the authors' surnames."""
    author_order: Ints
    """Hash of the authors' surnames in printed order."""
    abstract_hash: Ints
    abstract_length: Ints
    abstract_digits: Ints
    """Hash of the abstract's digits, which a translation keeps."""
    authors_complete: Ints
    """1 where the list of authors is complete."""
    language: Ints
    """Number of the title's language, 0 for unknown."""
    year: Ints
    venue_hash: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    doi: Ints
    arxiv: Ints
    preprint: Ints
    """1 for a preprint, by its venue or identifiers."""
    address: Ints
    """Hash of the address of the publication's own page."""
    tokens: Ragged
    """Hashes of the stems of the title's words without stop words."""
    authors: Ragged
    """Hashes of the authors' surnames, each once."""

    def __len__(self) -> int:
        return len(self.title)


def stack(parts: Iterable[Columns]) -> Columns:
    """Concatenate columns; each part is released as soon as it is copied."""
    builders: dict[str, ArrayBuilder | RowsBuilder[Any]] = {}
    for part in parts:
        for field in fields(Columns):
            column = getattr(part, field.name)
            if field.name in builders:
                builders[field.name].add(column)
            else:
                builders[field.name] = ArrayBuilder(column) if isinstance(column, np.ndarray) else RowsBuilder(column)
    build: dict[str, Any] = {name: builder.build() for name, builder in builders.items()}
    if not build:
        for name, kind in get_type_hints(Columns).items():
            build[name] = kind.of([]) if kind in (Texts, Ragged) else np.zeros(0, np.int64)
    return Columns(**build)


LONGEST_ABSTRACT = 4_000
"""Characters of an abstract that are read."""
CHUNK = 5_000
"""Records that are prepared at a time, few enough for the processor's cache."""


def columns_of(records: Iterable[PublicationRecord], executor: Executor | None = None) -> Columns:
    """Prepare records as columns.

    Args:
        records: may be an iterator; a few chunks of it are held at a time.
        executor: runs the preparation; serial by default.
    """
    with gc_paused():
        return stack((executor or SerialExecutor()).map(_prepare, map(_pack, _chunks(records))))


def _chunks(records: Iterable[PublicationRecord]) -> Iterator[list[PublicationRecord]]:
    source = iter(records)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _pack(chunk: Sequence[PublicationRecord]) -> list[Sequence[Any]]:
    """A chunk as one list a field, names joined and abstracts cut: five times as fast to pickle as records."""
    titles, authors, authors_complete, abstracts, *others = zip(*chunk, strict=True)
    joined = [NAME_SEPARATOR.join(names) for names in authors]
    return [titles, joined, authors_complete, [text and text[:LONGEST_ABSTRACT] for text in abstracts], *others]


def _prepare(packed: Sequence[Sequence[Any]]) -> Columns:
    titles, names, authors_complete, abstracts, years, *venues = packed
    title = read_titles(titles, names)
    undetermined = np.flatnonzero(title.language == 0)
    title.language[undetermined] = languages_of_abstracts([abstracts[row] for row in undetermined.tolist()])
    return Columns(
        **title._asdict(),
        **read_author_lists(names)._asdict(),
        **read_abstracts(abstracts)._asdict(),
        **read_venues(*venues)._asdict(),
        authors_complete=np.array(authors_complete, np.int8) & are_complete(names),
        year=np.array([year or 0 for year in years], np.int32),
    )
