"""What each run of an item is: title, authors, venue, date."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from profile_scraper.records.publication import normalize_arxiv, normalize_doi
from profile_scraper.structure.citations import (
    Citation,
    authors_and_venue,
    names_all,
    read_citation,
    reference_of_owner,
    starts_with_authors,
)
from profile_scraper.structure.elements import is_inside, text_of
from profile_scraper.structure.lines import Path
from profile_scraper.structure.names import ET_AL, MORE_AUTHORS, is_author, list_of_authors
from profile_scraper.structure.publications.columns import (
    AUTHOR_TOKEN,
    FEWEST_NAMES,
    Columns,
    behind_title,
    drop_points,
    fewest_names,
    is_styled,
    is_venue_column,
    look,
    set_leftover_venues,
    set_years_of_headings,
    stated_dates,
    title_behind_authors,
    title_of,
    title_score,
    without_headings,
)
from profile_scraper.structure.publications.labels import (
    apply_labels,
    apply_stated,
    is_labelled,
    labelled_run,
    stated_run,
)
from profile_scraper.structure.publications.runs import (
    DOI,
    WORK_LINK,
    Item,
    Run,
    are_link_words,
    is_year_before,
    tokens_of,
)
from profile_scraper.structure.reference_parts import (
    YEAR,
    leads_to_venue,
    venue_before_year,
    venue_name,
    without_quotes,
)
from profile_scraper.structure.selectors import Match, matches_within
from profile_scraper.text.normalize import normalize_text

_AND_OTHERS = re.compile(r"\bet (?:al|coll)\b|…\s*$|\.\.\.\s*$")
_EDITORS = re.compile(r"\((?:[eé]ds?\.?|dirs?\.?|coords?\.?|editors?|éditeurs?|éditrices?)\)", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:and|et|&|\W*)", re.IGNORECASE)
_FULL_TEXT = ("pdf", "html", "paper", "article", "full text", "texte integral", "texte", "url", "link", "lien")
_LONGEST_VENUE = 200
_BEFORE_TITLE = re.compile(r"^[.,;:–—-]+\s+")
_DUMMY = re.compile(
    r"(?:(?:paper|publication|talk|article) title(?: number)? \d+|(?:an )?example (?:\w+ )?(?:paper|publication))",
    re.IGNORECASE,
)
"""Titles of the works that themes of site generators come with."""


def read_items(items: Sequence[Item], stated: Mapping[str, Sequence[Match]] | None = None) -> list[Item]:
    """Tell the runs of items apart by the column that each stands in and by its own looks; items without title go.

    Args:
        items: as :func:`find_items` gives them.
        stated: for each part of an item what the site's selectors found on the page.
    """
    apply_labels(items)
    edges = {item.element for item in items}
    parts = {key: matches_within(matches, edges) for key, matches in (stated or {}).items()}
    columns: dict[Path, list[tuple[Item, Run]]] = defaultdict(list)
    for item in items:
        for run in item.runs:
            if run.part is None:
                columns[run.path].append((item, run))
    looks = {path: Counter(look(run) for _, run in members) for path, members in columns.items()}
    ranked = sorted(
        ((title_score(path, columns[path], looks[path], len(items)), path) for path in columns), reverse=True
    )
    titles = [path for score, path in ranked if score > 0]
    named = any(votes["names"] >= 0.5 * votes.total() and not is_styled(path) for path, votes in looks.items())
    venues = frozenset(
        path for path, votes in looks.items() if is_venue_column(path, columns[path], votes, others_named=named)
    )
    venues -= frozenset(titles[:1])
    by_column = Columns(looks, venues, fewest_names(looks))
    for item in items:
        own = {key: found[item.element] for key, found in parts.items() if item.element in found}
        title = _stated_title(item, own.get("title", ())) or labelled_run(item, "title") or title_of(item, titles)
        if title is not None:
            _ItemReader(item, title, by_column).read()
            apply_stated(item, own)
    if not venues and not any(labelled_run(item, "venue") for item in items):
        set_leftover_venues(items)
    found = without_headings([item for item in items if item.title and not _DUMMY.fullmatch(item.title)])
    set_years_of_headings(found)
    drop_points(found)
    return found


def _stated_title(item: Item, matches: Sequence[Match]) -> Run | None:
    """The run that the site's selectors give as the title; what they match may be a whole reference, authors first."""
    first = stated_run(item, matches)
    behind = title_behind_authors(item, first) if first is not None else None
    elements = frozenset(match.element for match in matches)
    return behind if behind is not None and is_inside(behind.element, elements) else first


