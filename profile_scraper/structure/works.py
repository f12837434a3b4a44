"""Lists of publications: which elements are items, and what each run of text of an item is."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element

from profile_scraper.structure.authors import is_author, list_of_authors
from profile_scraper.structure.citations import authors_and_venue, read_citation, starts_with_authors
from profile_scraper.structure.lines import (
    BLOCKS,
    SKIPPED,
    Page,
    Path,
    ancestry,
    is_inside,
    scope_among,
    stable_tokens,
    text_of,
)
from profile_scraper.structure.text import YEAR, collapse, without_in, word_set
from profile_scraper.structure.words import normal, section_of

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>⟨⟩]+", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})", re.IGNORECASE)
_WORK_LINK = re.compile(
    r"doi\.org/|arxiv\.org/|hal\.science/|hal\.archives-ouvertes\.fr/|openreview\.net/|aclanthology\.org/|proceedings\."
    r"|pubmed|/10\.\d{4,}",
    re.IGNORECASE,
)
_LINK_WORDS = word_set("""
    abs bibtex pdf. html. arxiv. show more less voir
    pdf doi arxiv bibtex bib code data slides video poster cite hal url link website project html abstract
    resume github preprint paper supplementary details dataset demo appendix pypi docs press talk blog erratum
    pubmed full text texte integral lien site web copy download telecharger
""")
_WORK_FOLDERS = word_set("""
    publication publications paper papers preprint preprints these theses
""")
_OTHER_FOLDERS = word_set("""
    post posts news event events talk talks blog actualite actualites project projects projet projets media
    course courses joboffer tag tags category author authors people team members
""")
_TITLE_TOKEN = re.compile(r"(?:^|[-_])(?:title|titre|headline|name)(?:$|[-_*])", re.IGNORECASE)
_AUTHOR_TOKEN = re.compile(r"(?:^|[-_])(?:author|auteur|contributor|creator)", re.IGNORECASE)
_VENUE_TOKEN = re.compile(
    r"(?:^|[-_])(?:venue|journal|revue|publication-?name|conference|booktitle|container|periodical|source)",
    re.IGNORECASE,
)
_DATE_TOKEN = re.compile(r"(?:^|[-_])(?:date|year|annee|issued|published)", re.IGNORECASE)
_ABSTRACT_TOKEN = re.compile(r"(?:^|[-_])(?:abstract|resume|summary)", re.IGNORECASE)
_BADGE_TOKEN = re.compile(r"(?:^|[-_])(?:badge|abbr|btn|button|icon|label|tags?)(?:$|[-_])", re.IGNORECASE)
_ITEM_TOKEN = re.compile(r"(?:^|[-_])(?:publi|pub|paper|article|citation|bib|csl-entry|reference|work)", re.IGNORECASE)
_STYLED = word_set("""
    em i b strong u sup sub mark span
""")
_ITEM_TAGS = ("li", "tr", "article", "div", "p", "dd", "section", "blockquote", "td")
_ET_AL = ("et al", "et coll")
_DEEPEST = 60


@dataclass(slots=True, eq=False)
class Run:
    """One run of text of an item: a link, a styled span, or plain text up to the next break."""

    text: str
    element: _Element
    path: Path
    """From the item down: runs at one path of many items are one column."""
    href: str | None
    segment: int
    """Counts the blocks and line breaks before it."""


@dataclass(slots=True, eq=False)
class Item:
    """One publication as a list prints it."""

    page: Page
    element: _Element
    runs: list[Run]
    title: str = ""
    title_run: Run | None = None
    names: list[str] = field(default_factory=list)
    authors_complete: bool = False
    venue: str | None = None
    issued: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    abstract: str | None = None


# -- which elements are items ---------------------------------------------------------------------------------------


def find_items(
    pages: Sequence[Page], sections: Mapping[Page, Mapping[_Element, str]], names: Mapping[Page, _Element]
) -> list[Item]:
    """The items of all lists of publications.

    Args:
        pages: of one site, or one page.
        sections: for each page the section of the elements that hold its lines.
        names: for a person's page the element of the name, which no item holds.

    Returns:
        The items in the order of the pages; their runs are not told apart yet.
    """
    groups: dict[tuple[Path, bool], list[tuple[Page, _Element]]] = defaultdict(list)
    for page in pages:
        headed = _headed_elements(page, sections[page])
        for element in page.root.iter(*_ITEM_TAGS):
            if not any(_is_frame(each) for each in element.iterancestors()):
                groups[page.path(element), element in headed].append((page, element))
    around_names = {page: frozenset(ancestry(element)) for page, element in names.items()}
    accepted: dict[_Element, Page] = {}
    for (_, under_heading), members in groups.items():
        kept = [(page, element) for page, element in members if 12 <= len(text_of(element)) <= 6000]
        kept = _of_one_kind([(page, each) for page, each in kept if each not in around_names.get(page, ())])
        if kept and _are_works(kept, headed=under_heading):
            accepted.update((element, page) for page, element in kept)
    return [Item(page, element, runs_of(element)) for page, element in _outermost(pages, accepted)]


def _is_frame(element: _Element) -> bool:
    """Whether an element is a menu, a footer, or a page's header with its menu."""
    return element.tag in ("nav", "footer", "aside") or (element.tag == "header" and element.find(".//nav") is not None)


