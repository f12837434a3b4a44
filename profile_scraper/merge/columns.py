"""Records as columns: one array a field, so that many pairs are compared at once."""

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from profile_scraper.merge.prepare import ABSTRACT_HEAD, NAME_SEPARATOR, Described, Prepared, prepare

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

CHUNK = 20_000
"""Records that one process prepares at a time."""
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(slots=True)
class Ragged:
    """Several numbers a row: those of row ``i`` are ``values[starts[i]:starts[i + 1]]``."""

    values: Ints
    starts: Ints

    @property
    def counts(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)


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
    kind: Ints
    telling: Ints
    team: Ints
    """Hash of the set of their family names."""
    order: Ints
    """Hash of the authors' family names in printed order."""
    abstract_hash: Ints
    abstract_length: Ints
    complete: Ints
    """1 where the list of authors is complete."""
    tongue: Ints
    """Which language the title is in, 0 where its words do not say."""
    owner: Ints
    year: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    doi: Ints
    arxiv: Ints
    tokens: Ragged
    """Hashes of the stems of the title's words, stop words left out."""
    authors: Ragged
    """Hashes of the authors' family names, sorted by name."""

    def __len__(self) -> int:
        return len(self.title)


_TEXTS = frozenset(("words", "people", "abstract", "venue"))
_RAGGED = frozenset(("tokens", "authors"))


def bucket_of(values: Ints) -> Ints:
    """A bucket for each hash, about sixteen times as many as values: equal values share one, others seldom do."""
    bits = max(10, min(26, len(values).bit_length() + 3))
    return values & ((1 << bits) - 1)


def columns_of(records: Iterable[Described], workers: int = 1) -> Columns:
    """Prepare records and lay them out as columns, in several processes where there is enough to do.

    Records may be an iterator: only a few chunks of them are held at a time.
    """
    chunks = _chunks(records)
    first = next(chunks, [])
    if workers < 2 or len(first) < CHUNK:
        with no_collector():
            return stack([_columns_of_chunk(chunk) for chunk in chain([first], chunks)])
    from concurrent.futures import ProcessPoolExecutor  # costs 8 ms that a single page need not pay

    with no_collector(), ProcessPoolExecutor(workers, initializer=gc.disable) as pool:
        return stack(list(_in_order(pool, chain([first], chunks), ahead=2 * workers)))


def _chunks(records: Iterable[Described]) -> Iterator[list[Described]]:
    source = iter(records)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _in_order(pool: "Executor", chunks: Iterable[list[Described]], ahead: int) -> Iterator[Columns]:
    """Results in the order of the chunks, with no more than ``ahead`` chunks waiting."""
    waiting: deque[Future[Columns]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_columns_of_packed, _packed(chunk)))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _packed(chunk: Sequence[Described]) -> list[Sequence[Any]]:
    """A chunk field by field, names joined and abstracts cut: a fifth of what sending record by record costs."""
    titles, authors, complete, abstracts, *others = zip(*chunk, strict=True)
    joined = [NAME_SEPARATOR.join(names) for names in authors]
    return [titles, joined, complete, [text and text[: 2 * ABSTRACT_HEAD] for text in abstracts], *others]


def _columns_of_packed(packed: Sequence[Sequence[Any]]) -> Columns:
    titles, joined, *others = packed
    authors = [names.split(NAME_SEPARATOR) if names else () for names in joined]
    return _columns_of_chunk(map(Described._make, zip(titles, authors, *others, strict=True)))


def _columns_of_chunk(records: Iterable[Described]) -> Columns:
    return lay_out([prepare(record) for record in records])


def stack(parts: Sequence[Columns]) -> Columns:
    """Several columns one under the other."""
    if len(parts) == 1:
        return parts[0]
    stacked: dict[str, Any] = {}
    for field in fields(Columns):
        those = [getattr(part, field.name) for part in parts]
        stacked[field.name] = _stack_ragged(those) if field.name in _RAGGED else np.concatenate(those)
    return Columns(**stacked)


def _stack_ragged(parts: Sequence[Ragged]) -> Ragged:
    values = np.concatenate([part.values for part in parts])
    counts = np.concatenate([part.counts for part in parts])
    return Ragged(values, np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]))


def lay_out(rows: Sequence[Prepared]) -> Columns:
    """Lay prepared records out as columns."""
    columns: dict[str, Any] = {}
    for name, values in zip(
        Prepared._fields, zip(*rows, strict=True) if rows else ((),) * len(Prepared._fields), strict=True
    ):
        if name in _TEXTS:
            columns[name] = np.fromiter(values, object, len(rows))
        elif name in _RAGGED:
            columns[name] = _ragged(values)
        else:
            columns[name] = np.fromiter(values, np.int64, len(rows))
    return Columns(**columns)


def _ragged(lists: Sequence[Sequence[int]]) -> Ragged:
    starts = np.zeros(len(lists) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, lists), np.int64, len(lists)), out=starts[1:])
    return Ragged(np.fromiter(chain.from_iterable(lists), np.int64, int(starts[-1])), starts)


@contextmanager
def no_collector() -> Iterator[None]:
    """Millions of small objects make the cycle collector dear, and none of them is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
