"""Small work on text that every module of the package does alike."""

import re

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)[a-z]?\b")
"""A year of publication, with the letter that tells works of one year apart; the first group is the year alone."""
_INVISIBLE = str.maketrans("", "", "\u200b\u00ad\ufeff")


def collapse(text: str) -> str:
    """The text with each run of white space made one space, invisible characters taken out."""
    return " ".join(text.translate(_INVISIBLE).split())


_IN = re.compile(r"^(?:in|dans)\b\s*:?\s+", re.IGNORECASE)


def without_in(text: str) -> str:
    """'In: Journal of Snow' without the word that leads to the venue."""
    return _IN.sub("", text)


_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:and|et)\s+")


def split_names(text: str) -> list[str]:
    """The parts of 'Ada Lind, Bo Ek and Cy Dun'."""
    return [part for each in _BETWEEN_NAMES.split(text) if (part := each.strip())]


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())
