"""The text of an element as a person sees it: lines, with the links and the weight that they carry."""

from lxml.etree import _Element

from profile_scraper.parse.outline import Glue, Line, Link


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _tags("""
    script style template svg noscript head title iframe object select textarea canvas audio video form nav
    footer
""")
_INLINE = _tags("""
    a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark math q ruby s
    samp small span strike strong sub sup time tt u var wbr
""")
_SPLITTING = _tags("a button cite data label span time")
_BOLD = _tags("b strong")
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_OPEN_EDGES: frozenset[Glue] = frozenset({"", "\n"})
_BROKEN: dict[Glue, Glue] = {"": "\n", " ": "\n ", "~": "\n~", "\n": "\n", "\n ": "\n ", "\n~": "\n~"}
BOLD = 7
_DEEPEST = 120


def lines_of(element: _Element) -> list[Line]:
    """The element's text, one line a block; links inside a line are kept beside it."""
    return _walked(element, pieces=False).lines


def pieces_of(element: _Element) -> list[Line]:
    """The element's text, one line for each inline element that may hold something of its own (a name, a control)."""
    return _walked(element, pieces=True).lines


def owned_lines(element: _Element, *, pieces: bool = False) -> tuple[list[Line], list[_Element]]:
    """The element's lines (or pieces), and for each the block that it stands in."""
    flow = _walked(element, pieces=pieces)
    return flow.lines, flow.owners


def _walked(element: _Element, *, pieces: bool) -> "_Flow":
    flow = _Flow(element, pieces=pieces)
    flow.inside(element, 0)
    flow.flush()
    return flow


def _with_space(edge: Glue, space: str) -> Glue:
    """An edge with the white space behind it, of which a line break tells nothing."""
    if edge == "\n":
        return "\n~" if "\n" in space else "\n "
    return "~" if "\n" in space else " "


class _Flow:
    """One walk through an element, in document order."""

    __slots__ = (
        "_block",
        "_bold",
        "_control",
        "_edge",
        "_href",
        "_level",
        "_links",
        "_opened",
        "_parts",
        "_pieces",
        "lines",
        "owners",
    )

    def __init__(self, block: _Element, *, pieces: bool) -> None:
        self.lines: list[Line] = []
        self.owners: list[_Element] = []
        self._block = block
        self._pieces = pieces
        self._parts: list[str] = []
        self._edge: Glue = "\n"
        self._links: list[Link] = []
        self._href: str | None = None
        self._opened = 0
        self._level = 0
        self._bold = 0
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
            if tag.__class__ is str and tag not in _SKIPPED:
                if tag in _INLINE:
                    self._inline(child, tag, depth + 1)
                elif tag == "br":
                    self._break()
                else:
                    self._block_inside(child, tag, depth + 1)
            tail = child.tail
            if tail:
                parts.append(tail)

    def _block_inside(self, element: _Element, tag: str, depth: int) -> None:
        self._break()
        level = _LEVELS.get(tag, self._level)
        if not len(element):
            # Most blocks of a page are leaves; the short way halves the walk.
            raw = element.text
            text = " ".join(raw.split()) if raw else ""
            if raw and text:
                links = (Link(text, self._href),) if self._href is not None else ()
                if raw[0].isspace() and self._edge == "\n":
                    self._edge = _with_space("\n", raw[: len(raw) - len(raw.lstrip())])
                self.lines.append(Line(text, level, links, self._edge, self._control or tag == "summary"))
                self._edge = _with_space("\n", raw[len(raw.rstrip()) :]) if raw[-1].isspace() else "\n"
                self.owners.append(element)
            return
        outer = self._level, self._control, self._block
        self._level, self._control, self._block = level, self._control or tag == "summary", element
        self.inside(element, depth)
        self._break()
        self._level, self._control, self._block = outer

    def _inline(self, element: _Element, tag: str, depth: int) -> None:
        splitting = self._pieces and tag in _SPLITTING
        if splitting:
            self.flush()
        if tag == "a":
            outer = self._href, self._opened, self._control
            href = element.get("href")
            if href is not None:
                self._href, self._opened = href, len(self._parts)
                self._control = self._control or href[:1] in ("", "#") or element.get("role") == "button"
            self.inside(element, depth)
            self._close()
            if splitting:
                self.flush()
            self._href, self._opened, self._control = outer
            self._opened = min(self._opened, len(self._parts))
            return
        control, start = self._control, len(self._parts)
        if tag == "button" or (tag != "b" and element.get("role") == "button"):
            self._control = True
        self.inside(element, depth)
        if tag in _BOLD:
            self._bold += sum(len(part.strip()) for part in self._parts[start:])
        if splitting:
            self.flush()
        self._control = control

    def _close(self) -> None:
        """Keep the open link with the text gathered since it opened."""
        if self._href is not None:
            text = " ".join("".join(self._parts[self._opened :]).split())
            if text:
                self._links.append(Link(text, self._href))
            self._opened = len(self._parts)

    def _break(self) -> None:
        if self._parts:
            self.flush()
        self._edge = _BROKEN[self._edge]

    def flush(self) -> None:
        """End the line."""
        parts = self._parts
        if not parts:
            return
        raw = "".join(parts) if len(parts) > 1 else parts[0]
        text = " ".join(raw.split())
        if self._edge in _OPEN_EDGES and raw[0].isspace():
            self._edge = _with_space(self._edge, raw[: len(raw) - len(raw.lstrip())])
        if text:
            self._close()
            level = self._level
            if self._bold and not level and self._bold >= len(text) - 2:
                level = BOLD
            self.lines.append(Line(text, level, tuple(self._links), self._edge, self._control))
            self.owners.append(self._block)
            self._edge = _with_space("", raw[len(raw.rstrip()) :]) if raw[-1].isspace() else ""
        parts.clear()
        self._links.clear()
        self._opened = 0
        self._bold = 0
