"""Pages that list people or publications to a record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

from lxml.etree import _Element

from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RejectedError, titled_so
from profile_scraper.parse.reading import StructuredReading
from profile_scraper.parse.structured.opened import OpenedPage, in_each_language, source_of
from profile_scraper.parse.structured.profile import (
    Identity,
    apply_addresses,
    profile_record,
    reading_record,
    slug_of_name,
    texts_of_roles,
)
from profile_scraper.parse.structured.values import entries_of, items_of
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.structure.card_fields import CardColumns, columns_of_cards, read_card
from profile_scraper.structure.cards import (
    Card,
    cards_of_elements,
    heading_above,
    own_address,
    people_lists,
)
from profile_scraper.structure.elements import is_inside
from profile_scraper.structure.identity import candidates_on, person_of
from profile_scraper.structure.lines import Page
from profile_scraper.structure.names import name_key
from profile_scraper.structure.person_fields import PersonFields, supervisors_in
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.reference_parts import split_names
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.selectors import Match, matches_within, printed_by
from profile_scraper.structure.unread import claims_on, crowded_among, lines_of_fields, names_among
from profile_scraper.text.normalize import normalize_text

_SELECTED = ("roles", "topics", "biography", "email", "phone", "office", "portrait", "supervisors")
"""Parts of a card that selectors of the site may give."""
_PARTS = ("portrait", "email", "phone", "office", "topics", "biography", "students", "supervisors", "publications")


class _AllCards(NamedTuple):
    """What the cards of a page are read with."""

    stated: Mapping[str, Mapping[_Element, Sequence[Match]]]
    """For each part what the site's selectors find inside which card."""
    columns: CardColumns
    of_person: bool
    """Whether the page names one person as its own."""


def read_list(opened: OpenedPage) -> StructuredReading:
    """A page that lists people or publications."""
    page, site = opened.page, opened.site
    people = People(site, page.base, page.url)
    items = items_of(opened, None)
    cards = _cards_of(opened) if opened.address.kind == "list" else []
    sections = sections_on(page, None)
    headed = [item for item in items if any(sections.get(run.element) == "publications" for run in item.runs)]
    of_person = _names_one_person(page)
    together = _AllCards(_stated_parts(opened, cards), columns_of_cards(cards), of_person)
    records = [
        record for each in in_each_language(opened) for record in _records_of(each, cards, people, headed, together)
    ]
    items = items if opened.address.kind == "publications" else []
    if not records and not items:
        raise RejectedError(
            "not-a-profile", f"{titled_so(opened.head.title)} and lists neither people nor publications"
        )
    slugs = {each.slug: each.name for each in reversed(records)}
    references = [{"name": name, "profile": f"{site.name}/{slug}"} for slug, name in reversed(slugs.items())]
    reading = reading_record(opened, claims_on(page.lines if items else (), ()))
    reading = reading.model_copy(update={"crowded": crowded_among(items), "of_person": of_person})
    record = DirectoryPage.model_validate(
        {
            "type": "directory",
            "site": site.name,
            "source": source_of(opened, opened.address.url),
            "people": references,
            "cards": records,
            "publications": entries_of(items, opened, people),
            "reading": reading,
        }
    )
    return StructuredReading(record, list(people.addresses))


def _records_of(
    opened: OpenedPage, cards: Sequence[Card], people: People, headed: Sequence[Item], together: _AllCards
) -> list[ProfilePage]:
    """The records of a page's cards in the language that it is opened in, one for each person."""
    records: dict[str, ProfilePage] = {}
    by_name: dict[frozenset[str], str | None] = {}
    for card in cards:
        edges = {card.element, *card.more}
        card_items = [item for item in headed if item.element not in edges and is_inside(item.element, edges)]
        own = _card_record(opened, card, people, card_items, together)
        if together.of_person and own.reading is not None:
            own = own.model_copy(update={"reading": own.reading.model_copy(update={"of_person": True})})
        # A card and a window that opens from it name one person.
        slug = own.slug if own.linked else by_name.setdefault(name_key(own.name), own.slug)
        known = records.get(slug or "")
        records[slug or ""] = own if known is None else _merged(known, own)
    return list(records.values())


