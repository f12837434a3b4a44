"""In what two titles differ: in nothing that counts, in spelling, by an addition, or in a telling word."""

from collections import Counter
from collections.abc import Callable
from enum import IntEnum

from profile_scraper.dedupe.slips import same_word
from profile_scraper.dedupe.words import DENIALS, FORM_WORDS, PART_MARKERS, STOP_WORDS, TURNING_WORDS

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
