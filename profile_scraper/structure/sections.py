"""Which part of a profile each line of a page belongs to, by headings and labels and by how far they reach."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.structure.elements import (
    LIKE_HEADING,
    ancestry,
    is_inside,
    is_term,
    is_whole_text,
    text_of,
)
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import bare_name, is_name
from profile_scraper.structure.reference_parts import split_names
from profile_scraper.structure.roles import states_position
from profile_scraper.structure.words import is_no_value, is_role, label_of, names_supervision, section_of
from profile_scraper.text.function_words import word_set

_LONGEST_BARE_HEADING = 40
_SLASHES_OF_HOST = 2
_FEWEST_IN_BOX = 2
_FEWEST_LABELS, _MOST_IN_FIELD = 2, 3
OF_SUPERVISORS = ("supervisors", "co_supervisors")
SUPERVISION = "supervision"
"""Below a heading that may stand above students or supervisors."""
_VALUE_LABELS = frozenset(
    (
        "topics",
        "supervisors",
        "co_supervisors",
        "email",
        "phone",
        "fax",
        "office",
        "address",
        "role",
        "organization",
        "department",
        "team",
        "period",
        "homepage",
        "students",
    )
)
"""Parts of a profile whose label and value may share a line."""
_NEAREST = 2
"""Elements around a line that may say what it is."""
_OF_TERMS = {"topics": ("topics", "other"), "departments": ("unit", "unit_role")}
"""For the heading above a list of definitions the part that its terms are, and the part of what stands beside them."""


class Placed(NamedTuple):
    """A line with the part of a profile that it belongs to."""

    line: Line
    section: str | None
    """Empty above the first heading, None below a heading of something else."""
    value: str
    """The line's text without its label."""
    labelled: bool


def opens_section(line: Line) -> str | None:
    """The part of a profile that a line is the heading of, None where it is none."""
    text = line.text
    if not text or not (line.level or text.endswith(":") or len(text) < _LONGEST_BARE_HEADING):
        return None
    found = section_of(text.rstrip(": "))
    if found is None or line.level or text.endswith(":"):
        return found
    stands_alone = not line.links and is_whole_text(line.element, text)
    return found if line.shared or stands_alone else None


def _may_label(line: Line) -> bool:
    """Whether a line can be the label of a field: it stands first in an element that holds its value, too."""
    element = line.element
    field_element = element.getparent()
    return (
        line.level == LIKE_HEADING
        and not line.links
        and field_element is not None
        and 1 < len(field_element) <= _MOST_IN_FIELD
        and field_element[0] is element
        and is_whole_text(element, line.text)
    )


def _is_position(line: Line, section: str, after: Line | None) -> bool:
    """Whether a line that could be the heading above people is a position: nobody's name follows ('Directeur')."""
    if section not in OF_SUPERVISORS or line.text.endswith(":") or not is_role(line.text):
        return False
    if any(map(states_position, islice(ancestry(line.element), _NEAREST))):
        return True
    return after is None or not any(is_name(bare_name(name)) for name in (after.text, *split_names(after.text)))


def _is_value(line: Line) -> bool:
    """Whether a line below a term is its value, whatever it says: 'Research director' is a value of 'Position'."""
    return not line.level and not line.text.endswith(":")


def _list_behind(heading: Line) -> _Element | None:
    """The list that follows a heading at once: a heading in it names a group of its items, however great it is."""
    block = heading.element
    while (parent := block.getparent()) is not None and text_of(parent) == heading.text:
        block = parent
    behind = block.getnext()
    return behind if behind is not None and behind.tag in ("ul", "ol") else None


def _is_subheading(section: str, line: Line, after: Line | None) -> bool:
    """Whether a heading below that of a part is no value of it: in a text, or above a list of topics."""
    if section == "topics":
        is_above_list = after is not None and not after.level and _heads_group(after, _list_behind(line))
        return line.level < LIKE_HEADING and is_above_list
    return section == "biography" and line.level < LIKE_HEADING


def _heads_group(line: Line, around: _Element | None) -> bool:
    """Whether a line stands in the list that followed the last heading of a known part."""
    return around is not None and is_inside(line.element, (around,))


