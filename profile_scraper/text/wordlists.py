"""Stop words, function words and small words of names, from ``words.toml``, which says what each list is for."""

import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf8"))


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


STOP_WORDS = word_set(_DATA["stop_words"])
PARTICLES = word_set(_DATA["names"]["particles"])
"""Normalised; :func:`profile_scraper.text.names.is_particle` reads printed ones."""
NAME_SUFFIXES = word_set(_DATA["names"]["suffixes"])
ID_PARTICLES = word_set(_DATA["names"]["id_particles"])
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: word_set(words) for language, words in _DATA["function_words"].items()
}
"""By language, as printed in lower case."""
