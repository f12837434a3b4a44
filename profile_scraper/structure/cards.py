"""Lists of people: what stands at one path is one column, and the element around one name is that person's card."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from lxml.etree import _Element

from profile_scraper.structure.contacts import host_of, images_of, share_in_address
from profile_scraper.structure.elements import ancestry, is_inside, scope_among
from profile_scraper.structure.lines import Line, Page, Path
from profile_scraper.structure.names import bare_name, is_name, name_key
from profile_scraper.structure.reference_parts import YEAR
from profile_scraper.structure.words import is_prose, is_role, section_of
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import normalize_text

_GREAT = ("h1", "h2", "h3", "h4", "h5", "h6")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|pdf|svg)$", re.IGNORECASE)
_PEOPLE_WORDS = word_set("""
    people team equipe members membres staff annuaire directory chercheurs researchers personnel
""")
_WORK_WORDS = frozenset(["publications", "publication", "papers"])


@dataclass(slots=True, eq=False)
class Card:
    """One person of a list."""

    page: Page
    element: _Element
    head: Line
    """The line that names the person."""
    lines: list[Line]
    more: list[_Element] = field(default_factory=list)
    """Elements beside the first that belong to the person, where nothing is around all of them."""

    def images(self) -> Iterator[_Element]:
        """The images of the card that a page shows."""
        return (image for each in (self.element, *self.more) for image in images_of(each))

    def links(self) -> list[tuple[str, str]]:
        """Text and printed address of each link of the card."""
        return [link for line in self.lines for link in line.links]


def columns_of(page: Page, lines: Iterable[Line]) -> dict[Path, list[Line]]:
    """Lines by where they stand."""
    columns: dict[Path, list[Line]] = defaultdict(list)
    for line in lines:
        columns[page.path(line.element)].append(line)
    return columns


def people_lists(page: Page) -> list[list[Card]]:
    """The lists of people on a page: columns of names, each name with the card around it."""
    lines = [line for line in page.lines if not line.framed and line.text]
    used: set[int] = set()
    found = []
    of_people = subject_of(page) == "people"
    columns = columns_of(page, lines)
    for column in sorted(_with_headings(columns), key=lambda lines: lines[0].index):
        heads = [line for line in column if is_name(bare_name(line.text))]
        if len(heads) < 2 or len(heads) < 0.6 * len(column):
            continue
        if len({name_key(line.text) for line in heads}) < 0.6 * len(heads) or heads[0].index in used:
            continue
        cards = cards_around(page, heads)
        cards += _cards_beside(page, cards)
        if any(card.head.index in used for card in cards) or not _are_people(page, cards, of_people=of_people):
            continue
        used.update(line.index for card in cards for line in card.lines)
        found.append(cards)
    return found


def _with_headings(columns: Mapping[Path, Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The columns; headings of one path are one column, whether a link is around their text or not."""
    joined: dict[Path, list[Line]] = defaultdict(list)
    for path, column in columns.items():
        joined[_path_to_heading(path)] += column
    for column in joined.values():
        yield sorted(column, key=lambda line: line.index)


def cards_around(page: Page, heads: Sequence[Line]) -> list[Card]:
    """The widest elements that hold one of these lines each; none where two lines share an element."""
    depths = [len(page.path(line.element)) for line in heads]
    # A link around a name is no level of its own: all cards widen from the same depth.
    scopes = [
        next(islice(ancestry(line.element), depth - min(depths), None))
        for line, depth in zip(heads, depths, strict=True)
    ]
    if len(set(scopes)) < len(scopes):
        return []
    while True:
        parents = [scope.getparent() for scope in scopes]
        within = [parent for parent in parents if parent is not None and parent.tag not in ("body", "html", "main")]
        if len(set(within)) < len(scopes):
            break
        scopes = within
    return _filled(page, list(zip(scopes, heads, strict=True)))


def _filled(page: Page, scopes: Sequence[tuple[_Element, Line]]) -> list[Card]:
    inside = _lines_inside(page, [scope for scope, _ in scopes])
    return _reaching_on([Card(page, scope, head, inside[scope] or [head]) for scope, head in scopes])


def _reaching_on(cards: list[Card]) -> list[Card]:
    """Cards that are only a name each, with what stands behind each up to the next one."""
    parents = {card.element.getparent() for card in cards}
    if len(cards) < 2 or any(len(card.lines) > 1 for card in cards) or len(parents) > 1 or cards[0].head.level == 0:
        return cards
    edges = {card.element for card in cards}
    page, level = cards[0].page, cards[0].element.tag
    for card in cards:
        for each in card.element.itersiblings():
            if each in edges or each.tag == level or (str(each.tag) in _GREAT and str(level) > str(each.tag)):
                break
            if each.tag.__class__ is str:
                card.more.append(each)
    inside = _lines_inside(page, [each for card in cards for each in card.more])
    for card in cards:
        card.lines += [line for each in card.more for line in inside[each]]
    return cards


def _lines_inside(page: Page, elements: Sequence[_Element]) -> dict[_Element, list[Line]]:
    """The lines of each of some elements; those of nested ones belong to the innermost."""
    inside: dict[_Element, list[Line]] = {element: [] for element in elements}
    for line in page.lines if elements else ():
        scope = scope_among(line.element, inside)
        if scope is not None:
            inside[scope].append(line)
    return inside


