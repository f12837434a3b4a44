"""Second way to the fields of a page: the words of the headings, the order of the lines, labels and links."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary, common_section_of
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.page.lines import BOLD, Line, can_be_label
from profile_scraper.text.normalize import normalize_text

_LONGEST_HEADER = 13
_PART_OF_PAGER = frozenset("«‹›»…0123456789")


class Sectioned(NamedTuple):
    """A region's lines, and the stretch of them that each section covers."""

    lines: list[Line]
    holders: list[_Element]
    name: int | None
    """Index of the line that is the person's name."""
    header: range
    """Lines between the name and the first section, and from the first role above the name."""
    sections: dict[str, range]


def sectioned(region: _Element, lines: list[Line], dictionary: SiteDictionary, name: str | None) -> Sectioned:
    """Split a region's lines or pieces at the known headings; ``name`` is the person's, where it is known."""
    holders = [line.element for line in lines if line.element is not None]
    named = _name_index(lines, name)
    headings = _headings(lines, dictionary)
    boundaries = sorted([*headings, *([named] if named is not None else [])])
    splitter = _Splitter(region, lines, holders, boundaries)
    sections = {}
    starts = []
    for index, section in headings.items():
        sections[section], start = splitter.stretch(index, section)
        starts.append(start)
    header = range(0)
    if named is not None:
        after = [start for start in starts if start > named]
        stop = min(after) if after else min(splitter.end, named + _LONGEST_HEADER)
        unknown = (index for index in range(named + 1, stop) if _is_other_heading(lines[index], dictionary))
        header = range(_first_role(lines, named, dictionary), next(unknown, stop))
    return Sectioned(lines, holders, named, header, sections)


def content(found: Sectioned, section: str) -> list[Line]:
    """The lines of a section."""
    return [line for line in (found.lines[index] for index in found.sections[section]) if not is_pager(line)]


def _headings(lines: Sequence[Line], dictionary: SiteDictionary) -> dict[int, str]:
    """Index of each section's heading: the heaviest line that has its words; a link to another page is none.

    The site's own words come before those that pages have in common, which count in a heading or a label.
    """
    best: dict[str, tuple[float, int]] = {}
    for index, line in enumerate(lines):
        if line.links and not line.level and not all(link.href.startswith("#") for link in line.links):
            continue
        found = dictionary.section_of(line.text)
        weight = 3.0 if line.level else 0.0 if line.links else 2.0
        if found is None and not line.links and (line.level or _can_be_label(line)):
            found = common_section_of(line.text)
            weight = 1.0 if line.level else 0.5
        if found is None or (found == "supervisors" and line.text.endswith(":")):
            continue
        if found not in best or weight > best[found][0]:
            best[found] = weight, index
    return {index: section for section, (_, index) in sorted(best.items(), key=lambda item: item[1][1])}


def _can_be_label(line: Line) -> bool:
    """Whether a line that is no heading can be one: a block that names itself a label, or of a few words."""
    return line.begins_block and line.element is not None and can_be_label(line.text, line.element)


def _is_other_heading(line: Line, dictionary: SiteDictionary) -> bool:
    return 0 < line.level < BOLD and not looks_like_role(line.text, dictionary)


def _name_index(lines: Sequence[Line], name: str | None) -> int | None:
    """The line that is the person's name, the heaviest of several: a trail of links names the page as well."""
    normalized = normalize_text(name, "label") if name else None
    named = [
        index
        for index, line in enumerate(lines)
        if normalized and normalize_text(line.text, "label") == normalized and not line.links
    ]
    if named:
        return min(named, key=lambda index: (lines[index].level or BOLD + 1, index))
    return next((index for index, line in enumerate(lines) if line.level == 1), None)


def _first_role(lines: Sequence[Line], named: int, dictionary: SiteDictionary) -> int:
    """Where the header begins: roles may stand above the name as well."""
    first = named
    while first and not lines[first - 1].links and looks_like_role(lines[first - 1].text, dictionary):
        first -= 1
    return first if first < named else named + 1