def _names_one_person(page: Page) -> bool:
    """Whether heading and title, or the address, say that a page is one person's."""
    person = person_of(page, candidates_on(page), {}, 1)
    return person is not None and not person.sources.isdisjoint(("heading", "address"))


def _cards_of(opened: OpenedPage) -> list[Card]:
    page, own = opened.page, opened.site.fields.people
    elements = [match.element for match in opened.select(own.card)]
    if elements:
        heads = frozenset(match.element for match in opened.select(own.name))
        return cards_of_elements(page, elements, heads)
    return [card for cards in people_lists(page) for card in cards]


def _card_record(
    opened: OpenedPage,
    card: Card,
    people: People,
    card_items: Sequence[Item],
    together: _AllCards,
) -> ProfilePage:
    page = opened.page
    found = read_card(card, opened.shared, together.columns)
    _apply_selectors(card, found, together.stated)
    own = own_address(card)
    profile = people.profile(own) if own else None
    fragment = next((each.get("id") for each in (card.element, card.head.element) if each.get("id")), None)
    slug = profile.partition("/")[2] if profile else slug_of_name(fragment or found.name)
    # A text fragment leads a browser to the card where the page has no anchor for it.
    anchor = quote(fragment, safe="-._~") if fragment and not profile else f":~:text={quote(card.head.text, safe='')}"
    identity = Identity(
        f"{opened.address.url}#{anchor}",
        slug,
        listed=True,
        linked=profile is not None,
        heading=heading_above(page, card.head),
    )
    record = profile_record(opened, found, identity, people, card_items)
    held = lines_of_fields(found, texts_of_roles(record)) | {card.head.index}
    others = names_among(card.lines, found.name, frozenset(each.name for each in found.supervisors))
    reading = reading_record(opened, claims_on(filter(page.is_in_language, card.lines), held), others)
    reading = reading.model_copy(update={"crowded": crowded_among(card_items)})
    return record.model_copy(update={"reading": reading})


def _stated_parts(opened: OpenedPage, cards: Sequence[Card]) -> dict[str, dict[_Element, list[Match]]]:
    """For each part of a card what the site's selectors find inside which element of which card."""
    edges = {each for card in cards for each in (card.element, *card.more)}
    own = opened.site.fields.people
    return {part: matches_within(opened.select(getattr(own, part)), edges) for part in _SELECTED if getattr(own, part)}


def _apply_selectors(card: Card, found: PersonFields, stated: Mapping[str, Mapping[_Element, Sequence[Match]]]) -> None:
    """Take the parts of a card that the site's selectors find."""
    own = {
        part: [match for each in (card.element, *card.more) for match in by_element.get(each, ())]
        for part, by_element in stated.items()
    }
    apply_addresses(card.page, found, own)
    for part in ("roles", "topics", "biography", "supervisors"):
        lines = [line for line in card.lines if card.page.is_in_language(line)]
        values = [(text, line) for text, line, _ in printed_by(own.get(part, ()), lines)]
        if not values:
            continue
        found.methods[part] = "selector"
        if part == "roles":
            found.header = [replace(line, text=text) for text, line in values]
        elif part == "topics":
            found.topics = values
        elif part == "biography":
            found.biography = values
        else:
            found.supervisors = [
                each for text, line in values for each in supervisors_in(part, split_names(text), line)
            ]


def _merged(record: ProfilePage, other: ProfilePage) -> ProfilePage:
    """One person's card with what a second card on the same page adds."""
    known = {normalize_text(role.title or "", "label_words") for role in record.roles}
    more = [role for role in other.roles if normalize_text(role.title or "", "label_words") not in known]
    update: dict[str, object] = {"roles": [*record.roles, *more]}
    update |= {key: getattr(other, key) for key in _PARTS if not getattr(record, key) and getattr(other, key)}
    links = {key: value or getattr(other.links, key) for key, value in record.links}
    return record.model_copy(update={**update, "links": type(record.links)(**links)})
