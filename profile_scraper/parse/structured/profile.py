"""One person's page to a profile's record."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from profile_scraper.parse.page.clean import clean, joined, lost_letters
from profile_scraper.parse.page.limits import capped_warnings
from profile_scraper.parse.page.lines import is_button
from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RejectedError, titled_so
from profile_scraper.parse.page.rich_text import rich_paragraphs
from profile_scraper.parse.reading import StructuredReading
from profile_scraper.parse.structured.opened import OpenedPage, in_each_language, source_of
from profile_scraper.parse.structured.values import entries_of, items_of, roles_of
from profile_scraper.parse.unread import unread_below
from profile_scraper.records.page import PageReading, ProfilePage, UnclaimedText
from profile_scraper.records.profile import Links
from profile_scraper.sites import known_address, read_address
from profile_scraper.structure.contacts import Portrait, emails_of, image_address, is_saved_resource
from profile_scraper.structure.elements import LIKE_HEADING, ancestry, text_of
from profile_scraper.structure.identity import Candidate, Person, candidates_on, person_of
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person, name_key
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import CONTACTS, PersonFields, Pinned, first_name_in, set_contact
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.selectors import Match, printed_by
from profile_scraper.structure.unread import Claims, claims_on, crowded_among, lines_of_fields, unread_publications
from profile_scraper.text.normalize import normalize_text

_PINNED = (
    "roles",
    "role",
    "organization",
    "department",
    "team",
    "period",
    "topics",
    "biography",
    "students",
    "supervisors",
)
_OF_PARTS = ("students", "supervisors")
"""Fields that further pages of a person may have beside publications."""
_ADDRESSES = ("email", "portrait", "homepage", *CONTACTS)
_LINKS = tuple(Links.model_fields)
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def read_profile_page(opened: OpenedPage) -> StructuredReading:
    """One person's page."""
    name, line = _name_of(opened)
    items = items_of(opened, line)
    people = People(opened.site, opened.page.base, opened.page.url)
    records = [_record_of(each, name, line, items, people) for each in in_each_language(opened)]
    record = records[0].model_copy(update={"translation": next(iter(records[1:]), None)})
    return StructuredReading(record, list(people.addresses))


def _record_of(opened: OpenedPage, name: str, line: Line | None, items: Sequence[Item], people: People) -> ProfilePage:
    """The record of a person's page in the language that it is opened in."""
    page, site, fields = opened.page, opened.site, opened.site.fields
    pinned = _pinned_lines(page, {key: opened.select(getattr(fields, key)) for key in _PINNED})
    found = read_person(page, name, line, opened.shared, pinned)
    apply_addresses(page, found, {key: opened.select(getattr(fields, key)) for key in _ADDRESSES})
    number = opened.address.page
    if opened.address.kind == "profile_part":
        number += 1  # the main page is the first
        methods = {key: method for key, method in found.methods.items() if key in _OF_PARTS}
        found = PersonFields(
            found.name, found.name_line, students=found.students, supervisors=found.supervisors, methods=methods
        )
    identity = Identity(opened.address.url, opened.address.slug or slug_of_name(name), number)
    record = profile_record(opened, found, identity, people, items)
    below = [each for each in page.lines[line.index + 1 if line else 0 :] if page.is_in_language(each)]
    held = lines_of_fields(found, texts_of_roles(record))
    reading = reading_record(opened, claims_on(below, held))
    unread_works = unread_publications(below)
    reading = reading.model_copy(update={"crowded": crowded_among(items), "unread_publications": unread_works})
    unread = unread_below(page, site, name, [each for each in below if each.index not in held and not each.in_item])
    return record.model_copy(update={"reading": reading, "warnings": [*record.warnings, *unread]})


def _name_of(opened: OpenedPage) -> tuple[str, Line | None]:
    page = opened.page
    for match in opened.select(opened.site.fields.name):
        lines = [line for line in page.lines if line.text and match.element in ancestry(line.element)]
        text = match.text or (lines[0].text if lines else "")
        if is_name(bare_name(text)):
            return bare_name(text), lines[0] if lines else None
    candidates = candidates_on(page)
    person = person_of(page, candidates, {}, 1)
    if person is None and opened.address.kind == "profile":
        person = _only_heading(page, candidates)
    if person is None:
        raise RejectedError("not-a-profile", f"{titled_so(opened.head.title)}; no name of a person stands on it")
    return person.name, person.line


def _only_heading(page: Page, candidates: Sequence[Candidate]) -> Person | None:
    """The one name among the headings of a page whose address is a person's, where no other heading stands above it."""
    headed = [each for each in candidates if each.line is not None and {"heading", "label"} & each.sources]
    if len(headed) != 1 or (line := headed[0].line) is None:
        return None
    if any(1 <= each.level < LIKE_HEADING and not each.framed for each in page.lines[: line.index]):
        return None
    return Person(page, headed[0].name, line, headed[0].score, frozenset(headed[0].sources))


