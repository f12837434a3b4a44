"""Extracted sections to a profile's record: every part read by the one module that knows its rules."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.abstracts import JoinedAbstract, PageWords, find_cuts, habit_of, join_abstract
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.fields.publication_item import BETWEEN, EntryFields, drop_numbers, family_first, split_item
from profile_scraper.parse.fields.roles import read_roles
from profile_scraper.parse.fields.students import read_student
from profile_scraper.parse.page.clean import clean, joined, lost_letters
from profile_scraper.parse.page.limits import capped_warnings
from profile_scraper.parse.page.lines import Line, Link, is_button
from profile_scraper.parse.page.links import People, absolute
from profile_scraper.parse.page.rich_text import rich_paragraphs
from profile_scraper.parse.reading import ExtractedSections
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import Links
from profile_scraper.records.publication import normalize_arxiv, normalize_doi
from profile_scraper.sites import Site
from profile_scraper.structure.contacts import is_saved_resource
from profile_scraper.structure.words import is_no_value
from profile_scraper.text.function_words import language_of

_SEPARATOR = re.compile(r"[,;·|&]")


class EntryReader:
    """Makes the entries of one page's cards into records."""

    def __init__(
        self, language: Language, dictionary: SiteDictionary, people: People, base: str, *, plain: bool
    ) -> None:
        self._language = language
        self._dictionary = dictionary
        self._people = people
        self._base = base
        self._plain = plain

    def read(self, entries: list[EntryFields]) -> list[dict[str, Any]]:
        """The entries as ``Entry`` fields; abstracts are joined where the page's own markers share a place."""
        abstracts = [find_cuts(entry.abstract, self._dictionary) if entry.abstract else None for entry in entries]
        habit = habit_of(abstract for abstract in abstracts if abstract)
        blurred = any(cut.markup in ("tight", "layout") for abstract in abstracts if abstract for cut in abstract.cuts)
        words = PageWords(line.text for entry in entries for line in entry.lines) if blurred else PageWords(())
        return [
            self._entry(position, entry, join_abstract(abstract, habit, words) if abstract and abstract.text else None)
            for position, (entry, abstract) in enumerate(zip(entries, abstracts, strict=True), 1)
        ]

    def _entry(self, position: int, entry: EntryFields, abstract_text: JoinedAbstract | None) -> dict[str, Any]:
        printed = _text_of(entry.title)
        title = clean(printed)
        abstract = joined(clean(abstract_text.text)) or None if abstract_text else None
        authors = _authors(entry.authors, self._people)
        doi, arxiv = _identifiers([link for line in entry.lines for link in line.links])
        entry.joined = abstract_text is None or abstract_text.certain
        changed = title != printed or (abstract_text is not None and abstract != abstract_text.text)
        return {
            "position": position,
            "title": title,
            "authors": authors,
            "authors_complete": bool(authors) and not self._plain and not entry.authors_cut,
            "abstract": abstract,
            "abstract_complete": abstract_text.complete if abstract_text and abstract else None,
            "language": language_of(f"{title} {abstract or ''}") or self._language,
            "issued": entry.issued,
            "venue": clean(entry.venue) if entry.venue else None,
            "doi": doi,
            "arxiv": arxiv,
            "url": next((absolute(self._base, link.href) for line in entry.title for link in line.links), None),
            "raw": [line.text for line in entry.lines] if changed or not (entry.certain and entry.joined) else [],
        }


def _authors(lines: Iterable[Line], people: People) -> list[dict[str, Any]]:
    """Authors in printed order, each once; names that share a line are separated by what stands between them."""
    authors: dict[str, dict[str, Any]] = {}
    for line in lines:
        href = line.href
        if href is not None:
            _add(authors, clean(line.text), people.profile(href))
            continue
        if not line.links and _is_one_name(line.text):
            _add(authors, clean(line.text), None)
            continue
        text = clean(line.text)
        names = family_first(text) or [part.strip(" ,;") for part in BETWEEN.split(text)]
        several = len(names) > 1 and all(" " in name and looks_like_name(name) for name in names if name)
        linked = {clean(link.text): people.profile(link.href) for link in line.links}
        for name in names if several else [text.strip(" ,;·|&")]:
            if name and name not in ("and", "et"):
                _add(authors, name, linked.get(name))
    return list({id(author): author for author in authors.values()}.values())


def _is_one_name(text: str) -> bool:
    """Whether nothing in a line can stand between two names; most lines are settled without a look at words."""
    return not _SEPARATOR.search(text) and (
        ("and" not in text and "et" not in text) or not {"and", "et"}.intersection(text.split())
    )


def _add(authors: dict[str, dict[str, Any]], name: str, profile: str | None) -> None:
    key = name.casefold()
    same = authors.get(profile) if profile else None
    same = same or authors.get(key)
    if same is None:
        same = authors[key] = {"name": name, "profile": profile}
    elif profile and not same["profile"]:
        same["profile"] = profile
    if profile:
        authors.setdefault(profile, same)


def _identifiers(links: list[Link]) -> tuple[str | None, str | None]:
    doi = arxiv = None
    for link in links:
        if doi is None and "10." in link.href:
            doi = normalize_doi(link.href)
        if arxiv is None and "arxiv" in link.href.lower():
            arxiv = normalize_arxiv(link.href)
    return doi, arxiv


