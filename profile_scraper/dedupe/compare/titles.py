"""Compare two titles word by word: spelling variants, additions, numbers, other content words."""

import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from profile_scraper.dedupe.prepare.titles import normalize_title
from profile_scraper.dedupe.prepare.token_features import (
    ANTONYMS,
    DENIALS,
    FORM_WORDS,
    NEGATIONS,
    PART_MARKERS,
    TURNING_WORDS,
    inflections_of,
)
from profile_scraper.text.function_words import STOP_WORDS

LANGUAGES = ("en", "fr")
"""Languages with a dictionary."""


def is_in_dictionary(word: str, language: str | None) -> bool:
    """Whether a normalised word is in a language's dictionary; the first call reads it.

    Args:
        word: normalised.
        language: one of ``LANGUAGES``; for any other language, or None, all dictionaries are searched.
    """
    return any(_holds(name, word) for name in ([language] if language in LANGUAGES else LANGUAGES))


def _holds(language: str, word: str) -> bool:
    printed, without_accents = _words(language)
    index = bisect_left(printed, word)
    return printed[index : index + 1] == [word] or word in without_accents


@cache
def _words(language: str) -> tuple[list[str], frozenset[str]]:
    """The sorted words of pyspellchecker's dictionary, and its accented words, normalised.

    Its own class takes six times as long to load, since it prepares corrections.
    """
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
    words = gzip.decompress(packed).decode("utf8").split('"')[1::2]
    words.sort()  # sorted in the file already; a set of all words would cost as much as reading them
    accented = [word for word in words if not word.isascii()]
    return words, frozenset(normalize_title("\n".join(accented)).split("\n"))


_MOST_LONGER = 2
"""Letters that one spelling of a word has more than another, at most."""
_LONG = 8
"""Letters from which a word can have two typing errors."""
_SHORT = 6
"""Letters below which a substitution makes another name ('MAPT', 'MAPK')."""
_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
_RARELY = 10
"""A word is this many times as frequent as its misspelling."""
_OFTEN = 8
"""Titles with a word of a dictionary, of which two can have the same misspelling."""


