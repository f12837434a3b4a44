"""Cards of the list of students: name, level, school, and the label that names the other supervisor."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.lines import Line
from profile_scraper.parse.page.links import People
from profile_scraper.parse.reading import ListItem
from profile_scraper.records.profile import Supervision
from profile_scraper.text.normalize import normalize_text

# What stands between a level and a school in place of the dash.
_BEHIND_LEVEL = (" – ", " — ", ", ", " | ", " · ", ": ", " @ ")
_NO_SCHOOL = frozenset({"n/a", "na", "-", "–", "—", "none", "aucun", "aucune", "s.o.", "s/o"})

_MOST_LINKS = 100
"""Links of one line beyond which the text between them is not looked at."""

# 'Visiting Scholar' has the shape of a name; 'Dean Ashgrove' is one, so leadership is not asked.
_KINDS_OF_LEVEL = frozenset({"student", "visiting", "staff", "membership"})


class Label(NamedTuple):
    """A supervisor's label at the beginning of a line."""

    supervision: Supervision
    """The part of the supervisor whom the label names."""
    rest: str
    """What follows the colon on the same line."""


def label_of(text: str, dictionary: SiteDictionary) -> Label | None:
    """The supervisor's label that a line begins with, None where it begins with none."""
    before, colon, rest = text.partition(":")
    if not colon and len(text) > 40:
        return None
    found = dictionary.label(before)
    if found is None:
        return None
    return Label("co" if found == "co_supervisor" else "principal", rest.strip())


def items_of(lines: Iterable[Line], dictionary: SiteDictionary, *, plain: bool) -> list[ListItem]:
    """Loose lines of a list of students put together to items: a label and who follows it belong to the item above."""
    items: list[ListItem] = []
    open_label = has_titles = False
    group: Line | None = None
    grouped: list[tuple[ListItem, Line]] = []
    for line in lines:
        label = label_of(line.text, dictionary)
        if line.level and not line.links and normalize_text(line.text, "label") in dictionary.levels:
            group, open_label = line, False
            continue
        person = bool(line.links) or (looks_like_name(line.text) and not is_titles(line.text, dictionary))
        # One link can hold a whole item.
        person = person and not (items and line.href and line.href == items[-1].lines[0].href)
        if label or (open_label and person and not plain):
            if items:
                items[-1].lines.append(line)
            open_label = bool(label and not label.rest)
            continue
        if open_label and plain and person:
            # A name alone after a label: the supervisor, or the next student where the supervisor was a link.
            items[-1].lines.append(line)
            items[-1].certain = False
        elif items and not person and not (plain and has_titles):
            items[-1].lines.append(line)
            has_titles = True
        else:
            items.append(ListItem([line]))
            if group:
                grouped.append((items[-1], group))
            has_titles = not person
        open_label = False
    for item, above in grouped:
        if not any(is_titles(line.text, dictionary) for line in item.lines):
            item.lines.append(above._replace(level=0))
    return items


def is_titles(text: str, dictionary: SiteDictionary) -> bool:
    """Whether a line is a level, a school or both."""
    level = normalize_text(split_titles(text, dictionary)[0], "label")
    if level in dictionary.levels or normalize_text(text, "label") in dictionary.organizations:
        return True
    if " - " in text or dictionary.organization_words.stands_in(normalize_text(text, "label")):
        return True
    return dictionary.kind_of(text) in _KINDS_OF_LEVEL


def read_student(item: ListItem, dictionary: SiteDictionary, people: People, *, plain: bool) -> dict[str, Any]:
    """One item as ``PageStudent`` fields."""
    name: str | None = None
    profile: str | None = None
    titles: str | None = None
    supervision: Supervision = "principal"
    others: list[dict[str, Any]] = []
    for label, line in _labelled(_labels_apart(item.lines, dictionary), dictionary):
        if label is not None:
            if label == "principal":
                supervision = "co"
            others += _named(line, people)
        elif line.links and name is None:
            name, profile = clean(line.links[0].text) or None, people.profile(line.links[0].href)
            rest = line.text.replace(line.links[0].text, "", 1).strip(" ,-–—·|:")
            titles = titles or rest or None
        elif name is None and not is_titles(line.text, dictionary) and (not plain or looks_like_name(line.text)):
            name = clean(line.text)
        else:
            titles = titles or line.text
    level, school = read_titles(clean(titles), dictionary) if titles else (None, None)
    return {
        "name": name,
        "profile": profile,
        "level": level,
        "organization": school,
        "supervision": supervision,
        "other_supervisors": _distinct(others),
        "raw": [line.text for line in item.lines],
    }


