"""What the items of a list have in common: headings of years, the point behind titles, a column of venues."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from profile_scraper.structure.authors import list_of_authors
from profile_scraper.structure.elements import ancestry
from profile_scraper.structure.lines import Path
from profile_scraper.structure.publications.columns import HOLDS_WORD
from profile_scraper.structure.publications.labels import is_labelled
from profile_scraper.structure.publications.runs import Item, Run, are_link_words
from profile_scraper.structure.publications.venues import venue_name
from profile_scraper.structure.text import YEAR


def set_years_of_headings(items: Sequence[Item]) -> None:
    """Give an item without a date the year that the heading above it is."""
    undated = [item for item in items if item.title and item.issued is None]
    years = {item.page: dict[_Element, str]() for item in undated}
    for page, own in years.items():
        year, level = None, 0
        for line in page.lines:
            found = YEAR.fullmatch(line.text) if line.level else None
            if found:
                year, level = found[1], line.level
            elif 0 < line.level <= level:
                year = None
            elif year is not None:
                for each in ancestry(line.element):
                    own.setdefault(each, year)
    for item in undated:
        item.issued = years[item.page].get(item.element)


def drop_points(items: Sequence[Item]) -> None:
    """Take off the point that most titles of a list end in where more follows on their line: it is the list's."""
    ends = [item for item in items if item.title.endswith(".") and not item.title.endswith("..") and _is_among(item)]
    if len(ends) > 1 and 2 * len(ends) > len(items):
        for item in ends:
            item.title = item.title.rstrip(" .")


def _is_among(item: Item) -> bool:
    """Whether other parts stand on the line of an item's title."""
    title = item.title_run
    return title is not None and any(
        run is not title and run.segment == title.segment and HOLDS_WORD.search(run.text) for run in item.runs
    )


def _behind_title(item: Item) -> list[Run]:
    """The runs behind the title: a kind ('Journal', 'Conference') that stands above it is no venue."""
    index = next((number for number, run in enumerate(item.runs, 1) if run is item.title_run), 0)
    return item.runs[index:]


def set_leftover_venues(items: Sequence[Item]) -> None:
    """Take for the venue what most items have in one more column, behind title and authors and before the year."""
    columns: Counter[Path] = Counter()
    texts: dict[Path, set[str]] = defaultdict(set)
    leftover: dict[int, list[Run]] = {}
    for item in items:
        names = set(item.names)
        rest = [
            run
            for run in _behind_title(item)
            if run.part is None
            and not is_labelled(run)
            and run.text.strip(" ,;.") not in names
            and not YEAR.search(run.text)
            and not are_link_words(run.text)
            and not list_of_authors(run.text)
            and re.search(r"[^\W\d_]{3}", run.text)
        ]
        leftover[id(item)] = rest
        columns.update([*dict.fromkeys(run.path for run in rest if run.path)])
        for each in rest:
            texts[each.path].add(each.text)
    if not columns:
        return
    # Of two columns that all items have, the one of fewer texts holds kinds ('Journal', 'Conference').
    path = max(columns, key=lambda own: (columns[own], len(texts[own])))
    if columns[path] < 0.6 * len(items):
        return
    for item in items:
        if item.venue is None and item.names:
            run = next((run for run in leftover[id(item)] if run.path == path), None)
            item.venue = venue_name(run.text) if run is not None else None
