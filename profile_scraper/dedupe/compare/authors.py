"""Compare two author lists name by name: common authors, and whether their order agrees."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, LCSseq

from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, NON_NAME_WORDS, name_words, surname
from profile_scraper.dedupe.prepare.token_features import NICKNAMES

_REPLACEMENT_CHARACTER = "\ufffd"
_MAX_LOST = 2
"""Letters that a wrong encoding can remove from a word."""
_JOINED_INITIALS = 3
"""Letters of a word that can be joined initials, as in 'Berg AB'."""
MOST_PEOPLE = 100
"""Names of a list that are compared; longer lists that agree in these agree."""


_CACHE_SIZE = 1 << 16
"""Names, and pairs of names, that are cached."""


class _Person(NamedTuple):
    family: str
    """The last word of the surname; empty for a text that names no person."""
    words: tuple[str, ...]
    """All words of the name, normalised."""
    damaged: bool
    """A wrong encoding has removed letters."""
    without_first_letter: frozenset[str]
    """Words whose first letter a wrong encoding has removed."""


_MAX_PARTS = 3
"""Words of a surname that can be written as one: 'van der Berg', 'Vanderberg'."""
_SHORTEST_JOINED = 4
"""Letters of such a word."""


_SHORTEST_NAME = 3
"""Letters of a given name; fewer can be initials."""
_LETTERS_OF_A_VARIANT = 3
"""Further letters of a given name for each letter in which a variant may differ: 'Anna', 'Anne'."""


class AuthorListComparison(NamedTuple):
    """The comparison of two author lists."""

    shared: int
    """Authors of the shorter list who are on the longer one."""
    reordered: bool
    """An author is on one list alone, and the common ones have another order or another first author.

    A list that lacks nobody but the first author is a person's own: '(with B. Ek and C. Dun)'.
    """
    namesakes: bool
    """Nobody is on both lists but by surname and initial: the given names, which both print, are two."""


def compare_author_lists(one: str, other: str) -> AuthorListComparison:
    """Compare two author lists as printed, names joined by ``NAME_SEPARATOR``."""
    few, many = sorted((_people(one), _people(other)), key=lambda people: (len(people), people))
    index_of = _matched(few, many)
    agreeing = 2 * len(index_of) >= len(few) or (len(few) > 1 and _are_swapped(few, many, index_of))
    if len(few) == len(many) and agreeing:
        _match_misread(index_of, len(few))
    indices = list(index_of.values())
    all_matched = len(indices) == len(few) == len(many)
    lacks_owner = indices == list(range(1, len(many))) and len(few) == len(many) - 1 > 1
    in_order = lacks_owner or (indices == sorted(indices) and index_of.get(0) == 0)
    namesakes = bool(index_of) and all(_are_namesakes(few[one], many[other]) for one, other in index_of.items())
    return AuthorListComparison(len(indices), not all_matched and not in_order, namesakes)


@lru_cache(maxsize=_CACHE_SIZE)
def _same_person(one: _Person, other: _Person) -> bool:
    """Whether two names can be one person's: surnames agree but for spelling, and initials do not conflict."""
    damaged = one.damaged or other.damaged
    for word in one.words:
        for candidate in other.words:
            if (word == one.family or candidate == other.family) and (
                _same_word(word, candidate) or (damaged and _lacks_letters(word, candidate))
            ):
                return _can_agree(one, [word], other, [candidate])
    if "".join(one.words) == "".join(other.words):
        return True  # '王 伟' and '王伟'
    return _is_joined(one, other) or _is_joined(other, one)


@lru_cache(maxsize=_CACHE_SIZE)
def _are_namesakes(one: _Person, other: _Person) -> bool:
    """Whether two names with one surname and one initial have given names that cannot be one name."""
    common = set(one.words) & set(other.words)
    left, right = ([word for word in person.words if word not in common] for person in (one, other))
    if len(common - NON_NAME_WORDS) != 1 or not left or not right or one.damaged or other.damaged:
        return False
    return not any(_can_be_one_name(word, candidate) for word in left for candidate in right)