class _ItemReader:
    """Reads one item whose title is known."""

    def __init__(self, item: Item, title: Run, columns: Columns) -> None:
        self._item = item
        self._title = title
        self._looks, self._venues, self._fewest_names = columns

    def read(self) -> None:
        item, title = self._item, self._title
        item.title_run, item.title = title, without_quotes(_BEFORE_TITLE.sub("", title.text))
        addresses = [item.page.absolute(anchor.get("href") or "") for anchor in item.element.iter("a")]
        self._set_identifiers(addresses)
        item.abstract = "\n\n".join(run.text for run in item.runs if run.part == "abstract") or None
        reference = reference_of_owner(item)
        if reference is not None:
            item.title_run, item.title, item.names = None, reference.title, reference.authors
            item.authors_complete = names_all(reference, item)
            item.venue, item.issued = reference.venue, reference.issued
        else:
            self._set_authors([run for run in item.runs if run is not title])
            self._set_venue_and_date()
            self._read_as_citation()
        work_links = [address for address in addresses if WORK_LINK.search(address)]
        preprint = next((address for address in work_links if "arxiv.org" in address), None)
        own = item.page.absolute(title.href) if title.href and reference is None else None
        item.url = own or preprint or next(iter(work_links), None) or self._text()

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
        labelled = [run for run in runs if run.part == "author"]
        runs = [run for run in runs if run.part is None]
        stated = labelled or [run for run in runs if any(map(AUTHOR_TOKEN.search, tokens_of(run.path)))]
        behind = {id(run) for run in behind_title(self._item) if run.segment == self._title.segment}
        is_before = False  # whether names stand before the title
        for run in stated or sorted(runs, key=is_labelled):
            text = run.text.strip(" ,;")
            if is_before and id(run) in behind:
                continue  # a publisher
            if (run.path in self._venues and not stated) or are_link_words(text):
                continue
            if normalize_text(text, "label_words") in ET_AL or (names and MORE_AUTHORS.fullmatch(text)):
                complete = complete and not names
                continue
            if names and _EDITORS.search(text):
                continue  # of the book that the work is in
            votes = self._looks.get(run.path)
            mostly = (
                votes is not None and votes["names"] >= self._fewest_names.get(run.path, FEWEST_NAMES) * votes.total()
            )
            listed_authors = list_of_authors(run.text)
            if names and is_labelled(run) and not stated:
                continue
            if stated or (listed_authors and (mostly or not names)):
                complete = complete and not (_AND_OTHERS.search(run.text) or MORE_AUTHORS.search(run.text))
                read = listed_authors or ([] if _NO_NAME.fullmatch(text) or MORE_AUTHORS.search(text) else [text])
                names += [name for name in read if name and name not in names]
            elif mostly and is_author(text) and text not in names:
                names.append(text)
            is_before = not stated and bool(names) and (is_before or id(run) not in behind)
        self._item.names = names
        self._item.authors_complete = bool(names) and complete and not self._item.is_owner_left_out

    def _set_venue_and_date(self) -> None:
        item, behind = self._item, False
        named = set(item.names)
        in_venue = self._set_labelled_venue_and_date()
        for run in item.runs:
            behind = behind or run is self._title
            if run is self._title or run.part is not None:
                continue
            text = DOI.sub(" ", run.text)
            linked = run.href is not None or run.path not in self._venues
            if run.text.strip(" ,;") in named or (linked and are_link_words(run.text)):
                continue
            years = YEAR.findall(text)
            if run.path in self._venues:
                item.venue = item.venue or venue_name(run.text)
                in_venue = in_venue or (years[-1] if years else None)
            elif years and item.issued is None and len(text) < 400:
                item.issued = years[0]
                if item.venue is None and not self._venues and behind:
                    item.venue = venue_before_year(text)
            elif item.venue is None and behind and leads_to_venue(text) and len(text) < _LONGEST_VENUE:
                item.venue = venue_name(text)
        item.issued = item.issued or in_venue or next(iter(YEAR.findall(stated_dates(item.element))), None)

    def _set_labelled_venue_and_date(self) -> str | None:
        """Take venue and date from the runs that labels name, and return the year beside the venue."""
        item, in_venue = self._item, None
        for run in item.runs:
            years = YEAR.findall(DOI.sub(" ", run.text))
            if run.part == "venue" and item.venue is None:
                item.venue = venue_before_year(run.text) if years else venue_name(run.text)
                in_venue = years[-1] if years else None
            elif run.part == "date" and years:
                item.issued = item.issued or years[0]
        return in_venue

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

    def _venue_in_italics(self, runs: Sequence[Run]) -> str | None:
        """What stands in italics behind the text that holds authors and title."""
        run = next((run for run in runs if run.segment == self._title.segment and is_styled(run.path)), None)
        return venue_name(run.text) if run is not None else None

    def _behind_year(self) -> Citation | None:
        """The reference that authors, a year in brackets and the title's own run make."""
        item = self._item
        index = next((index for index, run in enumerate(item.runs) if run is self._title), 0)
        before = item.runs[index - 1] if index else None
        if before is None or not is_year_before(before) or not item.names:
            return None
        found = starts_with_authors(f"{', '.join(item.names)} {before.text}. {item.title}")
        return found._replace(authors=item.names) if found is not None and found.venue else None

    def _read_as_citation(self) -> None:
        """Tell apart what one run of text holds: a whole reference, or authors and venue behind a title."""
        item, title = self._item, self._title
        rest = [run for run in item.runs if run is not title and run.part is None and not are_link_words(run.text)]
        reference = starts_with_authors(item.title) or self._behind_year()
        again = None if reference is not None else self._own_citation(rest)
        if again is not None:
            item.names, item.authors_complete = again.authors, names_all(again, item)
            item.venue, item.issued = item.venue or again.venue, item.issued or again.issued
        elif reference is not None:
            item.authors_complete = names_all(reference, item)
            item.title, item.names = reference.title, reference.authors
            item.venue = item.venue or reference.venue or self._venue_in_italics(rest)
            item.issued = item.issued or reference.issued
        elif not item.names:
            rest = [run for run in rest if run.path not in self._venues]
            behind = " ".join(run.text for run in rest)
            found = read_citation(item.title) or read_citation(f"{item.title} {behind}")
            if found is not None and len(found.title) < len(item.title):
                item.title, item.names = found.title, found.authors
                item.authors_complete = names_all(found, item)
                item.venue, item.issued = item.venue or found.venue, item.issued or found.issued
                return
            found = next(filter(None, (authors_and_venue(run.text) for run in rest)), None)
            if found is not None:
                item.names, item.authors_complete = found.authors, names_all(found, item)
                item.venue, item.issued = found.venue or item.venue, item.issued or found.issued
