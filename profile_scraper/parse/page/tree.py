"""Bytes to a tree, and what the page's head says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from profile_scraper.parse.page.clean import has_escaped_text, restore_text
from profile_scraper.parse.page.encoding import decoded, is_utf8, wide_encoding, without_controls
from profile_scraper.parse.page.formulas import has_formulas, write_formulas
from profile_scraper.parse.page.hidden_addresses import (
    has_disguised_text,
    has_protected_addresses,
    restore_protected_addresses,
    undisguise,
)
from profile_scraper.parse.page.limits import has_many_marks, refuse_beyond_limits, with_few_marks

_TOO_DEEP = 2000
# lxml stops at 2,048 levels; of a long run of one tag with nothing between, one says as much.
_WRAPPERS = re.compile(rb"(</?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>\s*(?:\1\2\b[^<>]*>\s*){200,}")
_OPENING = re.compile(rb"""<([a-z][a-z0-9]*)\s[^<>]*?\bclass=(?:"([^"<>]*)"|'([^'<>]*)')""")
_LONGEST_OPENING = 4096
"""Bytes of an opening tag, beyond which its page is read whole."""
_TAGS_BEFORE = re.compile(rb"(?:<[^<>]*>\s*)+\Z")
_CLOSED = re.compile(rb"\s*:?\s*</")
_HIDING = ((b"<!--", b"-->"), (b"<script", b"</script"), (b"<template", b"</template"))
_TAG = re.compile(rb"<(/?[a-z][a-z0-9]*)")
_SIGNS_OF_CONTROLS = (b"tabpanel", b"material-", b"sr-only", b"visually", b"screen-reader-text")
"""One of these stands in pages with tabs, icons of a font, or hints on links for people who cannot see them."""
_EMPTY = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no closing tag."""


@dataclass(slots=True)
class Head:
    """The page's head, as printed."""

    title: str | None = None
    base: str | None = None
    """``href`` of the first ``<base>`` that has one."""
    canonical: str | None = None
    language: str | None = None
    alternates: dict[str, str] = field(default_factory=dict)
    """Language tag in lower case to address."""


def scoped_tree(body: bytes, charset: str | None, names: Sequence[bytes]) -> _Element | None:
    """The tree of a page's head and of the one element that has all these class names, without what stands around it.

    Menus and scripts are most of a page's bytes; nothing that is read by class name stands in them. None where the
    bytes leave any doubt of where the element stands: no such name or several, upper case, a comment, a script.

    Raises:
        RefusedError: the markup is beyond what a page of people has.
    """
    rarest = max(names, key=len)
    offset = body.find(rarest)
    head = body.find(b"</head>", 0, offset) if offset >= 0 else -1
    if head < 0 or body.find(rarest, offset + 1) >= 0:
        return None
    start = body.rfind(b"<", 0, offset)
    end = body.find(b">", start, start + _LONGEST_OPENING)
    if end < 0 or body.find(b"<", start + 1, end) >= 0:
        return None
    found = _OPENING.match(body, start, end)
    if not found or not set(names) <= set((found[2] or found[3]).split()):
        return None
    if any(_is_open(body, opening, closing, start) for opening, closing in _HIDING):
        return None
    closing = b"</" + found[1] + b">"
    stop = body.rfind(closing)
    if stop < start:
        return None
    part = b"".join((body[:head], b"</head><body>", body[start:stop], closing))
    # What bytes that are not UTF-8 stand for is told by the whole page.
    return _parsed(utf8(part, charset)) if is_utf8(part) else None


def main_tree(body: bytes, charset: str | None) -> _Element | None:
    """The tree of a page's head and of its one ``<main>``, without what stands around it.

    None where the whole page's tree might have another ``<main>`` than this: several, upper case, tags that are not
    closed in their order, a comment, a script.
    """
    if b"\0" in body:  # a tag may be hidden behind it
        return None
    start, stop = body.rfind(b"<main"), body.rfind(b"</main>")
    head = body.find(b"</head>", 0, max(start, 0))
    if head < 0 or stop < start or body.rfind(b"<main", 0, start) >= 0:
        return None
    if any(_is_open(body, opening, closing, start) for opening, closing in _HIDING):
        return None
    stop += len(b"</main>")
    if not _is_nested(body[start:stop]):
        return None
    part = b"".join((body[:head], b"</head><body>", body[start:stop]))
    # What bytes that are not UTF-8 stand for is told by the whole page.
    return tree_of(part, charset) if is_utf8(part) else None


