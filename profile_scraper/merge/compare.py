"""Third step: what each field of a pair says, for all pairs at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from profile_scraper.merge.columns import Bools, Columns, Floats, Ints, Ragged, bucket_of
from profile_scraper.merge.difference import TitleLevel, compare_words
from profile_scraper.merge.levels import Level, equal, ratios, shared
from profile_scraper.merge.lexicon import FACTS
from profile_scraper.merge.people import compare_teams
from profile_scraper.merge.places import compare_venues, compare_years

_DIGITS = re.compile(r"\d+")
WORTH_READING = 62.0
"""Titles less alike than this (0 to 100) are read word by word only where all words of one are in the other."""


@dataclass(slots=True)
class Pairs:
    """Candidate pairs, one row each: the two records and what their fields say (a ``Level`` unless stated)."""

    first: Ints
    second: Ints
    title: Ints
    """A :class:`~profile_scraper.merge.difference.TitleLevel`."""
    extra: Ints
    """Telling words that only one of the titles has."""
    ratio: Floats
    """How alike the titles are, 0 to 100."""
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
    kinds: Ints
    """0 both works, 1 both the same other kind, 2 of different kinds."""
    authors: Ints
    shared: Ints
    """People on both lists."""
    rearranged: Bools
    """Two complete lists differ both in people and in their order."""
    abstract: Ints
    doi: Ints
    arxiv: Ints
    year: Ints
    venue: Ints
    volume: Ints
    number: Ints
    page: Ints
    last_page: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, which: Ints | Bools) -> "Pairs":
        """The pairs of those places."""
        return Pairs(*(getattr(self, f.name)[which] for f in fields(self)))


def compare(columns: Columns, first: Ints, second: Ints) -> Pairs:
    """Compare the pairs' fields."""
    title, extra, ratio = _titles(columns, first, second)
    authors, people, rearranged = _authors(
        columns, first, second, (title >= TitleLevel.EXTENDED) | (ratio >= WORTH_READING)
    )
    listed, teams, repeats = _recurrence(columns)
    agreeing_lists = (title == TitleLevel.SAME) & (authors == Level.SAME)
    year = compare_years(columns.year, first, second)
    telling = np.minimum(columns.telling[first], columns.telling[second])
    agreeing = (title == TitleLevel.SAME) & (telling >= 3) & (authors >= Level.SIMILAR) & (year == Level.SAME)
    return Pairs(
        first=first,
        second=second,
        title=title,
        extra=extra,
        ratio=ratio,
        tongues=equal(columns.tongue, first, second),
        telling=telling,
        listed=np.maximum(listed[first], listed[second]),
        teams=np.maximum(teams[first], teams[second]),
        repeats=np.maximum(repeats[first], repeats[second]),
        numbers=np.where(
            (columns.numbers[first] == columns.numbers[second]) | (title == TitleLevel.SAME),
            Level.SAME,
            Level.DIFFERENT,
        ),
        kinds=np.where(columns.kind[first] != columns.kind[second], 2, np.minimum(columns.kind[first], 1)),
        authors=authors,
        shared=people,
        rearranged=rearranged & _order_counts(columns, first, second, agreeing_lists),
        abstract=_abstracts(columns, first, second),
        doi=equal(columns.doi, first, second),
        arxiv=equal(columns.arxiv, first, second),
        year=year,
        venue=compare_venues(columns.venue, first, second, agreeing),
        volume=equal(columns.volume, first, second),
        number=equal(columns.number, first, second),
        page=equal(columns.page, first, second),
        last_page=equal(columns.last_page, first, second),
        owner=equal(columns.owner, first, second),
    )


def _titles(columns: Columns, first: Ints, second: Ints) -> tuple[Ints, Ints, Floats]:
    same = columns.title[first] == columns.title[second]
    for one, other in ((first, second), (second, first)):
        same |= (columns.other_title[one] == columns.title[other]) & (columns.other_title[one] != 0)
    level = np.where(same, TitleLevel.SAME, TitleLevel.OTHER)
    ratio = np.where(level == TitleLevel.SAME, 100.0, 0.0)
    extra = np.zeros(len(first), np.int64)
    unlike = np.flatnonzero(level != TitleLevel.SAME)
    one, other = first[unlike], second[unlike]
    left, right = columns.words[one], columns.words[other]
    ratio[unlike] = ratios(left, right)
    counts = columns.tokens.counts
    contained = shared(columns.tokens, one, other) >= np.maximum(np.minimum(counts[one], counts[other]), 1)
    seen = _frequency(columns.tokens)
    for place in np.flatnonzero((ratio[unlike] >= WORTH_READING) | contained):
        level[unlike[place]], extra[unlike[place]] = compare_words(left[place], right[place], seen)
    return level, extra, ratio


