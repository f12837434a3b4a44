"""Header lines to positions: '<title>, <institution>, <department>', one or several on a line, parts left out."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.page.clean import clean
from profile_scraper.text.dates import split_period
from profile_scraper.text.normalize import normalize_text

Part: TypeAlias = Literal["title", "organization", "department", "unknown"]


_RESEARCH_TEAM = re.compile(r"\b(?:team|équipe)\b", re.IGNORECASE)
_LONGEST_LABEL = 2
"""Words of a label."""
_ELSEWHERE = frozenset(("appointment", "visiting", "chair", "student"))
"""Kinds of roles that mostly name an institution."""


@dataclass(slots=True)
class _Position:
    title: list[str] = field(default_factory=list)
    organization: list[str] = field(default_factory=list)
    department: list[str] = field(default_factory=list)
    certain: bool = True


def read_roles(lines: list[str], dictionary: SiteDictionary) -> list[dict[str, Any]]:
    """The positions that the header lines name, as ``PageRole`` fields, in printed order; a line printed twice once."""
    return [role for line in dict.fromkeys(map(clean, lines)) if line for role in _dated_roles(line, dictionary)]


def _dated_roles(line: str, dictionary: SiteDictionary) -> list[dict[str, Any]]:
    """The positions of a line; the period at its end is the last one's, that at its beginning the first one's."""
    rest, period = split_period(line)
    roles = _roles_of(rest or line, dictionary)
    if period is not None and rest and roles:
        dated = roles[-1 if line.startswith(rest) else 0]
        dated |= {"start": period.start, "end": period.end}
        roles = [{**role, "raw": line} for role in roles]
    return roles


def looks_like_role(line: str, dictionary: SiteDictionary) -> bool:
    """Whether a line that stands where header lines stand names a position."""
    if len(line) > 200 or line.endswith((".", "!", "?")):
        return False
    first = line.split(", ")[0].split(" - ")[0]
    return dictionary.kind_of(first) is not None or normalize_text(line, "label") in dictionary.organizations


def _roles_of(line: str, dictionary: SiteDictionary) -> list[dict[str, Any]]:
    label, colon, title = line.partition(": ")
    if colon and _is_label(label, title, dictionary):
        return [{**role, "raw": line} for role in _roles_of(title, dictionary)]
    if normalize_text(line, "label") in dictionary.roles:
        return [_role(line, _Position([line]), dictionary)]
    level, dash, school = line.partition(" - ")
    if dash and normalize_text(level, "label") in dictionary.levels:
        return [_role(line, _Position([level.strip()], [school.strip()]), dictionary)]
    parts = [part.strip() for part in line.split(",")]
    if not all(parts):
        parts = [part for part in parts if part]
        if not parts:
            return []
    part_of = {part: _part_of(part, dictionary) for part in set(parts)}
    kinds = [part_of[part] for part in parts]
    positions = _positions(parts, kinds, dictionary)
    if positions is None:
        return [_role(line, _Position([line], certain=False), dictionary)]
    return [_role(line, position, dictionary) for position in positions]


def _is_label(text: str, title: str, dictionary: SiteDictionary) -> bool:
    """Whether a text says only what stands behind its colon: 'Position: Associate Professor'."""
    return (
        len(text.split()) <= _LONGEST_LABEL and dictionary.kind_of(text) is None and looks_like_role(title, dictionary)
    )


def _part_of(part: str, dictionary: SiteDictionary) -> Part:
    normalized = normalize_text(part, "label")
    if normalized in dictionary.roles or normalized in dictionary.levels:
        return "title"
    if normalized in dictionary.organizations:
        return "organization"
    if normalized in dictionary.departments or dictionary.department_words.stands_in(normalized):
        # 'Head of Department' and 'Team Leader' are titles; 'Department of Chairs' is not.
        words = dictionary.department_words.begins(normalized)
        return "department" if words or dictionary.kind_of(part) is None else "title"
    if dictionary.kind_of(part) is not None:
        return "title"
    return "organization" if dictionary.organization_words.stands_in(normalized) else "unknown"


def _positions(parts: list[str], kinds: list[Part], dictionary: SiteDictionary) -> list[_Position] | None:
    """The line's parts given to positions in the printed order; None where they could be given in several ways."""
    if len(parts) == 1:
        return [_Position(organization=parts) if kinds == ["organization"] else _Position(parts)]
    if kinds[0] == "unknown" and "title" not in kinds and len(kinds) < 4:
        # The order promises a title first, and nothing else could be it.
        kinds = ["title", *kinds[1:]]
    if kinds[0] != "title" or _is_open(kinds):
        return None
    if kinds[1:] == ["unknown"] and dictionary.kind_of(parts[0]) not in _ELSEWHERE:
        # Behind a staff member's title an unknown part may be a team or an institution.
        return None
    positions: list[_Position] = []
    for part, kind in zip(parts, kinds, strict=True):
        last = positions[-1] if positions else None
        if last is None or kind == "title":
            positions.append(_Position([part]))
        elif kind == "department" or last.department or last.organization:
            last.department.append(part)
        else:
            last.organization.append(part)
    return positions


def _is_open(kinds: list[Part]) -> bool:
    """Whether it cannot be told what belongs to what: two titles before an institution, or something between."""
    for before, kind, after in zip(kinds, kinds[1:], kinds[2:], strict=False):
        if before == "title" and kind == "title":
            return True  # 'Professor, Director, McGill'
        if before == "title" and kind == "unknown" and after == "organization":
            return True  # 'Vice President, Research, Google'
    return False


def _role(line: str, position: _Position, dictionary: SiteDictionary) -> dict[str, Any]:
    title = ", ".join(position.title) or None
    team = next((part for part in position.department[1:] if _RESEARCH_TEAM.search(part)), None)
    return {
        "kind": (dictionary.kind_of(title) if title else None) or "other",
        "title": title,
        "organization": ", ".join(position.organization) or None,
        "department": ", ".join(part for part in position.department if part != team) or None,
        "team": team,
        "raw": line,
        "certain": position.certain,
    }