def _is_nested(markup: bytes) -> bool:
    """Whether every tag is closed by its own, in order, and nothing but tags begins with an angle bracket."""
    tags = _TAG.findall(markup)
    if len(tags) != markup.count(b"<"):
        return False
    around: list[bytes] = []
    for tag in tags:
        if tag[:1] != b"/":
            if tag not in _EMPTY:
                around.append(tag)
        elif not around or around.pop() != tag[1:]:
            return False
    return not around


def _is_open(body: bytes, opening: bytes, closing: bytes, offset: int) -> bool:
    """Whether a place stands behind an opening that nothing before it closes."""
    opened = body.rfind(opening, 0, offset)
    return opened >= 0 and body.find(closing, opened, offset) < 0


def stands_as_heading(body: bytes, text: bytes) -> bool:
    """Whether the bytes hold an element, other than a link, of exactly this text."""
    offset = body.find(text)
    while offset >= 0:
        before = _TAGS_BEFORE.search(body, max(0, offset - 200), offset)
        if before and _CLOSED.match(body, offset + len(text)):
            tags = before[0].lower()
            if tags.rfind(b"<a ") <= tags.rfind(b"</a"):
                return True
        offset = body.find(text, offset + 1)
    return False


def tree_of(body: bytes, charset: str | None) -> _Element | None:
    """The root of the page's tree, None where there is none; broken markup is read as browsers read it.

    Raises:
        RefusedError: the markup is beyond what a page of people has.
    """
    body = utf8(body, charset)
    root = _parsed(body)
    if root is not None and _is_cut(root):
        root = _parsed(_WRAPPERS.sub(rb"\1\2>", body))
    return root


def utf8(body: bytes, charset: str | None) -> bytes:
    """The same text in UTF-8, without characters that end a text or that no page prints."""
    if wide_encoding(body) or not is_utf8(body):
        body = decoded(body, charset).encode("utf-8", "replace")
    body = without_controls(body)
    return with_few_marks(body.decode("utf-8", "replace")).encode() if has_many_marks(body) else body


def read_head(root: _Element) -> Head:
    """Title, base, canonical address, language and language versions."""
    head = Head(language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    offset = root.find("head")
    elements = offset if offset is not None and len(offset) else root.iter("base", "title", "link", "meta", "h1")
    for element in elements:
        tag = element.tag
        if tag == "link":
            _read_link(element, head)
        elif tag == "base":
            head.base = head.base or element.get("href")
        elif tag == "title":
            if head.title is None:
                head.title = " ".join("".join(map(str, element.itertext())).split()) or None
        elif tag == "h1":
            break
    return head


def _read_link(element: _Element, head: Head) -> None:
    rel = (element.get("rel") or "").lower()
    href = element.get("href")
    if not href:
        return
    if rel == "canonical":
        head.canonical = head.canonical or href
    elif rel == "alternate":
        language = element.get("hreflang")
        if language:
            head.alternates.setdefault(language.lower(), href)


def _parsed(body: bytes) -> _Element | None:
    refuse_beyond_limits(body)
    try:
        root = etree.fromstring(
            body, etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        )
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    if has_formulas(body):
        write_formulas(root)
    if has_escaped_text(body):
        restore_text(root)
    if has_protected_addresses(body):
        restore_protected_addresses(root)
    if has_disguised_text(body):
        undisguise(root)
    if any(body.rfind(sign) >= 0 for sign in _SIGNS_OF_CONTROLS):
        from profile_scraper.structure.regions import clear_icons, name_tab_panels  # rare

        clear_icons(root)
        name_tab_panels(root)
    return root


def _is_cut(root: _Element) -> bool:
    """Whether the tree was cut for its depth: its last branch then goes down to the limit."""
    path = [root]  # kept: an element that nobody holds goes all the way up the tree to be let go
    while len(path[-1]) and len(path) <= _TOO_DEEP:
        path.append(path[-1][-1])
    return len(path) > _TOO_DEEP
