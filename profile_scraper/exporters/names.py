"""Whether a printed author name is of a person or of an organization."""

import re

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
