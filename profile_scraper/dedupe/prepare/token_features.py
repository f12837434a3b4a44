"""Features of a single word: the lists that have it (``words.toml``), hash, stem, language evidence, numeral."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from profile_scraper.text.function_words import FUNCTION_WORDS, STOP_WORDS, word_set
from profile_scraper.text.normalize import normalize_text

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf8"))


def _words(name: str) -> frozenset[str]:
    return word_set(_DATA[name])


TURNING_WORDS = _words("turning_words")
DENIALS = _words("denials")
GENRE_WORDS = _words("genre_words")
NOTE_WORDS = _words("note_words")
NOTE_COMPANIONS = _words("note_companions")
NOTE_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DATA["note_phrases"])
DEGREES = _words("degrees")
THESES = _words("theses")
TOWARDS = _words("towards")
STATE_WORDS = _words("state_words")
VERSION_WORDS = _words("version_words")
FULLER_WORDS = _words("fuller_words")
FORM_WORDS = _words("form_words")
OTHER_TEXTS = _words("other_texts")
MATERIALS = frozenset(_DATA["materials"])
STATEMENT_OPENINGS = _words("statement_openings")
LATER_EDITIONS = _words("later_editions")
LANGUAGES = _words("languages")
PART_MARKERS = _words("part_markers")
SERIES_MARKERS = _words("series_markers")
PERIODS = _words("periods")
SERIAL_TEXTS = _words("serial_texts")
SERIAL_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DATA["serial_phrases"])
SERIAL_OPENINGS = _words("serial_openings")
CORPORATE_WORDS = _words("corporate_words")
PENDING_WORDS = _words("pending_words")
SIGNING_WORDS = _words("signing_words")
BODY_WORDS = _words("body_words")
VENUE_WORDS = _words("venue_words")
FORMAL_VENUE_WORDS = _words("formal_venue_words")
NEGATIONS = tuple(sorted(_words("negations")))
NO_AUTHOR = frozenset(_DATA["no_author"])
AND_OTHERS = frozenset(_DATA["and_others"])
ANTONYMS = tuple((one, other) for one, other in _DATA["antonyms"])
NICKNAMES: dict[str, str] = _DATA["nicknames"]
PREPRINT_SERVERS = _words("preprint_servers")
ARCHIVE_PREFIXES = _words("archive_prefixes")
PREPRINT_VENUES = PREPRINT_SERVERS | _words("preprint_venues")
PREPRINT_DOIS: list[str] = _DATA["preprint_dois"]


K = TypeVar("K")
V = TypeVar("V")

MAX_CACHED = 1 << 18
"""Entries of a cache; it is cleared when it is full."""


class BoundedCache(dict[K, V]):
    """``cache[key]`` is ``function(key)``; a hit costs no Python call."""

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, key: K) -> V:
        if len(self) >= MAX_CACHED:
            self.clear()
        value = self[key] = self.function(key)
        return value


_HASH_FACTOR = 0x1B873593CC9E2D51


def stable_hash(text: str) -> int:
    """A 61-bit number for a text, the same in every process and on every machine."""
    # An integer's hash is its remainder by 2^61 - 1; the factor spreads what few letters say over all bits.
    return hash((int.from_bytes(text.encode("utf8", "surrogatepass"), "little") * 2 + 1) * _HASH_FACTOR)


_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"), start=2
    )
}
_AMBIGUOUS = {"i": "1", "v": "5", "x": "10"}
"""Numerals only behind 'part', and 'i' at the end of a title."""
_PART_WORDS = {"one": "1", "un": "1"}
"""Numbers only behind 'part', where they are no pronoun or article."""
_CARDINALS = {
    word: str(number)
    for number, words in enumerate(
        ("two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit", "nine", "ten dix"),
        start=2,
    )
    for word in words.split()
}
_ORDINALS = {
    word: f"{number}th"
    for number, words in enumerate(
        (
            "first premier premiere", "second seconde deuxieme", "third troisieme", "fourth quatrieme",
            "fifth cinquieme",
            "sixth sixieme", "seventh septieme", "eighth huitieme", "ninth neuvieme", "tenth dixieme",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|er|re|e|eme)")
NUMERALS = frozenset((*_ROMAN, *_AMBIGUOUS, *_PART_WORDS, *_CARDINALS, *_ORDINALS))
"""Words that can be read as a number."""


def write_as_digits(words: list[str]) -> None:
    """Replace numerals of parts, ordinals and a number in front by digits, in place.

    'part ii' becomes 'part 2', 'fourth' '4th', 'three essays' '3 essays'.
    """
    last = len(words) - 1
    for index, word in enumerate(words):
        if word not in NUMERALS and word[:1] not in "0123456789":
            continue
        after_marker = index > 0 and words[index - 1] in PART_MARKERS
        if word in _AMBIGUOUS:
            if after_marker or (index == last and word == "i"):
                words[index] = _AMBIGUOUS[word]
        elif word in _PART_WORDS:
            words[index] = _PART_WORDS[word] if after_marker else word
        elif word in _CARDINALS:
            words[index] = _CARDINALS[word] if after_marker or index == 0 else word
        elif ordinal := _ORDINAL.fullmatch(word):
            words[index] = f"{ordinal[1]}th"
        else:
            words[index] = _ROMAN.get(word) or _ORDINALS.get(word, word)


_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


def stem_of(word: str) -> str:
    """The word without inflection, in one national spelling; a blocking key, too coarse to compare words."""
    word = _in_one_spelling(word)
    if word.endswith("ed") or (word.endswith("s") and not word.endswith("ss")):
        word = word[:-1]
    if word.endswith(("ie", "y")):
        return word.rstrip("iey")
    return word.removesuffix("e")


@lru_cache(maxsize=1 << 14)
def inflections_of(word: str) -> frozenset[str]:
    """The words that this one can be an inflection of, including itself, in one national spelling."""
    word = _in_one_spelling(word)
    bases = {word}
    for ending, base in (("s", ""), ("ies", "y"), ("ied", "y"), ("d", ""), ("ed", "")):
        if word.endswith(ending) and not word.endswith("ss") and (ending != "d" or word.endswith("ed")):
            bases.add(word.removesuffix(ending) + base)
    if word.endswith("es") and word[:-2].endswith(_SIBILANTS):
        bases.add(word[:-2])
    return frozenset(base for base in bases if len(base) >= 3)


def _in_one_spelling(word: str) -> str:
    word = (
        word.replace("isation", "ization")
        .replace("ise", "ize")
        .replace("yse", "yze")
        .replace("our", "or")
        .replace("ageing", "aging")
    )
    word = word.replace("ence", "ense").replace("grey", "gray").replace("ogramme", "ogram").replace("sulph", "sulf")
    return word.replace("ae", "e").replace("oe", "e").replace("ll", "l").replace("ogue", "og").replace("tre", "ter")


_ENGLISH, _FRENCH = (list(FUNCTION_WORDS).index(language) + 1 for language in ("en", "fr"))
_BITS = 8
_MASK = (1 << _BITS) - 1
_CONTENT = len(FUNCTION_WORDS)
_NUMBER = _CONTENT + 1
LANGUAGE_MASK = (1 << (_BITS * _CONTENT)) - 1
"""Mask of the language counts."""


def _small_words(language: str) -> set[str]:
    """The function words of a language, normalised; 'à' without its accent is the English article."""
    words = {normalize_text(word, "words") for word in FUNCTION_WORDS[language] - {"à"}}
    return words | {"a"} if language == "en" else words


_SMALL_WORDS = [_small_words(language) for language in FUNCTION_WORDS]
LANGUAGE_EVIDENCE = {
    word: sum(1 << (_BITS * index) for index, words in enumerate(_SMALL_WORDS) if word in words)
    for word in set().union(*_SMALL_WORDS)
}
"""The packed counts of each word that is evidence for languages."""


class TokenFeatures(NamedTuple):
    """Features of a word."""

    code: int
    """Its hash."""
    token: int
    """Hash of its stem; 0 for a stop word."""
    packed_counts: int
    """Indicators, one byte each, so that their sum over a title counts them: languages, content word, numeral."""


def features_of(word: str) -> TokenFeatures:
    """Compute the features of a word."""
    names_a_genre = word in GENRE_WORDS or word.removesuffix("s") in GENRE_WORDS
    is_content = not names_a_genre and word not in STOP_WORDS and not word.isdigit()
    counts = word in NUMERALS or not word.isalpha()
    code, stem = stable_hash(word), stem_of(word)
    return TokenFeatures(
        code,
        0 if word in STOP_WORDS else code if stem == word else stable_hash(stem),
        LANGUAGE_EVIDENCE.get(word, 0) | is_content << (_BITS * _CONTENT) | counts << (_BITS * _NUMBER),
    )


TOKEN_FEATURES = BoundedCache(features_of)


def content_word_count(packed_counts: int) -> int:
    """The number of content words of a title: no stop words, genre words or numbers."""
    return packed_counts >> (_BITS * _CONTENT) & _MASK


def has_number(packed_counts: int) -> bool:
    """Whether any word of a title contains a digit or is a numeral."""
    return packed_counts >> (_BITS * _NUMBER) > 0


def best_languages(packed_counts: int) -> set[int]:
    """The numbers of the languages with the highest count, from 1; empty for none."""
    counts = [packed_counts >> (_BITS * index) & _MASK for index in range(len(FUNCTION_WORDS))]
    best = max(counts)
    return {index for index, count in enumerate(counts, start=1) if count == best} if best else set()


@lru_cache(maxsize=1 << 14)
def language_of_counts(packed_counts: int) -> int:
    """The number of the language with the highest count, from 1; 0 for none, or a tie of two likely ones."""
    best = best_languages(packed_counts)
    if len(best) > 1 and _ENGLISH in best and _FRENCH not in best:
        return _ENGLISH  # 'of' is Dutch, too
    return best.pop() if len(best) == 1 else 0
