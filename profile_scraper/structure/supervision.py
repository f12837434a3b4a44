"""Students and supervisors as pages name them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from profile_scraper.structure.lines import Line
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person
from profile_scraper.structure.words import is_organization, is_role, section_of

_PERSON_WITH_PART = re.compile(r"([^,;()]{4,60}?)\s*\(([^()]{2,40})\)")
_SUPERVISORS = ("supervisors", "co_supervisors")
_MOST_READ = 400


class Supervising(NamedTuple):
    """A supervisor that a page names."""

    kind: str
    """``principal`` or ``co``."""
    name: str
    line: Line


def supervisors_in(section: str, names: Iterable[str], line: Line) -> list[Supervising]:
    """The supervisors that a line names; ``section`` is ``supervisors`` or ``co_supervisors``."""
    kind = "principal" if section == "supervisors" else "co"
    return [
        Supervising(kind, name, line)
        for name in map(bare_name, names)
        if is_name(name) or (name.istitle() and not is_role(name) and not is_organization(name))
    ]


def students_in(names: Iterable[str], line: Line) -> list[tuple[str, Line]]:
    """The students whom a line names."""
    return [(name, line) for name in map(bare_name, names) if is_name(name)]


def supervised_in(text: str, name: str) -> list[str]:
    """The authors of a thesis that a line gives with its supervisors: 'Bo Ek (Author), Ada Lind (Supervisor), 2021'.

    Args:
        text: the line.
        name: of the page's person; empty where they are no supervisor of it.
    """
    people = [
        (bare_name(printed.strip()), section_of(part)) for printed, part in _PERSON_WITH_PART.findall(text[:_MOST_READ])
    ]
    named = [(each, part) for each, part in people if is_name(each)]
    if not any(part in _SUPERVISORS and may_be_one_person(each, name) for each, part in named):
        return []
    return [each for each, part in named if part not in _SUPERVISORS]
