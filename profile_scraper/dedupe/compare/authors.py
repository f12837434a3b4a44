"""Comparing two lists of authors name by name: who stands on both, and whether they stand in the same order."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, LCSseq

from profile_scraper.dedupe.prepare.authors import BESIDE, NAME_SEPARATOR, surname
from profile_scraper.dedupe.prepare.fold import fold, words_of
from profile_scraper.dedupe.prepare.wordlists import NICKNAMES

_LOST_LETTER = "\ufffd"
_MOST_LOST = 2
"""Letters of a word that an encoding has cost it, at most."""
_JOINED_INITIALS = 3
"""Letters of a word that can be initials written together, as in 'Berg AB'."""
MOST_PEOPLE = 100
"""Names of a list that are compared one by one; two longer lists that agree so far agree."""


_KEPT = 1 << 16
"""Names, and pairs of names, whose reading is kept: the same people sign together again and again."""


class _Person(NamedTuple):
    family: str
    """The last word of the family name; empty where the text names no person."""
    words: tuple[str, ...]
    """All words of the name, folded."""
    damaged: bool
    """An encoding has cost it letters."""
    headless: frozenset[str]
    """Words that have lost their first letter."""


class Team(NamedTuple):
    """How two lists of authors relate."""

    shared: int
    """People of the shorter list who stand on the longer."""
    rearranged: bool
    """Somebody stands on one list alone, and the others stand in another order or behind another first author."""


def compare_teams(one: str, other: str) -> Team:
    """Compare two lists of names as printed, joined by ``NAME_SEPARATOR``."""
    few, many = sorted((_people(one), _people(other)), key=lambda people: (len(people), people))
    place_of = _matched(few, many)
    if len(few) == len(many) and 2 * len(place_of) >= len(few):
        _take_misread(place_of, len(few))
    places = list(place_of.values())
    everybody = len(places) == len(few) == len(many)
    in_order = places == sorted(places) and place_of.get(0) == 0
    return Team(len(places), not everybody and not in_order)


@lru_cache(maxsize=_KEPT)
def _same_person(one: _Person, other: _Person) -> bool:
    """Whether two names can be one person's: a family name in common, perhaps misspelt, and no other given name."""
    damaged = one.damaged or other.damaged
    for word in one.words:
        for twin in other.words:
            if (word == one.family or twin == other.family) and (
                _same_word(word, twin) or (damaged and _lacks_letters(word, twin))
            ):
                return _can_agree(one, word, other, twin)
    return False


def _can_agree(one: _Person, family: str, other: _Person, twin: str) -> bool:
    """Whether what stands beside the family name has an initial in common; what one name lacks says nothing."""
    initials, others = _initials(one, family), _initials(other, twin)
    return not initials or not others or not initials.isdisjoint(others)


def _initials(person: _Person, family: str) -> set[str]:
    """First letters of the words beside the family name; a short word can be initials written together."""
    beside = [word for word in person.words if word not in {family, *person.headless} and word not in BESIDE]
    letters = {letter for word in beside for letter in (word if len(word) <= _JOINED_INITIALS else word[0])}
    return letters | {NICKNAMES[word][0] for word in beside if word in NICKNAMES}


def _matched(few: Sequence[_Person], many: Sequence[_Person]) -> dict[int, int]:
    """For people of the first list, in its order, their place on the second: the same place first, then any other."""
    taken: dict[int, int] = {
        place: place for place, (one, other) in enumerate(zip(few, many, strict=False)) if _same_person(one, other)
    }
    left = [place for place in range(len(many)) if place not in taken]
    for place, person in enumerate(few):
        if place in taken:
            continue
        twin = next((other for other in left if _same_person(person, many[other])), None)
        if twin is not None:
            left.remove(twin)
            taken[place] = twin
    return dict(sorted(taken.items()))


def _take_misread(place_of: dict[int, int], size: int) -> None:
    """A name that stands between the same names on both lists is the same name, misread beyond recognition."""
    taken = set(place_of.values())
    for place in range(size):
        if place not in place_of and place not in taken:
            place_of[place] = place
    ordered = dict(sorted(place_of.items()))
    place_of.clear()
    place_of.update(ordered)


def _people(names: str) -> list[_Person]:
    return [person for person in map(_person, names.split(NAME_SEPARATOR)[:MOST_PEOPLE]) if person.family]


@lru_cache(maxsize=_KEPT)
def _person(name: str) -> _Person:
    headless = (word for part in name.split() if part.startswith(_LOST_LETTER) for word in words_of(fold(part))[:1])
    return _Person(surname(name), tuple(words_of(fold(name))), _LOST_LETTER in name, frozenset(headless))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 1
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 8 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _lacks_letters(one: str, other: str) -> bool:
    """Whether one word is the other without what an encoding has cost it: 'bhm' is what is left of 'böhm'."""
    few, many = sorted((one, other), key=len)
    lost = len(many) - len(few)
    return len(few) > 1 and 0 < lost <= _MOST_LOST and LCSseq.distance(few, many) == lost
