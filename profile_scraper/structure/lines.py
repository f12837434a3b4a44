"""A page as lines of text that know where they stand: one run of text between two breaks of the layout."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeAlias
from urllib.parse import urljoin

from lxml.etree import _Element

from profile_scraper.structure.elements import (
    _HEADING_TAGS,
    _LONGEST_HEADING,
    BLOCKS,
    STRING,
    ancestry,
    changing_tokens,
    column_of,
    common_element,
    head_of_column,
    heading_level,
    join_cut_words,
    stable_tokens,
    styled_tag,
    text_of,
)
from profile_scraper.structure.heading_controls import clear_heading_controls
from profile_scraper.structure.names import bare_name, is_name
from profile_scraper.structure.regions import clear_bullets, clear_exports, is_frame, links_to_alternates, name_panels
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import collapse_whitespace, normalize_text
from profile_scraper.text.redirections import target_of

SKIPPED = word_set("""
    script style template svg noscript iframe select option button input textarea object embed canvas head title
    meta link base
""")
_BOLD = frozenset(("strong", "b"))
_CHIPS = frozenset(("span", "a", "em", "i", "small", "mark", "label", "button"))
_LONGEST_CHIP = 60
_MOST_FIELDS = 8
_FREQUENT = 3
"""Elements of a page that share a class token of one build: it tells columns apart on this page."""
_DEEPEST = 150


Step: TypeAlias = tuple[str, tuple[str, ...]]
"""A tag and its stable class tokens."""
Path: TypeAlias = tuple[Step, ...]
"""Steps from the root of a page down to an element: what stands at one path on many pages is one column."""


@dataclass(slots=True, eq=False)
class Line:
    """One run of text of a page: what a reader sees as a line or a paragraph. Empty where only an icon is linked."""

    text: str
    element: _Element
    """The innermost element that holds the whole line."""
    level: int
    """1 to 6 as in ``h1`` to ``h6``, 7 for what looks like a heading otherwise, 0 for none."""
    links: list[tuple[str, str]]
    """Text and address, as printed, of each link."""
    framed: bool
    """Whether the line stands in a menu or a footer."""
    index: int = 0
    """Where it stands among the lines of its page."""
    in_item: bool = False
    """Whether it belongs to a publication of a list."""
    shared: bool = False
    """Whether many pages of the same site and language print it."""
    language: str | None = None
    """On a page in both languages the one that the line is in, None for what belongs to both."""


_PICTURED_CHARACTERS = {
    "@": "@",
    "at": "@",
    "(at)": "@",
    "[at]": "@",
    "arobase": "@",
    "arobas": "@",
    ".": ".",
    "dot": ".",
    "point": ".",
}
"""Signs of an e-mail address that a page shows as pictures, by the text that stands for the picture."""
LONGEST_PATH = 120
"""Elements of a path: what is nested deeper is told by the elements around it."""


@dataclass(eq=False)
class Page:
    """One page: its tree, its lines, and the paths of its elements."""

    url: str
    """The address that the page was fetched from, or the file's name."""
    root: _Element
    base: str
    """What its links are relative to."""
    language: str | None = None
    lines: list[Line] = field(default_factory=list)
    _paths: dict[_Element, Path] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    @cached_property
    def frequent(self) -> frozenset[str]:
        """Class tokens of this build of the site that tell columns apart."""
        return frozenset(token for token, count in changing_tokens(self.root).items() if count >= _FREQUENT)

    def path(self, element: _Element) -> Path:
        """Tags and stable class tokens from the root down to an element; of a deep one, of those around it last."""
        unknown = []
        known: Path = ()
        for each in ancestry(element):
            found = self._paths.get(each)
            if found is not None:
                known = found
                break
            unknown.append(each)
        for each in reversed(unknown):  # not by recursion: tags that are never closed nest by the thousand
            known = self._paths[each] = (*known[1 - LONGEST_PATH :], self.step(each))
        return known

    def is_in_language(self, line: Line) -> bool:
        """Whether a line belongs to the language that the page is read in."""
        return line.language is None or line.language == self.language

    def step(self, element: _Element) -> Step:
        """Tag and stable class tokens of one element; a cell of a table has its column among the tokens."""
        tag, tokens = styled_tag(element), stable_tokens(element, self.frequent)
        if tag in ("td", "th"):
            tokens = (*tokens, *_cell_tokens(element))
        return tag, tokens

    def absolute(self, href: str) -> str:
        """A printed address as the page means it, empty where it is none; one that only leads on is the one behind."""
        found = self._addresses.get(href)
        if found is None:  # several fields ask for each link
            try:
                found = target_of(urljoin(self.base, href.strip()))
            except ValueError:
                found = ""
            self._addresses[href] = found
        return found


def page_of(url: str, root: _Element) -> Page:
    """The lines of a page's tree; links are relative to its ``<base>`` where it has one."""
    base = next((each.get("href") for each in root.iter("base") if each.get("href")), None)
    try:
        base_url = urljoin(url, base) if base else url
    except ValueError:
        base_url = url
    clear_exports(root)
    clear_bullets(root)
    clear_heading_controls(root)
    join_cut_words(root)
    leading = name_panels(root, url, base_url) | links_to_alternates(root, base_url)
    page = Page(url, root, base_url)
    page.lines = _LineReader(leading).read(root)
    return page


def lines_of_tree(root: _Element) -> list[Line]:
    """The lines of a tree that others read too: nothing is cleared or named."""
    return _LineReader(frozenset()).read(root)


