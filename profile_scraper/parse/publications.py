"""Cards of publications: title, authors and abstract told apart, identifiers taken from the card's links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from profile_scraper.parse.abstract import Whole, find_cuts, habit_of, make_whole
from profile_scraper.parse.clean import clean, joined
from profile_scraper.parse.dates import date_of
from profile_scraper.parse.language import language_of
from profile_scraper.parse.lexicon import Lexicon
from profile_scraper.parse.links import People, absolute
from profile_scraper.parse.names import looks_like_name
from profile_scraper.parse.outline import Card, Line, Link
from profile_scraper.parse.wordjoin import PageWords
from profile_scraper.records.base import Language

_DOI = re.compile(r"doi\.org/(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv(?:\.org/(?:abs|pdf|html)/|\.)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})", re.IGNORECASE)
_VENUE = re.compile(r"(.*[^\W\d_].*?)[ ,]+\(?((?:19|20)\d\d)\)?")
_BETWEEN = re.compile(r"\s*(?:,|;|·|\||&|\band\b|\bet\b)\s*")
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[,;·|&]")
_LONGEST_AUTHOR = 90
_LONGEST_CONTROL = 60
"""Characters of a control's words; a longer one holds text of its own."""
_LONGEST_DATE = 30


@dataclass(slots=True)
class Listed:
    """One entry with its parts told apart, as printed."""

    title: list[Line]
    authors: list[Line] = field(default_factory=list)
    abstract: list[Line] = field(default_factory=list)
    issued: str | None = None
    venue: str | None = None
    authors_cut: bool = False
    """Whether the list of authors was cut and no rest follows."""
    certain: bool = True
    joined: bool = True
    """Whether it is sure how the word that the abstract's marker cut is written."""
    lines: list[Line] = field(default_factory=list)
    """The lines of the card as printed."""


def split_card(card: Card, lexicon: Lexicon) -> Listed:
    """Tell the parts of one card apart: its heading or first line, short lines of names, then the abstract."""
    lines = [line._replace(control=False) if len(line.text) > _LONGEST_CONTROL else line for line in card.lines]
    start = next((index for index, line in enumerate(lines) if line.level), 0)
    end = start + 1
    while end < len(lines) and not lines[end].begins_block:
        end += 1
    listed = Listed(lines[start:end], lines=lines, certain=card.certain)
    rest = lines[:start] + lines[end:]
    begin = next((index for index in range(len(rest)) if _is_abstract(rest, index, lexicon)), len(rest))
    marked = -1
    for line in rest[:begin]:
        text = line.text
        if _DIGIT.search(text):
            text = lexicon.more_authors.sub("", text).strip()
            if text != line.text:
                marked = len(listed.authors) + bool(text)
            elif _read_date(text, listed):
                continue
        if text and not line.control:
            listed.authors.append(line._replace(text=text) if text != line.text else line)
    listed.authors_cut = marked == len(listed.authors)
    listed.abstract = rest[begin:]
    if len(listed.abstract) > 1 and len(listed.abstract[-1].text) <= _LONGEST_DATE:
        dated = date_of(listed.abstract[-1].text)
        if dated and not listed.issued:
            listed.issued = dated
            del listed.abstract[-1]
    return listed


