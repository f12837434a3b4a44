"""Cards of publications made into entries: authors named once, abstracts whole, identifiers from the card's links."""

import re
from collections.abc import Iterable
from typing import Any

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.abstracts import JoinedAbstract, PageWords, find_cuts, habit_of, join_abstract
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.fields.publication_item import BETWEEN, EntryFields, family_first
from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.parse.page.lines import Line, Link
from profile_scraper.parse.page.links import People, absolute
from profile_scraper.records.base import Language
from profile_scraper.records.publication import normalize_arxiv, normalize_doi
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
    """Authors in printed order, each once; names that share a line are told apart by what stands between them."""
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
