"""Compare two titles word by word: spelling variants, additions, numbers, other content words."""

import gzip
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from profile_scraper.dedupe.prepare.fold import fold
from profile_scraper.dedupe.prepare.token_features import inflections_of
from profile_scraper.dedupe.prepare.wordlists import (
    ANTONYMS,
    DENIALS,
    FORM_WORDS,
    NEGATIONS,
    PART_MARKERS,
    STOP_WORDS,
    TURNING_WORDS,
)

LANGUAGES = ("en", "fr")
"""Those of the pages."""


def is_in_dictionary(word: str, language: str | None) -> bool:
    """Whether a folded word is in a language's dictionary; the first question reads it.

    Args:
        word: a folded word.
        language: one of ``LANGUAGES``; of any other text, or one whose language is not clear, all are asked.
    """
    return any(_holds(name, word) for name in ([language] if language in LANGUAGES else LANGUAGES))


def _holds(language: str, word: str) -> bool:
    printed, without_accents = _words(language)
    place = bisect_left(printed, word)
    return printed[place : place + 1] == [word] or word in without_accents


@cache
def _words(language: str) -> tuple[list[str], frozenset[str]]:
    """The words of pyspellchecker's dictionary in their order, and those with an accent, folded.

    Its own class takes six times as long to read it, since it prepares to correct.
    """
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
    words = gzip.decompress(packed).decode("utf8").split('"')[1::2]
    words.sort()  # it comes sorted, which costs nothing; a set of all words would cost as much as reading them
    accented = [word for word in words if not word.isascii()]
    return words, frozenset(fold("\n".join(accented)).split("\n"))


_LONG = 8
"""Letters from which a word can hold two slips."""
_SHORT = 6
"""Letters below which one letter for another makes another name ('MAPT', 'MAPK')."""
_RARELY = 10
"""A word is this many times as frequent as its misspelling."""


def same_word(one: str, other: str, seen: Callable[[str], int], language: str | None) -> bool:
    """Whether two spellings are one word: an inflection, a national spelling, or a slip of the keys.

    A slip makes a word that no dictionary and hardly any other title has.

    Args:
        one: a folded word.
        other: another one.
        seen: in how many titles a word stands.
        language: of the titles, None where that is not clear.
    """
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 4 or len(other) - len(one) > 2 or any(map(str.isdigit, one + other)):
        return False
    if not inflections_of(one).isdisjoint(inflections_of(other)):
        return True
    allowed = 1 if len(one) < _LONG else 2
    if OSA.distance(one, other, score_cutoff=allowed) > allowed or _turned(one, other):
        return False
    known = is_in_dictionary(one, language) + is_in_dictionary(other, language)
    if known == 2 or sorted(one) == sorted(other):
        return known < 2
    if one[0] != other[0] or (len(one) < _SHORT and (known == 0 or len(one) == len(other))):
        return False
    often, seldom = max(seen(one), seen(other)), min(seen(one), seen(other))
    return seldom <= max(1, often // _RARELY)


def _turned(one: str, other: str) -> bool:
    """Whether a beginning or a negation makes the second word another one ('hypo-', 'un-')."""
    for left, right in ANTONYMS:
        for a, b in ((left, right), (right, left)):
            if one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :]:
                return True
    return any(other == negation + one for negation in NEGATIONS)


CATALOGUE_LIMIT = 150
"""Letters from which a title that only begins another one was cut; catalogues keep 200 or 255 characters."""


CLIPPED_LIMIT = 30
"""Letters that a title must have before its ellipsis to name a work."""
ONWARD = 10
"""Letters behind a cut that tell in which way the title goes on."""


class TitleLevel(IntEnum):
    """How alike two titles are, from not at all to the same letters."""

    OTHER = 0
    """Telling words differ on both sides."""
    NUMBERED = 1
    """The same words but for numbers: parts, editions, years."""
    EXTENDED = 2
    """One title has all words of the other and more."""
    REORDERED = 3
    """The same telling words in another order: 'text to image', 'image to text'."""
    SPELLED = 4
    """The same words but for spelling, inflection and stop words."""
    SAME = 5
    """The same letters and digits in the same order."""


