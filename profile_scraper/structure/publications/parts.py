"""What each run of an item is: title, authors, venue, date."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from lxml.etree import _Element

from profile_scraper.records.identifiers import normalize_arxiv, normalize_doi
from profile_scraper.structure.authors import MORE_AUTHORS, is_author, list_of_authors
from profile_scraper.structure.citations import (
    Citation,
    authors_and_venue,
    read_citation,
    starts_with_authors,
)
from profile_scraper.structure.lines import Path, ancestry, is_inside, text_of
from profile_scraper.structure.publications.columns import (
    AUTHOR_TOKEN,
    ET_AL,
    first_text,
    is_styled,
    is_venue_column,
    look,
    title_score,
)
from profile_scraper.structure.publications.identifiers import DOI, WORK_LINK
from profile_scraper.structure.publications.items import without_headings
from profile_scraper.structure.publications.runs import Item, Run, are_link_words, tokens_of
from profile_scraper.structure.selectors import Match, matches_within
from profile_scraper.structure.text import YEAR, without_in, without_quotes, without_volume
from profile_scraper.text.normalize import normalize_text

_AND_OTHERS = re.compile(r"\bet (?:al|coll)\b|…\s*$|\.\.\.\s*$")
_ET_AL = re.compile(r"\bet (?:al|coll)\b")
_EDITORS = re.compile(r"\((?:[eé]ds?\.?|dirs?\.?|coords?\.?|editors?|éditeurs?|éditrices?)\)", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:and|et|&|\W*)", re.IGNORECASE)
_FULL_TEXT = ("pdf", "html", "paper", "article", "full text", "texte integral", "texte", "url", "link", "lien")
_LONGEST_VENUE = 200
_DUMMY = re.compile(
    r"(?:(?:paper|publication|talk|article) title(?: number)? \d+|(?:an )?example (?:\w+ )?(?:paper|publication))",
    re.IGNORECASE,
)
"""Titles of the works that themes of site generators come with."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MONTH = r"(?:jan|feb|f[eé]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|nov|dec|d[eé]c)[a-zûé]*\.?"
_DATE_BEHIND = re.compile(rf",?\s*\(?(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}},?)?\s+(?:19|20)\d\d\)?$", re.IGNORECASE)


def read_items(items: Sequence[Item], stated: Mapping[str, Sequence[Match]] | None = None) -> list[Item]:
    """Tell the runs of items apart by the column that each stands in and by its own looks; items without title go.

    Args:
        items: as :func:`find_items` gives them.
        stated: for each part of an item what the site's selectors found on the page.
    """
    edges = {item.element for item in items}
    parts = {key: matches_within(matches, edges) for key, matches in (stated or {}).items()}
    columns: dict[Path, list[tuple[Item, Run]]] = defaultdict(list)
    for item in items:
        for run in item.runs:
            columns[run.path].append((item, run))
    looks = {path: Counter(look(run) for _, run in members) for path, members in columns.items()}
    ranked = sorted(
        ((title_score(path, columns[path], looks[path], len(items)), path) for path in columns), reverse=True
    )
    titles = [path for score, path in ranked if score > 0]
    named = any(votes["names"] >= 0.5 * votes.total() and not is_styled(path) for path, votes in looks.items())
    venues = frozenset(path for path, votes in looks.items() if is_venue_column(path, votes, others_named=named))
    venues -= frozenset(titles[:1])
    for item in items:
        own = {key: found[item.element] for key, found in parts.items() if item.element in found}
        title = _stated_run(item, own.get("title", ())) or _title_of(item, titles)
        if title is not None:
            _ItemReader(item, title, looks, venues).read()
            _apply_stated(item, own)
    if not venues:
        _set_leftover_venues(items)
    _set_years_of_headings(items)
    found = [item for item in items if item.title and not _DUMMY.fullmatch(item.title)]
    return without_headings(found)


def _set_years_of_headings(items: Sequence[Item]) -> None:
    """Give an item without a date the year that the heading above it is."""
    undated = [item for item in items if item.title and item.issued is None]
    years = {item.page: dict[_Element, str]() for item in undated}
    for page, own in years.items():
        year, level = None, 0
        for line in page.lines:
            found = YEAR.fullmatch(line.text) if line.level else None
            if found:
                year, level = found[1], line.level
            elif 0 < line.level <= level:
                year = None
            elif year is not None:
                for each in ancestry(line.element):
                    own.setdefault(each, year)
    for item in undated:
        item.issued = years[item.page].get(item.element)


