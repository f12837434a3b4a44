"""Pages of a site without class names of its own: read by its selectors, then by the evidence of their structure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from lxml.etree import _Element

from profile_scraper.parse.dictionary import Lexicon, lexicon_of
from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.parse.page.language import language_of
from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RefusedError, refuse_by_title, said
from profile_scraper.parse.page.tree import Head, read_head, tree_of
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.profile import Links
from profile_scraper.sites import Address, Site, read_address
from profile_scraper.sites.address import AddressKind
from profile_scraper.structure.cards import (
    Card,
    cards_of_elements,
    heading_above,
    own_address,
    people_lists,
    read_card,
    subject_of,
)
from profile_scraper.structure.identity import candidates_on, person_of
from profile_scraper.structure.languages import language_votes
from profile_scraper.structure.lines import Line, Page, ancestry, is_inside, page_of
from profile_scraper.structure.names import bare_name, is_name, name_key
from profile_scraper.structure.person import PersonFields, Pinned, Shared, read_person
from profile_scraper.structure.roles import positions_in
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.selectors import Match, select, select_all
from profile_scraper.structure.words import NAVIGATION_WORDS, ROLE_WORDS, is_organization, is_role, normal, section_of
from profile_scraper.structure.works import Item, find_items, read_items, runs_of

_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_PINNED = ("roles", "role", "organization", "department", "topics", "biography", "students", "supervisors")
_LINKS = tuple(Links.model_fields)
_NO_SLUG = re.compile(r"[^a-z0-9]+")


class _Opened(NamedTuple):
    """A page with all that is known before its fields are read."""

    capture: Capture
    site: Site
    lexicon: Lexicon
    head: Head
    page: Page
    address: Address
    language: Language
    shared: Shared


class StructuredReading(NamedTuple):
    """What one page says, and the addresses that it names."""

    record: ProfilePage | DirectoryPage
    people: list[str]
    """Absolute addresses of profiles that the page links to."""


def read_structured(capture: Capture, site: Site) -> StructuredReading:
    """Read one page of a site by its selectors and by structure.

    Raises:
        RefusedError: the page is no page of a person, no list of people and no list of publications.
    """
    opened = _open(capture, site)
    if opened.address.kind in ("profile", "ambiguous_profile"):
        return _read_profile(opened)
    return _read_list(opened)


def _open(capture: Capture, site: Site) -> _Opened:
    root = tree_of_page(capture)
    if root is None:
        raise RefusedError("unreadable", "no markup could be read from the bytes")
    head = read_head(root)
    refuse_by_title(head.title, site)
    address = _address_of(capture, head, site)
    page = page_of(capture.url or (address.url if address else site.base_url), root)
    if address is None:
        address = _address_by_content(capture, page)
    if address.kind in ("other", "home") or address.language is None:
        raise RefusedError("not-a-profile", f"{said(head.title)}; its address fits no pattern of the site's file")
    page.language = address.language
    shared = Shared(site.ignored, site.ignored)
    return _Opened(capture, site, lexicon_of(site), head, page, address, address.language, shared)


def tree_of_page(capture: Capture) -> _Element | None:
    """The root of a page's tree, None where its bytes hold no markup."""
    text = decoded(capture.body, capture.charset)
    # The parser drops what stands behind the end of a document that a template closes too early.
    return tree_of(_CLOSING.sub("", text).encode("utf8", "replace"), "utf-8")


def _address_by_content(capture: Capture, page: Page) -> Address:
    """Kind and language of a saved page that has no address, told by its content; its name stands for the address."""
    votes = language_votes(page)
    if not votes:
        raise RefusedError("unknown-language", "neither markup nor words say whether it is French or English")
    language: Language = "fr" if votes["fr"] > votes["en"] else "en"
    kind: AddressKind = "profile" if person_of(page, candidates_on(page), {}, 1) else subject_kind(page)
    return Address(capture.name, kind, language, None, 0, capture.name)


def subject_kind(page: Page) -> AddressKind:
    """The kind of a page that is nobody's: what it lists."""
    subject = subject_of(page)
    return "publications" if subject == "publications" else "list" if subject or people_lists(page) else "other"


def _address_of(capture: Capture, head: Head, site: Site) -> Address | None:
    for url in (capture.url, head.canonical):
        if url:
            try:
                return read_address(site, url)
            except ValueError:
                continue
    return None


# -- one person's page ----------------------------------------------------------------------------------------------


def _read_profile(opened: _Opened) -> StructuredReading:
    page, fields = opened.page, opened.site.fields
    name, line = _name_of(opened)
    items = _items_of(opened, line)
    pinned = _pinned_lines(page, {key: select_all(page.root, getattr(fields, key)) for key in _PINNED})
    found = read_person(page, name, line, opened.shared, pinned)
    people = People(opened.site, page.base, page.url)
    identity = _Identity(opened.address.url, opened.address.slug or _slug_of(name), opened.address.page)
    record = _profile_record(opened, found, identity, people, items)
    return StructuredReading(record, list(people.addresses))


