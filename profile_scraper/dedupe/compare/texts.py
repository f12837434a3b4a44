"""Compare the texts of pairs, the expensive step: titles by words, authors by names, abstracts by letters."""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.compare.authors import AuthorListComparison, compare_author_lists
from profile_scraper.dedupe.compare.context import is_explained
from profile_scraper.dedupe.compare.levels import Level, equal, ratios, shared
from profile_scraper.dedupe.compare.titles import TitleLevel, compare_words, continuation
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, FrequencySketch, Ints
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.token_features import TOKEN_FEATURES, BoundedCache, stable_hash
from profile_scraper.parallel import Executor
from profile_scraper.text.function_words import FUNCTION_WORDS

CHUNK_PAIRS = 20_000
"""Pairs that are compared at a time, few enough to pack their number with a hash into one integer."""
MIN_RATIO = 62.0
"""Less similar titles (0 to 100) are compared word by word only where one contains all words of the other."""
NEAR_IDENTICAL = 93.0
"""Titles of at least this similarity (0 to 100) are one title where everything else agrees."""
NAMESAKE_LIMIT = 2
"""Author lists of at most this length can share surnames by chance: given names are compared too."""
_DIGITS = re.compile(r"\d+")
_LANGUAGE_OF = (None, *FUNCTION_WORDS)
"""Languages by their number in ``Columns.language``."""


class TextComparison(NamedTuple):
    """The comparison of the texts of pairs; see :class:`~profile_scraper.dedupe.compare.pairs.Pairs`."""

    title: Ints
    extra: Ints
    ratio: Floats
    continuation: Ints
    """Hash of the continuation of a truncated title, 0 where neither title is truncated."""
    shared: Ints
    authors_reordered: Bools
    namesakes: Bools
    abstract: Ints


def compare_texts(columns: Columns, first: Ints, second: Ints, executor: Executor) -> TextComparison:
    """Compare the texts of pairs of rows with an executor."""
    sketch = FrequencySketch(columns.tokens.values)
    parts = [(start, start + CHUNK_PAIRS) for start in range(0, max(len(first), 1), CHUNK_PAIRS)]
    read = executor.map(_compare_chunk, parts, columns, sketch, first, second)
    return TextComparison._make(map(np.concatenate, zip(*read, strict=True)))


def _compare_chunk(
    columns: Columns, sketch: FrequencySketch, first: Ints, second: Ints, part: tuple[int, int]
) -> TextComparison:
    one, other = first[slice(*part)], second[slice(*part)]
    title, extra, ratio, continuations = _titles(columns, sketch, one, other)
    abstract = _abstracts(columns, one, other)
    # Authors decide nothing where content words differ, unless venue or abstract agree.
    retitled = (ratio >= MIN_RATIO) & ((abstract >= Level.SIMILAR) | (ratio >= NEAR_IDENTICAL))
    people, authors_reordered, namesakes = _authors(columns, one, other, (title > TitleLevel.OTHER) | retitled)
    return TextComparison(title, extra, ratio, continuations, people, authors_reordered, namesakes, abstract)


