"""Reading an author's name, in whichever of the field's ways it is written."""

from profile_scraper.merge.fold import fold, words_of
from profile_scraper.merge.lexicon import FACTS
from profile_scraper.merge.words import NO_AUTHOR


def surname_code(name: str) -> int:
    """Hash of the surname, 0 where the text names no person."""
    last = surname(name)
    return FACTS[last].code if last else 0


def family_code(family: str) -> int:
    """Hash of a family name that is one word and cannot be anything else; 0 for what must be read as a whole name."""
    words = words_of(fold(family))
    plain = len(words) == 1 and len(words[0]) > 3 and FACTS[words[0]].person == 1 and words[0] not in NO_AUTHOR
    return FACTS[words[0]].code if plain else 0


def surname(name: str) -> str:
    """The last word of the family name, folded; empty where the text names no person.

    Reads 'Van der Berg, Anna', 'Anna van der Berg', 'van, Berg A' (a particle on the wrong side), 'Berg A' alike.
    """
    folded = fold(name)
    words = words_of(folded)
    kinds = [FACTS[word].person for word in words]
    if 2 in kinds or not words:
        return ""
    if "," in folded:
        family = _core(words_of(folded.partition(",")[0])) or sorted(_core(words), key=len)
    else:
        family = words if 0 not in kinds else _core(words)
        if len(family) > 1 and len(family[-1]) <= 3:
            family = _without_initials(family, name)
    if not family or (len(words) < 3 and " ".join(words) in NO_AUTHOR):
        return ""
    return family[-1]


def _core(words: list[str]) -> list[str]:
    return [word for word in words if FACTS[word].person]


def _without_initials(words: list[str], name: str) -> list[str]:
    """'Berg AB' puts the initials last: short, in capitals, after a longer word."""
    last = name.split()[-1].strip(".")
    return words[:-1] if last.isupper() and len(words[0]) > len(last) else words
