"""The cards of a list of publications whose class nobody knows: by their headings, as like elements, as list items."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from lxml.etree import _Element

from profile_scraper.parse.locate.card_markup import are_surely_names, is_one_card, read_cards, says_more_than_lines
from profile_scraper.parse.locate.headings import Sectioned, is_pager, upwards
from profile_scraper.parse.page.lines import BOLD, Line, spans_of
from profile_scraper.parse.reading import ListItem
from profile_scraper.text.dates import date_of
from profile_scraper.text.normalize import normalize_text

_Held: TypeAlias = tuple[Line, _Element]
"""A line and the block that it stands in."""
_TERMS = ("dt", "dd")
_FEWEST_ITEMS = 3
_SHORT = 90
"""Characters of a line that is no text of an abstract."""


def publication_items(found: Sectioned, region: _Element, person: str | None) -> list[ListItem] | None:
    """The cards of the list of publications, None where nothing shows their edges; ``person`` is the list's."""
    stretch = found.sections["publications"]
    printed = [(found.lines[index], found.holders[index]) for index in stretch]
    dated = _YearsOfHeadings(printed)
    held = _without_leads([(line, holder) for line, holder in printed if not is_pager(line)], region)
    items = _by_markup(_without_leads(dated.entries, region), region, person)
    if items is not None:
        return dated.apply(items)
    level = held[0][0].level if held else 0
    if level:
        return _by_headings([line for line, _ in held], level)
    holders = [holder for _, holder in held]
    groups = _groups(holders, region)
    if groups:
        return [ListItem(spans_of(element)) for element in groups]
    terms = _under_terms(held)
    if terms:
        return terms
    items_of_list = {_item_of_list(holder, region) for holder in holders}
    if (
        len(held) > 1
        and None not in items_of_list
        and len(items_of_list) == len(held)
        and all(li.href for li, _ in held)
    ):
        return [ListItem([line]) for line, _ in held]  # a list item that is one link is one title
    return None


class _YearsOfHeadings:
    """The lines of a list without the headings that are years, and the year that each element stands under."""

    def __init__(self, printed: Sequence[_Held]) -> None:
        self.entries: list[_Held] = []
        self._years: dict[_Element, str] = {}
        year = None
        for line, holder in printed:
            if line.level and (dated := date_of(line.text)):
                year = dated
            elif not is_pager(line):
                self.entries.append((line, holder))
                if year is not None:
                    self._years[holder] = year

    def apply(self, items: list[ListItem]) -> list[ListItem]:
        """Give items without a date the year that they stand under."""
        for item in items:
            holder = item.lines[0].element if item.lines else None
            year = self._years.get(holder) if holder is not None else None
            if year and item.fields is not None and item.fields.issued is None:
                item.fields = item.fields._replace(issued=year)
        return items


def _without_leads(held: Sequence[_Held], region: _Element) -> list[_Held]:
    """The lines of a list in pieces without those between the pieces that lead to the next one ('Chapters:')."""
    items = [_item_of_list(holder, region) for _, holder in held]
    inside = len(items) - items.count(None)
    if len(set(items)) < _FEWEST_ITEMS or 2 * inside <= len(items) or inside == len(items):
        return list(held)
    return [
        (line, holder)
        for (line, holder), item in zip(held, items, strict=True)
        if item is not None or not (line.text.endswith(":") or line.level)
    ]


def _by_markup(held: Sequence[_Held], region: _Element, person: str | None) -> list[ListItem] | None:
    """The items by what their markup or their columns say, where that is more than headings and order do."""
    holders = [holder for _, holder in held]
    is_plain = bool(held) and bool(held[0][0].level) and not _has_columns(held) and not _are_bold_names(held, person)
    around = _common_ancestor([list(upwards(holder, region))[::-1] for holder in dict.fromkeys(holders)])
    if around is None or (is_plain and not says_more_than_lines(around, is_known_card=False)):
        return None
    cards = _cards(holders, region, around)
    items = read_cards(cards, person) if cards else None
    return items if items is not None and _are_informative(items) else None