def _can_be_one_name(one: str, other: str) -> bool:
    """Whether two given names can be one: by initials, a short form, a nickname or a variant."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_NAME or long.startswith(short) or LCSseq.similarity(short, long) == len(short):
        return True
    allowed = (len(long) - 1) // _LETTERS_OF_A_VARIANT
    if OSA.distance(short, long, score_cutoff=allowed) <= allowed:
        return True
    return NICKNAMES.get(short, short) == NICKNAMES.get(long, long)


def _is_joined(split: _Person, joined: _Person) -> bool:
    """Whether adjacent words of one name are the surname of the other: 'Mac Donald', 'MacDonald'."""
    if len(joined.family) < _SHORTEST_JOINED or len(split.words) < 2:
        return False
    for start in range(len(split.words) - 1):
        for end in range(start + 2, min(start + _MAX_PARTS, len(split.words)) + 1):
            parts = split.words[start:end]
            if "".join(parts) == joined.family:
                return _can_agree(split, parts, joined, [joined.family])
    return False


def _can_agree(one: _Person, family: Sequence[str], other: _Person, candidate: Sequence[str]) -> bool:
    """Whether the other words of the names share an initial, or one name has no other words."""
    initials, others = _initials(one, family), _initials(other, candidate)
    return not initials or not others or not initials.isdisjoint(others)


def _initials(person: _Person, family: Sequence[str]) -> set[str]:
    """Initials of the words other than the surname; a short word can be joined initials."""
    other_words = [
        word
        for word in person.words
        if word not in family and word not in person.without_first_letter and word not in NON_NAME_WORDS
    ]
    letters = {letter for word in other_words for letter in (word if len(word) <= _JOINED_INITIALS else word[0])}
    return letters | {NICKNAMES[word][0] for word in other_words if word in NICKNAMES}


def _matched(few: Sequence[_Person], many: Sequence[_Person]) -> dict[int, int]:
    """For authors of the first list their index in the second: the same index, else the first free match."""
    taken: dict[int, int] = {
        index: index for index, (one, other) in enumerate(zip(few, many, strict=False)) if _same_person(one, other)
    }
    unmatched = [index for index in range(len(many)) if index not in taken]
    for index, person in enumerate(few):
        if index in taken:
            continue
        candidate = next((other for other in unmatched if _same_person(person, many[other])), None)
        if candidate is not None:
            unmatched.remove(candidate)
            taken[index] = candidate
    return dict(sorted(taken.items()))


def _are_swapped(few: Sequence[_Person], many: Sequence[_Person], index_of: Mapping[int, int]) -> bool:
    """Whether names without a match have the given name of the other, at the same index, as surname."""
    return all(_is_swapped(few[index], many[index]) for index in range(len(few)) if index not in index_of)


def _is_swapped(one: _Person, other: _Person) -> bool:
    """Whether each surname starts with an initial of the other name: 'A Brume', 'B Ada'."""
    return one.family[0] in _initials(other, [other.family]) and other.family[0] in _initials(one, [one.family])


def _match_misread(index_of: dict[int, int], size: int) -> None:
    """Match the names at equal indices that are left over: the same name, misread."""
    taken = set(index_of.values())
    for index in range(size):
        if index not in index_of and index not in taken:
            index_of[index] = index
    ordered = dict(sorted(index_of.items()))
    index_of.clear()
    index_of.update(ordered)


def _people(names: str) -> list[_Person]:
    return [person for person in map(_person, names.split(NAME_SEPARATOR)[:MOST_PEOPLE]) if person.family]


@lru_cache(maxsize=_CACHE_SIZE)
def _person(name: str) -> _Person:
    without_first_letter = (
        word for part in name.split() if part.startswith(_REPLACEMENT_CHARACTER) for word in name_words(part)[:1]
    )
    return _Person(
        surname(name), tuple(name_words(name)), _REPLACEMENT_CHARACTER in name, frozenset(without_first_letter)
    )


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 1
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 8 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _lacks_letters(one: str, other: str) -> bool:
    """Whether one word is the other without letters that a wrong encoding removed: 'bhm' and 'böhm'."""
    few, many = sorted((one, other), key=len)
    lost = len(many) - len(few)
    return len(few) > 1 and 0 < lost <= _MAX_LOST and LCSseq.distance(few, many) == lost