def apply_addresses(page: Page, found: PersonFields, matches: Mapping[str, Sequence[Match]]) -> None:
    """Set e-mail, telephone, office, picture and homepage by what the site's selectors found.

    Args:
        page: whose addresses they are.
        found: takes the values.
        matches: by ``email``, ``phone``, ``office``, ``portrait``, ``homepage``.
    """

    def values(part: str, *attributes: str) -> list[str]:
        return [
            match.text or next(filter(None, map(match.element.get, attributes)), None) or text_of(match.element)
            for match in matches.get(part, ())
        ]

    emails = [email for text in values("email", "href") for email in emails_of(text)]
    if emails:
        found.emails, found.methods["email"] = emails, "selector"
    source = next(iter(values("portrait", "src", "data-src", "href", "content")), None)
    if source and (address := page.absolute(source)):
        found.portrait, found.methods["portrait"] = Portrait(address, "", page.root), "selector"
    for part in CONTACTS:
        texts = values(part, "href", "content")
        if texts:
            setattr(found, part, None)
        for text in texts:
            set_contact(found, part, unquote(text.removeprefix("tel:")), "selector")
    homepage = next(iter(values("homepage", "href")), None)
    if homepage and (address := page.absolute(homepage)):
        found.links["homepage"] = address


def _pinned_lines(page: Page, matches: Mapping[str, Sequence[Match]]) -> Pinned:
    fields: dict[int, str] = {}
    decided = set()
    values: list[tuple[str, str, Line]] = []
    for key, own in matches.items():
        for text, line, is_whole in printed_by(own, page.lines):
            if not page.is_in_language(line):
                continue
            decided.add(key)
            # A line of which a selector takes a part is nothing else.
            fields.setdefault(line.index, key if is_whole else "")
            if not is_whole:
                values.append((key, text, line))
    return Pinned(fields, frozenset(decided), values)


def texts_of_roles(record: ProfilePage) -> list[str]:
    """Titles, institutions and departments of a record's positions."""
    return [text for role in record.roles for text in (role.raw, role.organization, role.department) if text]


def reading_record(opened: OpenedPage, claims: Claims, other_names: int = 0) -> PageReading:
    """How much of a page or an item the fields hold, as a record has it."""
    unclaimed = [UnclaimedText(text=clean(text), words=words) for text, words in claims.unclaimed]
    return PageReading(
        claimed=claims.claimed,
        unclaimed=unclaimed,
        other_names=other_names,
        matched=sorted(opened.matched),
    )


class Identity(NamedTuple):
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


def profile_record(
    opened: OpenedPage, found: PersonFields, identity: Identity, people: People, items: Sequence[Item] = ()
) -> ProfilePage:
    """The record of one person: of a page of their own, or of a card."""
    site = opened.site
    portrait, entries = found.portrait, entries_of(items, opened, people)
    titles = [(f"publications[{index}].title", entry["title"]) for index, entry in enumerate(entries)]
    biography_lines = [(printed, line) for printed, line in found.biography if not is_button(printed, line.element)]
    paragraphs = [(joined(clean(printed)), line.element) for printed, line in biography_lines]
    biography = [(text, element) for text, element in paragraphs if text and text not in site.ignored]
    return ProfilePage.model_validate(
        {
            "type": "profile",
            "site": site.name,
            "source": source_of(opened, identity.url),
            "slug": identity.slug,
            "page": identity.number,
            "alternates": {} if identity.listed else _alternates(opened),
            "name": clean(found.name),
            "portrait": _portrait(portrait, opened) if portrait else None,
            "email": found.emails[0] if found.emails else None,
            "phone": clean(found.phone) if found.phone else None,
            "office": clean(found.office) if found.office else None,
            "links": {key: known_address(found.links.get(key)) for key in _LINKS},
            "roles": roles_of(found, opened, identity.heading),
            "topics": list(dict.fromkeys(clean(text) for text, _ in found.topics if not text.rstrip().endswith(":"))),
            "biography": [text for text, _ in biography],
            "biography_html": rich_paragraphs(biography, opened.page.base),
            "students": [
                {
                    "name": name,
                    "profile": _profile_of(name, line, people),
                    "level": None,
                    "organization": None,
                    "supervision": "principal",
                    "other_supervisors": [],
                    "raw": [line.text],
                }
                for name, line in found.students
            ],
            "supervisors": [
                {"name": each.name, "profile": _profile_of(each.name, each.line, people), "supervision": each.kind}
                for each in found.supervisors
            ],
            "publications": entries,
            "extraction_methods": _methods(found, items),
            "warnings": capped_warnings(lost_letters([("name", found.name), *titles])),
            "listed": identity.listed,
            "linked": identity.linked,
        }
    )


def _portrait(portrait: Portrait, opened: OpenedPage) -> dict[str, str | None]:
    is_saved = opened.capture.name != opened.capture.url and is_saved_resource(image_address(portrait.image) or "")
    return {"url": None if is_saved else known_address(portrait.url), "alt": clean(portrait.alt) or None}


def _methods(found: PersonFields, items: Sequence[Item]) -> dict[str, str]:
    methods = {"name": "heading" if found.name_line else "meta", **found.methods}
    if found.portrait:
        methods.setdefault("portrait", "structure")
    if found.emails:
        methods.setdefault("email", "structure")
    methods |= {f"links.{key}": "structure" for key in found.links if key in _LINKS}
    if items:
        methods["publications"] = "structure"
    return methods


def _profile_of(name: str, line: Line, people: People) -> str | None:
    """The profile of somebody whom a line names, by the links that print no other name."""
    hrefs = (
        href
        for text, href in line.links
        if not is_name(linked := first_name_in(text)) or may_be_one_person(linked, name)
    )
    return next(filter(None, map(people.profile, hrefs)), None)


def _alternates(opened: OpenedPage) -> dict[str, str]:
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


def slug_of_name(name: str) -> str:
    """The last part of an id, made of a name."""
    return _NO_SLUG.sub("-", normalize_text(name, "label_words")).strip("-") or "-".join(sorted(name_key(name)))
