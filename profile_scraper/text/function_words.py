"""Stop words, particles of names and function words (``words.toml``), and the language that function words tell."""

import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Literal, TypeAlias

from profile_scraper.text.normalize import words_of

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf8"))


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


STOP_WORDS = word_set(_DATA["stop_words"])
PARTICLES = word_set(_DATA["names"]["particles"])
"""Normalised; :func:`profile_scraper.text.function_words.is_particle` reads printed ones."""
NAME_SUFFIXES = word_set(_DATA["names"]["suffixes"])
ID_PARTICLES = word_set(_DATA["names"]["id_particles"])
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: word_set(words) for language, words in _DATA["function_words"].items()
}
"""By language, as printed in lower case."""


_SMALL_WORDS = PARTICLES | NAME_SUFFIXES | {"d", "l", "o", "t"}
"""With those before an apostrophe: ``d'``, ``l'``, ``O'``, ``'t``."""


def is_particle(printed: str) -> bool:
    """Whether a printed word of a name is a particle or stands beside the name: ``d'``, ``St.``, ``van``, ``III``."""
    return printed.lower().strip(".'’") in _SMALL_WORDS


Language: TypeAlias = Literal["en", "fr"]

_ENGLISH = FUNCTION_WORDS["en"]
_FRENCH = FUNCTION_WORDS["fr"] | frozenset(("c", "d", "l", "n", "qu", "s"))
"""With what an elision leaves."""
ENGLISH_OR_FRENCH = _ENGLISH | _FRENCH
"""Function words of either language."""
_OTHERS = [words for language, words in FUNCTION_WORDS.items() if language not in ("en", "fr")]
_OF_OTHERS = frozenset[str]().union(*_OTHERS) - _ENGLISH - FUNCTION_WORDS["fr"]
_CONTRASTS = [[(own - other, other - own) for other in (_ENGLISH, FUNCTION_WORDS["fr"])] for own in _OTHERS]
"""For each other language the words that it has and English has not, and the other way round; the same with French."""
_FEWEST = 3
"""Words or letters that tell another language."""
_LAST_LATIN, _MORE_LATIN = "\u02af", ("\u1e00", "\u1eff")
"""The last letter of the Latin blocks in a row, and the first and last of a later block (Vietnamese)."""
_FRENCH_LETTERS = "éèêàçùœôî"
_ENOUGH = 400
"""Characters that are read: enough for an abstract, and a page has a dozen of them."""


def language_of(text: str) -> Language | None:
    """English or French by the beginning of a text; None where its words do not tell, or tell another language."""
    text = text[:_ENOUGH]
    if is_other_language(text):
        return None
    english, french = count_function_words([text])
    letters = 0 if text.isascii() else sum(map(text.count, _FRENCH_LETTERS))
    if english >= (french + letters / 2) * 2 + 1:
        return "en"
    return "fr" if french + letters / 2 >= english * 2 + 2 else None


def is_other_language(text: str) -> bool:
    """Whether a text is in neither English nor French, by its script or its function words; False where nothing tells.

    Words that a language has with English or French tell nothing between the two: the others are compared.
    """
    text = text[:_ENOUGH]
    if not text.isascii() and _is_other_script(text):
        return True
    words = words_of(text.lower())
    if _count(words, _OF_OTHERS) < _FEWEST:
        return False
    return any(all(_outweigh(words, *contrast) for contrast in contrasts) for contrasts in _CONTRASTS)


def _outweigh(words: Sequence[str], own: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of one language alone are several, and over twice as many as those of another alone."""
    count = _count(words, own)
    return count >= _FEWEST and count > 2 * _count(words, other)


def _count(words: Sequence[str], among: frozenset[str]) -> int:
    return sum(map(among.__contains__, words))


def _is_other_script(text: str) -> bool:
    """Whether most letters of a text are of another script than the Latin one."""
    beyond = [letter for letter in text if letter > _LAST_LATIN and letter.isalpha()]
    foreign = sum(not _MORE_LATIN[0] <= letter <= _MORE_LATIN[1] for letter in beyond)
    return foreign >= _FEWEST and 2 * foreign > sum(map(str.isalpha, text))


def count_function_words(texts: Iterable[str]) -> tuple[int, int]:
    """Words of texts that are function words of English, and of French."""
    english = french = 0
    for text in texts:
        words = text.lower().replace("'", " ").replace("’", " ").split()
        english += _count(words, _ENGLISH)
        french += _count(words, _FRENCH)
    return english, french
