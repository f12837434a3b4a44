"""Positions and publications that structure found, as the values of a record."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.links import People
from profile_scraper.parse.structured.opened import OpenedPage
from profile_scraper.sites import known_address
from profile_scraper.structure.cards import part_of, subject_of
from profile_scraper.structure.contacts import host_of
from profile_scraper.structure.elements import is_inside
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.person_fields import PersonFields
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item, runs_of
from profile_scraper.structure.roles import Affiliations, position_of_one, positions_in, unknown_positions
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.words import NAVIGATION_WORDS, ROLE_WORDS, is_organization, is_role, section_of
from profile_scraper.text.function_words import language_of
from profile_scraper.text.normalize import normalize_text


def roles_of(found: PersonFields, opened: OpenedPage, heading: Line | None) -> list[dict[str, Any]]:
    """The positions of a person as a record has them.

    Args:
        found: the person's fields.
        opened: the page.
        heading: above the person's card.
    """
    page, dictionary = opened.page, opened.dictionary
    positions = positions_in(found.header, found.stated, Affiliations(found.affiliations, _own_units(page, found)))
    if not positions and found.methods.get("roles") == "selector":
        positions = unknown_positions(found.header)
    if not positions and heading is not None and (title := position_of_one(heading.text)):
        organization = next((line.text for line in found.header if is_organization(line.text)), None)
        positions = [Position(title, organization)]
    elif heading is not None and positions and positions[0].organization is None and _names_institution(heading):
        positions[0].organization = heading.text  # a column of people under their institution's name
    return [
        {
            "kind": dictionary.kind_of(each.title) or "other",
            "title": clean(each.title),
            "organization": clean(each.organization) if each.organization else None,
            "department": clean(each.department) if each.department else None,
            "team": clean(each.team) if each.team else None,
            "start": each.period.start if each.period else None,
            "end": each.period.end if each.period else None,
            "raw": each.title,
            "certain": True,
        }
        for each in positions
    ]


def _own_units(page: Page, found: PersonFields) -> frozenset[str]:
    """The names in lines of positions that link to a page of the same site: units of the site's institute.

    A whole value behind a label is what the label says.
    """
    host = host_of(page.url)
    links = [link for line in found.header for link in line.links]
    links += [(text, href) for line in found.labelled for text, href in line.links if text != line.text]
    return frozenset(
        text
        for text, href in links
        if host_of(address := page.absolute(href)) == host != "" and urlsplit(address).path.strip("/")
    )


def _names_institution(heading: Line) -> bool:
    """Whether a heading above people's cards can be the name of an institution."""
    words = set(normalize_text(heading.text, "label_words").split())
    is_named = is_organization(heading.text) or any(word.isupper() and len(word) > 1 for word in heading.text.split())
    ordinary = not is_named or words & (ROLE_WORDS | NAVIGATION_WORDS) or section_of(heading.text)
    return 2 <= heading.level <= 6 and len(heading.text) < 40 and not ordinary and not is_role(heading.text)


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