class EntryReader:
    """Makes the entries of one page's cards into records."""

    def __init__(self, language: Language, lexicon: Lexicon, people: People, base: str, *, plain: bool) -> None:
        self._language = language
        self._lexicon = lexicon
        self._people = people
        self._base = base
        self._plain = plain

    def read(self, entries: list[Listed]) -> list[dict[str, Any]]:
        """The entries as ``Entry`` fields; abstracts are joined where the page's own markers share a place."""
        abstracts = [find_cuts(entry.abstract, self._lexicon) if entry.abstract else None for entry in entries]
        habit = habit_of(abstract for abstract in abstracts if abstract)
        blurred = any(cut.edge in ("tight", "layout") for abstract in abstracts if abstract for cut in abstract.cuts)
        words = PageWords(line.text for entry in entries for line in entry.lines) if blurred else PageWords(())
        return [
            self._entry(position, entry, make_whole(abstract, habit, words) if abstract and abstract.text else None)
            for position, (entry, abstract) in enumerate(zip(entries, abstracts, strict=True), 1)
        ]

    def _entry(self, position: int, entry: Listed, whole: Whole | None) -> dict[str, Any]:
        printed = _text_of(entry.title)
        title = clean(printed)
        abstract = joined(clean(whole.text)) or None if whole else None
        authors = _authors(entry.authors, self._people)
        doi, arxiv = _identifiers([link for line in entry.lines for link in line.links])
        entry.joined = whole is None or whole.certain
        changed = title != printed or (whole is not None and abstract != whole.text)
        return {
            "position": position,
            "title": title,
            "authors": authors,
            "authors_complete": bool(authors) and not self._plain and not entry.authors_cut,
            "abstract": abstract,
            "abstract_complete": whole.complete if whole and abstract else None,
            "language": language_of(f"{title} {abstract or ''}") or self._language,
            "issued": entry.issued,
            "venue": clean(entry.venue) if entry.venue else None,
            "doi": doi,
            "arxiv": arxiv,
            "url": next((absolute(self._base, link.href) for line in entry.title for link in line.links), None),
            "raw": [line.text for line in entry.lines] if changed or not (entry.certain and entry.joined) else [],
        }


def _read_date(text: str, listed: Listed) -> bool:
    """Whether a line is a date, or a venue with its year."""
    if len(text) <= _LONGEST_DATE and (dated := date_of(text)):
        listed.issued = dated
    elif len(text) < 200 and (placed := _VENUE.fullmatch(text)):
        listed.venue, listed.issued = placed[1], placed[2]
    return bool(listed.issued)


def _is_abstract(lines: list[Line], index: int, lexicon: Lexicon) -> bool:
    """Whether the abstract begins with this line: a sentence, or the text before its marker."""
    line = lines[index]
    text = line.text
    if line.control or line.level or lexicon.more_words.fullmatch(text):
        return False
    behind = [after.text for after in lines[index + 1 : index + 3]]
    if behind and behind[0] in ("…", "..."):
        del behind[0]
    if behind and behind[0][0] in "(….[SsVv" and lexicon.more_words.fullmatch(behind[0]):
        return True
    if ("…" in text or "..." in text) and lexicon.more.search(text):
        return True
    if len(text) > _LONGEST_AUTHOR:
        return "," not in text or not all(map(looks_like_name, filter(None, _BETWEEN.split(text))))
    sentence = len(text) > 25 and (text[-1] in ".?!…" or sum(map(str.islower, text.split())) > 2)
    return sentence and not looks_like_name(text) and not lexicon.more_authors.fullmatch(text)


def _authors(lines: Iterable[Line], people: People) -> list[dict[str, Any]]:
    """Authors in printed order, each once; names that share a line are told apart by what stands between them."""
    authors: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.href is not None:
            name, profile = clean(line.text), people.profile(line.href)
            _add(authors, name, profile)
            continue
        if not line.links and _is_one_name(line.text):
            _add(authors, clean(line.text), None)
            continue
        names = [part.strip(" ,;") for part in _BETWEEN.split(clean(line.text))]
        several = len(names) > 1 and all(" " in name and looks_like_name(name) for name in names if name)
        linked = {clean(link.text): people.profile(link.href) for link in line.links}
        for name in names if several else [clean(line.text).strip(" ,;·|&")]:
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
        if doi is None and (found := _DOI.search(link.href)):
            doi = found[1].lower()
        if arxiv is None and (found := _ARXIV.search(link.href)):
            arxiv = found[1].lower()
    return doi, arxiv


def _text_of(lines: list[Line]) -> str:
    return "".join((" " if index and line.glue else "") + line.text for index, line in enumerate(lines))
