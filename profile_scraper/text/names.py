"""Small words of people's names."""

from profile_scraper.text.wordlists import NAME_SUFFIXES, PARTICLES

_SMALL_WORDS = PARTICLES | NAME_SUFFIXES | {"d", "l", "o", "t"}
"""With those before an apostrophe: ``d'``, ``l'``, ``O'``, ``'t``."""


def is_particle(printed: str) -> bool:
    """Whether a printed word of a name is a particle or stands beside the name: ``d'``, ``St.``, ``van``, ``III``."""
    return printed.lower().strip(".'’") in _SMALL_WORDS
