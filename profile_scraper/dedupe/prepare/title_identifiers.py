"""Identifiers that a list prints in front of a title or behind it: '⟨hal-01234567⟩', 'ISBN 978…'."""

import re

from profile_scraper.dedupe.prepare.wordlists import ARCHIVE_PREFIXES
from profile_scraper.text.normalize import words_of

_MIN_WORDS = 2
"""Words of a title that is still one without its identifiers."""
_DASH = "[-\u2010-\u2015]"
_ARXIV_NUMBER = r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:\s?v\d+)?"
_HAL = rf"(?:{'|'.join(sorted(ARCHIVE_PREFIXES))}){_DASH}\d{{8}}(?:,?\s?v(?:ersion\s)?\d+)?"
_ARXIV = (
    rf"(?:(?:arxiv\s)?(?:e-?print|preprint|prepublication|prépublication)[\s,:]{{1,3}})?arxiv[\s.:#/-]{{1,3}}(?:abs/)?{_ARXIV_NUMBER}"
    r"(?:\s?\[[a-z.-]{2,20}\])?"
)
_IDENTIFIER = "|".join(
    (
        rf"(?:hal(?:\sid)?\s?:\s?)?{_HAL}",
        rf"[a-z][a-z\d]{{1,11}}{_DASH}\d{{8}}(?:v\d+)?(?=\s?[>\]⟩〉])",
        r"nnt\s?:?\s?\d{4}[a-z\d]{4,10}",
        _ARXIV,
        rf"(?:e-?)?isbn(?:{_DASH}1[03])?\s?:?\s?(?:97[89][\s-]?)?(?:\d[\s-]?){{9}}[\dx]",
        rf"(?:e-?)?issn(?:{_DASH}l)?\s?:?\s?\d{{4}}{_DASH}?\d{{3}}[\dx]",
        r"pm(?:cid|id)\s?:?\s?(?:pmc)?\d{4,9}",
        r"(?:doi:?\s?)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/[^\s<>⟨⟩〈〉]+",
        r"https?://\S+",
    )
)
# The lookbehind keeps the search linear in runs of spaces and punctuation.
_BEHIND = re.compile(
    rf"(?<![\s.,;:(\[<⟨〈])[\s.,;:(\[<⟨〈]+(?:available\s(?:at|from):?\s)?(?:{_IDENTIFIER})[\s.,;)\]>⟩〉]*$",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    rf"[\s(\[<⟨〈]*(?:(?:{_IDENTIFIER})\s?[)\]>⟩〉:.,;|–—-]*|{_ARXIV_NUMBER}\s?[)\]:.,;|–—-]+|\[?{_ARXIV_NUMBER}\])\s+(?=\w)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d\d|\d[^\W_]?\W*$")
_NEAR = 40
"""Characters at an end of a title of which an identifier has two digits, or one as the last letter."""


def without_identifiers(text: str) -> str:
    """Remove identifiers in front and behind, as long as a title of two words remains.

    Args:
        text: a title as printed or normalised; its punctuation tells where an identifier stands.
    """
    while (_HINT.search(text, len(text) - _NEAR) or "://" in text) and (found := _BEHIND.search(text)):
        if not _is_title(text[: found.start()]):
            break
        text = text[: found.start()]
    if _HINT.search(text, 0, _NEAR) and (found := _IN_FRONT.match(text)) and _is_title(text[found.end() :]):
        text = text[found.end() :]
    return text


def _is_title(text: str) -> bool:
    return len(words_of(text)) >= _MIN_WORDS
