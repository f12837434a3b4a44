"""Reading an author's name, in whichever of the field's ways it is written."""

from functools import lru_cache

from profile_scraper.merge.fold import fold, words_of
from profile_scraper.merge.words import CORPORATE_WORDS, NAME_SUFFIXES, NO_AUTHOR, PARTICLES


@lru_cache(maxsize=1 << 18)
def surname(name: str) -> str:
    """The last word of the family name, folded; empty where the text names no person.

    Reads 'Van der Berg, Anna', 'Anna van der Berg', 'van, Berg A' (a particle on the wrong side) and 'Berg A' alike.
    """
    folded = fold(name)
    family, comma, given = folded.partition(",")
    words = _core(family)
    if comma and not words:
        words = sorted(_core(given), key=len)
    elif not comma:
        words = _without_initials(words, name)
    if not words or " ".join(words) in NO_AUTHOR or not CORPORATE_WORDS.isdisjoint(words_of(folded)):
        return ""
    return words[-1]


def _core(part: str) -> list[str]:
    return [word for word in words_of(part) if word not in PARTICLES and word not in NAME_SUFFIXES]


def _without_initials(words: list[str], name: str) -> list[str]:
    """'Berg AB' puts the initials last: short, in capitals, after a longer word."""
    last = name.split()[-1].strip(".") if name.split() else ""
    if len(words) > 1 and len(last) <= 3 and last.isupper() and len(words[0]) > len(last):
        return words[:-1]
    return words