def _cell_tokens(cell: _Element) -> Iterator[str]:
    """The number of a cell in its row, and the words at the head of its column."""
    yield f"#{column_of(cell)}"
    head = head_of_column(cell)
    text = text_of(head) if head is not None else ""
    if 0 < len(text) <= _LONGEST_HEADING:
        yield "-".join(normalize_text(text, "label_words").split())


class _Run(NamedTuple):
    text: str
    element: _Element
    anchor: _Element | None
    bold: bool


class _LineReader:
    """Walks a tree once and cuts its text at the edges of blocks and at line breaks."""

    def __init__(self, leading: Container[_Element]) -> None:
        self._leading = leading
        self._runs: list[_Run] = []
        self._lines: list[Line] = []

    def read(self, root: _Element) -> list[Line]:
        self._walk(root, None, bold=False, framed=False, depth=0)
        self._end_line(framed=False)
        for index, line in enumerate(self._lines):
            line.index = index
        return self._lines

    def _walk(self, element: _Element, anchor: _Element | None, *, bold: bool, framed: bool, depth: int) -> None:
        tag = element.tag
        if depth > _DEEPEST or tag.__class__ is not str or (tag in SKIPPED and not is_content_button(element)):
            return  # a comment's tag is a function
        if tag == "br":
            self._end_line(framed=framed)
            return
        block = tag in BLOCKS
        if block:
            self._end_line(framed=framed)
        framed = framed or is_frame(element) or element in self._leading
        bold = bold or styled_tag(element) in _BOLD
        if tag == "a" and element.get("href") is not None:
            anchor = element
            self._runs.append(_Run("", element, anchor, bold))
        if own_text := element.text if tag != "img" else self._sign_of(element):
            self._runs.append(_Run(own_text, element, anchor, bold))
        chips = tag not in _HEADING_TAGS and (_are_chips(element) or _is_name_with_fields(element))
        before: _Element | None = None
        for child in element:
            if chips or (before is not None and tag not in _HEADING_TAGS and _are_glued(before, child)):
                self._end_line(framed=framed)
            before = child
            self._walk(child, anchor, bold=bold, framed=framed, depth=depth + 1)
            if child.tail:
                self._runs.append(_Run(child.tail, element, anchor, bold))
        if block:
            self._end_line(framed=framed)

    def _sign_of(self, image: _Element) -> str | None:
        """The sign of an e-mail address that a picture in the middle of a line stands for."""
        return _PICTURED_CHARACTERS.get((image.get("alt") or "").strip().lower()) if self._runs else None

    def _end_line(self, *, framed: bool) -> None:
        runs, self._runs = self._runs, []
        if not runs:
            return
        printed_text = "".join([run.text for run in runs])
        if printed_text.isspace() and all(run.anchor is None for run in runs):
            return  # what stands between two blocks
        text = collapse_whitespace(printed_text)
        links: dict[_Element, list[str]] = {}
        for run in runs:
            if run.anchor is not None:
                links.setdefault(run.anchor, []).append(run.text)
        if not text and not links:
            return
        printed = [run for run in runs if run.text.strip()] or runs
        element = common_element([run.element for run in printed])
        level = heading_level(element, text, bold=all(run.bold for run in printed)) if text else 0
        named = [(collapse_whitespace("".join(texts)), anchor.get("href") or "") for anchor, texts in links.items()]
        self._lines.append(Line(text, element, level, named, framed))


def is_content_button(element: _Element) -> bool:
    """Whether an element is a button that holds a heading or an item's text, as accordions and lists of badges have."""
    parent = element.getparent()
    if element.tag != "button" or parent is None:
        return False
    return parent.tag in _HEADING_TAGS or (parent.tag == "li" and len(parent) == 1)


def _are_chips(element: _Element) -> bool:
    """Whether an element holds nothing but short inline elements of one class: each is a value of its own."""
    if len(element) < 2 or (element.text and not element.text.isspace()):
        return False
    first = element[0]
    names = first.get("class")
    if first.tag not in _CHIPS or not names:
        return False
    for child in element:
        if child.tag != first.tag or child.get("class") != names or (child.tail and not child.tail.isspace()):
            return False
        # A space at the edge of a styled word says that the text goes on.
        raw = "".join(islice(map(str, child.itertext()), 8))
        text = raw.strip()
        spaced = raw != text and "\n" not in raw
        if spaced or not text or len(text) > _LONGEST_CHIP or text[-1] in ",.;:" or text[0] in ",.;:":
            return False
    return True


def _is_name_with_fields(element: _Element) -> bool:
    """Whether a block holds inline elements alone, each of a class of its own, of which the first is a person's name.

    Style sheets set each on a line of its own. A name in parts is a name as a whole, too.
    """
    if len(element) < 2 or element.tag not in BLOCKS or (element.text and not element.text.isspace()):
        return False
    names = [child.get("class") for child in islice(element, _MOST_FIELDS + 1)]
    if len(names) > _MOST_FIELDS or not all(names) or len(set(names)) < len(names):
        return False
    if any(child.tag not in _CHIPS or (child.tail and not child.tail.isspace()) for child in element):
        return False
    first = text_of(element[0])
    return len(first) <= _LONGEST_CHIP and is_name(bare_name(first)) and not is_name(bare_name(text_of(element)))


def _are_glued(element: _Element, following: _Element) -> bool:
    """Whether two inline elements stand side by side so that their words would run into each other."""
    if element.tail or element.tag not in _CHIPS or following.tag not in _CHIPS:
        return False
    one, other = str(STRING(element)), str(STRING(following))
    return len(one) > 2 and len(other) > 2 and one[-1:].isalnum() and other[:1].isalnum()
