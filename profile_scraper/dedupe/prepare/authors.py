"""Surnames of authors, and author lists of many records as columns."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Ragged, Texts, mixed
from profile_scraper.dedupe.prepare.batch_text import Bytes, Pieces, Table
from profile_scraper.dedupe.prepare.fold import fold, stable_hash, words_of
from profile_scraper.dedupe.prepare.token_features import Memo
from profile_scraper.dedupe.prepare.wordlists import AND_OTHERS, CORPORATE_WORDS, NAME_SUFFIXES, NO_AUTHOR, PARTICLES

NAME_SEPARATOR = "|"
"""Between the names of a list of authors; no name holds it."""

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


_FAMILIES = Table(lambda family: (family_code(family),))
_SURNAMES = Memo(surname_code)
_PUNCTUATION = re.compile(r"^\W+|\W+$")


class TeamColumns(NamedTuple):
    """What lists of authors say; :class:`~profile_scraper.dedupe.prepare.columns.Columns` says what each field is."""

    people: Texts
    authors: Ragged
    team: Ints
    order: Ints


def read_teams(lists: Sequence[str]) -> TeamColumns:
    """Read lists of authors as printed, the names of each joined by ``NAME_SEPARATOR``."""
    data = np.frombuffer(NAME_SEPARATOR.join(lists).encode("utf8", "surrogatepass"), np.uint8)
    ends = np.r_[np.flatnonzero(data == ord(NAME_SEPARATOR)), len(data)]
    codes = _codes(data, np.r_[0, ends[:-1] + 1], ends)
    printed = Ragged.of_counts(codes, [names.count(NAME_SEPARATOR) + 1 for names in lists])
    ordered = printed.chosen(codes != 0)
    place = np.arange(len(ordered.values)) - np.repeat(ordered.starts[:-1], ordered.counts)
    authors = ordered.distinct()
    team = Ragged(mixed(authors.values), authors.starts).sums()
    order = Ragged(mixed(ordered.values) * (mixed(place + 1) | 1), ordered.starts).sums()
    nobody = authors.counts == 0
    team[nobody] = order[nobody] = 0
    return TeamColumns(Texts.of(lists), authors, team, order)


def are_whole(lists: Sequence[str]) -> Ints:
    """1 for each list of authors that does not end in 'et al.' or an ellipsis."""
    return np.array([_ENDS_A_WHOLE[names.rpartition(NAME_SEPARATOR)[2]] for names in lists], np.int8)


def _ends_a_whole(name: str) -> bool:
    bare = _PUNCTUATION.sub("", name).lower()
    return bare not in AND_OTHERS and not bare.endswith(" et al")


_ENDS_A_WHOLE = Memo(_ends_a_whole)


def _codes(data: Bytes, starts: Ints, ends: Ints) -> Ints:
    """Hashes of the surnames of names that lie one behind the other; 0 where a text names no person."""
    spaces, commas = data == ord(" "), data == ord(",")
    space_at = np.flatnonzero(spaces)
    spaces_before, commas_before = np.r_[0, np.cumsum(spaces)], np.r_[0, np.cumsum(commas)]
    one_space = np.flatnonzero(spaces_before[ends] - spaces_before[starts] == 1)
    start, end = starts[one_space], ends[one_space]
    space, commas_in = space_at[spaces_before[start]], commas_before[end] - commas_before[start]
    # 'Ada Brume' and 'Brume, Ada': all others, and families of several words, are read name by name.
    turned = (commas_in == 1) & (space > start) & commas[space - 1]
    plain = (commas_in == 0) | turned
    family = Pieces(data, np.where(turned, start, space + 1)[plain], np.where(turned, space - 1, end)[plain])
    codes = np.zeros(len(starts), np.int64)
    if plain.any():
        (codes[one_space[plain]],) = _FAMILIES.of(family)
    names = Pieces(data, starts, ends)
    for number in np.flatnonzero((codes == 0) & (starts < ends)).tolist():
        codes[number] = _SURNAMES[names.text(number)]
    return codes
