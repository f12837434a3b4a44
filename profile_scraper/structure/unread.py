"""What no field holds: lines of a page, and people and publications below headings in unknown words."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from profile_scraper.structure.citations import read_citation
from profile_scraper.structure.elements import LIKE_HEADING, ancestry, is_within, scope_among
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import bare_name, is_name, list_of_authors, may_be_one_person
from profile_scraper.structure.person_fields import PersonFields
from profile_scraper.structure.publications.runs import WORK_LINK, Item
from profile_scraper.structure.reference_parts import YEAR
from profile_scraper.structure.words import is_no_value, is_prose, is_role, label_of, section_of
from profile_scraper.text.normalize import collapse_whitespace

_FEWEST_UNCLAIMED_WORDS, _FEWEST_LINKED_WORDS = 4, 6
_MOST_LINES, _LONGEST_SAMPLE = 20, 80


class Unclaimed(NamedTuple):
    """A line that no field holds."""

    text: str
    """The line, shortened."""
    words: int


class Claims(NamedTuple):
    """How much of some lines the fields hold."""

    claimed: int
    """Words in lines that a field holds."""
    unclaimed: list[Unclaimed]
    """The longest lines that no field holds, in printed order."""


def lines_of_fields(found: PersonFields, positions: Iterable[str]) -> set[int]:
    """The indices of the lines that a person's fields hold, and of those in parts that no record has.

    Args:
        found: the fields.
        positions: titles, institutions and departments of the positions that were made of the header's lines.
    """
    parts = [part for part in positions if part]
    lines = [*found.other, *found.labelled]
    lines += [line for line in found.header if any(part in line.text or line.text in part for part in parts)]
    lines += [line for _, line in (*found.topics, *found.biography, *found.students)]
    lines += [each.line for each in found.supervisors]
    return {line.index for line in lines}


def claims_on(lines: Iterable[Line], held: Container[int]) -> Claims:
    """Sort lines into those that a field holds and those that none does; menus and headings are neither.

    Args:
        lines: of a page, or of one item of a list.
        held: the indices of the lines that fields hold; lines of publications are held without.
    """
    claimed = 0
    unclaimed: list[tuple[int, Line]] = []
    own = list(lines)
    again = {line.text for line in own if line.index in held}
    for line in own:
        words = line.text.count(" ") + 1
        if line.in_item or line.index in held or line.text in again:
            claimed += words
        elif not _is_neutral(line, words):
            unclaimed.append((words, line))
    longest = sorted(unclaimed, key=lambda each: -each[0])[:_MOST_LINES]
    printed = sorted(longest, key=lambda each: each[1].index)
    return Claims(claimed, [Unclaimed(line.text[:_LONGEST_SAMPLE], words) for words, line in printed])


def _is_neutral(line: Line, words: int) -> bool:
    """Whether a line says nothing that a field could hold: a menu, a heading, a label, an address to write to."""
    if line.framed or line.level or words < _FEWEST_UNCLAIMED_WORDS or "@" in line.text or is_no_value(line.text):
        return True
    linked = sum(len(text) for text, _ in line.links)
    if linked >= 0.8 * len(line.text) and words < _FEWEST_LINKED_WORDS:
        return True
    return label_of(line.text) is not None or section_of(line.text) is not None


def crowded_among(items: Iterable[Item]) -> int:
    """How many publications hold the heading of a part of the page: each is a part, not a publication."""
    elements = {item.element: item.page for item in items}
    headed = {
        scope
        for page in dict.fromkeys(elements.values())
        for line in page.lines
        if line.level and section_of(line.text.rstrip(": "))
        if (scope := scope_among(line.element, elements)) is not None
    }
    return len(headed)


def unread_publications(lines: Iterable[Line]) -> int:
    """How many dated lines below a heading of publications, down to the next heading as great, are in no publication.

    Args:
        lines: of a page, in printed order; those of publications are marked.
    """
    level = count = 0
    for line in lines:
        if line.framed or not line.text:
            continue
        if line.level and section_of(line.text.rstrip(": ")) == "publications":
            level = min(level, line.level) if level else line.level
        elif 0 < line.level <= level:
            level = 0
        elif level and not line.in_item and not line.level:
            count += line.text.count(" ") >= _FEWEST_UNCLAIMED_WORDS and YEAR.search(line.text) is not None
    return count


def names_among(lines: Sequence[Line], name: str, held: Container[str] = ()) -> int:
    """How many lines of a list's item are names of other people than the item's.

    Args:
        lines: of the item.
        name: the item's person.
        held: names that a field of the item holds, such as supervisors.
    """
    return sum(
        1
        for line in lines
        if line.text
        and not line.in_item
        and is_name(own := bare_name(line.text))
        and collapse_whitespace(own) not in held
        and not may_be_one_person(own, name)
    )


_LONGEST_HEADING = 80
_MOST_YEARS = 4
_FEWEST_WORDS = 3
_MOST_PARTS = 6
_BEHIND_NAME = re.compile(r"\s*[,;:(–—|]\s*|\s-\s")
_NO_WORDS = re.compile(r"[\W\d_]*")
"""A year that parts a list is no heading of a section."""
_ITEM_TAGS = ("li", "tr", "article", "dd", "figure")
_PEOPLE = ("students", "supervisors", "co_supervisors")
_UNKNOWN = ("people", None)
"""What the words of a heading open where no field is read below it: a list of people is no part of one person."""


class UnreadSection(NamedTuple):
    """A heading in unknown words, and how many items below it no field holds."""

    heading: str
    people: int
    publications: int


class PageReferences(NamedTuple):
    """What names, links and headings of a page mean."""

    person: str
    """Whose page it is."""
    profile_of: Callable[[str], str | None]
    """The profile of this site that a link as printed names, None for none."""
    section_of: Callable[[str], str | None]
    """The part that a heading opens, ``other`` for one that is not kept, None for unknown words."""


def unread_sections(
    page: Page, lines: Iterable[Line], is_held: Callable[[Line], bool], references: PageReferences
) -> list[UnreadSection]:
    """The headings in unknown words with people or publications that no field holds, in printed order.

    Args:
        page: the page.
        lines: those of the person's part of the page, without menus.
        is_held: whether a field holds a line.
        references: what names and links of the page mean.
    """
    found: dict[str, UnreadSection] = {}
    for heading, own in _unheld_below(lines, is_held, references.section_of):
        if is_within(heading.element, "aside"):
            continue  # a sidebar is the site's
        people = publications = 0
        for item in _items_below(page, heading, own):
            is_person = item.is_person(references.profile_of)
            people += is_person
            publications += not is_person and item.is_work(references.person)
        if not publications and not people and len(own) <= _MOST_PARTS:
            publications = int(_Item(page, own).is_work(references.person))  # one, a part a line
        if people or publications:
            before = found.get(heading.text, UnreadSection(heading.text, 0, 0))
            found[heading.text] = UnreadSection(
                heading.text, before.people + people, before.publications + publications
            )
    return list(found.values())


def _unheld_below(
    lines: Iterable[Line], is_held: Callable[[Line], bool], known_section: Callable[[str], str | None]
) -> Iterator[tuple[Line, list[Line]]]:
    """Each heading in unknown words with the lines below it that no field holds."""
    heading: Line | None = None
    own: list[Line] = []
    dropped = 0
    among_people = 0
    for line in lines:
        rank = _rank(line)
        if not line.text or (heading is None and not rank) or is_held(line):
            continue
        section = known_section(line.text.rstrip(": ")) if rank else None
        if 0 < among_people < rank:
            continue  # it stands in one student's item: a level, an institution, 'Co-supervisor:'
        if section in _UNKNOWN and (not rank or (heading and rank > _rank(heading)) or (dropped and rank > dropped)):
            if heading is not None:
                own.append(line)
            continue
        if heading is not None and own:
            yield heading, own
        heading, own = (line if section in _UNKNOWN else None), []
        dropped = rank if section == "other" else 0
        among_people = rank if section in _PEOPLE else 0
    if heading is not None and own:
        yield heading, own


def _rank(line: Line) -> int:
    """The level of a line that can be the heading of a section, 0 for none; a name or a link to a page is none."""
    if len(line.text) > _LONGEST_HEADING or _NO_WORDS.fullmatch(line.text):
        return 0
    if any(not href.startswith("#") for _, href in line.links):
        return 0
    rank = line.level or (LIKE_HEADING + 1 if line.text.endswith(":") else 0)
    return 0 if rank and is_name(bare_name(line.text)) and section_of(line.text) is None else rank


def _items_below(page: Page, heading: Line, lines: Sequence[Line]) -> list["_Item"]:
    """The items below a heading: of a list, else of the elements side by side that hold its lines."""
    above = set(ancestry(heading.element))
    around = set(lines[0].element.iterancestors())
    for element in dict.fromkeys(line.element for line in lines):
        around.intersection_update(element.iterancestors())
    items: defaultdict[object, list[Line]] = defaultdict(list)
    for line in lines:
        path = list(ancestry(line.element))
        in_list = (each for each in path if each.tag in _ITEM_TAGS and each not in above)
        below_common = [each for each in path if each not in around]
        items[next(in_list, below_common[-1])].append(line)
    return [_Item(page, own) for own in items.values()]


class _Item:
    """The lines of what may be one person or one publication."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self._page, self._lines = page, lines

    def is_person(self, profile_of: Callable[[str], str | None]) -> bool:
        """Whether a name begins it, and a profile of the site, a position or an address to write to goes with it."""
        head, *others = self._lines
        text, href = next(((text, href) for text, href in head.links if text), ("", ""))
        if not text or not head.text.startswith(text):
            before = head.text.partition(text)[0] if text else head.text
            text, href = _BEHIND_NAME.split(before.strip())[0], ""
        if not is_name(bare_name(text)):
            return False
        if href and profile_of(href):
            return True
        rest = [head.text.removeprefix(text), *(line.text for line in others)]
        mailed = any(href[:7].lower() == "mailto:" for line in self._lines for _, href in line.links)
        return mailed or any(is_role(each) and not is_prose(each) for each in rest)

    def is_work(self, person: str) -> bool:
        """Whether it links to a publication, or has a year and authors; ``person`` is whose page it stands on."""
        text = ". ".join(line.text.rstrip(".") for line in self._lines)
        if text.count(" ") < _FEWEST_WORDS:
            return False
        hrefs = (href for line in self._lines for _, href in line.links)
        if any(WORK_LINK.search(self._page.absolute(href)) for href in hrefs):
            return True
        if not 0 < len(set(YEAR.findall(text))) <= _MOST_YEARS:
            return False
        for line in self._lines if len(self._lines) > 1 else ():
            authors = list_of_authors(line.text) or ()
            if len(authors) > 1 or any(may_be_one_person(author, person) for author in authors):
                return True
        citation = read_citation(text)
        return citation is not None and bool(citation.authors)
