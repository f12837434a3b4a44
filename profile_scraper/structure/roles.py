"""Header lines of a person to positions: which part of a line is a title, an institution, a department."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.structure.elements import stable_tokens
from profile_scraper.structure.lines import Line
from profile_scraper.structure.position_lines import (
    LONGEST_PART,
    LONGEST_POSITION,
    Position,
    institution_and_part,
    is_position_line,
    parse_position,
    parts_of_organization,
)
from profile_scraper.structure.words import ROLE_WORDS, is_organization, is_prose, is_role, section_of
from profile_scraper.text.dates import split_period
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import normalize_text

_RESEARCH_GROUP = re.compile(r"^(?:équipe|team|groupe?)\b|\b(?:équipe|teams?)(?:\(s\)|s)?$", re.IGNORECASE)
_RESEARCH_GROUP_LABEL = re.compile(r"^(?:équipe|team)(?:\(s\)|s)\s+|\s+(?:équipe|team)(?:\(s\)|s)$", re.IGNORECASE)
_RESEARCH_TEAM = re.compile(r"\b(?:team|équipe|groupe?)\b", re.IGNORECASE)


_POSITION_PROPERTIES = frozenset(("jobTitle", "roleName", "hasOccupation"))
_POSITION_TOKEN = re.compile(r"(?:^|[-_])(?:job|position|role|function|fonction|poste)(?:$|[-_*]|title)", re.IGNORECASE)
STATED_PARTS = ("role", "organization", "department", "team", "period")
"""Parts of a position that labels of a page and selectors of a site name."""


@dataclass(slots=True)
class Stated:
    """What labels and selectors say of positions ('Position: Engineer')."""

    titles: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    units: list[tuple[str, str | None]] = field(default_factory=list)
    """Departments that a list gives, each with the position in it."""

    def part(self, name: str) -> list[str]:
        """The texts of one of ``STATED_PARTS``."""
        lists = self.titles, self.organizations, self.departments, self.teams, self.periods
        return lists[STATED_PARTS.index(name)]


class Affiliations(NamedTuple):
    """What is known of institutions beside their names."""

    lines: Container[int] = ()
    """Indices of lines that are institutions by where they stand."""
    units: Container[str] = ()
    """Names of units of the site's own institute."""


NO_AFFILIATIONS = Affiliations()


def positions_in(
    header: Sequence[Line], stated: Stated, affiliations: Affiliations = NO_AFFILIATIONS
) -> list[Position]:
    """What the lines around a name say of positions, in printed order.

    Args:
        header: short lines near the name.
        stated: what labels of the page say already.
        affiliations: what else is known of institutions in these lines.
    """
    found = _sort_header(header, stated, affiliations.lines)
    # Where institutions stand on lines of their own, a comma in a title is no end of it.
    on_own_lines = bool(found.organizations)
    positions: list[Position] = []
    firsts: list[Position] = []
    for text in found.titles:
        printed, period = split_period(text)
        printed = printed or text
        parsed = [Position(printed)] if on_own_lines else parse_position(printed, affiliations.units)
        parsed[-1].period = period
        firsts += parsed[:1]
        positions += parsed
    for each in positions:
        _take_period(each)
    groups = found.by_title()
    for first, (organizations, departments) in zip(firsts, groups, strict=False):
        teams = stated.teams if first is firsts[0] else []
        if organizations or departments or teams:
            organization, part = institution_and_part(organizations, affiliations.units)
            parts = [each for each in (part, *departments, first.department) if each]
            first.organization = organization or first.organization
            first.department, first.team = _department_and_team(parts, teams)
    for each, text in zip(positions, stated.periods, strict=False):
        each.period = split_period(text)[1] or each.period
    return _without_repeated(_with_units(positions, stated.units))


def _with_units(positions: list[Position], units: Sequence[tuple[str, str | None]]) -> list[Position]:
    """Positions with those of listed departments; one without a position is the department of the only one beside."""
    untitled = [unit for unit, title in units if title is None]
    if untitled and len(positions) == 1 and positions[0].department is None:
        positions[0].department = untitled[0]
    known = {normalize_text(each.title, "label_words"): each for each in positions}
    for unit, title in units:
        if title is None:
            continue
        same = known.get(normalize_text(title, "label_words"))
        if same is None:
            positions.append(Position(title, department=unit))
        elif same.department is None:
            same.department = unit
    return positions


def _without_repeated(positions: Sequence[Position]) -> list[Position]:
    """Positions without a title alone that stands beside its institution or department, too."""
    keys = [normalize_text(each.title, "label_words") for each in positions]
    placed = {key for key, each in zip(keys, positions, strict=True) if each.organization or each.department}
    return [
        each
        for key, each in zip(keys, positions, strict=True)
        if key not in placed or each.organization or each.department or each.period
    ]


def unknown_positions(header: Sequence[Line]) -> list[Position]:
    """The position of lines that a site's selector says to be one's, where no list knows their words ('DR MPE')."""
    names = [part for line in header if is_organization(line.text) for part in parts_of_organization(line.text)]
    for line in header:
        text, period = split_period(line.text)
        is_title = 1 < len(text) <= LONGEST_PART and any(map(str.isalpha, text)) and "@" not in text and not line.links
        if is_title and not is_organization(text) and not section_of(text) and not is_prose(text):
            return [Position(text, *institution_and_part(names), period=period)]
    return []