def _name_of(opened: _Opened) -> tuple[str, Line | None]:
    page = opened.page
    for match in select_all(page.root, opened.site.fields.name):
        lines = [line for line in page.lines if line.text and match.element in ancestry(line.element)]
        text = match.text or (lines[0].text if lines else "")
        if is_name(bare_name(text)):
            return bare_name(text), lines[0] if lines else None
    candidates = candidates_on(page)
    person = person_of(page, candidates, {}, 1)
    if person is None:
        raise RefusedError("not-a-profile", f"{said(opened.head.title)}; no name of a person stands on it")
    return person.name, person.line


def _pinned_lines(page: Page, matches: Mapping[str, Sequence[Match]]) -> Pinned:
    fields: dict[int, str] = {}
    decided = set()
    for key, own in matches.items():
        elements = frozenset(match.element for match in own)
        lines = [line for line in page.lines if elements and line.text and is_inside(line.element, elements)]
        if lines:
            decided.add(key)
        for line in lines:
            fields.setdefault(line.index, key)
    return Pinned(fields, frozenset(decided))


class _Identity(NamedTuple):
    """Where a person's page or card is."""

    url: str
    slug: str
    number: int = 0
    """Which page of the pager."""
    listed: bool = False
    """Whether it is a card of a list."""
    linked: bool = False
    """Whether the card links to a page of the person's own."""
    heading: Line | None = None
    """The heading above the card."""


def _profile_record(
    opened: _Opened, found: PersonFields, identity: _Identity, people: People, items: Sequence[Item] = ()
) -> ProfilePage:
    site, capture = opened.site, opened.capture
    portrait = found.portrait
    return ProfilePage.model_validate(
        {
            "type": "profile",
            "site": site.name,
            "source": {
                "url": identity.url,
                "language": opened.language,
                "retrieved": capture.retrieved,
                "sha256": capture.sha256,
            },
            "slug": identity.slug,
            "page": identity.number,
            "alternates": {} if identity.listed else _alternates(opened),
            "name": clean(found.name),
            "portrait": {"url": portrait.url, "alt": clean(portrait.alt) or None} if portrait else None,
            "email": found.emails[0] if found.emails else None,
            "links": {key: found.links.get(key) for key in _LINKS},
            "roles": _roles(found, opened.lexicon, identity.heading),
            "topics": list(dict.fromkeys(clean(text) for text, _ in found.topics)),
            "biography": [paragraph for text, _ in found.biography if (paragraph := joined(clean(text)))],
            "students": [
                {
                    "name": name,
                    "profile": _profile_of(line, people),
                    "level": None,
                    "organization": None,
                    "supervision": "principal",
                    "other_supervisors": [],
                    "raw": [line.text],
                }
                for name, line in found.students
            ],
            "supervisors": [
                {"name": each.name, "profile": _profile_of(each.line, people), "supervision": each.kind}
                for each in found.supervisors
            ],
            "publications": _entries(items, opened, people),
            "extraction_methods": _methods(found, items),
            "warnings": [],
            "listed": identity.listed,
            "linked": identity.linked,
        }
    )


def _methods(found: PersonFields, items: Sequence[Item]) -> dict[str, str]:
    methods = {"name": "heading" if found.name_line else "meta", **found.methods}
    if found.portrait:
        methods["portrait"] = "structure"
    if found.emails:
        methods["email"] = "structure"
    methods |= {f"links.{key}": "structure" for key in found.links if key in _LINKS}
    if items:
        methods["publications"] = "structure"
    return methods


def _roles(found: PersonFields, lexicon: Lexicon, heading: Line | None) -> list[dict[str, Any]]:
    positions = positions_in(found.header, found.stated)
    titles, organizations = positions.titles, positions.organizations
    if not titles and heading is not None and is_role(heading.text):
        titles = [heading.text]
    elif heading is not None and not organizations and titles and _names_institution(heading):
        organizations = [heading.text]  # a column of people under their institution's name
    departments = [*organizations[1:2], *positions.departments]
    return [
        {
            "kind": lexicon.kind_of(title) or "other",
            "title": clean(title),
            "organization": clean(organizations[0]) if organizations and not index else None,
            "department": clean(departments[0]) if departments and not index else None,
            "raw": title,
            "certain": True,
        }
        for index, title in enumerate(titles)
    ]


def _names_institution(heading: Line) -> bool:
    """Whether a heading above people's cards can be the name of an institution."""
    words = set(normal(heading.text).split())
    told = is_organization(heading.text) or any(word.isupper() and len(word) > 1 for word in heading.text.split())
    ordinary = not told or words & (ROLE_WORDS | NAVIGATION_WORDS) or section_of(heading.text)
    return 2 <= heading.level <= 6 and len(heading.text) < 40 and not ordinary and not is_role(heading.text)


def _profile_of(line: Line, people: People) -> str | None:
    return next(filter(None, (people.profile(href) for _, href in line.links)), None)