def compare_words(one: str, other: str, seen: Callable[[str], int], language: str | None) -> tuple[TitleLevel, int]:
    """Compare two titles by their words.

    Args:
        one: words of a title, joined by spaces.
        other: words of the other title.
        seen: in how many titles a word stands.
        language: of both titles, None where that is not clear.

    Returns:
        The level, and how many telling words stand in one title alone.
    """
    words_one, words_other = one.split(), other.split()
    often_one, often_other = Counter(words_one), Counter(words_other)
    only_one = list((often_one - often_other).elements())
    only_other = list((often_other - often_one).elements())
    if "".join(only_one) == "".join(only_other):
        return _alike(words_one, words_other), 0
    _drop_variants(only_one, only_other, lambda word, twin: same_word(word, twin, seen, language))
    if not (only_one and only_other and _turns(only_one + only_other)):
        only_one = [word for word in only_one if word not in STOP_WORDS]
        only_other = [word for word in only_other if word not in STOP_WORDS]
    if only_one and only_other:
        _drop_joined(only_one, only_other)
        _drop_joined(only_other, only_one)
    if not only_one and not only_other:
        return _alike(words_one, words_other), 0
    if _names_a_form(only_one + only_other) or _is_cut(one, other):
        return _alike(words_one, words_other), 0
    extra = len(only_one) + len(only_other)
    if all(any(map(str.isdigit, word)) or word in PART_MARKERS for word in only_one + only_other):
        return TitleLevel.NUMBERED, extra
    other_matter = (only_one and only_other) or not DENIALS.isdisjoint(only_one + only_other)
    return (TitleLevel.OTHER if other_matter else TitleLevel.EXTENDED), extra


def onward(cut: str, whole: str) -> str | None:
    """How a title goes on of which another one is the beginning, cut at an ellipsis, perhaps inside a word.

    Args:
        cut: words of the title that ends in the ellipsis, joined by spaces.
        whole: words of the other one.

    Returns:
        The first letters of what was cut off; None where the one is not the beginning of the other.
    """
    short, long = cut.replace(" ", ""), whole.replace(" ", "")
    if len(short) < CLIPPED_LIMIT or not long.startswith(short):
        return None
    return long[len(short) : len(short) + ONWARD]


def _alike(one: list[str], other: list[str]) -> TitleLevel:
    return TitleLevel.SPELLED if _in_one_order(one, other) else TitleLevel.REORDERED


def _in_one_order(one: list[str], other: list[str]) -> bool:
    """Whether the telling words that stand equally often in two titles stand in the same order in both."""
    shared = {word for word, _ in (Counter(one).items() & Counter(other).items()) if word not in STOP_WORDS}
    return [word for word in one if word in shared] == [word for word in other if word in shared]


def _turns(words: list[str]) -> bool:
    """Whether all are stop words, and one of them means another thing than those in whose place it stands."""
    return all(word in STOP_WORDS for word in words) and any(word in TURNING_WORDS for word in words)


def _names_a_form(words: list[str]) -> bool:
    """Whether words say only in which form a work was given ('tutorial session', 'book review')."""
    return all(word in FORM_WORDS for word in words) or words == ["book", "review"]


def _is_cut(one: str, other: str) -> bool:
    """Whether one title is the other, cut at a catalogue's limit."""
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return len(short) >= CATALOGUE_LIMIT and long.startswith(short)


def _drop_variants(only_one: list[str], only_other: list[str], same: Callable[[str, str], bool]) -> None:
    for word in only_one.copy():
        for twin in only_other:
            if same(word, twin):
                only_one.remove(word)
                only_other.remove(twin)
                break


def _drop_joined(apart: list[str], joined: list[str]) -> None:
    """'data base' and 'database': neighbours that together make a word of the other title."""
    for word in joined.copy():
        for start in range(len(apart) - 1):
            if apart[start] + apart[start + 1] == word:
                del apart[start : start + 2]
                joined.remove(word)
                break
