"""Reading an author's name, in whichever of the field's ways it is written."""

from typing import NamedTuple

from profile_scraper.merge.fold import fold, words_of
from profile_scraper.merge.lexicon import FACTS
from profile_scraper.merge.words import NO_AUTHOR


class Name(NamedTuple):
    """A name, read."""

    surname: str
    """The last word of the family name, folded; empty where the text names no person."""
    code: int
    """Hash of the surname."""
    words: str
    """All its words, folded, joined by spaces."""


_NOBODY = Name("", 0, "")


def read_name(name: str) -> Name:
    """Read 'Van der Berg, Anna', 'Anna van der Berg', 'van, Berg A' (a particle on the wrong side), 'Berg A' alike."""
    folded = fold(name)
    words = words_of(folded)
    facts = [FACTS[word] for word in words]
    if any([fact.person == 2 for fact in facts]):
        return _NOBODY
    if "," in folded:
        family = _core(words_of(folded.partition(",")[0])) or sorted(_core(words), key=len)
    else:
        family = [word for word, fact in zip(words, facts, strict=True) if fact.person]
        if len(family) > 1 and len(family[-1]) <= 3:
            family = _without_initials(family, name)
    if not family or (len(words) < 3 and " ".join(words) in NO_AUTHOR):
        return _NOBODY
    return Name(family[-1], FACTS[family[-1]].code, " ".join(words))


def surname(name: str) -> str:
    """The last word of the family name, folded; empty where the text names no person."""
    return read_name(name).surname


def _core(words: list[str]) -> list[str]:
    return [word for word in words if FACTS[word].person]


def _without_initials(words: list[str], name: str) -> list[str]:
    """'Berg AB' puts the initials last: short, in capitals, after a longer word."""
    last = name.split()[-1].strip(".")
    return words[:-1] if last.isupper() and len(words[0]) > len(last) else words
