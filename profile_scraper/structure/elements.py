"""Elements of a page's tree: their text, what stands around them, stable class tokens, levels of headings."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from lxml.etree import XPath, _Element

from profile_scraper.structure.words import section_of
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import collapse_whitespace

_LONGEST_TOKEN = 80
_LONGEST_NAMES = 2000
_MOST_PARTS = 1000
"""Pieces of white space between the words of one short text."""
_STATES = word_set("""
    odd even first last active current open show collapsed selected visible hidden lazy loaded
""")
_HASHED = re.compile(
    r"(?:css|sc|jsx|jss|svelte|emotion|chakra|tw)-[a-z0-9]{4,}|[a-zA-Z]*\d[a-zA-Z0-9]{5,}|_[A-Za-z0-9_-]{5,}"
)
_BUILD_TAIL = re.compile(r"-sc-[a-z0-9]+-\d+$")
_UPPER, _LOWER = re.compile(r"[A-Z]"), re.compile(r"[a-z]")
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_STYLED_TAGS = ("span", "font", "b", "strong")
STRING = XPath("string()", smart_strings=False)
"""Text of elements, none of comments and processing instructions."""
_CLASSES = XPath("descendant-or-self::*/@class", smart_strings=False)


def text_of(element: _Element) -> str:
    """All text inside an element, collapsed."""
    return collapse_whitespace(str(STRING(element)))


def clear_element(element: _Element) -> None:
    """Take away all that an element holds and states; the text behind it stays."""
    tail = element.tail
    element.clear()
    element.tail = tail


def styled_tag(element: _Element) -> str:
    """The tag that says what an element looks like: a bold ``span`` is a ``b``, one in italics an ``i``.

    A ``b`` of normal weight, as editors paste it around a whole text, is a ``span``.
    """
    tag = str(element.tag)
    style = element.get("style") if tag in _STYLED_TAGS else None
    if not style or "font-" not in style:
        return tag
    if tag in ("b", "strong"):
        return "span" if _PLAIN_STYLE.search(style) else tag
    return "b" if _BOLD_STYLE.search(style) else "i" if _ITALIC_STYLE.search(style) else tag


def join_cut_words(root: _Element) -> None:
    """Make one element of two that part a word, as editors leave them where somebody typed into it.

    Both look alike, and the text around them has its own spaces: values that stand side by side have none.
    """
    for element in list(root.iter("span", "font", "b", "strong", "em", "i")):
        after = element.getnext()
        while after is not None and _are_one_word(element, after):
            parent = element.getparent()
            if parent is None or not any(_has_edge_space(each) for each in parent if each is not after):
                break
            element.text, element.tail = f"{element.text}{after.text}", after.tail
            parent.remove(after)
            after = element.getnext()


def _are_one_word(element: _Element, after: _Element) -> bool:
    if element.tail or element.tag != after.tag or len(element) or len(after) or not element.text or not after.text:
        return False
    same = all(element.get(key) == after.get(key) for key in ("class", "style"))
    return same and element.text[-1].isalpha() and after.text[0].islower()


def _has_edge_space(element: _Element) -> bool:
    text = (element.text or "") if element.tag.__class__ is str else ""
    return text[:1].isspace() or text[-1:].isspace()


def is_whole_text(element: _Element, text: str) -> bool:
    """Whether a text is all that an element holds; one that holds more is not read to its end."""
    if not len(element):
        own = element.text or ""
        return len(own.strip()) <= len(text) and collapse_whitespace(own) == text
    parts: list[str] = []
    size = 0
    for part in islice(element.itertext("*"), _MOST_PARTS + len(text)):
        size += len(part.strip())
        if size > len(text):
            return False
        parts.append(str(part))
    return collapse_whitespace("".join(parts)) == text


def ancestry(element: _Element) -> Iterator[_Element]:
    """The element and all elements around it, innermost first."""
    yield element
    yield from element.iterancestors()


def is_inside(element: _Element, elements: Container[_Element]) -> bool:
    """Whether an element is one of some elements or stands in one."""
    return any(each in elements for each in ancestry(element))


def is_within(element: _Element, *tags: str) -> bool:
    """Whether an element or one around it has one of these tags."""
    return any(each.tag in tags for each in ancestry(element))


def common_element(elements: Sequence[_Element]) -> _Element:
    """The innermost element that holds all of some elements."""
    common = elements[0]
    for element in elements[1:50]:
        if element is common:
            continue
        around = set(ancestry(element))
        common = next((each for each in ancestry(common) if each in around), common)
    return common


def scope_among(element: _Element, scopes: Container[_Element]) -> _Element | None:
    """The innermost of some elements that is an element or stands around it, None where none does."""
    return next((each for each in ancestry(element) if each in scopes), None)


def stable_tokens(element: _Element, frequent: Container[str] = ()) -> tuple[str, ...]:
    """The class tokens that a template gives to an element and a new build of the site leaves, sorted.

    ``*`` at a token's end stands for a part that changes with each build.

    Args:
        element: the element.
        frequent: tokens that count although a new build changes them: many elements share them now.
    """
    names = element.get("class")
    if not names:
        return ()
    stable, changing = _tokens_in(names[:_LONGEST_NAMES])
    more = [name for name in changing if name in frequent]
    return tuple(sorted({*stable, *more})) if more else stable


def changing_tokens(root: _Element) -> Counter[str]:
    """How many elements of a page have each class token that a new build of the site changes."""
    classes: Any = _CLASSES(root)
    found = Counter[str]()
    for names, count in Counter[str](classes).items():
        for name in _tokens_in(names[:_LONGEST_NAMES]).changing:
            found[name] += count
    return found


class _Tokens(NamedTuple):
    """The tokens of one ``class`` attribute."""

    stable: tuple[str, ...]
    """Those that a new build of the site leaves, sorted."""
    changing: tuple[str, ...]
    """Those that it changes, as printed."""


@lru_cache(maxsize=1 << 12)
def _tokens_in(names: str) -> _Tokens:
    stable, changing = set(), []
    for name in names.split():
        if name.lower() in _STATES or len(name) > _LONGEST_TOKEN:
            continue
        token = _stable_part(name)
        if token is None:
            changing.append(name)
        else:
            stable.add(token)
    return _Tokens(tuple(sorted(stable)), tuple(changing))


def _stable_part(name: str) -> str | None:
    tail = _BUILD_TAIL.search(name)
    if tail:
        return name[: tail.start()] + "*"
    if _HASHED.fullmatch(name) or sum(map(str.isdigit, name)) >= 4:
        return None
    is_short = len(name) <= 7 and "-" not in name and "_" not in name
    return None if is_short and _LOWER.search(name) and _UPPER.search(name, 1) else name


BLOCKS = word_set("""
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul
""")
_HEADING_TAGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_HEADING_TOKEN = re.compile(
    r"(?:^|[-_])(?:sub)?(?:heading|title|titre|label|header|rubrique|entete|caption)s?\*?$", re.IGNORECASE
)
LIKE_HEADING = 7
"""Level of a line that is no ``h1`` to ``h6`` but looks like a heading: bold, a term, a class that says so."""
_LONGEST_HEADING = 60


_MOST_CELLS = 60


def column_of(cell: _Element) -> int:
    """The number of a cell in its row, from 0; at most 60."""
    return sum(1 for _ in islice(cell.itersiblings("td", "th", preceding=True), _MOST_CELLS))


def head_of_column(cell: _Element) -> _Element | None:
    """The head of the column that a cell of a table stands in; None where the first row has none."""
    row = cell.getparent()
    table = next(cell.iterancestors("table"), None)
    first = next(table.iter("tr"), None) if table is not None else None
    number = column_of(cell)
    if first is None or first is row or any(each.tag != "th" for each in first) or number >= len(first):
        return None
    return first[number]


def is_term(element: _Element) -> bool:
    """Whether an element is the term of a definition, the head of a row, or the known label in a row of two cells."""
    cell = next((each for each in ancestry(element) if each.tag in ("dt", "th")), None)
    if cell is not None:
        return not _is_column_head(cell)
    return any(map(_is_label_cell, ancestry(element)))


def _is_column_head(cell: _Element) -> bool:
    """Whether a cell stands at the head of a column: its row has heads alone, several of them."""
    row = cell.getparent() if cell.tag == "th" else None
    return row is not None and len(row) > 1 and all(each.tag == "th" for each in row)


def _is_label_cell(cell: _Element) -> bool:
    row = cell.getparent() if cell.tag == "td" else None
    if row is None or len(row) != 2 or row[0] is not cell:
        return False
    text = text_of(cell)
    return len(text) <= _LONGEST_HEADING and section_of(text.rstrip(": ")) is not None


def heading_level(element: _Element, text: str, *, bold: bool) -> int:
    """The level of a line as a heading: 1 to 6, ``LIKE_HEADING``, or 0 for no heading.

    Args:
        element: the innermost element that holds the whole line.
        text: the line.
        bold: whether the whole line is bold.
    """
    is_like = False
    for each in ancestry(element):
        level = _HEADING_TAGS.get(str(each.tag))
        if level:
            return level
        if is_like and each.tag in BLOCKS:
            break
        if _is_column_head(each):
            return 0
        if each.tag in ("dt", "th", "summary", "caption", "legend") or _is_label_cell(each):
            return LIKE_HEADING
        if each.get("role") == "heading":
            stated = each.get("aria-level") or "2"
            return int(stated) if stated in "123456" else 2
        is_complete = len(text) <= _LONGEST_HEADING and is_whole_text(each, text)
        # A heading around an element whose class says the same is the greater one.
        is_like = is_like or (is_complete and any(map(_HEADING_TOKEN.search, stable_tokens(each))))
        if each.tag in BLOCKS and (is_like or not is_complete):
            break
    return LIKE_HEADING if is_like or (bold and len(text) < _LONGEST_HEADING) else 0