def _text_of(lines: list[Line]) -> str:
    return "".join((" " if index and line.separator else "") + line.text for index, line in enumerate(lines))


_BULLET = re.compile(r"^[•·▪◦‣*#–—-]\s*(?=\w)")
_LINKS = tuple(Links.model_fields)


class PageContext(NamedTuple):
    """What is known of a page beside its content."""

    site: Site
    dictionary: SiteDictionary
    language: Language
    is_saved: bool
    """Whether the page is a file that a browser may have saved, with a folder beside it."""
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


def read_profile(extracted: ExtractedSections, context: PageContext, people: People) -> ProfilePage:
    """The record of one profile page."""
    dictionary, plain = context.dictionary, extracted.plain
    entries = [split_item(item, dictionary) for item in extracted.publications]
    drop_numbers(entries)
    if extracted.publication_lines:
        entries += _told_apart(extracted, dictionary)
    students = [read_student(item, dictionary, people, plain=plain) for item in extracted.students]
    supervisors = [
        {
            "name": clean(line.links[0].text if line.links else line.text) or None,
            "profile": people.profile(line.links[0].href) if line.links else None,
            "supervision": supervision,
        }
        for supervision, line in extracted.supervisors
    ]
    topics = [clean(line.text) for line in extracted.topics]  # a text before a colon is the list's label
    printed = [line for line in extracted.biography if not is_button(line.text, line.element)]
    paragraphs = [(joined(clean(line.text)), line.element) for line in printed]
    ignored = context.site.ignored
    biography = [
        (text, element) for text, element in paragraphs if text and text not in ignored and not is_no_value(text)
    ]
    publications = EntryReader(context.language, dictionary, people, context.base, plain=plain).read(entries)
    if plain and extracted.publication_lines and publications:
        _mark_cut_off(publications[-1], extracted.publication_lines[-1].text)
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
            "name": extracted.name,
            "portrait": _portrait(extracted, context),
            "email": extracted.email,
            "links": {
                key: absolute(context.base, extracted.links.get(key, "")) if key in extracted.links else None
                for key in _LINKS
            },
            "roles": read_roles([line.text for line in extracted.header], dictionary),
            "topics": list(dict.fromkeys(_BULLET.sub("", text) for text in topics if not text.endswith(":"))),
            "biography": [text for text, _ in biography],
            "biography_html": rich_paragraphs(biography, context.base),
            "students": students,
            "supervisors": supervisors,
            "publications": publications,
            "extraction_methods": extracted.extraction_methods,
            "warnings": _warnings(extracted, entries, context),
        }
    )


def _portrait(extracted: ExtractedSections, context: PageContext) -> dict[str, str | None] | None:
    if extracted.portrait is None:
        return None
    src, alt = extracted.portrait
    is_known = src is not None and not (context.is_saved and is_saved_resource(src))
    return {"url": absolute(context.base, src) if src and is_known else None, "alt": clean(alt) or None}


def _told_apart(extracted: ExtractedSections, dictionary: SiteDictionary) -> list[EntryFields]:
    """The entries of a list in which nothing shows where one ends."""
    from profile_scraper.parse.fields.plain_list import common_words, segment  # pages with cards do without

    texts = [line.text for line in (*extracted.biography, *extracted.publication_lines)]
    common = common_words([*texts, *(line.text.lower() for line in extracted.topics)])
    return segment(extracted.publication_lines, dictionary, common)


def _mark_cut_off(entry: dict[str, Any], last: str) -> None:
    """A rendering that stops in the middle of a sentence has lost the end of its last abstract."""
    from profile_scraper.parse.fields.plain_list import ends_cut_off

    if entry["abstract"] and ends_cut_off(last):
        entry["abstract_complete"] = False


def _warnings(extracted: ExtractedSections, entries: list[EntryFields], context: PageContext) -> list[dict[str, str]]:
    warnings = []
    if context.contradicted:
        detail = f"the address {context.url!r} is of another language; markup and headings decided"
        warnings.append({"field": "source.language", "reason": "contradiction", "detail": detail})
    if extracted.unknown:
        from profile_scraper.parse.unread import unread_warnings  # most pages do without

        warnings += unread_warnings(extracted.unknown)
    if extracted.unread_publications:
        detail = f"{extracted.unread_publications} elements beside the publications are not known to be any: not read"
        warnings.append({"field": "publications", "reason": "ambiguous", "detail": detail})
    warnings += [
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
    printed = [("name", extracted.name or "")]
    printed += [(f"publications[{index}].title", entry.title[0].text) for index, entry in enumerate(entries)]
    warnings += lost_letters(printed)
    warnings += [
        _warning(
            f"students[{index}]", item.lines[-1].text, "the other supervisor, or the next student; read as the first"
        )
        for index, item in enumerate(extracted.students)
        if not item.certain
    ]
    return capped_warnings(warnings)


def _warning(field: str, text: str, detail: str) -> dict[str, str]:
    quoted = repr(text if len(text) <= 60 else text[:57] + "...")
    return {"field": field, "reason": "ambiguous", "detail": f"{quoted}: {detail}"}
