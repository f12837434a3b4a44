"""Whether a word is in a dictionary: two words that are in one are two words, however like each other they look."""

import gzip
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from profile_scraper.dedupe.fold import fold

LANGUAGES = ("en", "fr")
"""Those of the pages."""


def is_in_dictionary(word: str, language: str | None) -> bool:
    """Whether a folded word is in a language's dictionary; the first question reads it.

    Args:
        word: a folded word.
        language: one of ``LANGUAGES``; of any other text, or one whose language is not clear, all are asked.
    """
    return any(_holds(name, word) for name in ([language] if language in LANGUAGES else LANGUAGES))


def _holds(language: str, word: str) -> bool:
    printed, without_accents = _words(language)
    place = bisect_left(printed, word)
    return printed[place : place + 1] == [word] or word in without_accents


@cache
def _words(language: str) -> tuple[list[str], frozenset[str]]:
    """The words of pyspellchecker's dictionary in their order, and those with an accent, folded.

    Its own class takes six times as long to read it, since it prepares to correct.
    """
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
    words = gzip.decompress(packed).decode("utf8").split('"')[1::2]
    words.sort()  # it comes sorted, which costs nothing; a set of all words would cost as much as reading them
    accented = [word for word in words if not word.isascii()]
    return words, frozenset(fold("\n".join(accented)).split("\n"))
