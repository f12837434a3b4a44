"""The dear part of comparing: titles word by word, authors name by name, abstracts letter by letter."""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.compare.authors import Team, compare_teams
from profile_scraper.dedupe.compare.levels import Level, equal, ratios, shared
from profile_scraper.dedupe.compare.titles import TitleLevel, compare_words, onward
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, Ints, Tally
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.fold import stable_hash
from profile_scraper.dedupe.prepare.token_features import FACTS, Memo
from profile_scraper.dedupe.prepare.wordlists import TONGUES
from profile_scraper.parallel import Executor

PART = 20_000
"""Pairs that are compared at a time, few enough for each to be told from the others in one number."""
WORTH_READING = 62.0
"""Titles less alike than this (0 to 100) are read word by word only where all words of one are in the other."""
NEARLY_ALIKE = 93.0
"""Titles at least so much alike (0 to 100) are one title where everything else agrees."""
NAMESAKES = 2
"""As many family names two teams can have in common by chance: their given names are compared as well."""
_DIGITS = re.compile(r"\d+")
_NAMES = (None, *TONGUES)
"""Languages by their number in ``columns.tongue``."""


class Read(NamedTuple):
    """What the texts of some pairs say; see :class:`~profile_scraper.dedupe.compare.pairs.Pairs`."""

    title: Ints
    extra: Ints
    ratio: Floats
    onward: Ints
    """A hash of how the title goes on that the other one leaves at an ellipsis, 0 where neither does."""
    shared: Ints
    rearranged: Bools
    abstract: Ints


def read_texts(columns: Columns, first: Ints, second: Ints, executor: Executor) -> Read:
    """Compare the texts of pairs of rows, wherever ``executor`` does its work."""
    tally = Tally(columns.tokens.values)
    parts = [(start, start + PART) for start in range(0, max(len(first), 1), PART)]
    read = executor.map(_read_part, parts, columns, tally, first, second)
    return Read._make(map(np.concatenate, zip(*read, strict=True)))


def _read_part(columns: Columns, tally: Tally, first: Ints, second: Ints, part: tuple[int, int]) -> Read:
    one, other = first[slice(*part)], second[slice(*part)]
    title, extra, ratio, onwards = _titles(columns, tally, one, other)
    abstract = _abstracts(columns, one, other)
    # Titles in other words are two works whoever signed them, unless place or abstract say more.
    retitled = (ratio >= WORTH_READING) & ((abstract >= Level.SIMILAR) | (ratio >= NEARLY_ALIKE))
    people, rearranged = _authors(columns, one, other, (title > TitleLevel.OTHER) | retitled)
    return Read(title, extra, ratio, onwards, people, rearranged, abstract)


def _titles(columns: Columns, tally: Tally, first: Ints, second: Ints) -> tuple[Ints, Ints, Floats, Ints]:
    same = columns.title[first] == columns.title[second]
    for one, other in ((first, second), (second, first)):
        same |= (columns.other_title[one] == columns.title[other]) & (columns.other_title[one] != 0)
    level = np.where(same, TitleLevel.SAME, TitleLevel.OTHER).astype(np.int8)
    ratio = np.where(same, 100.0, 0.0).astype(np.float32)
    extra, onwards = np.zeros(len(first), np.int16), np.zeros(len(first), np.int64)
    unlike = np.flatnonzero(~same)
    one, other = first[unlike], second[unlike]
    left, right = columns.words.at(one), columns.words.at(other)
    ratio[unlike] = ratios(left, right)
    counts = columns.tokens.counts_of(one), columns.tokens.counts_of(other)
    contained = shared(columns.tokens, one, other) >= np.maximum(np.minimum(*counts), 1)
    seen = _seen(tally)
    tongue, twin_tongue = columns.tongue[one], columns.tongue[other]
    compared = Memo[tuple[str, str, str | None], tuple[TitleLevel, int]](
        lambda titles: compare_words(titles[0], titles[1], seen, titles[2])
    )
    for clipped, cut, whole in ((columns.clipped[one], left, right), (columns.clipped[other], right, left)):
        for place in np.flatnonzero(clipped).tolist():
            if rest := onward(cut[place], whole[place]):
                level[unlike[place]], onwards[unlike[place]] = TitleLevel.SPELLED, stable_hash(rest)
    open_question = level[unlike] == TitleLevel.OTHER
    for place in np.flatnonzero(open_question & ((ratio[unlike] >= WORTH_READING) | contained)).tolist():
        language = _NAMES[tongue[place]] if tongue[place] == twin_tongue[place] else None
        level[unlike[place]], extra[unlike[place]] = compared[left[place], right[place], language]
    return level, extra, ratio, onwards


def _seen(tally: Tally) -> Callable[[str], int]:
    """In how many titles a word stands, by its stem; a stop word is not counted."""

    def seen(word: str) -> int:
        token = FACTS[word].token
        return tally.of_one(token) if token else 0

    return seen


def _authors(columns: Columns, first: Ints, second: Ints, worth: Bools) -> tuple[Ints, Bools]:
    """Count people on both lists by family name, and where the titles are worth it, name by name."""
    counts = columns.authors.counts_of(first), columns.authors.counts_of(second)
    few, many = np.minimum(*counts), np.maximum(*counts)
    people = shared(columns.authors, first, second)
    rearranged = np.zeros(len(first), np.bool_)
    complete = (columns.complete[first] & columns.complete[second]).astype(np.bool_)
    small = (few > 0) & (few <= NAMESAKES)
    read = np.flatnonzero(worth & (few > 0) & (small | (people < few) | (few < many)))
    compared = Memo[tuple[str, str], Team](lambda teams: compare_teams(*teams))
    lists = zip(read.tolist(), columns.people.at(first[read]), columns.people.at(second[read]), strict=True)
    for place, one, other in lists:
        if one == other:
            continue
        team = compared[one, other]
        met = min(team.shared, few[place])
        people[place] = met if small[place] else max(people[place], met)
        rearranged[place] = team.rearranged and complete[place]
    return people.astype(np.int16), rearranged


def _abstracts(columns: Columns, first: Ints, second: Ints) -> Ints:
    level = equal(columns.abstract_hash, first, second)
    length = np.minimum(columns.abstract_length[first], columns.abstract_length[second])
    unlike = np.flatnonzero((level == Level.DIFFERENT) & (length >= 40))
    left, right = columns.abstract.at(first[unlike]), columns.abstract.at(second[unlike])
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