def same_word(one: str, other: str, frequency: Callable[[str], int], language: str | None) -> bool:
    """Whether two spellings are one word: an inflection, a national spelling or a typing error.

    A typing error makes a word that is in no dictionary and in hardly any other title.

    Args:
        one: a normalised word.
        other: another one.
        frequency: the number of titles that contain a word.
        language: of the titles, None for unknown.
    """
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 4 or len(other) - len(one) > _MOST_LONGER or _has_digit(one) or _has_digit(other):
        return False
    if not inflections_of(one).isdisjoint(inflections_of(other)):
        return True
    allowed = 1 if len(one) < _LONG else 2
    spelt_out = _without_umlauts(one) == _without_umlauts(other) or _as_read(one) == _as_read(other)
    if not spelt_out and (OSA.distance(one, other, score_cutoff=allowed) > allowed or _is_opposite(one, other)):
        return False
    known = is_in_dictionary(one, language) + is_in_dictionary(other, language)
    if known == 2 or spelt_out or sorted(one) == sorted(other):
        return known < 2
    if one[0] != other[0] or (len(one) < _SHORT and (known == 0 or len(one) == len(other))):
        return False
    often, seldom = max(frequency(one), frequency(other)), min(frequency(one), frequency(other))
    return seldom <= max(2 if known and often >= _OFTEN else 1, often // _RARELY)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


@lru_cache(maxsize=1 << 14)
def _without_umlauts(word: str) -> str:
    """The word with umlauts that are spelt out as normalisation leaves them: 'ueber' is 'uber', as of 'über'."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _as_read(word: str) -> str:
    """The word with letters that a scanner takes for others written as one: 'regirne' for 'regime'."""
    return word.replace("rn", "m").replace("vv", "w")


def _is_opposite(one: str, other: str) -> bool:
    """Whether a prefix makes one word the opposite of the other ('hypo-', 'un-')."""
    for left, right in ANTONYMS:
        for a, b in ((left, right), (right, left)):
            if one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :]:
                return True
    return any(other == negation + one for negation in NEGATIONS)


CATALOGUE_LIMIT = 150
"""Letters from which a title that is a prefix of another one counts as cut; catalogues keep 200 or 255 characters."""


TRUNCATED_MIN_LENGTH = 30
"""Letters that a truncated title needs to identify a publication."""
SHORT_TRUNCATED_MIN_LENGTH = 12
"""Those that it needs where the year or an identifier agrees."""
CONTINUATION_LENGTH = 10
"""Letters of a continuation that are compared."""


class TitleLevel(IntEnum):
    """Agreement of two titles, from different content to the same letters."""

    OTHER = 0
    """Each title has content words that the other lacks."""
    NUMBERED = 1
    """The same words except for numbers: parts, editions, years."""
    EXTENDED = 2
    """One title has all words of the other, and more."""
    REORDERED = 3
    """The same content words in another order: 'text to image', 'image to text'."""
    SPELLED = 4
    """The same words except for spelling, inflection and stop words."""
    SAME = 5
    """The same letters and digits in the same order."""


def compare_words(
    one: str, other: str, frequency: Callable[[str], int], language: str | None
) -> tuple[TitleLevel, int]:
    """Compare two titles by their words.

    Args:
        one: words of a title, joined by spaces.
        other: words of the other title.
        frequency: the number of titles that contain a word.
        language: of both titles, None for unknown.

    Returns:
        The level, and the number of content words that only one title has.
    """
    words_one, words_other = one.split(), other.split()
    counts_one, counts_other = Counter(words_one), Counter(words_other)
    only_one, only_other = _beyond(counts_one, counts_other), _beyond(counts_other, counts_one)
    if "".join(only_one) == "".join(only_other):
        return _same_words_level(words_one, words_other), 0
    _drop_variants(only_one, only_other, lambda word, candidate: same_word(word, candidate, frequency, language))
    _drop_ligatures(only_one, only_other, language)
    _drop_ligatures(only_other, only_one, language)
    _drop_joined(only_one, only_other)
    _drop_joined(only_other, only_one)
    if not (only_one and only_other and _changes_meaning(only_one + only_other)):
        only_one = [word for word in only_one if word not in STOP_WORDS]
        only_other = [word for word in only_other if word not in STOP_WORDS]
    if only_one and only_other:
        _drop_joined(only_one, only_other)
        _drop_joined(only_other, only_one)
    if not only_one and not only_other:
        return _same_words_level(words_one, words_other), 0
    if _is_form_note(only_one + only_other) or _is_cut(one, other):
        return _same_words_level(words_one, words_other), 0
    extra = len(only_one) + len(only_other)
    if all(_has_digit(word) or word in PART_MARKERS for word in only_one + only_other):
        if only_one and only_other and _digits_of(only_one) == _digits_of(only_other):
            return _same_words_level(words_one, words_other), 0
        return TitleLevel.NUMBERED, extra
    other_matter = (only_one and only_other) or not DENIALS.isdisjoint(only_one + only_other)
    return (TitleLevel.OTHER if other_matter else TitleLevel.EXTENDED), extra


def continuation(cut: str, full: str, min_length: int = TRUNCATED_MIN_LENGTH) -> str | None:
    """The continuation of a truncated title, of which it is a prefix, perhaps cut inside a word.

    Args:
        cut: words of the truncated title, joined by spaces.
        full: words of the other one.
        min_length: letters that the truncated title has at least.

    Returns:
        The first letters that were cut off; None where the one is not a prefix of the other.
    """
    short, long = cut.replace(" ", ""), full.replace(" ", "")
    if len(short) < min_length or not long.startswith(short):
        return None
    return long[len(short) : len(short) + CONTINUATION_LENGTH]


def _beyond(counts: Counter[str], others: Counter[str]) -> list[str]:
    """The words that one title has more often than the other: ``Counter.__sub__`` takes three times as long."""
    return [word for word, count in counts.items() for _ in range(count - others.get(word, 0))]


def _digits_of(words: list[str]) -> str:
    """The digits of 'vol 1' and of '1th part' alike."""
    return "".join(letter for word in words for letter in word if letter.isdigit())


def _same_words_level(one: list[str], other: list[str]) -> TitleLevel:
    return TitleLevel.SPELLED if _in_one_order(one, other) else TitleLevel.REORDERED


def _in_one_order(one: list[str], other: list[str]) -> bool:
    """Whether the content words with equal counts in both titles have the same order."""
    shared = {word for word, _ in (Counter(one).items() & Counter(other).items()) if word not in STOP_WORDS}
    return [word for word in one if word in shared] == [word for word in other if word in shared]


def _changes_meaning(words: list[str]) -> bool:
    """Whether all are stop words, and one of them changes the meaning ('from', 'without')."""
    return all(word in STOP_WORDS for word in words) and any(word in TURNING_WORDS for word in words)


def _is_form_note(words: list[str]) -> bool:
    """Whether words name only the form of a publication ('tutorial session', 'book review')."""
    return all(word in FORM_WORDS for word in words) or words == ["book", "review"]


def _is_cut(one: str, other: str) -> bool:
    """Whether one title is a prefix of the other, cut at a catalogue's limit."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return len(short) >= CATALOGUE_LIMIT and long.startswith(short)


def _drop_variants(only_one: list[str], only_other: list[str], same: Callable[[str, str], bool]) -> None:
    for word in only_one.copy():
        for candidate in only_other:
            # Most pairs differ too much in length for the whole comparison.
            if -_MOST_LONGER <= len(word) - len(candidate) <= _MOST_LONGER and same(word, candidate):
                only_one.remove(word)
                only_other.remove(candidate)
                break


def _drop_joined(split: list[str], joined: list[str]) -> None:
    """Remove adjacent words that together are a word of the other title: 'data base', 'database'."""
    for word in joined.copy() if len(split) > 1 else ():
        for start in range(len(split) - 1):
            if split[start] + split[start + 1] == word:
                del split[start : start + 2]
                joined.remove(word)
                break


def _drop_ligatures(damaged: list[str], intact: list[str], language: str | None) -> None:
    """Remove words that lost a ligature in a PDF ('e ciency'), and the words that they were."""
    for word in [word for word in intact if "f" in word] if damaged else ():
        for remains in _without_ligature(word):
            start = next((at for at in range(len(damaged)) if damaged[at : at + len(remains)] == remains), None)
            if start is not None and not all(len(part) > 1 and is_in_dictionary(part, language) for part in remains):
                del damaged[start : start + len(remains)]
                intact.remove(word)
                break


def _without_ligature(word: str) -> Iterator[list[str]]:
    """What can remain of a word that lost a ligature: the letters around it, apart or joined."""
    for ligature in _LIGATURES:
        index = word.find(ligature)
        while index >= 0:
            parts = [part for part in (word[:index], word[index + len(ligature) :]) if part]
            if len("".join(parts)) > 1:
                yield parts
                yield ["".join(parts)]
            index = word.find(ligature, index + 1)
