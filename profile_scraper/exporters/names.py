"""Whether a printed author is a person or a body, and which part of a person's name is the family's."""

import re

_BODY = re.compile(
    r"\b(?:collaborat\w+|consorti\w+|group\w*|team|équipe|network|réseau|initiative|investigators|committee|comité"
    r"|institut\w*|universit\w*|laborator\w+|laboratoire|lab|cent(?:er|re)|foundation|fondation|associat\w+|societ\w+"
    r"|société|project|projet|program\w*|task force|council|conseil|ministère|ministry|agency|agence|inc|ltd)\b"
    r"|^(?:the|les?|la)\s(?=.*\s)|[,&\d]",
    re.IGNORECASE,
)


def is_organization(name: str) -> bool:
    """Whether a name is a collaboration's or an institution's, or printed so that no family name can be told."""
    return bool(_BODY.search(name))
