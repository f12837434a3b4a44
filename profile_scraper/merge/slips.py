"""Whether two spellings are one word."""

from collections.abc import Callable

from rapidfuzz.distance import OSA

from profile_scraper.merge.stems import stem_of
from profile_scraper.merge.words import ANTONYMS, NEGATIONS


def same_word(one: str, other: str, seen: Callable[[str], int]) -> bool:
    """Whether two spellings are one word: an inflection, a national spelling, or a slip of the keys.

    A slip makes a word that hardly any other title has; two words that are both at home in titles are two words.
    """
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 4 or any(map(str.isdigit, one + other)):
        return False
    if stem_of(one) == stem_of(other):
        return True
    if len(other) - len(one) > 2 or _turned(one, other):
        return False
    if sorted(one) == sorted(other) and OSA.distance(one, other) == 1:
        return True
    allowed = 1 if len(one) < 8 else 2
    slip = min(seen(one), seen(other)) <= max(1, max(seen(one), seen(other)) // 50)
    return slip and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _turned(one: str, other: str) -> bool:
    """Whether a beginning or a negation makes the second word another one ('hypo-', 'un-')."""
    for left, right in ANTONYMS:
        for a, b in ((left, right), (right, left)):
            if one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :]:
                return True
    return any(other == negation + one for negation in NEGATIONS)