def _set_leftover_venues(items: Sequence[Item]) -> None:
    """Take for the venue what most items have in one more column, behind title and authors and before the year."""
    columns: Counter[Path] = Counter()
    leftover: dict[int, list[Run]] = {}
    for item in items:
        names = set(item.names)
        rest = [
            run
            for run in item.runs
            if run is not item.title_run
            and run.text.strip(" ,;.") not in names
            and not YEAR.search(run.text)
            and not are_link_words(run.text)
            and not list_of_authors(run.text)
            and re.search(r"[^\W\d_]{3}", run.text)
        ]
        leftover[id(item)] = rest
        columns.update({run.path for run in rest if run.path})
    if not columns:
        return
    path, count = columns.most_common(1)[0]
    if count < 0.6 * len(items):
        return
    for item in items:
        if item.venue is None and item.names:
            run = next((run for run in leftover[id(item)] if run.path == path), None)
            item.venue = _venue_name(run.text) if run is not None else None


def _stated_run(item: Item, matches: Sequence[Match]) -> Run | None:
    elements = frozenset(match.element for match in matches)
    return next((run for run in item.runs if elements and is_inside(run.element, elements)), None)


def _apply_stated(item: Item, stated: Mapping[str, Sequence[Match]]) -> None:
    """Take the parts that the site's selectors found from where they stand."""
    own = {key: texts for key, matches in stated.items() if (texts := _stated_texts(item, matches))}
    if own.get("title") and own["title"][0] != item.title and any(match.text for match in stated["title"]):
        item.title = own["title"][0]
    if own.get("authors"):
        names = [name for text in own["authors"] for name in list_of_authors(text) or [text.strip(" ,;")]]
        item.names = list(dict.fromkeys(name for name in names if normalize_text(name, "label_words") not in ET_AL))
    if own.get("venue"):
        item.venue = _venue_name(" ".join(own["venue"]))
    if own.get("issued") and (years := YEAR.findall(" ".join(own["issued"]))):
        item.issued = years[0]
    if own.get("abstract"):
        item.abstract = "\n\n".join(own["abstract"])
    if own.get("doi"):
        item.doi = next(filter(None, map(normalize_doi, own["doi"])), item.doi)
    if own.get("url"):
        item.url = item.page.absolute(own["url"][0])


def _stated_texts(item: Item, matches: Sequence[Match]) -> list[str]:
    """The texts that a part's selectors give inside an item: cut ones and attributes as they are, else its runs."""
    uncut = frozenset(match.element for match in matches if match.text is None)
    cut = [match.text for match in matches if match.text is not None]
    return [*cut, *(run.text for run in item.runs if uncut and is_inside(run.element, uncut))]


def _title_of(item: Item, titles: Sequence[Path]) -> Run | None:
    own = {run.path for run in item.runs}
    for path in titles:
        if path in own:
            found = (run for run in item.runs if run.path == path and look(run) in ("text", "names", "prose"))
            title = next((run for run in found if not are_link_words(run.text)), None)
            if title is not None:
                return title
    headed = (run for run in item.runs if any(tag in _HEADINGS for tag, _ in run.path) and not are_link_words(run.text))
    return first_text(item) or next(headed, None) or (item.runs[0] if item.runs else None)


