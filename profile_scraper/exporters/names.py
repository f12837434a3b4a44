"""Printed author names: whether they are of people or organizations, and their parts."""

import re
import unicodedata
from typing import NamedTuple

_BODY = re.compile(
    r"\b(?:collaborat\w+|consorti\w+|group\w*|team|équipe|réseau|initiative|investigators|committee|comité|commission"
    r"|institut\w*|universit\w*|laborator\w+|laboratoire|cent(?:er|re)|foundation|fondation|associat\w+|societ\w+"
    r"|société|project|projet|program\w*|task force|working party|ministère|ministry|agency|agence|inc|ltd)\b|[&\d]",
    re.IGNORECASE,
)
_PERHAPS_SURNAME = re.compile(r"\b(?:lab|labs|council|conseil|network|college)\b", re.IGNORECASE)
"""Words of a body that are surnames, too: 'Anna Lab'."""
_GIVEN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_A-Z]+(?:-[^\W\d_]+)?|\.)")
_ARTICLE = re.compile(r"(?:the|les?|la)\s", re.IGNORECASE)
_LINKING_WORD = re.compile(r"\s(?:of|for|the|and|et|des|du|pour|au|aux|en)\s")
_CAPITALS = re.compile(r"\s[A-Z]{3,}\b")
_DEGREES = re.compile(r"(?:ph\.?\s?d|m\.?\s?d|m\.?\s?sc|b\.?\s?sc|m\.?\s?a|ing|eng|jr|sr|i{2,3}|iv)\.?", re.IGNORECASE)
_SECOND_SCRIPT = re.compile(r"\s*(\([^()]{1,100}\)|[^\s()]{1,100})$")
_MOST_GIVEN_NAMES = 3
"""Words behind the comma of 'Lindqvist, Ada Maria'."""


def is_organization(name: str) -> bool:
    """Whether a name is of a collaboration or institution, not of a person."""
    if _BODY.search(name):
        return True
    words = name.split()
    if _PERHAPS_SURNAME.search(name):
        return not (len(words) == 2 and _GIVEN_NAME.fullmatch(words[0]) and _PERHAPS_SURNAME.fullmatch(words[1]))
    if _ARTICLE.match(name) and (_LINKING_WORD.search(name) or _CAPITALS.search(name)):
        return True
    _, comma, rest = name.partition(",")
    parts = [part.strip() for part in rest.split(",")]
    return bool(comma) and not all(
        _DEGREES.fullmatch(part) or (index == 0 and 0 < len(part.split()) <= _MOST_GIVEN_NAMES)
        for index, part in enumerate(parts)
    )


class PersonName(NamedTuple):
    """The parts of a person's name."""

    family: str
    """Family name with its particles ('de La Tour')."""
    given: str
    """Given names; a form in a second script follows them, as it is printed."""
    suffix: str
    """'Jr.', 'III', 'PhD', or empty."""


def split_name(printed: str) -> PersonName | None:
    """The parts of a person's name; None for an organization, a single word, and what cannot be told."""
    if is_organization(printed):
        return None
    from nameparser import HumanName  # part of the extra 'export', and not needed to tell an organization

    base, other_script = _without_second_script(printed)
    parsed = HumanName(base)
    given = " ".join(part for part in (parsed.first, parsed.middle) if part)
    if not (given and parsed.last) or parsed.title or parsed.nickname:
        return None
    return PersonName(parsed.last, f"{given} {other_script}".rstrip(), parsed.suffix)


def _without_second_script(printed: str) -> tuple[str, str]:
    """A name in Latin letters, and the form in another script that follows it."""
    found = _SECOND_SCRIPT.search(printed)
    if found and found.start() and _is_latin(printed[: found.start()]) and not _is_latin(found[1]):
        return printed[: found.start()], found[1]
    return printed, ""


def _is_latin(text: str) -> bool:
    """Whether most letters are Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return not letters or latin * 2 > len(letters)
