"""The text of an element as a person sees it: lines, with the links and the weight that they carry."""

import re
from typing import Literal, NamedTuple, TypeAlias

from lxml.etree import _Element

from profile_scraper.parse.page.clean import is_visible

Separator: TypeAlias = Literal["", " ", "~", "\n", "\n ", "\n~"]
"""What stands between a line and the one before: nothing; a space; a line break of the markup's (a space, or mere
layout). Behind ``\\n`` the same at the edge of a block."""


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _tags("""
    script style template svg noscript head title iframe object select textarea canvas audio video form nav
    footer
""")
INLINE = _tags("""
    a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark math q ruby s
    samp small span strike strong sub sup time tt u var wbr
""")
_SPLITTING = _tags("a button cite data label span time")
_BOLD = _tags("b strong")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_OPEN_EDGES: frozenset[Separator] = frozenset({"", "\n"})
_BROKEN: dict[Separator, Separator] = {"": "\n", " ": "\n ", "~": "\n~", "\n": "\n", "\n ": "\n ", "\n~": "\n~"}
BOLD = 7
_DEEPEST = 120


_LABEL_TOKEN = re.compile(r"(?:^|[\s_-])label(?:$|[\s_-])")
_MOST_LABEL_SPACES = 5
_LONGEST_BUTTON = 40
"""Characters."""


def names_itself_label(element: _Element) -> bool:
    """Whether an element's class names it a label: ``field-label``."""
    names = element.get("class")
    return names is not None and "label" in names and _LABEL_TOKEN.search(names) is not None


def can_be_label(text: str, element: _Element) -> bool:
    """Whether the text of an element can be a label by its form: one word only where the element says so."""
    spaces = text.count(" ")
    return spaces < _MOST_LABEL_SPACES and text[-1] not in ".,;!?" and (spaces > 0 or names_itself_label(element))


class Link(NamedTuple):
    """A link's text and its address as printed."""

    text: str
    href: str


class Line(NamedTuple):
    """One run of text, as printed but for its white space."""

    text: str
    level: int = 0
    """Weight as a heading: 1 to 6 as in ``h1`` to ``h6``, 7 for a block that is bold from end to end, 0 for none."""
    links: tuple[Link, ...] = ()
    separator: Separator = "\n"
    control: bool = False
    """Whether the text is a button or another thing to press."""
    element: _Element | None = None
    """The block that holds the text, None in a plain-text rendering."""

    @property
    def begins_block(self) -> bool:
        """Whether the line stands apart from the one before."""
        return self.separator[:1] == "\n"

    @property
    def href(self) -> str | None:
        """The address of the one link that holds the whole text, None where no link does."""
        return self.links[0].href if len(self.links) == 1 and self.links[0].text == self.text else None


def lines_of(element: _Element) -> list[Line]:
    """The element's text, one line a block; links inside a line are kept beside it."""
    return _walked(element, _Run()).lines


def spans_of(element: _Element) -> list[Line]:
    """The element's text, one line for each inline element that may hold something of its own (a name, a control)."""
    run = _Run()
    return _walked(element, run, split=run).lines


def lines_and_spans(element: _Element) -> tuple[list[Line], list[Line]]:
    """The element's lines and its pieces, in one walk."""
    line_run, span_run = _Run(), _Run()
    _walked(element, line_run, span_run, split=span_run)
    return line_run.lines, span_run.lines


def is_button(text: str, element: _Element | None) -> bool:
    """Whether a text inside an element is a thing to press and nothing else ('Read more')."""
    return (
        element is not None
        and len(text) <= _LONGEST_BUTTON
        and any(
            (each.tag == "button" or is_pressed(each)) and " ".join("".join(map(str, each.itertext())).split()) == text
            for each in element.iter("button", "a")
        )
    )


def is_pressed(anchor: _Element) -> bool:
    """Whether a link leads nowhere, so that a script waits for it to be pressed."""
    href = anchor.get("href")
    nowhere = href is not None and (href.strip() in ("", "#") or href.strip()[:11].lower() == "javascript:")
    return nowhere or anchor.get("role") == "button"


def _walked(element: _Element, *runs: "_Run", split: "_Run | None" = None) -> "_Run":
    flow = _Flow(element, runs, split)
    flow.inside(element, 0)
    flow.end()
    return runs[0]


def _with_space(separator: Separator, space: str) -> Separator:
    """An edge with the white space behind it, of which a line break tells nothing."""
    if separator == "\n":
        return "\n~" if "\n" in space else "\n "
    return "~" if "\n" in space else " "


class _Run:
    """The line that is being gathered, and those that are done."""

    __slots__ = ("bold", "lines", "links", "opened", "separator", "start")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.separator: Separator = "\n"
        self.links: list[Link] = []
        self.bold = 0
        self.start = 0
        """Where the line begins in the text gathered since the last block ended."""
        self.opened = 0
        """Where the open link begins in the line."""


