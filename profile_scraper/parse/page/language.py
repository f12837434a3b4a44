"""The language of a plain-text rendering by its headings and labels."""

import re
from collections.abc import Sequence

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.text.normalize import normalize_text

_LONGEST_LABEL = 200
_DECLARED = re.compile(
    rb"<html\b[^<>]{0,1000}?[\s\"'](?:xml:)?lang\s*=\s*[\"']?([a-z]{2,3})(?=[-_\"'\s>])", re.IGNORECASE
)
_HEAD = 8192
"""Bytes at the start of a page in which its root element stands."""


def other_language(content: bytes) -> str | None:
    """The language that a page's markup declares, where it is neither French nor English; None else."""
    found = _DECLARED.search(content[:_HEAD])
    tag = found[1].decode("ascii").lower() if found else None
    return None if tag in (*LANGUAGES, "eng", "fra", "fre", "und", "mul", "zxx") else tag


def language_of_lines(lines: Sequence[str], dictionary: SiteDictionary) -> Language | None:
    """The language of a rendering, from its headings and labels; None where none is there."""
    votes = {"en": 0, "fr": 0}
    for line in lines:
        if not line or len(line) > _LONGEST_LABEL:
            continue
        head = line.partition(":")[0].partition(" - ")[0].partition(",")[0]
        language = dictionary.languages.get(normalize_text(head, "label"))
        portrait = dictionary.portrait.match(line)
        if portrait is not None:
            language = dictionary.languages.get(normalize_text(portrait[0], "label"))
        if language:
            votes[language] += 1
    if votes["en"] == votes["fr"]:
        return None
    return "en" if votes["en"] > votes["fr"] else "fr"
