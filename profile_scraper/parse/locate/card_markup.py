"""The parts of publications' cards by their markup: what it calls them, and the column that each stands in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from lxml.etree import _Element

from profile_scraper.parse.fields.item_lines import is_running_text, without_sources
from profile_scraper.parse.fields.part_names import Part, has_properties, parts_in_classes, stated_parts
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.fields.publication_item import BETWEEN
from profile_scraper.parse.page.lines import BOLD, Line, Link, spans_of
from profile_scraper.parse.reading import CardFields, ListItem
from profile_scraper.structure.lines import Page, Path
from profile_scraper.structure.publications.labels import apply_labels, labelled
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item, Run, are_link_words, runs_of
from profile_scraper.structure.reference_parts import YEAR
from profile_scraper.structure.selectors import Match
from profile_scraper.text.dates import date_of, is_month_or_season
from profile_scraper.text.normalize import collapse_whitespace, normalize_text, words_of

_BLOCKS_OF_TEXT = ("p", "div", "dd", "li", "td", "blockquote", "section")
_YEAR_BEHIND = re.compile(r"(?<![ ,(])[ ,(]+(?:19|20)\d\d\)?$")
_STYLED = ("em", "i", "cite")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEAVY = (*_HEADINGS, "b", "strong", "a")
_SHORT = 120
"""Characters of a venue's name in italics on a line of its own."""
_BETWEEN_NAMES = frozenset(("and", "et", "in", "dans"))
_FEWEST_OTHER_WORDS = 4
"""Words of a line that no other part has, from which on it is more than these parts."""


def says_more_than_lines(card: _Element, *, is_known_card: bool) -> bool:
    """Whether a card's markup names a part that its lines do not show.

    Args:
        card: the element of one publication.
        is_known_card: whether its class is one that the site's file has: title, authors and abstract stand in order.
    """
    if next(card.iter("time", "cite"), None) is not None or any(map(_is_alone, card.iter(*_STYLED))):
        return True
    parts = parts_in_classes(card)
    return bool(parts if not is_known_card else parts & {"venue", "issued"}) or has_properties(card)


def read_cards(cards: Sequence[_Element], person: str | None) -> list[ListItem] | None:
    """The publications of a list, their parts told apart; None where no title is found in one of them.

    Args:
        cards: an element for each publication, in order.
        person: the person whose list it is.
    """
    page = Page("", cards[0].getroottree().getroot(), "")
    items = [Item(page, card, runs_of(page, card)) for card in cards]
    apply_labels(items)
    stated = stated_parts(cards)
    for item in items:
        item.runs = _without_prose(item, stated)
    _number_columns(items)
    if "title" not in stated and not any(run.part == "title" for item in items for run in item.runs):
        stated.update(_styled_titles(items, person))
    for part, elements in _columns_of_names(items, person).items():
        stated.setdefault(part, elements)
    matches = {str(part): [Match(element, None) for element in elements] for part, elements in stated.items()}
    if len(read_items(items, matches)) < len(cards):
        return None
    abstracts = stated.get("abstract", frozenset())
    dates = stated.get("issued", frozenset())
    return [_list_item(item, abstracts, dates) for item in items]


def is_one_card(element: _Element) -> bool:
    """Whether an element is one publication: its markup names one title, and authors or a venue."""
    stated = stated_parts([element])
    return len(stated.get("title", ())) == 1 and bool(stated.get("authors") or stated.get("venue"))


def _without_prose(item: Item, stated: Mapping[Part, Set[_Element]]) -> list[Run]:
    """The runs of a card without those of its abstract: blocks of running text behind the first one."""
    named = {element for part, elements in stated.items() if part != "abstract" for element in elements}
    blocks: dict[_Element, list[Run]] = defaultdict(list)
    for run in item.runs:
        around: _Element | None = run.element
        while around is not None and around is not item.element and around.tag not in _BLOCKS_OF_TEXT:
            around = around.getparent()
        blocks[item.element if around is None else around].append(run)
    runs_left: list[Run] = []
    for number, (block, runs) in enumerate(blocks.items()):
        is_named = any(
            each in named or run.part in ("title", "author", "venue", "date")
            for run in runs
            for each in (run.element, block)
        )
        is_text = block is not item.element and number > 0 and not is_named
        if not (is_text and is_running_text(" ".join(run.text for run in runs))):
            runs_left += runs
    return runs_left


