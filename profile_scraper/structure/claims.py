"""Which text of a page some field holds, and which text none does: the evidence that something was overlooked."""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from profile_scraper.structure.elements import scope_among
from profile_scraper.structure.lines import Line
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person
from profile_scraper.structure.person_fields import PersonFields
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.words import is_no_value, label_of, section_of
from profile_scraper.text.normalize import collapse_whitespace

_FEWEST_WORDS, _FEWEST_LINKED_WORDS = 4, 6
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
    """The indices of the lines that a person's fields hold, and of those in parts that are not kept.

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
    if line.framed or line.level or words < _FEWEST_WORDS or "@" in line.text or is_no_value(line.text):
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