def _are_bold_names(held: Sequence[_Held], person: str | None) -> bool:
    """Whether most bold lines of a list are authors, so that they are no titles."""
    key = normalize_text(person, "words") if person else None
    bold = [are_surely_names(line.text, key) for line, _ in held if line.level == BOLD]
    return 2 * sum(bold) > len(bold)


def _has_columns(held: Sequence[_Held]) -> bool:
    """Whether short lines stand in blocks of several kinds, as venue and authors do."""
    kinds = {
        (holder.tag, holder.get("class"))
        for line, holder in held
        if not (line.level or line.control or line.links) and len(line.text) <= _SHORT and line.text[-1] not in ".?!…"
    }
    return len(kinds) > 1


def _by_headings(lines: Sequence[Line], level: int) -> list[ListItem]:
    items: list[ListItem] = []
    for line in lines:
        if line.level == level and line.begins_block:
            items.append(ListItem([line]))
        else:
            items[-1].lines.append(line)
    return items


def _item_of_list(element: _Element, region: _Element) -> _Element | None:
    """The outermost item of a list or row of a table around an element."""
    return next((each for each in list(upwards(element, region))[::-1] if each.tag in ("li", "tr")), None)


def _cards(holders: Sequence[_Element], region: _Element, around: _Element) -> list[_Element]:
    """The elements that hold all the lines: items of lists, like elements side by side, or one with named parts."""
    items = list(dict.fromkeys(_item_of_list(holder, region) for holder in holders))
    cards = [item for item in items if item is not None]
    if len(cards) < len(items) or len(cards) == 1:
        cards = _side_by_side(holders, region)
    cards = [card for card in cards if card.tag != "tr" or any(cell.tag != "th" for cell in card)]
    return cards or ([around] if is_one_card(around) else [])


def _common_ancestor(paths: Sequence[Sequence[_Element]]) -> _Element | None:
    """The innermost element of all paths, which go down from one region."""
    common = None
    for elements in zip(*paths, strict=False):
        if len(set(elements)) > 1:
            break
        common = elements[0]
    return common


def _are_informative(items: Sequence[ListItem]) -> bool:
    """Whether the markup or the columns gave most cards authors or a venue."""
    informative = sum(item.fields is not None and bool(item.fields.authors or item.fields.venue) for item in items)
    return 2 * informative > len(items)


def _under_terms(held: Sequence[_Held]) -> list[ListItem]:
    """The items of a list of terms and their descriptions, a term each; empty where it is none."""
    if not held or held[0][1].tag != "dt" or any(holder.tag not in _TERMS for _, holder in held):
        return []
    items: list[ListItem] = []
    for line, holder in held:
        if holder.tag == "dt":
            items.append(ListItem([]))
        items[-1].lines.append(line)
    return items if len(items) < len(held) else []


def _groups(holders: Sequence[_Element], region: _Element) -> list[_Element]:
    """The like elements, side by side, that hold all the lines, most of them several; empty where there are none."""
    elements = _side_by_side(holders, region)
    if not elements:
        return []
    inside = set(elements)
    counts = Counter(next(each for each in upwards(holder, region) if each in inside) for holder in holders)
    several = sum(count > 1 for count in counts.values())
    return elements if several * 2 >= len(elements) else []


def _side_by_side(holders: Sequence[_Element], region: _Element) -> list[_Element]:
    """The like elements, side by side, that hold all the lines; empty where there are none."""
    if not holders:
        return []
    paths = [list(upwards(holder, region))[::-1] for holder in holders]
    depth = 0
    while all(len(path) > depth for path in paths) and len({path[depth] for path in paths}) == 1:
        depth += 1
    if any(len(path) <= depth for path in paths):
        return []
    elements = list(dict.fromkeys(path[depth] for path in paths))
    first = elements[0]
    names = set((first.get("class") or "").split())
    alike = all(
        element.tag == first.tag and (not names or names & set((element.get("class") or "").split()))
        for element in elements
    )
    return elements if alike and len(elements) > 1 else []
