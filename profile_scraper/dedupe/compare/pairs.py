"""Third step: what each field of a pair says, for all pairs at once."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from profile_scraper.dedupe.compare.levels import Level, equal
from profile_scraper.dedupe.compare.texts import read_texts
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.compare.venues import compare_venues, compare_years
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, Ragged, Tally
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.titles import Kind
from profile_scraper.parallel import Executor, SerialExecutor

_BATCH = 1 << 20
"""Pairs that are judged at a time."""


@dataclass(slots=True)
class Pairs:
    """Candidate pairs, one row each: the two records and what their fields say (a ``Level`` unless stated)."""

    first: Ints
    second: Ints
    title: Ints
    """A :class:`~profile_scraper.dedupe.compare.titles.TitleLevel`."""
    extra: Ints
    """Telling words that only one of the titles has."""
    ratio: Floats
    """How alike the titles are, 0 to 100."""
    openings: Ints
    """In how many ways the title goes on that the other one leaves at an ellipsis; 0 where neither does."""
    tongues: Ints
    """DIFFERENT where the titles are in two languages."""
    telling: Ints
    """Telling words of the poorer title."""
    listed: Ints
    """How many records have the title."""
    teams: Ints
    """How many different author lists it stands with."""
    repeats: Ints
    """How many records have the title, the authors and the year of one of the two."""
    numbers: Ints
    series: Ints
    kinds: Ints
    """0 both works, 1 both the same other kind, 2 of different kinds, 3 two versions by their own words."""
    authors: Ints
    shared: Ints
    """People on both lists."""
    complete: Ints
    """1 where both lists of authors are complete."""
    rearranged: Bools
    """Two complete lists differ both in people and in their order."""
    abstract: Ints
    facts: Ints
    """SAME where the abstracts hold the same digits."""
    doi: Ints
    arxiv: Ints
    year: Ints
    venue: Ints
    surely_two_venues: Bools
    """Both venues are known in the data by other names than each other's."""
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.first)

    def batches(self) -> "Iterator[Pairs]":
        """All pairs, so many at a time that what is worked out for each does not fill the memory."""
        for start in range(0, max(len(self), 1), _BATCH):
            yield Pairs(**{field.name: getattr(self, field.name)[start : start + _BATCH] for field in fields(self)})


def compare(columns: Columns, first: Ints, second: Ints, executor: Executor | None = None) -> Pairs:
    """Compare the pairs' fields; their texts are read wherever ``executor`` does its work."""
    read = read_texts(columns, first, second, executor or SerialExecutor())
    whole = columns.complete[first] & columns.complete[second]
    authors = _authors(columns.authors, first, second, read.shared, whole)
    listed, teams, repeats = _recurrence(columns)
    same = read.title == TitleLevel.SAME
    year = compare_years(columns.year, first, second)
    telling = np.minimum(columns.telling[first], columns.telling[second])
    agreeing = same & (telling >= 3) & (authors >= Level.SIMILAR) & (year == Level.SAME)
    openings = _openings(columns, first, second, np.where(authors >= Level.SIMILAR, read.onward, 0))
    venue, surely_two = compare_venues(columns, first, second, agreeing)
    return Pairs(
        first=first,
        second=second,
        title=read.title,
        extra=read.extra,
        ratio=read.ratio,
        openings=openings,
        tongues=equal(columns.tongue, first, second),
        telling=telling,
        listed=np.maximum(listed[first], listed[second]),
        teams=np.maximum(teams[first], teams[second]),
        repeats=np.maximum(repeats[first], repeats[second]),
        numbers=_numbers(same | (openings > 0) | (columns.numbers[first] == columns.numbers[second])),
        series=equal(columns.series, first, second),
        kinds=_kinds(columns.kind[first], columns.kind[second]),
        authors=authors,
        shared=read.shared,
        complete=whole,
        rearranged=read.rearranged & _order_counts(columns, first, second, same & (authors == Level.SAME)),
        abstract=read.abstract,
        facts=equal(columns.facts, first, second),
        doi=equal(columns.doi, first, second),
        arxiv=equal(columns.arxiv, first, second),
        year=year,
        venue=venue,
        surely_two_venues=surely_two,
        volume=equal(columns.volume, first, second),
        number=equal(columns.number, first, second),
        page=equal(columns.page, first, second),
        last_page=equal(columns.last_page, first, second),
        owner=equal(columns.owner, first, second),
    )


