"""Header lines of a person to positions: which line is a title, an institution, a department."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from profile_scraper.structure.lines import Line
from profile_scraper.structure.words import is_organization, is_role
from profile_scraper.text.normalize import normalize_text

_TEAM = re.compile(r"^(?:équipe|team|groupe?)\b|\b(?:équipe|teams?)(?:\(s\)|s)?$", re.IGNORECASE)
_TEAM_LABEL = re.compile(r"^(?:équipe|team)(?:\(s\)|s)\s+|\s+(?:équipe|team)(?:\(s\)|s)$", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"\b(?:universit|institut|coll[eè]ge|h[oô]pital|hospital|polytechni|[ée]cole|cégep|acad[ée]m|corporation|inc|ltd)",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:d[eé]p|facul|school of|groupe?|team|équipe|labo|section|unit|service|division)", re.IGNORECASE)
_LONGEST = 150


@dataclass(slots=True)
class Positions:
    """Titles in printed order, with what stands beside them."""

    titles: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)


def positions_in(header: Sequence[Line], stated: Positions) -> Positions:
    """What the lines around a name say of positions.

    Args:
        header: short lines near the name.
        stated: what labels of the page say already ('Position: Engineer').

    Returns:
        The institution first among ``organizations``.
    """
    found = Positions([*stated.titles], [*stated.organizations], [*stated.departments])
    for line in header:
        text = line.text
        if len(text) > _LONGEST:
            continue
        team = _TEAM.search(text) and not line.links
        if team and not is_role(_TEAM.sub("", text)):
            found.departments.append(_TEAM_LABEL.sub("", text))
        elif is_role(text) and not (line.links and is_organization(text)):
            title, organization = _split_title(text)
            if organization:
                found.titles.append(title)
                found.organizations += [part.strip() for part in organization.split(", ")]
            elif text.startswith("(") and found.titles:
                found.titles[-1] += f" {text}"
            elif normalize_text(text, "label_words") not in [
                normalize_text(title, "label_words") for title in found.titles
            ]:
                found.titles.append(text)
        elif is_organization(text) or line.links:
            found.organizations.append(text)
    _institution_first(found.organizations)
    return found


def _split_title(text: str) -> tuple[str, str]:
    """'Professor, University of Snow' parted; the second part is empty where the line is a title alone."""
    title, _, rest = text.partition(", ")
    named = rest and is_role(title) and all(is_organization(part) and not is_role(part) for part in rest.split(", "))
    return (title, rest) if named else (text, "")


def _institution_first(names: list[str]) -> None:
    """Put the institution before its department, whichever the page prints first."""
    if len(names) > 1 and _PART.match(names[0]):
        whole = next((name for name in names[1:] if _INSTITUTION.search(name) and not _PART.match(name)), None)
        if whole is not None:
            names.remove(whole)
            names.insert(0, whole)
