"""Reading an author's name, in whichever of the field's ways it is written."""

from profile_scraper.dedupe.fold import fold, stable_hash, words_of
from profile_scraper.dedupe.words import CORPORATE_WORDS, NAME_SUFFIXES, NO_AUTHOR, PARTICLES

BESIDE = PARTICLES | NAME_SUFFIXES
"""Words of a name that are no name by themselves."""


def surname_code(name: str) -> int:
    """Hash of the surname, 0 where the text names no person."""
    last = surname(name)
    return stable_hash(last) if last else 0


def family_code(family: str) -> int:
    """Hash of a family name that is one word and cannot be anything else; 0 for what must be read as a whole name."""
    words = words_of(fold(family))
    if len(words) != 1 or len(words[0]) <= 3 or any(words[0] in kind for kind in (BESIDE, CORPORATE_WORDS, NO_AUTHOR)):
        return 0
    return stable_hash(words[0])


def surname(name: str) -> str:
    """The last word of the family name, folded; empty where the text names no person.

    Reads 'Van der Berg, Anna', 'Anna van der Berg', 'van, Berg A' (a particle on the wrong side), 'Berg A' alike.
    """
    folded = fold(name)
    words = words_of(folded)
    if not words or not CORPORATE_WORDS.isdisjoint(words):
        return ""
    if "," in folded:
        family = _core(words_of(folded.partition(",")[0])) or sorted(_core(words), key=len)
    else:
        family = words if BESIDE.isdisjoint(words) else _core(words)
        if len(family) > 1 and len(family[-1]) <= 3:
            family = _without_initials(family, name)
    if not family or (len(words) < 3 and " ".join(words) in NO_AUTHOR):
        return ""
    return family[-1]


def _core(words: list[str]) -> list[str]:
    return [word for word in words if word not in BESIDE]


def _without_initials(words: list[str], name: str) -> list[str]:
    """'Berg AB' puts the initials last: short, in capitals, after a longer word."""
    last = name.split()[-1].strip(".")
    return words[:-1] if last.isupper() and len(words[0]) > len(last) else words
