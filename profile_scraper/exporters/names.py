"""Whether a printed author name is of a person or of an organization."""

import re

_ORGANIZATION = re.compile(
    r"\b(?:collaborat\w+|consorti\w+|group\w*|team|équipe|network|réseau|initiative|investigators|committee|comité"
    r"|institut\w*|universit\w*|laborator\w+|laboratoire|lab|cent(?:er|re)|foundation|fondation|associat\w+|societ\w+"
    r"|société|project|projet|program\w*|task force|council|conseil|ministère|ministry|agency|agence|inc|ltd)\b"
    r"|^(?:the|les?|la)\s(?=.*\s)|[,&\d]",
    re.IGNORECASE,
)


def is_organization(name: str) -> bool:
    """Whether a name is of a collaboration or institution, or has no recognizable family name."""
    return bool(_ORGANIZATION.search(name))