def upwards(element: _Element, region: _Element) -> Iterator[_Element]:
    """An element and those around it, up to a region."""
    current: _Element | None = element
    while current is not None:
        yield current
        if current is region:
            return
        current = current.getparent()


class _Splitter:
    """Knows which elements of a region hold which of its lines, and so where a section ends."""

    def __init__(
        self, region: _Element, lines: Sequence[Line], holders: Sequence[_Element], boundaries: Sequence[int]
    ) -> None:
        self._region = region
        self._lines = lines
        self._holders = holders
        self._boundaries = boundaries
        self._extents = _extents(region, holders, boundaries)
        self.end = self._end()

    def stretch(self, index: int, section: str) -> tuple[range, int]:
        """The lines under the heading at an index, and where its section begins: a wrapper may begin above it."""
        first, last = self._wrapper(index)
        start = self._below(index)
        if last >= start:
            return range(start, last + 1), first
        stop = next((boundary for boundary in self._boundaries if boundary > index), max(self.end, start))
        ends = (other for other in range(start, stop) if self._ends(index, other, section))
        return range(start, next(ends, stop)), first

    def _below(self, index: int) -> int:
        """The first line under a heading, of which a count may be a piece: 'Publications <span>(12)</span>'."""
        below = index + 1
        while below < len(self._lines) and not self._lines[below].begins_block:
            below += 1
        return below

    def _ends(self, index: int, other: int, section: str) -> bool:
        """Whether a line is an unknown heading that ends the section; entries and names may be headings as heavy."""
        own, level = self._lines[index].level or BOLD, self._lines[other].level
        if level == own:
            return own < BOLD and section not in ("publications", "students")
        return 0 < level < own and (level < 3 or own < BOLD)

    def _wrapper(self, index: int) -> tuple[int, int]:
        """First and last line of the largest element that holds this heading and no other."""
        extent = index, index
        for element in upwards(self._holders[index], self._region):
            first, last = self._extents[element]
            if element is self._region or any(
                first <= boundary <= last and boundary != index for boundary in self._boundaries
            ):
                break
            extent = first, last
        return extent

    def _end(self) -> int:
        """The line after the last one of the profile: the smallest element around name and headings ends there."""
        if self._boundaries:
            for element in upwards(self._holders[self._boundaries[0]], self._region):
                first, last = self._extents[element]
                if first <= self._boundaries[0] and last > self._boundaries[-1]:
                    return last + 1
        return len(self._lines)


def _extents(
    region: _Element, holders: Sequence[_Element], boundaries: Sequence[int]
) -> dict[_Element, tuple[int, int]]:
    """First and last line of every element that holds one of the marked lines, from the region down."""
    # Inside which of these elements each element met stands, the smallest that holds it.
    inside = {element: element for boundary in boundaries for element in upwards(holders[boundary], region)}
    inside.setdefault(region, region)
    first: dict[_Element, int] = {}
    last: dict[_Element, int] = {}
    for index, holder in enumerate(holders):
        ancestor = inside.get(holder)
        if ancestor is None:
            path, element = [holder], holder.getparent()
            while element is not None and element not in inside:
                path.append(element)
                element = element.getparent()
            ancestor = region if element is None else inside[element]
            inside.update(dict.fromkeys(path, ancestor))
        first.setdefault(ancestor, index)
        last[ancestor] = index
    for boundary in boundaries:
        start = stop = boundary
        for element in upwards(holders[boundary], region):
            start = first[element] = min(start, first.get(element, start))
            stop = last[element] = max(stop, last.get(element, stop))
    return {element: (first[element], last[element]) for element in first}


def is_pager(line: Line) -> bool:
    """Whether a line is a part of a pager: a link that turns the page, or a bare number."""
    if not line.begins_block:
        return False
    if line.links:
        return all("page=" in link.href for link in line.links)
    return len(line.text) < 5 and not set(line.text) - _PART_OF_PAGER
