"""Surnames of authors, and author lists of many records as columns."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Ints, Ragged, Texts, mixed
from profile_scraper.dedupe.prepare.batch_text import Bytes, Spans, SpanTable
from profile_scraper.dedupe.prepare.token_features import (
    AND_OTHERS,
    CORPORATE_WORDS,
    NO_AUTHOR,
    BoundedCache,
    stable_hash,
)
from profile_scraper.text.function_words import ID_PARTICLES, NAME_SUFFIXES
from profile_scraper.text.id_forms import id_text
from profile_scraper.text.normalize import words_of

NAME_SEPARATOR = "|"
"""Separates the names of an author list."""

NON_NAME_WORDS = ID_PARTICLES | NAME_SUFFIXES
"""Words of a name that are neither given name nor surname."""


def name_words(name: str) -> list[str]:
    """The normalised words of a name, in the form that ids are made of."""
    return words_of(id_text(name))


def surname_code(name: str) -> int:
    """Hash of the surname; 0 for a text that names no person."""
    last = surname(name)
    return stable_hash(last) if last else 0


def family_code(family: str) -> int:
    """Hash of an unambiguous surname of one word; 0 where the whole name has to be read."""
    words = name_words(family)
    if (
        len(words) != 1
        or len(words[0]) <= 3
        or any(words[0] in kind for kind in (NON_NAME_WORDS, CORPORATE_WORDS, NO_AUTHOR))
    ):
        return 0
    return stable_hash(words[0])


def surname(name: str) -> str:
    """The last word of the surname, normalised; empty for a text that names no person.

    Reads 'Van der Berg, Anna', 'Anna van der Berg', 'van, Berg A' (a particle on the wrong side), 'Berg A' alike.
    """
    normalized = id_text(name)
    words = words_of(normalized)
    if not words or not CORPORATE_WORDS.isdisjoint(words):
        return ""
    if "," in normalized:
        family = _core(words_of(normalized.partition(",")[0])) or sorted(_core(words), key=len)
    else:
        family = words if NON_NAME_WORDS.isdisjoint(words) else _core(words)
        if len(family) > 1 and len(family[-1]) <= 3:
            family = _without_initials(family, name)
    if not family or (len(words) < 3 and " ".join(words) in NO_AUTHOR):
        return ""
    return family[-1]


def _core(words: list[str]) -> list[str]:
    return [word for word in words if word not in NON_NAME_WORDS]


def _without_initials(words: list[str], name: str) -> list[str]:
    """Drop initials behind the surname, as in 'Berg AB': short, upper case, after a longer word."""
    last = name.split()[-1].strip(".")
    return words[:-1] if last.isupper() and len(words[0]) > len(last) else words


_FAMILIES = SpanTable(lambda family: (family_code(family),))
_SURNAMES = BoundedCache(surname_code)
_PUNCTUATION = re.compile(r"^\W+|\W+$")


class AuthorColumns(NamedTuple):
    """Columns of author lists; see :class:`~profile_scraper.dedupe.prepare.columns.Columns`."""

    people: Texts
    authors: Ragged
    author_set: Ints
    author_order: Ints


def read_author_lists(lists: Sequence[str]) -> AuthorColumns:
    """Read author lists as printed, names joined by ``NAME_SEPARATOR``."""
    data = np.frombuffer(NAME_SEPARATOR.join(lists).encode("utf8", "surrogatepass"), np.uint8)
    ends = np.r_[np.flatnonzero(data == ord(NAME_SEPARATOR)), len(data)]
    codes = _codes(data, np.r_[0, ends[:-1] + 1], ends)
    printed = Ragged.of_counts(codes, [names.count(NAME_SEPARATOR) + 1 for names in lists])
    ordered = printed.selected(codes != 0)
    rank = np.arange(len(ordered.values)) - np.repeat(ordered.starts[:-1], ordered.counts)
    authors = ordered.distinct()
    author_set = Ragged(mixed(authors.values), authors.starts).sums()
    author_order = Ragged(mixed(ordered.values) * (mixed(rank + 1) | 1), ordered.starts).sums()
    nobody = authors.counts == 0
    author_set[nobody] = author_order[nobody] = 0
    return AuthorColumns(Texts.of(lists), authors, author_set, author_order)


def are_complete(lists: Sequence[str]) -> Ints:
    """1 for each author list that does not end in 'et al.' or an ellipsis."""
    return np.array([_COMPLETE_AFTER[names.rpartition(NAME_SEPARATOR)[2]] for names in lists], np.int8)


def _is_complete_after(name: str) -> bool:
    stripped = _PUNCTUATION.sub("", name).lower()
    return stripped not in AND_OTHERS and not stripped.endswith(" et al")


_COMPLETE_AFTER = BoundedCache(_is_complete_after)


def _codes(data: Bytes, starts: Ints, ends: Ints) -> Ints:
    """Hashes of the surnames of concatenated names; 0 for a text that names no person."""
    spaces, commas = data == ord(" "), data == ord(",")
    space_at = np.flatnonzero(spaces)
    spaces_before, commas_before = np.r_[0, np.cumsum(spaces)], np.r_[0, np.cumsum(commas)]
    one_space = np.flatnonzero(spaces_before[ends] - spaces_before[starts] == 1)
    start, end = starts[one_space], ends[one_space]
    space, commas_in = space_at[spaces_before[start]], commas_before[end] - commas_before[start]
    # Array operations read 'Ada Brume' and 'Brume, Ada'; other forms are read name by name.
    turned = (commas_in == 1) & (space > start) & commas[space - 1]
    plain = (commas_in == 0) | turned
    family = Spans(data, np.where(turned, start, space + 1)[plain], np.where(turned, space - 1, end)[plain])
    codes = np.zeros(len(starts), np.int64)
    if plain.any():
        (codes[one_space[plain]],) = _FAMILIES.of(family)
    names = Spans(data, starts, ends)
    for number in np.flatnonzero((codes == 0) & (starts < ends)).tolist():
        codes[number] = _SURNAMES[names.text(number)]
    return codes
