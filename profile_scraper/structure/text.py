"""Parts of printed references that several modules read alike: years, lists of names, the venue's preposition."""

import re

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)[a-z]?\b")
"""A year of publication, with the letter that tells works of one year apart; the first group is the year alone."""
_IN = re.compile(
    r"^(?:(?:(?:published|appear(?:ed|s)|to appear|forthcoming|presented|accepted(?: for publication)?|publiée?s?"
    r"|parue?s?|à paraître|présentée?s?|acceptée?s?)\s+)?(?:in|dans)\b"
    r"|(?:published|to appear|presented|accepted|présentée?s?|acceptée?s?)\s+(?:at|by|à la\b|à l['’]|à|au|aux)(?!\w))"
    r"\s*:?\s*(?<=[\s:'’])",
    re.IGNORECASE,
)
STARTS_OF_IN = frozenset(
    start
    for lower in ("in", "da", "pu", "ap", "to", "fo", "pr", "ac", "pa", "à ")
    for start in (lower, lower.upper(), lower.capitalize())
)
"""The first two letters of a text that may lead to a venue."""


def without_in(text: str) -> str:
    """'In: Journal of Snow' without the word that leads to the venue."""
    return _IN.sub("", text)


_VOLUME = re.compile(
    r"(?:,?\s+(?:vol\.?\s*)?\d{1,4}(?:\s*\(\d{1,4}(?:[-–]\d{1,4})?\))?(?=,))?"
    r",?\s+(?:pp?\.?\s*)?(?!(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d$)\d{1,5}\s*[-–]\s*\d{1,5}$"
    r"|,?\s+(?:vol\.?\s*)?\d{1,4}\s*\(\d{1,4}(?:[-–]\d{1,4})?\)$",
    re.IGNORECASE,
)


def without_volume(text: str) -> str:
    """'Journal of Snow 13 (2), 20–36' without volume, issue and pages; a number alone may be part of the name."""
    return _VOLUME.sub("", text[:400]) if len(text) <= 400 else text


def without_quotes(text: str) -> str:
    """A title without the quotes around it, and without the comma that stands inside them."""
    stripped = text.strip()
    if stripped[:1] in '"“«‘' and stripped.rstrip(" ,.;")[-1:] in '"”»’':
        return stripped.rstrip(" ,.;").strip('"“”«»‘’ ').rstrip(" ,")
    return stripped


_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:and|et)\s+")


def split_names(text: str) -> list[str]:
    """The parts of 'Ada Lind, Bo Ek and Cy Dun'."""
    return [part for each in _BETWEEN_NAMES.split(text) if (part := each.strip())]
