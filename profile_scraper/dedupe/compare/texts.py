"""Compare the texts of pairs, the expensive step: titles and what stands around them, authors, abstracts by letters."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.compare.authors import AuthorListComparison, compare_author_lists
from profile_scraper.dedupe.compare.fields import Level, equal, ratios, shared
from profile_scraper.dedupe.compare.titles import (
    SHORT_TRUNCATED_MIN_LENGTH,
    TRUNCATED_MIN_LENGTH,
    TitleLevel,
    compare_words,
    continuation,
)
from profile_scraper.dedupe.prepare.arrays import Bools, Floats, FrequencySketch, Ints
from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, name_words, surname
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.token_features import (
    FORMAL_VENUE_WORDS,
    OTHER_TEXTS,
    TOKEN_FEATURES,
    VENUE_WORDS,
    BoundedCache,
    stable_hash,
)
from profile_scraper.parallel import Executor
from profile_scraper.text.function_words import FUNCTION_WORDS, NAME_SUFFIXES, STOP_WORDS

_NAME_LINKS = frozenset(("and", "et", "al", "by", "par", "with", "avec", *NAME_SUFFIXES))
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
_VENUE_OPENINGS = frozenset(("in",))
_MIN_PREFIX = 3
"""Letters of an abbreviated word of a venue: 'conf' for 'conference'."""
_MIN_WORDS = 3
"""Words of a title that is still one without what stands around it."""


def is_explained(one: str, other: str, names: Sequence[str], venues: Sequence[str]) -> bool:
    """Whether one title is the other with words of the records' other fields in front or behind.

    Args:
        one: words of a title, joined by spaces.
        other: words of the other title.
        names: the author lists of the two records, names joined by ``NAME_SEPARATOR``.
        venues: the venues of the two records as words joined by spaces; empty for unknown.
    """
    (core, core_venue), (full, _) = sorted(
        zip((one.split(), other.split()), venues, strict=True), key=lambda t: len(t[0])
    )
    extra = len(full) - len(core)
    if len(core) < _MIN_WORDS or not extra:
        return False
    if full[extra:] == core and _are_authors(full[:extra], names):
        return True
    if full[: len(core)] != core:
        return False
    behind = full[len(core) :]
    return _are_authors(behind, names) or _is_venue(behind, venues) or core_venue.split()[:extra] == behind


def _are_authors(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words are names of authors: initials and given names, and at least one surname."""
    if len(words) < 2:
        return False
    known: set[str] = set()
    surnames: set[str] = set()
    for name in NAME_SEPARATOR.join(names).split(NAME_SEPARATOR):
        known.update(name_words(name))
        surnames.add(surname(name))
    initials = {word[0] for word in known}
    return not surnames.isdisjoint(words) and all(
        word in known or word in _NAME_LINKS or (len(word) == 1 and word in initials) or _YEAR.fullmatch(word)
        for word in words
    )


def _is_venue(words: Sequence[str], venues: Sequence[str]) -> bool:
    """Whether words are those of a venue, perhaps shortened, with its year, volume and pages."""
    if words[0] in STOP_WORDS and words[0] not in _VENUE_OPENINGS:
        return False
    known = {word for venue in venues for word in venue.split()} - STOP_WORDS
    named = [word for word in words if not (word.isdigit() or word in STOP_WORDS)]
    matching = [word for word in named if any(_is_short_for(word, each) for each in known)]
    formal = FORMAL_VENUE_WORDS | VENUE_WORDS
    if words[0] in _VENUE_OPENINGS and formal.isdisjoint(words):
        return False
    return bool(matching) and all(word in matching or word in formal for word in named)


def _is_short_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _MIN_PREFIX and long.startswith(short))


CHUNK_PAIRS = 5_000
"""Pairs that are compared at a time: a number that fits beside a hash in one integer, small enough to share evenly."""
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
    subtitle: Bools
    """One title is the beginning of the other."""
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
    subtitle = np.zeros(len(one), np.bool_)
    longer = np.flatnonzero(title == TitleLevel.EXTENDED)
    texts = zip(columns.words.at(one[longer]), columns.words.at(other[longer]), strict=True)
    subtitle[longer] = [_is_subtitle(*sorted(pair, key=len)) for pair in texts]
    return TextComparison(title, extra, ratio, continuations, subtitle, people, authors_reordered, namesakes, abstract)


def _is_subtitle(short: str, long: str) -> bool:
    """Whether a title is another one with a subtitle, which names no other text."""
    return long.startswith(f"{short} ") and OTHER_TEXTS.isdisjoint(long[len(short) :].split())


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
    dated = (columns.year[one] == columns.year[other]) & (columns.year[one] != 0)
    anchored = dated | ((columns.doi[one] == columns.doi[other]) & (columns.doi[one] != 0))
    for truncated, cut, full in ((columns.truncated[one], left, right), (columns.truncated[other], right, left)):
        for index in np.flatnonzero(truncated).tolist():
            min_length = SHORT_TRUNCATED_MIN_LENGTH if anchored[index] else TRUNCATED_MIN_LENGTH
            if rest := continuation(cut[index], full[index], min_length):
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