def _alternates(opened: _Opened) -> dict[str, str]:
    """Addresses of the page in the other language that it names itself."""
    found: dict[str, str] = {}
    for code, href in opened.head.alternates.items():
        language = code[:2]
        if language in ("en", "fr") and language != opened.language:
            try:
                address = read_address(opened.site, opened.page.absolute(href))
            except ValueError:
                continue
            if address.kind == "profile":
                found.setdefault(language, address.url)
    return found


# -- publications ---------------------------------------------------------------------------------------------------


def _items_of(opened: _Opened, name_line: Line | None) -> list[Item]:
    page, own = opened.page, opened.site.fields.publications
    cards = [match.element for match in select(page.root, own.card)]
    if cards:
        inner = frozenset(cards)
        outer = [card for card in cards if (around := card.getparent()) is None or not is_inside(around, inner)]
        items = [Item(page, card, runs_of(card)) for card in outer]
    else:
        subject = None if opened.address.kind == "profile" else subject_of(page)
        names = {page: name_line.element} if name_line is not None else {}
        items = find_items([page], {page: sections_on(page, subject)}, names)
    stated = {
        key: frozenset(match.element for match in select_all(page.root, getattr(own, key)))
        for key in ("title", "authors", "venue", "issued")
    }
    items = read_items(items, stated)
    elements = frozenset(item.element for item in items)
    for line in page.lines:
        line.in_item = bool(elements) and is_inside(line.element, elements)
    return items


def _entries(items: Iterable[Item], opened: _Opened, people: People) -> list[dict[str, Any]]:
    return [_entry(position, item, opened, people) for position, item in enumerate(items, 1)]


def _entry(position: int, item: Item, opened: _Opened, people: People) -> dict[str, Any]:
    profiles = {run.text: people.profile(run.href) for run in item.runs if run.href}
    title = clean(item.title)
    return {
        "position": position,
        "title": title,
        "authors": [{"name": clean(name), "profile": profiles.get(name)} for name in item.names],
        "authors_complete": item.authors_complete,
        "abstract": item.abstract,
        "abstract_complete": None,
        "language": language_of(title) or opened.language,
        "issued": item.issued,
        "venue": clean(item.venue) if item.venue else None,
        "doi": item.doi,
        "arxiv": item.arxiv,
        "url": item.url or None,
        "raw": [],
    }


# -- lists ----------------------------------------------------------------------------------------------------------


def _read_list(opened: _Opened) -> StructuredReading:
    page, site = opened.page, opened.site
    people = People(site, page.base, page.url)
    cards = _cards_of(opened) if opened.address.kind == "list" else []
    records: dict[str, ProfilePage] = {}
    for card in cards:
        own = _card_record(opened, card, people)
        known = records.get(own.slug or "")
        records[own.slug or ""] = own if known is None else _with_more_roles(known, own)
    items = _items_of(opened, None) if opened.address.kind == "publications" else []
    if not records and not items:
        raise RefusedError("not-a-profile", f"{said(opened.head.title)} and lists neither people nor publications")
    source = {
        "url": opened.address.url,
        "language": opened.language,
        "retrieved": opened.capture.retrieved,
        "sha256": opened.capture.sha256,
    }
    listed = [{"name": each.name, "profile": f"{site.name}/{each.slug}"} for each in records.values()]
    record = DirectoryPage.model_validate(
        {
            "type": "directory",
            "site": site.name,
            "source": source,
            "people": listed,
            "cards": list(records.values()),
            "publications": _entries(items, opened, people),
        }
    )
    return StructuredReading(record, list(people.addresses))


def _cards_of(opened: _Opened) -> list[Card]:
    page, own = opened.page, opened.site.fields.people
    elements = [match.element for match in select(page.root, own.card)]
    if elements:
        heads = frozenset(match.element for match in select_all(page.root, own.name))
        return cards_of_elements(page, elements, heads)
    return [card for cards in people_lists(page) for card in cards]


def _card_record(opened: _Opened, card: Card, people: People) -> ProfilePage:
    page = opened.page
    found = read_card(card, opened.shared)
    own = own_address(card)
    profile = people.profile(own) if own else None
    fragment = next((each.get("id") for each in (card.element, card.head.element) if each.get("id")), None)
    slug = profile.partition("/")[2] if profile else _slug_of(fragment or found.name)
    # A text fragment leads a browser to the card where the page has no anchor for it.
    anchor = quote(fragment, safe="-._~") if fragment and not profile else f":~:text={quote(card.head.text, safe='')}"
    identity = _Identity(
        f"{opened.address.url}#{anchor}",
        slug,
        listed=True,
        linked=profile is not None,
        heading=heading_above(page, card.head),
    )
    return _profile_record(opened, found, identity, people)


def _with_more_roles(record: ProfilePage, other: ProfilePage) -> ProfilePage:
    """One person's card with the roles of a second card on the same page."""
    known = {normal(role.title or "") for role in record.roles}
    more = [role for role in other.roles if normal(role.title or "") not in known]
    return record.model_copy(update={"roles": [*record.roles, *more]})


def _slug_of(name: str) -> str:
    return _NO_SLUG.sub("-", normal(name)).strip("-") or "-".join(sorted(name_key(name)))