def _headed_elements(page: Page, sections: Mapping[_Element, str]) -> set[_Element]:
    """Elements of which every line stands under a heading of publications."""
    under: set[_Element] = set()
    elsewhere: set[_Element] = set()
    for line in page.lines:
        (under if sections.get(line.element) == "publications" else elsewhere).update(ancestry(line.element))
    return under - elsewhere


def _of_one_kind(members: list[tuple[Page, _Element]]) -> list[tuple[Page, _Element]]:
    """Of a list that mixes publications with news those that link to a publication."""
    kinds = {element: _kind_of_link(page, element) for page, element in members}
    if {"work", "other"} <= set(kinds.values()):
        return [(page, element) for page, element in members if kinds[element] == "work"]
    return members


def _kind_of_link(page: Page, element: _Element) -> str | None:
    """What the folder of the address says that an item's own link leads to."""
    length = len(text_of(element))
    for anchor in element.iter("a"):
        text, href = text_of(anchor), anchor.get("href")
        # A link in the middle of a paragraph says nothing of the paragraph.
        if href and text and len(text) >= 0.3 * length:
            return _kind_of_address(page.absolute(href))
    return None


def _kind_of_address(address: str) -> str | None:
    try:
        folders = [folder.lower() for folder in urlsplit(address).path.split("/") if folder][:-1]
    except ValueError:
        return None
    for folder in folders:
        words = set(re.split(r"[-_.]", folder))
        if words & _WORK_FOLDERS:
            return "work"
        if words & _OTHER_FOLDERS:
            return "other"
    return None


def _are_works(members: Sequence[tuple[Page, _Element]], *, headed: bool) -> bool:
    """Whether elements of one path are publications: by heading, years, links, class names, address."""
    counts: Counter[str] = Counter()
    for page, element in members:
        text = spaced_text_of(element)
        years = set(YEAR.findall(text))
        addresses = [page.absolute(anchor.get("href") or "") for anchor in element.iter("a")]
        kind = _kind_of_link(page, element)
        near = [element, *list(element.iterancestors())[:2]]
        counts["dated"] += 0 < len(years) <= 4
        counts["several"] += len(years) > 6 or len(text) > 1500 or _opens_with_heading(element, text)
        counts["linked"] += any(map(_WORK_LINK.search, addresses))
        counts["work"] += kind == "work"
        counts["other"] += kind == "other"
        counts["named"] += any(map(_ITEM_TOKEN.search, (token for each in near for token in stable_tokens(each))))
        counts["long"] += text.count(" ") >= 3
    share = {key: count / len(members) for key, count in counts.items()}
    if share["several"] > 0.3 or share["long"] < 0.5:
        return False
    listed = members[0][1].tag in ("li", "tr", "article", "dd")
    if headed and not listed and share["dated"] + share["linked"] + share["work"] + share["named"] < 0.3:
        return False
    score = 1.6 * headed + 0.7 * share["dated"] + share["linked"] + 0.4 * share["named"]
    return score + 1.5 * share["work"] - 1.5 * share["other"] > 1.35


def spaced_text_of(element: _Element) -> str:
    """All text inside an element, its parts apart from each other."""
    return collapse(" ".join(map(str, element.itertext())))


def _opens_with_heading(element: _Element, text: str) -> bool:
    """Whether an element begins with the heading of a section: then it is a list, not an item."""
    first = next((each for each in map(str, element.itertext()) if each.strip()), "")
    return section_of(collapse(first).rstrip(": ")) is not None and collapse(first) != collapse(text)