def _frequency(tokens: Ragged) -> Callable[[str], int]:
    buckets = max(len(tokens.values), 1)
    mask = (1 << (buckets.bit_length() + 3)) - 1
    counts = np.bincount(tokens.values & mask, minlength=mask + 1)

    def seen(word: str) -> int:
        return int(counts[FACTS[word].token & mask])

    return seen


def _authors(columns: Columns, first: Ints, second: Ints, worth: Bools) -> tuple[Ints, Ints, Bools]:
    """Compare lists of authors by family name, and where the titles are worth it, name by name."""
    counts = columns.authors.counts
    few, many = np.minimum(counts[first], counts[second]), np.maximum(counts[first], counts[second])
    people = shared(columns.authors, first, second)
    rearranged = np.zeros(len(first), np.bool_)
    complete = (columns.complete[first] & columns.complete[second]).astype(np.bool_)
    for place in np.flatnonzero(worth & (few > 0) & ((people < few) | (few < many))):
        team = compare_teams(columns.people[first[place]], columns.people[second[place]])
        people[place] = max(people[place], min(team.shared, few[place]))
        rearranged[place] = team.rearranged and complete[place]
    level = np.full(len(first), int(Level.UNKNOWN))
    level[few > 0] = Level.DIFFERENT
    level[(people > 0) & (2 * people >= few)] = Level.SIMILAR
    level[(people > 0) & (people == few) & (few == many)] = Level.SAME
    return level, people, rearranged


def _order_counts(columns: Columns, first: Ints, second: Ints, agreeing: Bools) -> bool:
    """Whether these sources keep the order of authors, judged by pairs that agree in title and authors."""
    several = agreeing & (columns.authors.counts[first] >= 3)
    kept = columns.order[first[several]] == columns.order[second[several]]
    return bool(kept.sum() >= 0.8 * len(kept))


def _abstracts(columns: Columns, first: Ints, second: Ints) -> Ints:
    level = equal(columns.abstract_hash, first, second)
    length = np.minimum(columns.abstract_length[first], columns.abstract_length[second])
    unlike = np.flatnonzero((level == Level.DIFFERENT) & (length >= 40))
    left, right = columns.abstract[first[unlike]], columns.abstract[second[unlike]]
    cut = length[unlike].tolist()
    ones = [text[:n] for text, n in zip(left, cut, strict=True)]
    others = [text[:n] for text, n in zip(right, cut, strict=True)]
    ratio = ratios(ones, others)
    level[unlike[ratio >= 70]] = Level.SIMILAR
    for place in np.flatnonzero(ratio >= 92):
        if _DIGITS.findall(ones[place]) == _DIGITS.findall(others[place]):
            level[unlike[place]] = Level.SAME
    level[length < 40] = Level.UNKNOWN
    return level


def _recurrence(columns: Columns) -> tuple[Ints, Ints, Ints]:
    """For each row: rows with its title, different teams among them, and rows with its title, team and year."""
    bucket = bucket_of(columns.title)
    several = np.flatnonzero(np.bincount(bucket)[bucket] > 1)
    title, team, year = columns.title[several], columns.team[several], columns.year[several]
    order = np.lexsort((year, team, title))
    new_title = _changes(title[order])
    new_team = new_title | _changes(team[order])
    new_year = new_team | _changes(year[order])
    by_title, by_year = np.cumsum(new_title) - 1, np.cumsum(new_year) - 1
    result = []
    for counted in (
        np.bincount(by_title)[by_title],
        np.bincount(by_title, weights=new_team).astype(np.int64)[by_title],
        np.bincount(by_year)[by_year],
    ):
        column = np.ones(len(columns), np.int64)
        column[several[order]] = counted
        result.append(column)
    return result[0], result[1], result[2]


def _changes(values: Ints) -> Bools:
    changed: Bools = np.r_[True, values[1:] != values[:-1]][: len(values)]
    return changed
