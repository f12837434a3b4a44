"""The links, emphasis and lists of running text as HTML that is safe to show anywhere."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.parse.page.lines import INLINE, SKIPPED
from profile_scraper.parse.page.links import absolute
from profile_scraper.sites import known_address

_EMPHASIS = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_EMAIL = re.compile(r"mailto:[^\s@<>\"'?&%]{1,64}@[A-Za-z0-9.-]{1,255}", re.IGNORECASE)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
"""As :func:`html.escape`, whose module loads a table of two thousand entities."""
_SPACE = re.compile(r"\s+")
_EMPTY = re.compile(r"<(em|strong)></\1>|<a [^<>]*></a>")
_DEEPEST = 40
"""Elements inside each other whose markup is kept; deeper ones are plain text."""


def rich_paragraphs(paragraphs: Sequence[tuple[str, _Element | None]], base: str) -> list[str]:
    """Each paragraph as an HTML fragment; none at all where no paragraph has a link, emphasis or a list.

    A fragment is ``<p>`` or a list of one item, with ``a[href]`` (http, https, mailto), ``em`` and ``strong`` inside.
    Its text is the paragraph's: where the element holds another text, the paragraph is given without markup.

    Args:
        paragraphs: the text of each paragraph as the record has it, and the element that holds it.
        base: absolute address that links are relative to.
    """
    parts: dict[_Element, dict[str, list[_Part]]] = {}
    fragments = []
    marked = False
    for text, element in paragraphs:
        inner, tag = _escaped(text), "p"
        if element is not None:
            if element not in parts:
                parts[element] = _parts_by_text(element, base)
            if same := parts[element].get(text):
                part = same.pop(0) if len(same) > 1 else same[0]
                inner, marked = part.html, marked or part.marked
            tag = _list_around(element) or "p"
        marked = marked or tag != "p"
        fragments.append(f"<p>{inner}</p>" if tag == "p" else f"<{tag}><li>{inner}</li></{tag}>")
    return fragments if marked else []


def _list_around(element: _Element) -> str | None:
    """``ul`` or ``ol`` where the element is one of several items of such a list, else None."""
    parent = element.getparent()
    if element.tag != "li" and parent is not None and parent.tag == "li" and len(parent) == 1:
        element, parent = parent, parent.getparent()
    if element.tag != "li" or parent is None or parent.tag not in ("ul", "ol") or len(parent) < 2:
        return None
    return str(parent.tag)


class _Part(NamedTuple):
    """A run of text between two breaks."""

    html: str
    marked: bool
    """Whether it has a link or emphasis."""


def _parts_by_text(element: _Element, base: str) -> dict[str, list[_Part]]:
    """The runs of an element's own text, in order, by the text that the record has of them."""
    if not len(element) and element.tag not in INLINE:
        return {}
    runs = _Runs(base)
    if element.tag in INLINE:
        runs.inline(element, 0)
    else:
        runs.inside(element, 0)
    runs.end()
    return runs.parts


class _Runs:
    """One walk through an element: its text and markup of ours, split where a line or a block ends."""

    def __init__(self, base: str) -> None:
        self.parts: dict[str, list[_Part]] = defaultdict(list)
        self._base = base
        self._open: list[str] = []
        """Opening tags that are not closed yet."""
        self._html: list[str] = []
        self._texts: list[str] = []
        """The run's text as printed, and piece by piece as the record has it."""
        self._shown: list[str] = []

    def inside(self, element: _Element, depth: int) -> None:
        """Walk through what stands inside an element."""
        self._text(element.text)
        for child in element:
            tag = child.tag
            if tag.__class__ is str and tag not in SKIPPED:
                if depth > _DEEPEST:
                    self._text("".join(map(str, child.itertext())))
                elif tag in INLINE:
                    self.inline(child, depth + 1)
                else:
                    self.end()  # a block has lines of its own
            self._text(child.tail)

    def inline(self, element: _Element, depth: int) -> None:
        """Walk through an inline element, inside the tag that stands for it, where one does."""
        opening = _EMPHASIS.get(str(element.tag), "")
        if opening:
            opening = f"<{opening}>"
        elif element.tag == "a" and (address := self._address(element.get("href"))):
            opening = f'<a href="{_escaped(address)}">'
        if not opening or opening in self._open or (opening[:2] == "<a" and any(tag[:2] == "<a" for tag in self._open)):
            self.inside(element, depth)
            return
        self._open.append(opening)
        self._html.append(opening)
        self.inside(element, depth)
        self._html.append(_closing(self._open.pop()))

    def end(self) -> None:
        """End the run; what is open is closed in it and opened again in the next one."""
        text = joined(clean("".join(self._texts)))
        html = "".join([*self._html, *map(_closing, reversed(self._open))])
        html = _SPACE.sub(" ", _EMPTY.sub("", html)).strip()
        if text and " ".join("".join(self._shown).split()) == text:
            self.parts[text].append(_Part(html, "<" in html))
        self._texts.clear()
        self._shown.clear()
        self._html = [*self._open]

    def _text(self, text: str | None) -> None:
        if text:
            self._texts.append(text)
            shown = _repaired(text)
            self._shown.append(shown)
            self._html.append(_escaped(shown))

    def _address(self, href: str | None) -> str | None:
        if href is None or not href.strip():
            return None
        if _EMAIL.fullmatch(href.strip()):
            return href.strip()
        return known_address(absolute(self._base, href))


def _closing(opening: str) -> str:
    return "</a>" if opening[:2] == "<a" else f"</{opening[1:]}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _repaired(text: str) -> str:
    """A text clean as the record's, with the space at its ends, which parts words."""
    inner = clean(text)
    if not inner:
        return " " if text[0].isspace() else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