class SectionWalk:
    """Goes through the lines of a page below the person's name and says what each belongs to."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        """Take the lines to go through, in the order of the page."""
        self._page = page
        self._lines = lines
        self._opened = {
            line.index: section
            for line, after in zip(lines, [*lines[1:], None], strict=False)
            if (section := opens_section(line)) and not _is_position(line, section, after)
        }
        """By line the part that it is the heading of."""
        labels = Counter(page.step(line.element) for line in lines if line.index in self._opened and _may_label(line))
        self._label_steps = {step for step, count in labels.items() if count >= _FEWEST_LABELS and step[1]}
        heads = (line for line in lines if line.index in self._opened or self._is_term(line))
        self._openings_in = Counter(each for line in heads for each in ancestry(line.element))
        self.any_heading = False
        """Whether a heading of a known part was met so far."""

    def __iter__(self) -> Iterator[Placed]:
        section: str | None = ""
        level = 0
        scope: _Element | None = None
        in_header_below_terms = in_term = False
        terms: tuple[str, str] | None = None
        groups: _Element | None = None
        for line, after in zip(self._lines, [*self._lines[1:], None], strict=False):
            if scope is not None and not is_inside(line.element, (scope,)):
                section, scope, in_term = "" if in_header_below_terms else None, None, False
            label = label_of(line.text)
            if label and label[1] and (label[0] in _VALUE_LABELS or label[0] == "biography"):
                yield Placed(line, label[0], label[1], labelled=True)
                continue
            is_term_line = self._is_term(line)
            opened = None if in_term and _is_value(line) else self._opened.get(line.index)
            if opened:
                # Terms and their values near the name are no end of what stands around the name.
                in_header_below_terms = is_term_line and (in_header_below_terms or section == "")
                section = SUPERVISION if names_supervision(line.text) else opened
                level, scope = line.level or LIKE_HEADING + 1, self._scope(line)
                in_term = is_term_line
                groups = groups if _heads_group(line, groups) else _list_behind(line)
                self.any_heading = not in_header_below_terms
                terms = _OF_TERMS.get(opened)
                continue
            if terms and (around := self._list_of_values(line)) is not None:
                yield Placed(line, terms[0], line.text.rstrip(" :"), labelled=False)
                section, scope = terms[1], around
                continue
            if is_term_line:
                in_header_below_terms = in_header_below_terms or section == ""
                section, scope, in_term = None, self._scope(line), True
                continue
            if line.level and self.any_heading and section != "publications":
                if line.level < LIKE_HEADING and line.level <= level and not _heads_group(line, groups):
                    section = terms = None
                    continue
                if section is None or _is_subheading(section, line, after):
                    continue
            yield Placed(line, section, line.text, labelled=False)

    def _list_of_values(self, line: Line) -> _Element | None:
        """The list of definitions whose term a line is, None where any of its terms names a part of a profile."""
        if next((each for each in ancestry(line.element) if each.tag == "dt"), None) is None:
            return None
        around = next((each for each in ancestry(line.element) if each.tag == "dl"), None)
        if around is None or any(section_of(text_of(each).rstrip(": ")) for each in around.iter("dt")):
            return None
        return around

    def _is_term(self, line: Line) -> bool:
        """Whether a line is a term, the head of a row, or the label of a field: what follows is its value.

        A label looks like the labels of known parts, as a content management system prints them all.
        """
        if line.level != LIKE_HEADING:
            return False
        return is_term(line.element) or (_may_label(line) and self._page.step(line.element) in self._label_steps)

    def _scope(self, heading: Line) -> _Element | None:
        """The widest element that holds this heading and no other, and more than it: where its part ends."""
        best = None
        if self._is_term(heading):
            around = next((each for each in ancestry(heading.element) if each.tag in ("dl", "tr")), None)
            return around if around is not None else heading.element.getparent()
        for parent in heading.element.iterancestors():
            if parent.tag in ("body", "main", "html") or self._openings_in[parent] > 1:
                break
            if best is not None or text_of(parent) != heading.text:
                best = parent
        return best


def _box_of(line: Line) -> _Element | None:
    """The element around a line that is no heading by itself, but begins a box and names its part ('Key paper')."""
    if line.level or line.links or len(line.text) >= _LONGEST_BARE_HEADING or section_of(line.text) is None:
        return None
    block, box = line.element, line.element.getparent()
    if box is None or len(box) < _FEWEST_IN_BOX or box[0] is not block or text_of(block) != line.text:
        return None
    return box


def sections_on(page: Page, subject: str | None) -> Mapping[_Element, str]:
    """For the element of each line the part of a profile that the heading above it opens.

    Args:
        page: the page.
        subject: what a page lists that is nobody's own: a page of publications is one from top to bottom.
    """
    section: str | None = subject if subject == "publications" else None
    level = 0
    scope: _Element | None = None
    groups: _Element | None = None
    found: dict[_Element, str] = {}
    for line in page.lines:
        if line.framed:
            continue
        if scope is not None and not is_inside(line.element, (scope,)):
            section, scope = None, None
        opened = opens_section(line) if line.level or line.text.endswith(":") else None
        boxed = None if opened or subject == "publications" else _box_of(line)
        if opened:
            section, level, scope = opened, line.level or LIKE_HEADING, None
            groups = groups if _heads_group(line, groups) else _list_behind(line)
        elif boxed is not None:
            section, level, scope = section_of(line.text), LIKE_HEADING, boxed
        elif 0 < line.level < LIKE_HEADING and line.level <= level and subject != "publications":
            section = section if _heads_group(line, groups) else None
        if section:
            found.setdefault(line.element, section)
    return found


_ANY_LABEL = re.compile(r"^([^:]{2,40}?)\s*:")
INLINE = word_set("""
    p li ul ol span em strong a b i blockquote
""")


def is_beside_text(text: str, line: Line) -> bool:
    """Whether a line is a link or a labelled value behind a text, and no part of it."""
    if is_no_value(text):
        return True
    linked = sum(len(label) for label, _ in line.links)
    if len(text) < 60 and linked > 0.5 * len(text) and all(text.startswith(label) for label, _ in line.links):
        return True
    if line.links and len(text) < 160 and (found := _ANY_LABEL.match(text)) and len(found[1]) < 30:
        return True
    label = label_of(text)
    return label is not None and len(text) < 160 and label[0] not in ("biography", "topics")


def block_around(line: Line) -> _Element:
    """The element that holds a paragraph and its fellows."""
    element = line.element
    while element.tag in INLINE and (parent := element.getparent()) is not None:
        element = parent
    return element


def leads_below(page: Page, line: Line) -> bool:
    """Whether a line only leads to a further page of the person whose page it stands on."""
    own = page.url.partition("?")[0].rstrip("/")
    return (
        len(line.links) == 1
        and line.links[0][0] == line.text
        and line.links[0][1][:1] != "#"
        and own.count("/") > _SLASHES_OF_HOST
        and page.absolute(line.links[0][1]).startswith(f"{own}/")
    )
