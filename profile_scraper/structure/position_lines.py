"""One printed line to the positions that it names, each with its institution and department."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from profile_scraper.structure.words import is_organization, is_role
from profile_scraper.text.dates import Period
from profile_scraper.text.function_words import word_set

_INSTITUTION = re.compile(
    r"\b(?:universit|institut|coll[eè]ge|h[oô]pital|hospital|polytechni|[ée]cole|cégep|acad[ée]m|corporation|inc|ltd)",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(r"\b(?:universit|hospital|h[oô]pital|polytechni|c[ée]gep|corporation|inc|ltd)", re.IGNORECASE)
"""Institutions that are no part of another."""
_PART = re.compile(
    r"(?:d[eé]p|facul|school of|groupe?|team|équipe|labo|section|unit|service|division|direction)", re.IGNORECASE
)
_PART_INSIDE = re.compile(
    r"\b(?:lab|laborator(?:y|ies)|laboratoire|department|département|faculty|team|équipe|group|library|bibliothèque)\b",
    re.IGNORECASE,
)
_ALWAYS_PART = re.compile(
    r"(?:d[eé]p|facul|team|équipe|section|service|division|direction)|[^,]*\bteam$", re.IGNORECASE
)
_BREAK = re.compile(r"\s+[–—|•·@]\s+|\s+-\s+|(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-Ý])|\s*;\s+")
_AT = re.compile(r"(.{3,80}?)\s+(?:at(?:\s+the)?\s+|à\s+l[’']|à(?:\s+la)?\s+|au\s+)(\S.*)$")
_ENDS_POSITION = re.compile(r"\s*[.;|•·]\s+")
_SENTENCE_WORDS = word_set("""
    is est was has a she he elle il i je we nous works studies who qui her his their my mon ma sa son and's joined
    since depuis
""")
LONGEST_POSITION = 250
LONGEST_PART = 90
_MOST_TITLE_WORDS = 12


@dataclass(slots=True)
class Position:
    """One position."""

    title: str
    organization: str | None = None
    department: str | None = None
    """The department, or the team of a page that names none."""
    team: str | None = None
    """The team, beside a department."""
    period: Period | None = None
    """When it was held, as far as printed."""


def parts_of_organization(text: str) -> list[str]:
    """'Department of Ice, Snow and Rivers, University of Snow' is two names; others are one."""
    part, comma, institution = text.rpartition(", ")
    two = comma and _INSTITUTION.search(institution) and is_organization(part) and _is_part(part)
    return [part, institution] if two else [text]


def is_position_line(text: str) -> bool:
    """Whether a line, long as it may be, lists positions and institutions and is no sentence."""
    if len(text) > LONGEST_POSITION or not _SENTENCE_WORDS.isdisjoint(text.lower().split()):
        return False
    parts = [part for segment in _BREAK.split(text.rstrip(".")) for part in segment.split(", ")]
    if not parts or len(parts[0].split()) > _MOST_TITLE_WORDS or max(map(len, parts)) > LONGEST_PART:
        return False
    known = sum(is_role(part) or is_organization(part) for part in parts)
    return is_role(parts[0]) and known >= 0.6 * len(parts)


def parse_position(text: str, units: Container[str] = ()) -> list[Position]:
    """The positions of one line: 'Professor, Department of Ice, University of Snow. Director' holds two.

    Args:
        text: the line.
        units: names of units of the site's own institute.
    """
    found: list[tuple[str, list[str]]] = []
    last = ""
    for segment, separator in zip(_BREAK.split(text.strip().rstrip(".")), ["", *_BREAK.findall(text)], strict=False):
        parts = segment.split(", ")
        for number, part in enumerate(parts):
            kind = "organization" if part in units and (number or last) else _kind_of(part)
            if kind is None and not found and any(each in units for each in parts[1:]):
                kind = "role"  # whatever it says, as a unit follows
            if kind == "role" and last == "role" and not number and not _ENDS_POSITION.match(separator):
                found[-1] = (f"{found[-1][0]}{separator}{part}", found[-1][1])
            elif kind == "role" and not (number and last == "role"):
                found.append((part, []))
            elif not found:
                return [Position(text)]
            elif kind == "organization":
                found[-1][1].append(part)
            elif not number:
                return [Position(text)]  # what stands behind the dash is of no known kind
            elif last == "organization":
                found[-1][1][-1] += f", {part}"
                kind = "organization"
            else:
                found[-1] = (f"{found[-1][0]}, {part}", found[-1][1])
                kind = "role"
            last = kind
    return [_parted_position(title, names, units) for title, names in found]


def _parted_position(title: str, names: Sequence[str], units: Container[str]) -> Position:
    """A position whose title may lead to its institution: 'Fellow at the University of Snow'."""
    at = _AT.match(title)
    if at and is_role(at[1]) and not is_organization(at[1]) and _INSTITUTION.match(at[2]):
        title, names = at[1], [at[2], *names]
    return Position(title, *institution_and_part(names, units))


def _kind_of(part: str) -> str | None:
    """``role``, ``organization`` or None."""
    if is_organization(part) and (_PART.match(part) or _INSTITUTION.match(part) or not is_role(part)):
        return "organization"
    return "role" if is_role(part) else None


def institution_and_part(names: Iterable[str], units: Container[str] = ()) -> tuple[str | None, str | None]:
    """Of the names beside a title the institution and its department, whichever the page prints first."""
    own = list(names)
    if not own:
        return None, None
    if len(own) == 1:
        is_unit = own[0] in units and not _INDEPENDENT.search(own[0])
        return (None, own[0]) if is_unit or _ALWAYS_PART.match(own[0]) else (own[0], None)
    if _is_part(own[0]):
        institution = next((name for name in own[1:] if _INSTITUTION.search(name) and not _is_part(name)), None)
        if institution is not None:
            own.remove(institution)
            return institution, own[0]
    return own[0], own[1]


def _is_part(name: str) -> bool:
    return bool(_PART.match(name)) or (bool(_PART_INSIDE.search(name)) and not _INSTITUTION.search(name))
