"""Publications of a page to entries of a record."""

from collections.abc import Iterable
from typing import Any

from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.links import People
from profile_scraper.parse.structured.opened import OpenedPage
from profile_scraper.sites import known_address
from profile_scraper.structure.cards import part_of, subject_of
from profile_scraper.structure.elements import is_inside
from profile_scraper.structure.lines import Line
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item, runs_of
from profile_scraper.structure.sections import sections_on
from profile_scraper.text.function_words import language_of

_OF_A_PERSON = ("profile", "profile_part")
_PARTS = ("title", "authors", "venue", "issued", "abstract", "doi", "url")


def items_of(opened: OpenedPage, name_line: Line | None) -> list[Item]:
    """The publications of a page; lines that belong to one are marked."""
    page, own = opened.page, opened.site.fields.publications
    cards = [match.element for match in opened.select(own.card)]
    if cards:
        inner = frozenset(cards)
        outer = [card for card in cards if (around := card.getparent()) is None or not is_inside(around, inner)]
        items = [Item(page, card, runs_of(page, card)) for card in outer]
    else:
        subject = part_of(page) if opened.address.kind in _OF_A_PERSON else subject_of(page)
        names = {page: name_line.element} if name_line is not None else {}
        items = find_items([page], {page: sections_on(page, subject)}, names)
    stated = {key: opened.select(getattr(own, key)) for key in _PARTS}
    items = read_items(items, stated)
    elements = frozenset(item.element for item in items)
    for line in page.lines:
        line.in_item = bool(elements) and is_inside(line.element, elements)
    return items


def entries_of(items: Iterable[Item], opened: OpenedPage, people: People) -> list[dict[str, Any]]:
    """Publications as a record has them."""
    return [_entry(position, item, opened, people) for position, item in enumerate(items, 1)]


def _entry(position: int, item: Item, opened: OpenedPage, people: People) -> dict[str, Any]:
    profiles = {run.text: people.profile(run.href) for run in item.runs if run.href}
    title = clean(item.title)
    return {
        "position": position,
        "title": title,
        "authors": [{"name": clean(name), "profile": profiles.get(name)} for name in item.names],
        "authors_complete": item.authors_complete,
        "abstract": clean(item.abstract) if item.abstract else None,
        "abstract_complete": not item.abstract.endswith(("…", "...")) if item.abstract else None,
        "language": language_of(title) or opened.language,
        "issued": item.issued,
        "venue": clean(item.venue) if item.venue else None,
        "doi": item.doi,
        "arxiv": item.arxiv,
        "url": known_address(item.url or None),
        "raw": [],
    }