def _number_columns(items: Sequence[Item]) -> None:
    """Tell runs at one path apart by their order, where every card has the same number of them."""
    counts = [Counter(run.path for run in item.runs if run.part is None) for item in items]
    several = {path for path, count in counts[0].items() if count > 1 and all(each[path] == count for each in counts)}
    if len(items) == 1 or not several:
        return
    for item in items:
        numbers: Counter[Path] = Counter()
        for run in item.runs:
            if run.part is None and run.path in several:
                numbers[run.path] += 1
                run.path = ((f"number-{numbers[run.path]}", ()), *run.path)


def _styled_titles(items: Sequence[Item], person: str | None) -> dict[Part, Set[_Element]]:
    """The styled text that every card begins with, where nothing else in it is as heavy and most are no authors."""
    firsts = [item.runs[0] for item in items if item.runs]
    key = normalize_text(person, "words") if person else None
    if 2 * sum(are_surely_names(run.text, key) for run in firsts) >= max(1, len(firsts)):
        return {}
    alike = len(firsts) == len(items) and all(run.element.tag in (*_STYLED, "b", "strong") for run in firsts)
    if not alike or any(
        next(item.element.iter(*_HEAVY), first.element) is not first.element
        for item, first in zip(items, firsts, strict=True)
    ):
        return {}
    return {"title": frozenset(run.element for run in firsts)}


def _is_alone(element: _Element) -> bool:
    """Whether a styled text is all that its block holds."""
    around = element.getparent()
    return (
        around is not None
        and around.tag in _BLOCKS_OF_TEXT
        and len(around) == 1
        and not (around.text or "").strip()
        and not (element.tail or "").strip(" .,;\n\t")
        and len(collapse_whitespace(" ".join(map(str, element.itertext())))) <= _SHORT
    )


def _columns_of_names(items: Sequence[Item], person: str | None) -> dict[Part, Set[_Element]]:
    """Of two columns that look like names, the authors' is the one with the person of the list or several names."""
    columns: dict[Path, list[tuple[str, _Element]]] = defaultdict(list)
    for item in items:
        for run in item.runs:
            if run.part == "author":
                return {}
            if run.element is not item.element and run.part is None:
                columns[run.path].append((run.text, run.element))
    key = normalize_text(person, "words") if person else None
    sure: Counter[Path] = Counter()
    for path, members in columns.items():
        sure[path] = sum(are_surely_names(text, key) for text, _ in members)
    authors = [path for path, count in sure.items() if count]
    if not authors or len({_without_number(path) for path in authors}) != 1:
        return {}
    if _without_number(authors[0])[-1][0] == "a":
        # Links side by side are one list, with a link for each author.
        authors = [path for path in columns if _without_number(path) == _without_number(authors[0])]
    elif len(authors) != 1:
        return {}
    others = [
        path
        for path, members in columns.items()
        if path not in authors
        and len(members) == len(items) > 1
        and all((looks_like_name(text) or text.istitle()) and not are_link_words(text) for text, _ in members)
        and not all(_is_dated(text) for text, _ in members)
    ]
    others = [path for path in others if path[-1][0] in _STYLED] or others
    found: dict[Part, Set[_Element]] = {
        "authors": frozenset(element for path in authors for _, element in columns[path])
    }
    if len(others) == 1 and len(columns) > len(others) + len(authors):
        found["venue"] = frozenset(element for _, element in columns[others[0]])
    return found