@dataclass(slots=True)
class _SortedHeader:
    titles: list[str]
    organizations: list[tuple[int, str]]
    """Each with the index of the title that it stands behind."""
    departments: list[tuple[int, str]]

    def by_title(self) -> list[tuple[list[str], list[str]]]:
        """For each title its institutions and departments; all are the first one's unless two titles have their own."""
        own = {index for index, _ in self.organizations}
        count = len(self.titles) if len(own) > 1 else 1
        groups: list[tuple[list[str], list[str]]] = [([], []) for _ in range(count)]
        for values, number in ((self.organizations, 0), (self.departments, 1)):
            for index, text in values:
                groups[index if count > 1 else 0][number].append(text)
        return groups


def _sort_header(header: Sequence[Line], stated: Stated, affiliations: Container[int]) -> _SortedHeader:
    """Lines of positions, of institutions and of departments, what labels say first."""
    lines = [*stated.titles]
    organizations = [(0, text) for text in stated.organizations]
    departments = [(0, text) for text in stated.departments]
    for line in header:
        text, last = line.text, max(0, len(lines) - 1)
        if len(text) > LONGEST_POSITION:
            continue
        is_group = _RESEARCH_GROUP.search(text) and not line.links
        if line.index in affiliations:
            organizations += [(last, part) for part in parts_of_organization(text)]
        elif is_group and not is_role(_RESEARCH_GROUP.sub("", text)):
            departments.append((last, _RESEARCH_GROUP_LABEL.sub("", text)))
        elif lines and not split_period(text)[0]:
            lines[-1] += f" {text}"  # a period on a line of its own
        elif (is_role(text) or is_position_line(text)) and not _is_linked_organization(line):
            if text.startswith("(") and lines:
                lines[-1] += f" {text}"
            elif normalize_text(text, "label_words") not in (normalize_text(each, "label_words") for each in lines):
                lines.append(text)
        elif is_organization(text) or _leads_elsewhere(line):
            organizations += [(last, part) for part in parts_of_organization(text)]
    return _SortedHeader(lines, organizations, departments)


def _department_and_team(parts: Sequence[str], teams: Sequence[str]) -> tuple[str | None, str | None]:
    """Of the parts of an institution the one that a role's department is, and its team where that is another one."""
    named = [*(part for part in parts if _RESEARCH_TEAM.search(part)), *teams]
    others = [part for part in parts if not _RESEARCH_TEAM.search(part)]
    if not others or not named:
        return next(iter(others or named), None), None
    return others[0], named[0]


def _take_period(position: Position) -> None:
    """Take the period that still stands beside a title, an institution or a department out of it."""
    for name in ("title", "organization", "department"):
        rest, period = split_period(getattr(position, name) or "")
        if period is not None and (rest or name != "title"):
            setattr(position, name, rest or None)
            position.period = position.period or period


_INCLUSIVE_PLURAL = re.compile(r"^(.+[·.‧•(-][^\W\d_]{0,3}e\)?)[·.‧•-]?s$")
_SEVERAL = word_set("""
    and et ou or
""")


def position_of_one(heading: str) -> str | None:
    """The position of one person that a heading above several names: 'PhD Student' of 'PhD Students'.

    None where the heading names no position, or more than one ('Professors and lecturers').
    """
    words = heading.split()
    joining = (index for index, word in enumerate(words) if word.lower() in _SEVERAL or word == "&")
    split = next(joining, None)
    rest = normalize_text(" ".join(words[split + 1 :]), "label_words").split() if split is not None else []
    if not is_role(heading) or any(word in ROLE_WORDS or word.removesuffix("s") in ROLE_WORDS for word in rest):
        return None
    return " ".join(map(_singular, words))


def _singular(word: str) -> str:
    inclusive = _INCLUSIVE_PLURAL.match(word)
    if inclusive:
        return inclusive[1]
    for plural, ending in (("aux", "al"), ("s", "")):
        one = word.removesuffix(plural) + ending
        if word.endswith(plural) and one[-1:].isalpha() and normalize_text(one, "label_words") in ROLE_WORDS:
            return one
    return word


def organizations_beside(header: Sequence[Line]) -> bool:
    """Whether any line names an institution and no position."""
    return any(not is_role(line.text) and is_organization(line.text) for line in header)


def _is_linked_organization(line: Line) -> bool:
    return (
        bool(line.links)
        and is_organization(line.text)
        and len(parse_position(line.text)) < 2
        and (line.links[0][0] == line.text)
    )


def _leads_elsewhere(line: Line) -> bool:
    """Whether a line is the link to an institution's pages."""
    return any(text and not href.lower().startswith(("mailto:", "tel:", "#")) for text, href in line.links)


def states_position(element: _Element) -> bool:
    """Whether a property or a class says that an element holds a position."""
    stated = any(map(_POSITION_TOKEN.search, stable_tokens(element)))
    return stated or element.get("itemprop") in _POSITION_PROPERTIES