class _ItemReader:
    """Reads one item whose title is known."""

    def __init__(self, item: Item, title: Run, looks: Mapping[Path, Counter[str]], venues: Collection[Path]) -> None:
        self._item = item
        self._title = title
        self._looks = looks
        self._venues = venues

    def read(self) -> None:
        item, title = self._item, self._title
        item.title_run, item.title = title, without_quotes(title.text)
        addresses = [item.page.absolute(anchor.get("href") or "") for anchor in item.element.iter("a")]
        self._set_identifiers(addresses)
        self._set_authors([run for run in item.runs if run is not title])
        self._set_venue_and_date()
        self._read_as_citation()
        work_links = [address for address in addresses if WORK_LINK.search(address)]
        preprint = next((address for address in work_links if "arxiv.org" in address), None)
        item.url = (
            item.page.absolute(title.href) if title.href else preprint or next(iter(work_links), None) or self._text()
        )

    def _text(self) -> str | None:
        """The address of the work's full text, where the item links to it."""
        links = (
            (normalize_text(text_of(each), "label_words"), each.get("href") or "#")
            for each in self._item.element.iter("a")
        )
        found = next((href for text, href in links if text in _FULL_TEXT and href[:1] != "#"), None)
        return self._item.page.absolute(found) if found else None

    def _set_identifiers(self, addresses: Iterable[str]) -> None:
        item = self._item
        for address in addresses:
            if item.doi is None and ("doi" in address or "/10." in address):
                item.doi = normalize_doi(address)
            if item.arxiv is None and "arxiv" in address.lower():
                item.arxiv = normalize_arxiv(address)
        if item.doi is None:
            item.doi = normalize_doi(" ".join(run.text for run in item.runs))

    def _set_authors(self, runs: Sequence[Run]) -> None:
        names: list[str] = []
        complete = True
        stated = [run for run in runs if any(map(AUTHOR_TOKEN.search, tokens_of(run.path)))]
        for run in stated or runs:
            text = run.text.strip(" ,;")
            if (run.path in self._venues and not stated) or are_link_words(text):
                continue
            if normalize_text(text, "label_words") in ET_AL or (names and MORE_AUTHORS.fullmatch(text)):
                complete = complete and not names
                continue
            if names and _EDITORS.search(text):
                continue  # of the book that the work is in
            votes = self._looks[run.path]
            mostly = votes["names"] >= 0.5 * votes.total()
            listed_authors = list_of_authors(run.text)
            if any(map(AUTHOR_TOKEN.search, tokens_of(run.path))) or (listed_authors and (mostly or not names)):
                complete = complete and not (_AND_OTHERS.search(run.text) or MORE_AUTHORS.search(run.text))
                read = listed_authors or ([] if _NO_NAME.fullmatch(text) or MORE_AUTHORS.search(text) else [text])
                names += [name for name in read if name and name not in names]
            elif mostly and is_author(text) and text not in names:
                names.append(text)
        self._item.names = names
        self._item.authors_complete = bool(names) and complete

    def _set_venue_and_date(self) -> None:
        item, behind = self._item, False
        named = set(item.names)
        in_venue = None
        for run in item.runs:
            if run is self._title:
                behind = True
                continue
            text = DOI.sub(" ", run.text)
            linked = run.href is not None or run.path not in self._venues
            if run.text.strip(" ,;") in named or (linked and are_link_words(run.text)):
                continue
            years = YEAR.findall(text)
            if run.path in self._venues:
                item.venue = item.venue or _venue_name(run.text)
                in_venue = in_venue or (years[-1] if years else None)
            elif years and item.issued is None and len(text) < 400:
                item.issued = years[0]
                if item.venue is None and not self._venues and behind:
                    item.venue = _venue_before_year(text)
            elif item.venue is None and behind and _is_in(text) and len(text) < _LONGEST_VENUE:
                item.venue = _venue_name(text)
        item.issued = item.issued or in_venue

    def _own_citation(self, runs: Sequence[Run]) -> Citation | None:
        """The reference to the item itself that a line of it prints ('Recommended citation: ...')."""
        title = normalize_text(self._item.title, "label_words")
        for _, segment in groupby(runs, key=lambda run: run.segment):
            text = " ".join(run.text for run in segment)
            if len(text) > len(title) and title in normalize_text(text, "label_words"):
                found = starts_with_authors(text)
                if found is not None and normalize_text(found.title, "label_words")[: len(title)] == title:
                    return found
        return None

    def _read_as_citation(self) -> None:
        """Tell apart what one run of text holds: a whole reference, or authors and venue behind a title."""
        item, title = self._item, self._title
        rest = [run for run in item.runs if run is not title and not are_link_words(run.text)]
        reference = starts_with_authors(item.title)
        again = None if reference is not None else self._own_citation(rest)
        if again is not None:
            item.names, item.authors_complete = again.authors, _names_all(again, item)
            item.venue, item.issued = item.venue or again.venue, item.issued or again.issued
        elif reference is not None:
            item.authors_complete = _names_all(reference, item)
            item.title, item.names = reference.title, reference.authors
            item.venue, item.issued = item.venue or reference.venue, item.issued or reference.issued
        elif not item.names:
            behind = " ".join(run.text for run in rest if run.path not in self._venues)
            found = read_citation(item.title) or read_citation(f"{item.title} {behind}")
            if found is not None and len(found.title) < len(item.title):
                item.title, item.names = found.title, found.authors
                item.authors_complete = _names_all(found, item)
                item.venue, item.issued = item.venue or found.venue, item.issued or found.issued
                return
            found = next(filter(None, (authors_and_venue(run.text) for run in rest)), None)
            if found is not None:
                item.names, item.authors_complete = found.authors, _names_all(found, item)
                item.venue, item.issued = found.venue or item.venue, item.issued or found.issued


def _names_all(reference: Citation, item: Item) -> bool:
    """Whether a reference names all of its authors: 'et al.' stands nowhere but in its title."""
    text = " ".join(run.text for run in item.runs)
    return bool(reference.authors) and not _ET_AL.search(
        text.replace(reference.title, " ") if reference.title else text
    )


def _is_in(text: str) -> bool:
    """Whether a text begins with the word that leads to the venue."""
    stripped = text.lstrip(" ,;.")
    return without_in(stripped) != stripped


def _venue_name(text: str) -> str | None:
    text = _DATE_BEHIND.sub("", text.strip(" ,;.")).strip(" ,;.")
    text = without_volume(text)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    venue = without_in(f"{text} ").strip()
    return venue if any(map(str.isalpha, venue)) else None


def _venue_before_year(text: str) -> str | None:
    """The venue before the year: of 'In Journal of Snow, 2021' it is 'Journal of Snow'."""
    before = re.split(r",\s*(?:vol|no|pp|p)\b", YEAR.split(text)[0])[0].strip(" ,;.(–-·•|")
    venue = without_volume(without_in(before))
    return venue if len(venue) < 200 and re.search(r"[^\W\d_]{3}", venue) else None
