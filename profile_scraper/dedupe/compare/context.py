"""Words around a title that the fields of the two records explain: their authors' names, their venue, its date."""

import re
from collections.abc import Sequence

from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, name_words, surname
from profile_scraper.dedupe.prepare.wordlists import FORMAL_VENUE_WORDS, VENUE_WORDS
from profile_scraper.text.function_words import NAME_SUFFIXES, STOP_WORDS

_NAME_LINKS = frozenset(("and", "et", "al", "by", "par", "with", "avec", *NAME_SUFFIXES))
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")
_VENUE_OPENINGS = frozenset(("in",))
_MIN_PREFIX = 3
"""Letters of an abbreviated word of a venue: 'conf' for 'conference'."""
_MIN_WORDS = 3
"""Words of a title that is still one without what stands around it."""


def is_explained(one: str, other: str, names: Sequence[str], venues: Sequence[str]) -> bool:
    """Whether one title is the other with words of the records' other fields in front or behind.

    Args:
        one: words of a title, joined by spaces.
        other: words of the other title.
        names: the author lists of the two records, names joined by ``NAME_SEPARATOR``.
        venues: the venues of the two records as words joined by spaces; empty for unknown.
    """
    (core, core_venue), (full, _) = sorted(
        zip((one.split(), other.split()), venues, strict=True), key=lambda t: len(t[0])
    )
    extra = len(full) - len(core)
    if len(core) < _MIN_WORDS or not extra:
        return False
    if full[extra:] == core and _are_authors(full[:extra], names):
        return True
    if full[: len(core)] != core:
        return False
    behind = full[len(core) :]
    return _are_authors(behind, names) or _is_venue(behind, venues) or core_venue.split()[:extra] == behind


def _are_authors(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words are names of authors: initials and given names, and at least one surname."""
    if len(words) < 2:
        return False
    known: set[str] = set()
    surnames: set[str] = set()
    for name in NAME_SEPARATOR.join(names).split(NAME_SEPARATOR):
        known.update(name_words(name))
        surnames.add(surname(name))
    initials = {word[0] for word in known}
    return not surnames.isdisjoint(words) and all(
        word in known or word in _NAME_LINKS or (len(word) == 1 and word in initials) or _YEAR.fullmatch(word)
        for word in words
    )


def _is_venue(words: Sequence[str], venues: Sequence[str]) -> bool:
    """Whether words are those of a venue, perhaps shortened, with its year, volume and pages."""
    if words[0] in STOP_WORDS and words[0] not in _VENUE_OPENINGS:
        return False
    known = {word for venue in venues for word in venue.split()} - STOP_WORDS
    named = [word for word in words if not (word.isdigit() or word in STOP_WORDS)]
    matching = [word for word in named if any(_is_short_for(word, each) for each in known)]
    formal = FORMAL_VENUE_WORDS | VENUE_WORDS
    if words[0] in _VENUE_OPENINGS and formal.isdisjoint(words):
        return False
    return bool(matching) and all(word in matching or word in formal for word in named)


def _is_short_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _MIN_PREFIX and long.startswith(short))