class _Flow:
    """One walk through an element, in document order."""

    __slots__ = ("_block", "_control", "_href", "_level", "_parts", "_runs", "_split")

    def __init__(self, block: _Element, runs: tuple[_Run, ...], split: _Run | None) -> None:
        self._block = block
        self._runs = runs
        self._split = split
        """The run whose lines end at inline elements too that may hold something of their own."""
        self._parts: list[str] = []
        self._href: str | None = None
        self._level = 0
        self._control = False

    def inside(self, element: _Element, depth: int) -> None:
        """Walk through what stands inside an element."""
        parts = self._parts
        text = element.text
        if text:
            parts.append(text)
        if depth > _DEEPEST:
            parts.extend(str(text) for text in element.itertext() if text is not element.text)
            return
        for child in element:
            tag = child.tag
            if tag.__class__ is str and tag not in SKIPPED:
                if tag in INLINE:
                    self._inline(child, tag, depth + 1)
                elif tag == "br":
                    self._break()
                else:
                    self._block_inside(child, tag, depth + 1)
            tail = child.tail
            if tail:
                parts.append(tail)

    def end(self) -> None:
        """End the line of every run."""
        parts = self._parts
        if not parts:
            return
        raw = text = ""
        for run in self._runs:
            if run.start:
                self._split_off(run)
                run.start = 0
            else:
                if not raw:
                    raw = "".join(parts) if len(parts) > 1 else parts[0]
                    text = " ".join(raw.split())
                self._add(run, raw, text)
        parts.clear()

    def _break(self) -> None:
        if self._parts:
            self.end()
        for run in self._runs:
            run.separator = _BROKEN[run.separator]

    def _block_inside(self, element: _Element, tag: str, depth: int) -> None:
        self._break()
        level, control = _LEVELS.get(tag, self._level), self._control or tag == "summary"
        if not len(element):
            # Most blocks of a page are leaves; the short way halves the walk.
            if raw := element.text:
                self._leaf(element, raw, level, control=control)
            return
        outer = self._level, self._control, self._block
        self._level, self._control, self._block = level, control, element
        self.inside(element, depth)
        self._break()
        self._level, self._control, self._block = outer

    def _leaf(self, element: _Element, raw: str, level: int, *, control: bool) -> None:
        text = " ".join(raw.split())
        if not text or not is_visible(text):
            return
        links = (Link(text, self._href),) if self._href is not None else ()
        line: Line | None = None
        for run in self._runs:
            if run.separator == "\n" and raw[0].isspace():
                run.separator = _with_space("\n", raw[: len(raw) - len(raw.lstrip())])
            if line is None or line.separator != run.separator:
                line = Line(text, level, links, run.separator, control, element)
            run.lines.append(line)
            run.separator = _with_space("\n", raw[len(raw.rstrip()) :]) if raw[-1].isspace() else "\n"

    def _inline(self, element: _Element, tag: str, depth: int) -> None:
        split = self._split if tag in _SPLITTING else None
        if split is not None:
            self._split_off(split)
        control = self._control
        if tag == "a":
            self._link(element, depth, split)
        else:
            starts = [len(self._parts) - run.start for run in self._runs] if tag in _BOLD else []
            if tag == "button" or (tag != "b" and element.get("role") == "button"):
                self._control = True
            self.inside(element, depth)
            for run, start in zip(self._runs, starts, strict=False):
                run.bold += sum(len(part.strip()) for part in self._parts[run.start + start :])
            if split is not None:
                self._split_off(split)
        self._control = control

    def _link(self, element: _Element, depth: int, split: _Run | None) -> None:
        parts, runs = self._parts, self._runs
        around, href = self._href, element.get("href")
        if around is None and href is None:
            self.inside(element, depth)
            if split is not None:
                self._split_off(split)
            return
        opened = [run.opened for run in runs] if around is not None else []  # a link inside a link
        if href is not None:
            self._href = href
            for run in runs:
                run.opened = len(parts) - run.start
            self._control = self._control or href[:1] in ("", "#") or element.get("role") == "button"
        self.inside(element, depth)
        for run in runs:
            self._close(run)
        if split is not None:
            self._split_off(split)
        self._href = around
        for run, index in zip(runs, opened, strict=False):
            run.opened = min(index, len(parts) - run.start)

    def _close(self, run: _Run) -> None:
        """Keep the open link with the text gathered since it opened."""
        if self._href is not None:
            text = " ".join("".join(self._parts[run.start + run.opened :]).split())
            if text:
                run.links.append(Link(text, self._href))
            run.opened = len(self._parts) - run.start

    def _split_off(self, run: _Run) -> None:
        """End the line of one run, inside a block."""
        if run.start < len(self._parts):
            raw = "".join(self._parts[run.start :])
            self._add(run, raw, " ".join(raw.split()))
            run.start = len(self._parts)

    def _add(self, run: _Run, raw: str, text: str) -> None:
        if run.separator in _OPEN_EDGES and raw[0].isspace():
            run.separator = _with_space(run.separator, raw[: len(raw) - len(raw.lstrip())])
        if text and is_visible(text):
            self._close(run)
            level = self._level
            if run.bold and not level and run.bold >= len(text) - 2:
                level = BOLD
            run.lines.append(Line(text, level, tuple(run.links), run.separator, self._control, self._block))
            run.separator = _with_space("", raw[len(raw.rstrip()) :]) if raw[-1].isspace() else ""
        run.links.clear()
        run.opened = run.bold = 0
