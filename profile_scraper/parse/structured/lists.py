"""Pages that list people or publications to a record."""

from collections.abc import Sequence
from urllib.parse import quote

from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RejectedError, titled_so
from profile_scraper.parse.structured.opened import OpenedPage, source_of
from profile_scraper.parse.structured.profile import Identity, profile_record, slug_of_name
from profile_scraper.parse.structured.publications import entries_of, items_of
from profile_scraper.parse.structured.reading import StructuredReading
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.structure.cards import (
    Card,
    cards_of_elements,
    heading_above,
    own_address,
    people_lists,
    read_card,
)
from profile_scraper.structure.lines import is_inside
from profile_scraper.structure.names import name_key
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.selectors import select_all
from profile_scraper.text.normalize import normalize_text

_PARTS = ("portrait", "email", "topics", "biography", "students", "supervisors", "publications")


def read_list(opened: OpenedPage) -> StructuredReading:
    """A page that lists people or publications."""
    page, site = opened.page, opened.site
    people = People(site, page.base, page.url)
    items = items_of(opened, None)
    cards = _cards_of(opened) if opened.address.kind == "list" else []
    sections = sections_on(page, None)
    headed = [item for item in items if any(sections.get(run.element) == "publications" for run in item.runs)]
    records: dict[str, ProfilePage] = {}
    by_name: dict[frozenset[str], str | None] = {}
    for card in cards:
        edges = {card.element, *card.more}
        works = [item for item in headed if item.element not in edges and is_inside(item.element, edges)]
        own = _card_record(opened, card, people, works)
        # A card and a window that opens from it name one person.
        slug = own.slug if own.linked else by_name.setdefault(name_key(own.name), own.slug)
        known = records.get(slug or "")
        records[slug or ""] = own if known is None else _merged(known, own)
    items = items if opened.address.kind == "publications" else []
    if not records and not items:
        raise RejectedError(
            "not-a-profile", f"{titled_so(opened.head.title)} and lists neither people nor publications"
        )
    listed = [{"name": each.name, "profile": f"{site.name}/{each.slug}"} for each in records.values()]
    record = DirectoryPage.model_validate(
        {
            "type": "directory",
            "site": site.name,
            "source": source_of(opened, opened.address.url),
            "people": listed,
            "cards": list(records.values()),
            "publications": entries_of(items, opened, people),
        }
    )
    return StructuredReading(record, list(people.addresses))


def _cards_of(opened: OpenedPage) -> list[Card]:
    page, own = opened.page, opened.site.fields.people
    elements = [match.element for match in select_all(page.root, own.card)]
    if elements:
        heads = frozenset(match.element for match in select_all(page.root, own.name))
        return cards_of_elements(page, elements, heads)
    return [card for cards in people_lists(page) for card in cards]


def _card_record(opened: OpenedPage, card: Card, people: People, works: Sequence[Item]) -> ProfilePage:
    page = opened.page
    found = read_card(card, opened.shared)
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
    return profile_record(opened, found, identity, people, works)


def _merged(record: ProfilePage, other: ProfilePage) -> ProfilePage:
    """One person's card with what a second card on the same page adds."""
    known = {normalize_text(role.title or "", "label_words") for role in record.roles}
    more = [role for role in other.roles if normalize_text(role.title or "", "label_words") not in known]
    update: dict[str, object] = {"roles": [*record.roles, *more]}
    update |= {key: getattr(other, key) for key in _PARTS if not getattr(record, key) and getattr(other, key)}
    links = {key: value or getattr(other.links, key) for key, value in record.links}
    return record.model_copy(update={**update, "links": type(record.links)(**links)})