def _titles(columns: Columns, sketch: FrequencySketch, first: Ints, second: Ints) -> tuple[Ints, Ints, Floats, Ints]:
    same = columns.title[first] == columns.title[second]
    for one, other in ((first, second), (second, first)):
        same |= _is_other_title(columns, one, other)
    level = np.where(same, TitleLevel.SAME, TitleLevel.OTHER).astype(np.int8)
    ratio = np.where(same, 100.0, 0.0).astype(np.float32)
    extra, continuations = np.zeros(len(first), np.int16), np.zeros(len(first), np.int64)
    unlike = np.flatnonzero(~same)
    one, other = first[unlike], second[unlike]
    left, right = columns.words.at(one), columns.words.at(other)
    ratio[unlike] = ratios(left, right)
    counts = columns.tokens.counts_of(one), columns.tokens.counts_of(other)
    contained = shared(columns.tokens, one, other) >= np.maximum(np.minimum(*counts), 1)
    frequency = _frequency(sketch)
    language_one, language_other = columns.language[one], columns.language[other]
    compared = BoundedCache[tuple[str, str, str | None], tuple[TitleLevel, int]](
        lambda titles: compare_words(titles[0], titles[1], frequency, titles[2])
    )
    for truncated, cut, full in ((columns.truncated[one], left, right), (columns.truncated[other], right, left)):
        for index in np.flatnonzero(truncated).tolist():
            if rest := continuation(cut[index], full[index]):
                level[unlike[index]], continuations[unlike[index]] = TitleLevel.SPELLED, stable_hash(rest)
    undecided = level[unlike] == TitleLevel.OTHER
    for index in np.flatnonzero(undecided & ((ratio[unlike] >= MIN_RATIO) | contained)).tolist():
        language = _LANGUAGE_OF[language_one[index]] if language_one[index] == language_other[index] else None
        level[unlike[index]], extra[unlike[index]] = compared[left[index], right[index], language]
    longer = unlike[level[unlike] == TitleLevel.EXTENDED]
    explained = longer[_are_explained(columns, first[longer], second[longer])]
    level[explained], extra[explained], ratio[explained] = TitleLevel.SAME, 0, 100.0
    return level, extra, ratio, continuations


def _are_explained(columns: Columns, first: Ints, second: Ints) -> Bools:
    """Which titles are the other one with names of authors or a venue around it."""
    texts = [(column.at(first), column.at(second)) for column in (columns.words, columns.people, columns.venue)]
    rows = zip(*(one for pair in texts for one in pair), strict=True)
    return np.array(
        [
            is_explained(one, other, (names, other_names), (venue, other_venue))
            for one, other, names, other_names, venue, other_venue in rows
        ],
        np.bool_,
    )


def _is_other_title(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the title of the second record of each pair is another form of the first record's title."""
    lists = columns.other_titles
    pair = np.repeat(np.arange(len(one)), lists.counts_of(one))
    found = np.zeros(len(one), np.bool_)
    found[pair[lists.values[lists.value_indices(one)] == columns.title[other[pair]]]] = True
    return found


def _frequency(sketch: FrequencySketch) -> Callable[[str], int]:
    """The number of titles that contain a word's stem, 0 for a stop word."""

    def frequency(word: str) -> int:
        token = TOKEN_FEATURES[word].token
        return sketch.of_one(token) if token else 0

    return frequency


def _authors(columns: Columns, first: Ints, second: Ints, eligible: Bools) -> tuple[Ints, Bools, Bools]:
    """Count common authors by surname, and for eligible titles name by name."""
    counts = columns.authors.counts_of(first), columns.authors.counts_of(second)
    few, many = np.minimum(*counts), np.maximum(*counts)
    people = shared(columns.authors, first, second)
    authors_reordered, namesakes = np.zeros((2, len(first)), np.bool_)
    authors_complete = (columns.authors_complete[first] & columns.authors_complete[second]).astype(np.bool_)
    small = (few > 0) & (few <= NAMESAKE_LIMIT)
    read = np.flatnonzero(eligible & (few > 0) & (small | (people < few) | (few < many)))
    compared = BoundedCache[tuple[str, str], AuthorListComparison](lambda lists: compare_author_lists(*lists))
    lists = zip(read.tolist(), columns.people.at(first[read]), columns.people.at(second[read]), strict=True)
    for index, one, other in lists:
        if one == other:
            continue
        comparison = compared[one, other]
        matched = min(comparison.shared, few[index])
        people[index] = matched if small[index] else max(people[index], matched)
        authors_reordered[index] = comparison.reordered and authors_complete[index]
        namesakes[index] = comparison.namesakes and small[index]
    return people.astype(np.int16), authors_reordered, namesakes


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
    for index in np.flatnonzero(ratio >= 92):
        if _DIGITS.findall(ones[index]) == _DIGITS.findall(others[index]):
            level[unlike[index]] = Level.SAME
    level[length < 40] = Level.UNKNOWN
    return level
