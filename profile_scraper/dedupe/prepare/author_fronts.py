"""A record's own authors in front of its title, as references print them: 'Brume A, Lind P. Slow clocks'."""

import re
from collections.abc import Sequence

from profile_scraper.dedupe.prepare.authors import NON_NAME_WORDS, name_words, surname

_LONGEST = 200
"""Characters of names that are read."""
_FRONT = 12
"""Words of which one is of a name where names stand in front."""
_LONG_WORD = 4
"""Letters of a word that is hardly ever part of a name by chance."""
_LINKS = frozenset(("and", "et", "al", "und", "y", "e"))
_ENDS = re.compile(r"(?P<sure>:|[.,]?\s?\((?:19|20)\d\d[a-z]?\)[.:,]?)\s+|[.,]\s+(?=[\W\d]*[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 2
"""Words of a title behind names."""


def without_authors(text: str, names: Sequence[str]) -> str | None:
    """The title without names of its authors in front; None where no such names stand there.

    In front of a colon or a year in parentheses other names may stand beside an author of the record, whose list can be
    incomplete; in front of a full stop or a comma nothing but names and initials of its authors.

    Args:
        text: the title as printed.
        names: the authors as printed.
    """
    printed = " ".join(names).lower()
    first = text[:_LONGEST].lower().split()[:_FRONT]
    if not any(word.strip(",.;:&") in printed for word in first if len(word) >= _LONG_WORD or word is first[0]):
        return None
    surnames = {last for name in names if (last := surname(name))}
    # A name of which the list prints the initial may stand there in full.
    known = {word for name in names for word in name_words(name)}
    initials = {word for word in known if len(word) == 1}
    known |= {word[0] for word in known} | _LINKS | NON_NAME_WORDS
    behind = None
    for found in _ENDS.finditer(text[:_LONGEST]):
        front = text[: found.start()]
        words = name_words(front)
        if surnames.isdisjoint(words):
            continue
        is_known = all(word in known or word[0] in initials or _are_initials(word, known) for word in words)
        if is_known or (found["sure"] and _are_names(front)):
            behind = found.end()
        elif not _are_names(front):
            break
    if behind is None or len(_WORD.findall(text[behind:])) < _MIN_WORDS:
        return None
    return text[behind:].strip(" \"“”«»'‘’")


def _are_initials(word: str, known: set[str]) -> bool:
    return len(word) <= 3 and all(letter in known for letter in word)


def _are_names(front: str) -> bool:
    """Whether all words are capitalised, but for those that link names and particles."""
    return all(
        word[0].isupper() or word.lower() in _LINKS or word.lower() in NON_NAME_WORDS for word in _WORD.findall(front)
    )