def read_titles(titles: str, dictionary: SiteDictionary) -> tuple[str | None, str | None]:
    """'<level> - <school>' as (level, school), split at the first ' - ' only; either may be missing."""
    level, school = split_titles(titles, dictionary)
    if _is_school(level, dictionary):
        # 'Samsung - SAIT' is one institution.
        level, school = "", titles if school else level
    return level or None, school if school and normalize_text(school, "label") not in _NO_SCHOOL else None


def split_titles(titles: str, dictionary: SiteDictionary) -> tuple[str, str]:
    """What stands before and behind the dash; behind a level that is known, a comma or another sign does as well."""
    if titles[:1] == "(" and titles[-1:] == ")":
        titles = titles[1:-1]
    level, dash, school = titles.partition(" - ")
    if dash:
        return level.strip(" -"), school.strip()
    for sign in _BEHIND_LEVEL:
        level, found, school = titles.partition(sign)
        if found and normalize_text(level, "label") in dictionary.levels:
            return level, school.strip()
    return titles.strip(" -"), ""


def _is_school(text: str, dictionary: SiteDictionary) -> bool:
    normalized = normalize_text(text, "label")
    if normalized in dictionary.levels or dictionary.kind_of(text) in _KINDS_OF_LEVEL:
        return False
    return normalized in dictionary.organizations or dictionary.organization_words.stands_in(normalized)


def _labels_apart(lines: Iterable[Line], dictionary: SiteDictionary) -> Iterator[Line]:
    """The lines, a label inside one ('…, co-supervisor: Di Ursk') at the beginning of a line of its own."""
    for line in lines:
        parts = line.text.split(", ") if ":" in line.text and len(line.links) <= _MOST_LINKS else []
        index = next((index for index, part in enumerate(parts) if index and label_of(part, dictionary)), 0)
        if not index:
            yield line
            continue
        before = ", ".join(parts[:index])
        inside = tuple(link for link in line.links if link.text in before)
        yield line._replace(text=before, links=inside)
        yield line._replace(text=", ".join(parts[index:]), links=line.links[len(inside) :])


def _labelled(lines: Iterable[Line], dictionary: SiteDictionary) -> Iterator[tuple[Supervision | None, Line]]:
    """Each line with the label that it stands under; an empty label with nobody after it gives an empty line."""
    label: Label | None = None
    given = True
    for line in lines:
        found = label_of(line.text, dictionary)
        if found is not None:
            if label is not None and not given:
                yield label.supervision, Line("")
            label, given = found, bool(found.rest)
            if found.rest:
                yield found.supervision, line._replace(text=found.rest)
        elif label is not None:
            given = True
            yield label.supervision, line
        else:
            yield None, line
    if label is not None and not given:
        yield label.supervision, Line("")


def _named(line: Line, people: People) -> list[dict[str, Any]]:
    """The people whom a line under a label names: links, else the text; an empty line is a name that is lost."""
    if not line.links:
        return [{"name": clean(line.text) or None, "profile": None}]
    named = [{"name": clean(link.text) or None, "profile": people.profile(link.href)} for link in line.links]
    if len(named) > _MOST_LINKS:
        return named
    rest = line.text
    for link in line.links:
        rest = rest.replace(link.text, ",", 1)
    names = [clean(part) for part in rest.split(",")]
    return named + [{"name": part, "profile": None} for part in names if part and looks_like_name(part)]


def _distinct(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A supervisor printed twice once; people whose names are lost stay as many as they are."""
    seen: set[tuple[Any, Any]] = set()
    people_once = []
    for person in people:
        key = person["profile"], person["name"]
        if key == (None, None) or key not in seen:
            seen.add(key)
            people_once.append(person)
    return people_once
