"""Features of a single word: hash, stem, language evidence, numeral; each is computed once a word."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from profile_scraper.dedupe.prepare.fold import stable_hash
from profile_scraper.dedupe.prepare.wordlists import GENRE_WORDS, PART_MARKERS, STOP_WORDS, TONGUES

K = TypeVar("K")
V = TypeVar("V")

MOST = 1 << 18
"""Results kept; misspellings make new ones without end, so the store starts afresh when it is full."""


class Memo(dict[K, V]):
    """``memo[key]`` is ``function(key)``; as a dictionary it can be mapped over many keys without a call for each."""

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, key: K) -> V:
        if len(self) >= MOST:
            self.clear()
        value = self[key] = self.function(key)
        return value


_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"), start=2
    )
}
_AMBIGUOUS = {"i": "1", "v": "5", "x": "10"}
"""Letters that are numbers only behind 'part', and 'i' at the end of a title."""
_PART_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "un": "1", "deux": "2", "trois": "3"}
_ORDINALS = {
    word: f"{number}th"
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|er|re|e|eme)")
NUMERALS = frozenset((*_ROMAN, *_AMBIGUOUS, *_PART_WORDS, *_ORDINALS))
"""Words that can be read as a number."""


def write_as_digits(words: list[str]) -> None:
    """Write parts and ordinals as digits, in place: 'part ii' and 'part 2', 'fourth' and '4th' are one."""
    last = len(words) - 1
    for place, word in enumerate(words):
        if word not in NUMERALS and word[:1] not in "0123456789":
            continue
        after_marker = place > 0 and words[place - 1] in PART_MARKERS
        if word in _AMBIGUOUS:
            if after_marker or (place == last and word == "i"):
                words[place] = _AMBIGUOUS[word]
        elif word in _PART_WORDS:
            words[place] = _PART_WORDS[word] if after_marker else word
        elif ordinal := _ORDINAL.fullmatch(word):
            words[place] = f"{ordinal[1]}th"
        else:
            words[place] = _ROMAN.get(word) or _ORDINALS.get(word, word)


_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


def stem_of(word: str) -> str:
    """The word without its inflection, in one national spelling; a key for meeting, not for telling words apart."""
    word = _in_one_spelling(word)
    if word.endswith("ed") or (word.endswith("s") and not word.endswith("ss")):
        word = word[:-1]
    if word.endswith(("ie", "y")):
        return word.rstrip("iey")
    return word.removesuffix("e")


@lru_cache(maxsize=1 << 14)
def inflections_of(word: str) -> frozenset[str]:
    """The words that this one can be an inflection of, itself among them, in one national spelling."""
    word = _in_one_spelling(word)
    bases = {word}
    for ending, base in (("s", ""), ("ies", "y"), ("ied", "y"), ("d", ""), ("ed", "")):
        if word.endswith(ending) and not word.endswith("ss") and (ending != "d" or word.endswith("ed")):
            bases.add(word.removesuffix(ending) + base)
    if word.endswith("es") and word[:-2].endswith(_SIBILANTS):
        bases.add(word[:-2])
    return frozenset(base for base in bases if len(base) >= 3)


def _in_one_spelling(word: str) -> str:
    word = word.replace("isation", "ization").replace("ise", "ize").replace("yse", "yze").replace("our", "or")
    return word.replace("ae", "e").replace("oe", "e").replace("ll", "l").replace("ogue", "og").replace("tre", "ter")


_BITS = 8
_MASK = (1 << _BITS) - 1
_TELLS = len(TONGUES)
_COUNTS = _TELLS + 1
TONGUE_SIGNS = (1 << (_BITS * _TELLS)) - 1
"""The part of a sum of signs that says which language a title is in."""


SMALL_WORDS = {
    word: sum(1 << (_BITS * place) for place, small in enumerate(TONGUES.values()) if word in small)
    for word in set().union(*TONGUES.values())
}
"""The signs of every word that speaks for a language."""


class Fact(NamedTuple):
    """A word's facts."""

    code: int
    """Its hash."""
    token: int
    """Hash of its stem; 0 for a stop word."""
    signs: int
    """Its signs, a byte each, so that the sum over a title counts them: languages, then telling, then numeral."""


def fact_of(word: str) -> Fact:
    """What is known of a word."""
    names_a_kind = word in GENRE_WORDS or word.removesuffix("s") in GENRE_WORDS
    tells = not names_a_kind and word not in STOP_WORDS and not word.isdigit()
    counts = word in NUMERALS or not word.isalpha()
    code, stem = stable_hash(word), stem_of(word)
    return Fact(
        code,
        0 if word in STOP_WORDS else code if stem == word else stable_hash(stem),
        SMALL_WORDS.get(word, 0) | tells << (_BITS * _TELLS) | counts << (_BITS * _COUNTS),
    )


FACTS = Memo(fact_of)


def telling_of(signs: int) -> int:
    """How many words of a title tell it from others: no stop words, no names of a kind of text, no numbers."""
    return signs >> (_BITS * _TELLS) & _MASK


def counts_something(signs: int) -> bool:
    """Whether any word of a title holds a digit or can be read as a number."""
    return signs >> (_BITS * _COUNTS) > 0


@lru_cache(maxsize=1 << 14)
def tongue_of(signs: int) -> int:
    """The language that a title's small words speak for: its place among TONGUES from 1, 0 where it is not clear."""
    counts = [signs >> (_BITS * place) & _MASK for place in range(len(TONGUES))]
    best = max(counts)
    return counts.index(best) + 1 if best and counts.count(best) == 1 else 0