def _outermost(pages: Sequence[Page], accepted: Mapping[_Element, Page]) -> list[tuple[Page, _Element]]:
    """Of nested elements the outermost that holds one item only, in the order of the pages."""
    parents = {scope_among(around, accepted) for each in accepted if (around := each.getparent()) is not None}
    innermost = [element for element in accepted if element not in parents]
    children = Counter(each for element in innermost for each in element.iterancestors() if each in accepted)
    kept = {element for element in accepted if children[element] < 2}
    for element in [each for each in kept if children[each] == 1]:
        inner = next(each for each in element.iter(*_ITEM_TAGS) if each is not element and each in accepted)
        headings = (each for each in element.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        if any(inner not in ancestry(heading) for heading in headings):
            kept.discard(element)
    top = {each for each in kept if (around := each.getparent()) is None or not is_inside(around, kept)}
    with_items = {accepted[element] for element in top}
    return [(page, each) for page in pages if page in with_items for each in page.root.iter(*_ITEM_TAGS) if each in top]


# -- the runs of an item --------------------------------------------------------------------------------------------


def runs_of(item: _Element) -> list[Run]:
    """The runs of text of an item, in printed order."""
    reader = _RunReader(item)
    reader.walk(item, (), None, 0)
    runs = []
    for run in reader.runs:
        run.text = collapse(run.text)
        if run.text and not any(map(_BADGE_TOKEN.search, _tokens(run.path[-1:]))):
            runs.append(run)
    return runs


class _RunReader:
    def __init__(self, item: _Element) -> None:
        self.runs: list[Run] = []
        self._item = item
        self._segment = 0

    def walk(self, element: _Element, path: Path, href: str | None, depth: int) -> None:
        tag = element.tag
        if depth > _DEEPEST or tag.__class__ is not str or tag in SKIPPED:
            return
        if tag == "br":
            self._segment += 1
            return
        block = tag in BLOCKS
        self._segment += block
        if tag == "a" and element.get("href") is not None:
            href = element.get("href")
        here = path if element is self._item else (*path, (tag, stable_tokens(element)))
        if element.text:
            joins = tag in _STYLED and (element.text.lstrip()[:1] in ",;.:" or self._in_words())
            self._add(element.text, element, here, href, joins=joins)
        for child in element:
            self.walk(child, here, href, depth + 1)
            if child.tail:
                last = self.runs[-1] if self.runs else None
                joins = child.tag in _STYLED and child.tag != "span" and last is not None and last.element is element
                self._add(child.tail, element, here, href, joins=joins)
        self._segment += block

    def _in_words(self) -> bool:
        """Whether the text before goes on: a styled word in the middle of it is no run of its own."""
        last = self.runs[-1] if self.runs else None
        return (
            last is not None
            and last.segment == self._segment
            and last.href is None
            and re.search(r"[^\W\d_]\s?$", last.text) is not None
        )

    def _add(self, text: str, element: _Element, path: Path, href: str | None, *, joins: bool) -> None:
        last = self.runs[-1] if self.runs and self.runs[-1].segment == self._segment else None
        if not text.strip():
            if last is not None and not last.text.endswith(" "):
                last.text += " "
        elif joins and last is not None and last.href is None and href is None:
            last.text += text
        else:
            self.runs.append(Run(text, element, path, href, self._segment))


# -- what each run is -----------------------------------------------------------------------------------------------


def read_items(items: Sequence[Item], stated: Mapping[str, Collection[_Element]] | None = None) -> list[Item]:
    """Tell the runs of items apart by the column that each stands in and by its own looks; items without title go.

    Args:
        items: as :func:`find_items` gives them.
        stated: for ``title``, ``authors``, ``venue``, ``issued`` the elements that the site's selectors found.
    """
    stated = stated or {}
    columns: dict[Path, list[tuple[Item, Run]]] = defaultdict(list)
    for item in items:
        for run in item.runs:
            columns[run.path].append((item, run))
    looks = {path: Counter(_look(run) for _, run in members) for path, members in columns.items()}
    ranked = sorted(
        ((_title_score(path, columns[path], looks[path], len(items)), path) for path in columns), reverse=True
    )
    titles = [path for score, path in ranked if score > 0]
    named = any(votes["names"] >= 0.5 * votes.total() and not _is_styled(path) for path, votes in looks.items())
    venues = frozenset(path for path, votes in looks.items() if _is_venue_column(path, votes, others_named=named))
    for item in items:
        title = _stated_run(item, stated.get("title", ())) or _title_of(item, titles)
        if title is not None:
            _ItemReader(item, title, looks, venues).read()
            _apply_stated(item, stated)
    if not venues:
        _set_leftover_venues(items)
    return [item for item in items if item.title]


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
            and not _are_link_words(run.text)
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


def _stated_run(item: Item, elements: Collection[_Element]) -> Run | None:
    return next((run for run in item.runs if elements and is_inside(run.element, elements)), None)


def _apply_stated(item: Item, stated: Mapping[str, Collection[_Element]]) -> None:
    """Take authors, venue and date from where the site's selectors found them."""
    own = {
        key: [run.text for run in item.runs if is_inside(run.element, stated[key])]
        for key in ("authors", "venue", "issued")
        if stated.get(key)
    }
    if own.get("authors"):
        names = [name for text in own["authors"] for name in list_of_authors(text) or [text.strip(" ,;")]]
        item.names = list(dict.fromkeys(name for name in names if normal(name) not in _ET_AL))
    if own.get("venue"):
        item.venue = _venue_name(" ".join(own["venue"]))
    if own.get("issued") and (years := YEAR.findall(" ".join(own["issued"]))):
        item.issued = years[0]


def _tokens(path: Path) -> list[str]:
    return [token for _, names in path for token in names]


def _is_styled(path: Path) -> bool:
    return bool(path) and path[-1][0] in ("i", "em", "cite")


def _is_venue_column(path: Path, votes: Counter[str], *, others_named: bool) -> bool:
    """Whether a column has the venues: italics are, unless they are names and no other column has any."""
    if votes["names"] >= 0.8 * votes.total() and not others_named:
        return False
    return _is_styled(path) or any(map(_VENUE_TOKEN.search, _tokens(path)))


def _title_score(path: Path, members: Sequence[tuple[Item, Run]], votes: Counter[str], total: int) -> float:
    """How much a column looks like that of the titles; 0 where most of it is no title."""
    if votes["text"] < 0.35 * votes.total():
        return 0
    items = {id(item): item for item, _ in members}
    texts = [run for item, run in members if _look(run) == "text"]
    tags, tokens = [tag for tag, _ in path], _tokens(path)
    firsts = sum(any(_first_text(item) is run for run in texts) for item in items.values())
    score = min(1.0, len(texts) / len(items)) + 0.5 * min(1.0, len(items) / len(texts))
    score += 0.4 * firsts / len(items) + 0.3 * min(1, len(items) / max(1, total))
    score += 1.2 * any(map(_TITLE_TOKEN.search, tokens))
    others = (_VENUE_TOKEN, _ABSTRACT_TOKEN, _DATE_TOKEN, _AUTHOR_TOKEN)
    score -= 1.5 * any(token.search(each) for token in others for each in tokens)
    score += 0.6 * any(tag in ("strong", "b", "h1", "h2", "h3", "h4", "h5", "h6") for tag in tags)
    score -= 0.4 * (bool(tags) and tags[-1] in ("i", "em", "cite"))
    return score + 0.5 * (members[0][1].href is not None)


def _first_text(item: Item) -> Run | None:
    return next((run for run in item.runs if _look(run) == "text"), None)


def _title_of(item: Item, titles: Sequence[Path]) -> Run | None:
    own = {run.path for run in item.runs}
    for path in titles:
        if path in own:
            found = (run for run in item.runs if run.path == path and _look(run) in ("text", "names", "prose"))
            title = next((run for run in found if not _are_link_words(run.text)), None)
            if title is not None:
                return title
    return _first_text(item) or (item.runs[0] if item.runs else None)


def _are_link_words(text: str) -> bool:
    words = normal(text).split()
    return bool(words) and all(word in _LINK_WORDS for word in words)


def _look(run: Run) -> str:
    """What a run looks like by itself: ``link``, ``year``, ``names``, ``venue``, ``prose``, ``text`` or ``word``."""
    text = run.text.strip(" .,;:-–—()[]⟨⟩")
    if not text or _are_link_words(text):
        return "link"
    if YEAR.fullmatch(text):
        return "year"
    if normal(text) in _ET_AL or list_of_authors(run.text) or (is_author(text) and text.count(" ") <= 3):
        return "names"
    opens = without_in(text) != text
    if (YEAR.search(text) and (len(text) < 40 or opens)) or (opens and len(text) < 200):
        return "venue"
    if len(text) > 350:
        return "prose"
    return "text" if text.count(" ") >= 2 and sum(map(str.isalpha, text)) > 0.6 * len(text) else "word"


class _ItemReader:
    """Reads one item whose title is known."""

    def __init__(self, item: Item, title: Run, looks: Mapping[Path, Counter[str]], venues: Collection[Path]) -> None:
        self._item = item
        self._title = title
        self._looks = looks
        self._venues = venues

    def read(self) -> None:
        item, title = self._item, self._title
        item.title_run, item.title = title, title.text.strip()
        addresses = [item.page.absolute(anchor.get("href") or "") for anchor in item.element.iter("a")]
        self._set_identifiers(addresses)
        self._set_authors([run for run in item.runs if run is not title])
        self._set_venue_and_date()
        self._read_as_citation()
        works = [address for address in addresses if _WORK_LINK.search(address)]
        preprint = next((address for address in works if "arxiv.org" in address), None)
        item.url = item.page.absolute(title.href) if title.href else preprint or next(iter(works), None)

    def _set_identifiers(self, addresses: Iterable[str]) -> None:
        item = self._item
        for address in addresses:
            found = DOI.search(unquote(address))
            if found and item.doi is None and ("doi" in address or "/10." in address):
                item.doi = found[0].rstrip(".,;)").lower()
            arxiv = _ARXIV.search(address)
            if arxiv and item.arxiv is None:
                item.arxiv = arxiv[1]
        if item.doi is None and (found := DOI.search(" ".join(run.text for run in item.runs))):
            item.doi = found[0].rstrip(".,;)⟩]").lower()

    def _set_authors(self, runs: Sequence[Run]) -> None:
        names: list[str] = []
        complete = True
        stated = [run for run in runs if any(map(_AUTHOR_TOKEN.search, _tokens(run.path)))]
        for run in stated or runs:
            text = run.text.strip(" ,;")
            if run.path in self._venues and not stated:
                continue
            if normal(text) in _ET_AL:
                complete = complete and not names
                continue
            votes = self._looks[run.path]
            mostly = votes["names"] >= 0.5 * votes.total()
            listed = list_of_authors(run.text)
            if any(map(_AUTHOR_TOKEN.search, _tokens(run.path))) or (listed and (mostly or not names)):
                complete = complete and not re.search(r"\bet (?:al|coll)\b|…\s*$", run.text)
                names += [name for name in listed or [text] if name and name not in names]
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
            if run.text.strip(" ,;") in named or _are_link_words(run.text):
                continue
            years = YEAR.findall(text)
            if run.path in self._venues:
                item.venue = item.venue or _venue_name(run.text)
                in_venue = in_venue or (years[-1] if years else None)
            elif years and item.issued is None and len(text) < 400:
                item.issued = years[0]
                if item.venue is None and not self._venues and behind:
                    item.venue = _venue_before_year(text)
        item.issued = item.issued or in_venue

    def _read_as_citation(self) -> None:
        """Tell apart what one run of text holds: a whole reference, or authors and venue behind a title."""
        item, title = self._item, self._title
        rest = [run for run in item.runs if run is not title and not _are_link_words(run.text)]
        whole = starts_with_authors(item.title)
        if whole is not None:
            item.title, item.names, item.authors_complete = whole.title, whole.authors, bool(whole.authors)
            item.venue, item.issued = item.venue or whole.venue, item.issued or whole.issued
        elif not item.names:
            behind = " ".join(run.text for run in rest if run.path not in self._venues)
            found = read_citation(item.title) or read_citation(f"{item.title} {behind}")
            if found is not None and len(found.title) < len(item.title):
                item.title, item.names = found.title, found.authors
                item.authors_complete = bool(found.authors)
                item.venue, item.issued = item.venue or found.venue, item.issued or found.issued
                return
            found = next(filter(None, (authors_and_venue(run.text) for run in rest)), None)
            if found is not None:
                item.names, item.authors_complete = found.authors, True
                item.venue, item.issued = found.venue or item.venue, item.issued or found.issued


def _venue_name(text: str) -> str | None:
    text = text.strip(" ,;.")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return without_in(text) or None


def _venue_before_year(text: str) -> str | None:
    """The venue before the year: of 'In Journal of Snow, 2021' it is 'Journal of Snow'."""
    before = re.split(r",\s*(?:vol|no|pp|p)\b", YEAR.split(text)[0])[0].strip(" ,;.(–-")
    venue = without_in(before)
    return venue if len(venue) < 200 and re.search(r"[^\W\d_]{3}", venue) else None
