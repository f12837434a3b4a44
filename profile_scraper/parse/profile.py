"""An outline to a profile's record: every part read by the one module that knows its rules."""

import re
from typing import Any, NamedTuple

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.parse.extracted import Outline
from profile_scraper.parse.fields.publication_item import Listed, drop_numbers, split_card
from profile_scraper.parse.fields.publications import EntryReader
from profile_scraper.parse.fields.roles import read_roles
from profile_scraper.parse.fields.students import read_student
from profile_scraper.parse.page.clean import clean, joined, lost_letters
from profile_scraper.parse.page.links import People, absolute
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import Links
from profile_scraper.sites import Site

_BULLET = re.compile(r"^[•·▪◦‣*#–—-]\s*(?=\w)")
_LINKS = tuple(Links.model_fields)


class PageContext(NamedTuple):
    """What is known of a page beside its content."""

    site: Site
    lexicon: Lexicon
    language: Language
    contradicted: bool
    """Whether the address names another language than markup and headings."""
    url: str
    """Canonical address, else the capture's name."""
    base: str
    """Absolute address that the page's links are relative to."""
    slug: str | None
    page: int
    alternates: dict[Language, str]
    retrieved: str | None
    sha256: str


def read_profile(outline: Outline, context: PageContext, people: People) -> ProfilePage:
    """The record of one profile page."""
    lexicon, plain = context.lexicon, outline.plain
    entries = [split_card(card, lexicon) for card in outline.publications]
    drop_numbers(entries)
    if outline.listed:
        entries += _told_apart(outline, lexicon)
    students = [read_student(card, lexicon, people, plain=plain) for card in outline.students]
    supervisors = [
        {
            "name": clean(line.links[0].text if line.links else line.text) or None,
            "profile": people.profile(line.links[0].href) if line.links else None,
            "supervision": supervision,
        }
        for supervision, line in outline.supervisors
    ]
    publications = EntryReader(context.language, lexicon, people, context.base, plain=plain).read(entries)
    if plain and outline.listed and publications:
        _mark_cut_off(publications[-1], outline.listed[-1].text)
    return ProfilePage.model_validate(
        {
            "type": "profile",
            "site": context.site.name,
            "source": {
                "url": context.url,
                "language": context.language,
                "retrieved": context.retrieved,
                "sha256": context.sha256,
            },
            "slug": context.slug,
            "page": context.page,
            "alternates": context.alternates,
            "name": outline.name,
            "portrait": _portrait(outline, context.base),
            "email": outline.email,
            "links": {
                key: absolute(context.base, outline.links.get(key, "")) if key in outline.links else None
                for key in _LINKS
            },
            "roles": read_roles([line.text for line in outline.header], lexicon),
            "topics": list(dict.fromkeys(_BULLET.sub("", clean(line.text)) for line in outline.topics)),
            "biography": [paragraph for line in outline.biography if (paragraph := joined(clean(line.text)))],
            "students": students,
            "supervisors": supervisors,
            "publications": publications,
            "extraction_methods": outline.extraction_methods,
            "warnings": _warnings(outline, entries, context),
        }
    )


def _portrait(outline: Outline, base: str) -> dict[str, str | None] | None:
    if outline.portrait is None:
        return None
    src, alt = outline.portrait
    return {"url": absolute(base, src) if src else None, "alt": clean(alt) or None}


def _told_apart(outline: Outline, lexicon: Lexicon) -> list[Listed]:
    """The entries of a list in which nothing shows where one ends."""
    from profile_scraper.parse.fields.plain_list import common_words, segment  # pages with cards do without

    texts = [line.text for line in (*outline.biography, *outline.listed)]
    common = common_words([*texts, *(line.text.lower() for line in outline.topics)])
    return segment(outline.listed, lexicon, common)


def _mark_cut_off(entry: dict[str, Any], last: str) -> None:
    """A rendering that stops in the middle of a sentence has lost the end of its last abstract."""
    from profile_scraper.parse.fields.plain_list import ends_cut_off

    if entry["abstract"] and ends_cut_off(last):
        entry["abstract_complete"] = False


def _warnings(outline: Outline, entries: list[Listed], context: PageContext) -> list[dict[str, str]]:
    warnings = [
        _warning(
            f"publications[{index}]", entry.title[0].text, "its title, authors and abstract could not be told apart"
        )
        for index, entry in enumerate(entries)
        if not entry.certain
    ]
    warnings += [
        _warning(
            f"publications[{index}].abstract", entry.title[0].text, "the abstract's marker may have cut a word or not"
        )
        for index, entry in enumerate(entries)
        if not entry.joined
    ]
    printed = [("name", outline.name or "")]
    printed += [(f"publications[{index}].title", entry.title[0].text) for index, entry in enumerate(entries)]
    warnings += lost_letters(printed)
    warnings += [
        _warning(
            f"students[{index}]", card.lines[-1].text, "the other supervisor, or the next student; read as the first"
        )
        for index, card in enumerate(outline.students)
        if not card.certain
    ]
    warnings += [
        {
            "field": "students",
            "reason": "unknown-section",
            "detail": f"{count} cards of people stand under the heading {heading[:80]!r}, which is not known: not read",
        }
        for heading, count in outline.unknown.items()
    ]
    if context.contradicted:
        detail = f"the address {context.url!r} is of another language; markup and headings decided"
        warnings.append({"field": "source.language", "reason": "contradiction", "detail": detail})
    return warnings


def _warning(field: str, text: str, detail: str) -> dict[str, str]:
    quoted = repr(text if len(text) <= 60 else text[:57] + "...")
    return {"field": field, "reason": "ambiguous", "detail": f"{quoted}: {detail}; the lines are kept in raw"}