def _cards_beside(page: Page, cards: Sequence[Card]) -> list[Card]:
    """Elements beside the cards, of the same path, that name a person in another way (without a link, say).

    A row that names several people alike is no card: each of them has their own.
    """
    if len(cards) < 2 or len({page.path(card.element) for card in cards}) > 1:
        return []
    path = page.path(cards[0].element)
    known = {card.element for card in cards}
    rest = [each for each in page.root.iter(cards[0].element.tag) if each not in known and page.path(each) == path]
    printed = {element: [line for line in lines if line.text] for element, lines in _lines_inside(page, rest).items()}
    firsts = [(element, lines[0]) for element, lines in printed.items() if lines]
    heads = [(element, head) for element, head in firsts if is_name(bare_name(head.text))]
    return _filled(page, [(element, head) for element, head in heads if not _names_more(page, head, printed[element])])


def _names_more(page: Page, head: Line, lines: Iterable[Line]) -> bool:
    """Whether other people's names stand where a card's own name does."""
    path, key = page.path(head.element), name_key(head.text)
    return any(
        page.path(line.element) == path and is_name(bare_name(line.text)) and name_key(line.text) != key
        for line in lines
    )


def _are_people(page: Page, cards: Sequence[Card], *, of_people: bool) -> bool:
    """Whether cards that a name heads are people's, and not authors of one work or works by one name."""
    if not cards:
        return False
    linked = pictured = titled = mailed = dated = 0
    for card in cards:
        others = [line for line in card.lines if line is not card.head]
        addresses = [page.absolute(href) for _, href in card.links()]
        linked += any(share_in_address(card.head.text, address) > 0.5 for address in addresses)
        pictured += next(card.images(), None) is not None
        titled += any(is_role(line.text) for line in others)
        mailed += any(href[:7].lower() == "mailto:" for _, href in card.links())
        long = any(len(line.text) > 50 for line in others)
        dated += long and YEAR.search(" ".join(line.text for line in others)) is not None
    score = (1.5 * linked + pictured + titled + mailed - 1.5 * dated) / len(cards)
    heading = heading_above(page, cards[0].head)
    if heading and (section_of(heading.text) == "people" or is_role(heading.text)):
        score += 1
    return score + 0.7 * of_people >= 1


def heading_above(page: Page, line: Line) -> Line | None:
    """The nearest heading above a line that is no heading of its own column."""
    path = _path_to_heading(page.path(line.element))
    for other in reversed(page.lines[max(0, line.index - 400) : line.index]):
        if other.level and not other.framed and _path_to_heading(page.path(other.element)) != path:
            return other
    return None


def _path_to_heading(path: Path) -> Path:
    """The path down to the heading that holds an element: a link around its text is no column of its own."""
    depth = next((number for number, step in enumerate(path, 1) if step[0] in _GREAT), len(path))
    return path[:depth]


def part_of(page: Page) -> str | None:
    """The part of a profile that a whole page is, by its first greatest heading: ``publications``, ``students``.

    A page with running text before that heading is more than this part.
    """
    headings = [line for line in page.lines if 1 <= line.level <= len(_GREAT) and not line.framed and line.text]
    if not headings:
        return None
    greatest = min(headings, key=lambda line: line.level)
    if any(is_prose(line.text) and not line.framed for line in page.lines[: greatest.index]):
        return None
    found = section_of(greatest.text)
    return found if found in ("publications", "students") else None


def subject_of(page: Page) -> str | None:
    """What a page's first headings, title or address say that it lists: ``people``, ``publications`` or None."""
    texts = [line.text for line in page.lines if not line.framed and 1 <= line.level <= 3]
    title = next((each.text for each in page.root.iter("title") if each.text), "")
    for text in [*texts, *re.split(r"\s+[|–—·-]\s+", title or "")]:
        found = section_of(text)
        if found in ("people", "students"):
            return "people"
        if found == "publications":
            return found
    words = set(normalize_text(unquote(page.url.partition("//")[2].partition("/")[2]), "label_words").split())
    if words & _PEOPLE_WORDS:
        return "people"
    return "publications" if words & _WORK_WORDS else None


def own_address(card: Card) -> str | None:
    """The address of the person's own page of this site that a card links to, None where it links to none."""
    page = card.page
    own_host = host_of(page.url)
    named = None
    for text, href in card.links():
        address = page.absolute(href)
        if not href or href.startswith("#") or host_of(address) != own_host or _FILE.search(address):
            continue
        if share_in_address(card.head.text, address) > 0.5:
            return address
        if text == card.head.text and named is None and address.partition("#")[0] != page.url:
            named = address
    return named


def cards_of_elements(page: Page, elements: Sequence[_Element], heads: frozenset[_Element]) -> list[Card]:
    """The cards that a site's selectors give.

    Args:
        page: the page.
        elements: the cards; one without a name is none.
        heads: elements of the names, empty where no selector gives them.
    """
    cards = []
    for element, lines in _lines_inside(page, elements).items():
        stated = [line for line in lines if is_inside(line.element, heads)]
        head = next((line for line in [*stated, *lines] if line.text and is_name(bare_name(line.text))), None)
        if head is not None:
            cards.append(Card(page, element, head, lines))
    return _reaching_on(cards)