def _authors(lists: Ragged, first: Ints, second: Ints, people: Ints, whole: Ints) -> Ints:
    """Half of the shorter list on the longer is similar; of lists that have lost names, one person on both is."""
    one, other = lists.counts_of(first), lists.counts_of(second)
    few, many = np.minimum(one, other), np.maximum(one, other)
    level = np.full(len(first), Level.UNKNOWN, np.int8)
    level[few > 0] = Level.DIFFERENT
    level[(people > 0) & ((2 * people >= few) | (whole == 0))] = Level.SIMILAR
    level[(people > 0) & (people == few) & (few == many)] = Level.SAME
    return level


def _openings(columns: Columns, first: Ints, second: Ints, onward: Ints) -> Ints:
    """For each pair with a way on (not 0), in how many ways its cut title goes on in all such pairs."""
    count = np.zeros(len(first), np.int16)
    for cut in (first, second):
        places = np.flatnonzero((onward != 0) & (columns.clipped[cut] == 1))
        order = places[np.lexsort((onward[places], columns.title[cut[places]]))]
        new_title = _changes(columns.title[cut[order]])
        new_way = new_title | _changes(onward[order])
        title = np.cumsum(new_title) - 1
        count[order] = np.maximum(count[order], np.bincount(title, weights=new_way).astype(np.int16)[title])
    return count


def _numbers(agree: Bools) -> Ints:
    return np.where(agree, Level.SAME, Level.DIFFERENT).astype(np.int8)


def _kinds(first: Ints, second: Ints) -> Ints:
    versions = ((first == Kind.WORK) | (first >= Kind.LESSER_VERSION)) & (
        (second == Kind.WORK) | (second >= Kind.LESSER_VERSION)
    )
    return np.where(first == second, np.minimum(first, 1), np.where(versions, 3, 2)).astype(np.int8)


def _order_counts(columns: Columns, first: Ints, second: Ints, agreeing: Bools) -> bool:
    """Whether these sources keep the order of authors, judged by pairs that agree in title and authors."""
    several = agreeing & (columns.authors.counts_of(first) >= 3)
    kept = columns.order[first[several]] == columns.order[second[several]]
    return bool(kept.sum() >= 0.8 * len(kept))


def _recurrence(columns: Columns) -> tuple[Ints, Ints, Ints]:
    """For each row: rows with its title, different teams among them, and rows with its title, team and year.

    Lists that have lost names, as plain text has, are no teams of their own and no sign that a title comes again.
    """
    several = np.flatnonzero(Tally(columns.title).of(columns.title) > 1)
    title, year, whole = columns.title[several], columns.year[several], columns.complete[several]
    team = np.where(whole, columns.team[several], 0)
    order = np.lexsort((year, team, title))
    new_title = _changes(title[order])
    new_team = new_title | _changes(team[order])
    new_year = new_team | _changes(year[order])
    by_title, by_year = np.cumsum(new_title) - 1, np.cumsum(new_year) - 1
    result = []
    for counted in (
        np.bincount(by_title, weights=whole[order]).astype(np.int64)[by_title],
        np.bincount(by_title, weights=new_team).astype(np.int64)[by_title],
        np.bincount(by_year)[by_year],
    ):
        column = np.ones(len(columns), np.int32)
        column[several[order]] = counted
        result.append(column)
    return result[0], result[1], result[2]


def _changes(values: Ints) -> Bools:
    changed: Bools = np.r_[True, values[1:] != values[:-1]][: len(values)]
    return changed