def are_surely_names(text: str, person: str | None) -> bool:
    """Whether a text is several names, or that of the list's person; a short title looks like one name.

    Args:
        text: of one run.
        person: the person's name as normalised words.
    """
    names = [name for name in BETWEEN.split(text.strip(" ,;.")) if name]
    several = len(names) > 1 and all(" " in name and looks_like_name(name) for name in names)
    return several or (person is not None and normalize_text(text, "words") == person)


def _is_dated(text: str) -> bool:
    """Whether a text is a date, as exact as it may be: 'March 2021', 'Hiver 2021', 'Mar–Apr 2021'."""
    words = [word for word in words_of(normalize_text(text, "words")) if not word.isdigit()]
    return _is_date(text) or (YEAR.search(text) is not None and all(is_month_or_season(word) for word in words))


def _without_number(path: Path) -> Path:
    """The path without what :func:`_number_columns` puts before it."""
    return path[1:] if path[0][0].startswith("number-") else path


def _list_item(item: Item, abstracts: Set[_Element], dates: Set[_Element]) -> ListItem:
    lines = without_sources(spans_of(item.element))
    hrefs = {run.text.strip(" ,;"): run.href for run in item.runs if run.href}
    title = _line(item.title, item.title_run.href if item.title_run else None)
    own = [each for each in item.element.iterdescendants() if each in abstracts]
    fields = CardFields(
        title=title,
        authors=[_line(name, hrefs.get(name)) for name in item.names],
        authors_complete=item.authors_complete,
        venue=_venue(item.venue) if item.venue else None,
        issued=_issued(item, dates),
        rest=list(_rest(lines, item)),
        abstract=[line for element in own for line in spans_of(element)],
    )
    return ListItem(lines, fields=fields)


def _venue(text: str) -> str | None:
    """A venue's name without the year behind it."""
    return _YEAR_BEHIND.sub("", text).strip(" ,;.") or None


def _line(text: str, href: str | None) -> Line:
    return Line(text, links=(Link(text, href),) if href else ())


def _issued(item: Item, dates: Set[_Element]) -> str | None:
    """The date, as exact as the card has it."""
    for element in item.element.iterdescendants():
        if element in dates:
            printed = collapse_whitespace(" ".join(map(str, element.itertext())))
            found = date_of(printed) or date_of((element.get("datetime") or element.get("content") or "")[:10])
            if found:
                return found
    dated = [run.text.strip(" ,;.()") for run in item.runs if run.part == "date"]
    dated = dated or [run.text.strip(" ,;.()") for run in item.runs if run.part is None]
    return next(filter(None, map(date_of, dated)), None) or item.issued


def _rest(lines: Sequence[Line], item: Item) -> Iterator[Line]:
    """The lines that hold neither title, names, venue, date nor mere words for links."""
    own = [item.title, item.venue, item.issued, *item.names]
    known = {word for text in own if text for word in words_of(normalize_text(text, "words"))}
    printed = sorted({text for text in own if text}, key=lambda text: (-len(text), text))
    is_kept = False
    for line in lines:
        if line.begins_block or not is_kept:  # else it is a piece of the line before
            text = line.text
            for part in printed:
                text = text.replace(part, " ")  # parts side by side may run into each other
            words = [word for word in words_of(normalize_text(line.text, "words")) if not word.isdigit()]
            more = [word for word in words_of(normalize_text(text, "words")) if not word.isdigit()]
            other = sum(word not in known and word not in _BETWEEN_NAMES for word in more)
            is_part = (line.links and not line.control and are_link_words(line.text)) or _is_date(line.text)
            is_part = is_part or ((label := labelled(line.text)) is not None and label.part != "abstract")
            is_kept = not (0 < line.level < BOLD or is_part) and (
                other >= _FEWEST_OTHER_WORDS or 2 * other > len(words)
            )
        if is_kept:
            yield line


def _is_date(text: str) -> bool:
    return date_of(text.strip(" ,;.()")) is not None
