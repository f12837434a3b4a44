"""Cards of publications whose parts are inline elements without any break: told apart by the column of each part."""

from collections.abc import Mapping, Sequence

from lxml.etree import _Element

from profile_scraper.parse.extracted import Line, Link
from profile_scraper.structure.lines import Page
from profile_scraper.structure.works import Item, read_items, runs_of


def split_inline(elements: Sequence[_Element]) -> Mapping[_Element, list[Line]]:
    """For each card its title, its authors and its venue with the year, a line each; cards of one page are compared."""
    if not elements:
        return {}
    page = Page("", elements[0].getroottree().getroot(), "")
    items = read_items([Item(page, element, runs_of(element)) for element in elements])
    return {item.element: _lines_of(item) for item in items}


def _lines_of(item: Item) -> list[Line]:
    hrefs = {run.text.strip(" ,;"): run.href for run in item.runs if run.href}
    lines = [_line(item.title, item.title_run.href if item.title_run else None)]
    lines += [_line(name, hrefs.get(name)) for name in item.names]
    if item.venue or item.issued:
        lines.append(_line(", ".join(filter(None, (item.venue, item.issued))), None))
    return lines


def _line(text: str, href: str | None) -> Line:
    return Line(text, links=(Link(text, href),) if href else ())
