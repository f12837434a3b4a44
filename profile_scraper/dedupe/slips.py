"""Whether two spellings are one word."""

from collections.abc import Callable

from rapidfuzz.distance import OSA

from profile_scraper.dedupe.dictionary import is_in_dictionary
from profile_scraper.dedupe.stems import inflections_of
from profile_scraper.dedupe.words import ANTONYMS, NEGATIONS

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
