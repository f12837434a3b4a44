"""Titles of texts that appear again and again under one title: 'Annual report of …', 'Bulletin of …'."""

from profile_scraper.dedupe.prepare.wordlists import PERIODS, SERIAL_OPENINGS, SERIAL_PHRASES, SERIAL_TEXTS

_NEAR = 3
"""Words in which a period and a text stand together: 'annual activity report'."""
_LONGEST_PHRASE = max(map(len, SERIAL_PHRASES))
_FRONT = 4
"""Words at the start of a title in which it says what it is: 'the third annual report'."""


def is_serial(title: str) -> bool:
    """Whether a title is that of a text that appears each year or more often.

    The words for it stand at the start or at the end of the title.

    Args:
        title: words of a title, joined by spaces.
    """
    words = title.split()
    if not words:
        return False
    return words[0] in SERIAL_OPENINGS or any(
        _names_serial(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, min(start + _NEAR, len(words)) + 1)
        if start < _FRONT or end == len(words)
    )


def _names_serial(words: list[str]) -> bool:
    """Whether a period and a text are the first and the last of some words, or the words are a known phrase."""
    one, other = words[0], words[-1]
    return (
        (one in PERIODS and other in SERIAL_TEXTS)
        or (one in SERIAL_TEXTS and other in PERIODS)
        or tuple(words) in SERIAL_PHRASES
    )
