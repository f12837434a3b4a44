"""Compare the fields of all candidate pairs at once."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from profile_scraper.dedupe.compare.fields import (
    AbstractOf,
    Level,
    compare_venues,
    compare_whole_abstracts,
    compare_years,
    equal,
)
from profile_scraper.dedupe.compare.texts import compare_texts
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, FrequencySketch, Ints, Ragged
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.titles import Kind
from profile_scraper.dedupe.prepare.token_features import PERIODS, SERIAL_OPENINGS, SERIAL_PHRASES, SERIAL_TEXTS
from profile_scraper.parallel import Executor, SerialExecutor

_NEAR = 3
"""Words in which a period and a text stand together: 'annual activity report'."""
_LONGEST_PHRASE = max(map(len, SERIAL_PHRASES))
_FRONT = 4
"""Words at the start of a title in which it says what it is: 'the third annual report'."""


def is_serial(title: str) -> bool:
    """Whether a title is that of a text that appears each year or more often.

    The words for it stand at the start or at the end of the title.

    Args:
        title: words of a title, joined by spaces.
    """
    words = title.split()
    if not words:
        return False
    return words[0] in SERIAL_OPENINGS or any(
        _names_serial(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + _NEAR, len(words)) + 1)
        if start < _FRONT or end == len(words)
    )


def _names_serial(words: list[str]) -> bool:
    """Whether a period and a text are the first and the last of some words, or the words are a known phrase."""
    one, other = words[0], words[-1]
    return (
        (one in PERIODS and other in SERIAL_TEXTS)
        or (one in SERIAL_TEXTS and other in PERIODS)
        or tuple(words) in SERIAL_PHRASES
    )


_BATCH = 1 << 20
"""Pairs to which rules are applied at a time."""

_IDENTIFYING_ABSTRACT = 200
"""Letters and digits of an abstract that identify a text, of those that are compared."""


@dataclass(slots=True)
class Pairs:
    """Candidate pairs, one row each: the two records and the agreement of their fields (a ``Level`` unless stated)."""

    first: Ints
    second: Ints
    title: Ints
    """A :class:`~profile_scraper.dedupe.compare.titles.TitleLevel`."""
    extra: Ints
    """Content words that only one of the titles has."""
    ratio: Floats
    """Similarity of the titles, 0 to 100."""
    continuation_count: Ints
    """The number of different continuations of a truncated title; 0 where neither title is truncated."""
    subtitle: Bools
    """One title is the beginning of the other, which has a subtitle or a note behind it."""
    languages: Ints
    """DIFFERENT where the titles are in two languages."""
    content_words: Ints
    """Content words of the title with fewer."""
    title_count: Ints
    """Records with the title."""
    author_set_count: Ints
    """Different author sets of records with the title."""
    repeat_count: Ints
    """Records with the title, the authors and the year of one of the two."""
    numbers: Ints
    series: Ints
    kinds: Ints
    """0 both publications, 1 both of the same other kind, 2 of different kinds, 3 two versions by their titles."""
    authors: Ints
    shared_authors: Ints
    """Authors on both lists."""
    authors_complete: Ints
    """1 where both author lists are complete."""
    authors_reordered: Bools
    """Two complete author lists differ both in members and in order."""
    namesakes: Bools
    """Nobody is on both lists, which are short, but by surname and initial: the given names are two."""
    abstract: Ints
    other_text: Bools
    """The abstracts are two texts, whole as they are."""
    long_abstracts: Bools
    """Both abstracts are long enough to identify a text, and the author lists are equally long."""
    abstract_digits: Ints
    """SAME where the abstracts contain the same digits."""
    doi: Ints
    arxiv: Ints
    address: Ints
    preprint: Bools
    """One of the two is a preprint, whose venue and date are not those of the article."""
    year: Ints
    serial: Bools
    """Two years of a text that appears again and again under this title, as of an annual report."""
    venue: Ints
    known_distinct_venues: Bools
    """Each venue has known variants in the data, and the other one is none of them."""
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints

    def __len__(self) -> int:
        return len(self.first)

    def batches(self) -> "Iterator[Pairs]":
        """All pairs in batches, which bounds the memory of intermediate arrays."""
        for start in range(0, max(len(self), 1), _BATCH):
            yield Pairs(**{field.name: getattr(self, field.name)[start : start + _BATCH] for field in fields(self)})


def compare(
    columns: Columns,
    first: Ints,
    second: Ints,
    executor: Executor | None = None,
    abstract_of: AbstractOf | None = None,
) -> Pairs:
    """Compare the fields of pairs.

    Args:
        columns: all records.
        first: rows of the pairs' first records.
        second: rows of the pairs' second records.
        executor: runs the comparison of texts.
        abstract_of: gives the abstract of a row; None where only the beginnings, which the columns have, are known.
    """
    read = compare_texts(columns, first, second, executor or SerialExecutor())
    both_complete = columns.authors_complete[first] & columns.authors_complete[second]
    authors = _authors(columns.authors, first, second, read.shared, both_complete)
    title_count, author_set_count, repeat_count = _recurrence(columns)
    same = read.title == TitleLevel.SAME
    year = compare_years(columns.year, first, second)
    agreeing_titles = read.title >= TitleLevel.SPELLED
    unlike = np.flatnonzero(agreeing_titles & (authors >= Level.SIMILAR) & (read.abstract == Level.DIFFERENT))
    found_texts = compare_whole_abstracts(columns, first[unlike], second[unlike], abstract_of)
    read.abstract[unlike[found_texts == Level.SIMILAR]] = Level.SIMILAR
    other_text = np.zeros(len(first), np.bool_)
    other_text[unlike[found_texts == Level.DIFFERENT]] = True
    content_words = np.minimum(columns.content_words[first], columns.content_words[second])
    agreeing = same & (content_words >= 3) & (authors >= Level.SIMILAR) & (year == Level.SAME)
    continuation_count = _count_continuations(
        columns, first, second, np.where(authors >= Level.SIMILAR, read.continuation, 0)
    )
    venue, known_distinct = compare_venues(columns, first, second, agreeing)
    return Pairs(
        first=first,
        second=second,
        title=read.title,
        extra=read.extra,
        ratio=read.ratio,
        continuation_count=continuation_count,
        subtitle=read.subtitle,
        languages=equal(columns.language, first, second),
        content_words=content_words,
        title_count=np.maximum(title_count[first], title_count[second]),
        author_set_count=np.maximum(author_set_count[first], author_set_count[second]),
        repeat_count=np.maximum(repeat_count[first], repeat_count[second]),
        numbers=_numbers(same | (continuation_count > 0) | (columns.numbers[first] == columns.numbers[second])),
        series=equal(columns.series, first, second),
        kinds=_kinds(columns.kind[first], columns.kind[second]),
        authors=authors,
        shared_authors=read.shared,
        authors_complete=both_complete,
        authors_reordered=read.authors_reordered
        & _order_is_kept(columns, first, second, same & (authors == Level.SAME)),
        namesakes=read.namesakes,
        abstract=read.abstract,
        other_text=other_text,
        long_abstracts=(
            (np.minimum(columns.abstract_length[first], columns.abstract_length[second]) >= _IDENTIFYING_ABSTRACT)
            & (columns.authors.counts_of(first) == columns.authors.counts_of(second))
        ),
        abstract_digits=equal(columns.abstract_digits, first, second),
        doi=equal(columns.doi, first, second),
        arxiv=equal(columns.arxiv, first, second),
        address=equal(columns.address, first, second),
        preprint=(columns.preprint[first] | columns.preprint[second]).astype(np.bool_),
        year=year,
        serial=_serial(columns, first, agreeing_titles & ((year == Level.SIMILAR) | (year == Level.DIFFERENT))),
        venue=venue,
        known_distinct_venues=known_distinct,
        volume=equal(columns.volume, first, second),
        number=equal(columns.number, first, second),
        page=equal(columns.page, first, second),
        last_page=equal(columns.last_page, first, second),
    )


def _authors(lists: Ragged, first: Ints, second: Ints, people: Ints, both_complete: Ints) -> Ints:
    """SIMILAR: half of the shorter list is on the longer one, or one author where a list is incomplete."""
    one, other = lists.counts_of(first), lists.counts_of(second)
    few, many = np.minimum(one, other), np.maximum(one, other)
    level = np.full(len(first), Level.UNKNOWN, np.int8)
    level[few > 0] = Level.DIFFERENT
    level[(people > 0) & ((2 * people >= few) | (both_complete == 0))] = Level.SIMILAR
    level[(people > 0) & (people == few) & (few == many)] = Level.SAME
    return level


def _serial(columns: Columns, first: Ints, of_two_years: Bools) -> Bools:
    serial = np.zeros(len(first), np.bool_)
    rows = np.flatnonzero(of_two_years)
    serial[rows] = [is_serial(title) for title in columns.words.at(first[rows])]
    return serial


def _count_continuations(columns: Columns, first: Ints, second: Ints, continuation: Ints) -> Ints:
    """For each pair with a continuation (not 0), the number of different continuations of its truncated title."""
    count = np.zeros(len(first), np.int16)
    for cut in (first, second):
        indices = np.flatnonzero((continuation != 0) & (columns.truncated[cut] == 1))
        author_order = indices[np.lexsort((continuation[indices], columns.title[cut[indices]]))]
        new_title = _changes(columns.title[cut[author_order]])
        new_continuation = new_title | _changes(continuation[author_order])
        title = np.cumsum(new_title) - 1
        count[author_order] = np.maximum(
            count[author_order], np.bincount(title, weights=new_continuation).astype(np.int16)[title]
        )
    return count


def _numbers(agree: Bools) -> Ints:
    return np.where(agree, Level.SAME, Level.DIFFERENT).astype(np.int8)


def _kinds(first: Ints, second: Ints) -> Ints:
    versions = ((first == Kind.ORIGINAL) | (first >= Kind.LESSER_VERSION)) & (
        (second == Kind.ORIGINAL) | (second >= Kind.LESSER_VERSION)
    )
    return np.where(first == second, np.minimum(first, 1), np.where(versions, 3, 2)).astype(np.int8)


def _order_is_kept(columns: Columns, first: Ints, second: Ints, agreeing: Bools) -> bool:
    """Whether the sources keep the order of authors, estimated from pairs that agree in title and authors."""
    several = agreeing & (columns.authors.counts_of(first) >= 3)
    in_order = columns.author_order[first[several]] == columns.author_order[second[several]]
    return bool(in_order.sum() >= 0.8 * len(in_order))


def _recurrence(columns: Columns) -> tuple[Ints, Ints, Ints]:
    """For each row: rows with its title, their different author sets, and rows with its title, author set and year.

    Incomplete author lists, as in plain text, count neither as author sets nor as evidence that a title recurs.
    """
    several = np.flatnonzero(FrequencySketch(columns.title).of(columns.title) > 1)
    title, year, both_complete = columns.title[several], columns.year[several], columns.authors_complete[several]
    author_set = np.where(both_complete, columns.author_set[several], 0)
    author_order = np.lexsort((year, author_set, title))
    new_title = _changes(title[author_order])
    new_team = new_title | _changes(author_set[author_order])
    new_year = new_team | _changes(year[author_order])
    by_title, by_year = np.cumsum(new_title) - 1, np.cumsum(new_year) - 1
    result = []
    for counted in (
        np.bincount(by_title, weights=both_complete[author_order]).astype(np.int64)[by_title],
        np.bincount(by_title, weights=new_team).astype(np.int64)[by_title],
        np.bincount(by_year)[by_year],
    ):
        column = np.ones(len(columns), np.int32)
        column[several[author_order]] = counted
        result.append(column)
    return result[0], result[1], result[2]


def _changes(values: Ints) -> Bools:
    changed: Bools = np.r_[True, values[1:] != values[:-1]][: len(values)]
    return changed
