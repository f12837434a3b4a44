"""Selectors of a site: CSS with ``::attr()`` and ``::text``, or XPath; text before or after a label may be cut off."""

from collections import defaultdict
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.etree import XPath, _Element
from pydantic import BaseModel, ConfigDict

from profile_scraper.structure.elements import ancestry, scope_among, text_of
from profile_scraper.structure.lines import Line
from profile_scraper.text.normalize import collapse_whitespace


class InvalidSelectorError(ValueError):
    """A selector is neither CSS nor XPath; the text says what is wrong with it."""


class Selector(BaseModel):
    """A selector with what is cut from its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    select: str
    """CSS, or XPath where it begins with ``/`` or ``./``."""
    after: str | None = None
    """The value is what stands behind this text."""
    before: str | None = None
    """The value is what stands before this text."""
    split: str | None = None
    """Values of one text are parted by this."""


class Match(NamedTuple):
    """What a selector found."""

    element: _Element
    """The element, or the one around the text or attribute that was selected."""
    text: str | None
    """The value where it is not the element's own text: of an attribute, or cut at a label."""


@lru_cache(maxsize=4096)
def compile_selector(select: str) -> XPath:
    """The XPath of a selector.

    Raises:
        InvalidSelectorError: it cannot be read.
    """
    from cssselect import SelectorError  # a site without selectors does without
    from parsel.csstranslator import HTMLTranslator

    text = select.strip()
    try:
        if text.startswith(("/", "./", ".//", "(")):
            return XPath(f".{text}" if text.startswith("/") else text)
        return XPath(HTMLTranslator().css_to_xpath(text, prefix="descendant-or-self::"))
    except (SelectorError, etree.XPathError, ValueError, TypeError) as error:
        raise InvalidSelectorError(f"{select!r} is no CSS selector and no XPath: {error}") from None


def select_all(root: _Element, selectors: Sequence[Selector], matched: set[str]) -> list[Match]:
    """What all selectors find, in the order of the selectors, each element once.

    Args:
        root: where to look.
        selectors: of one field.
        matched: takes the text of each selector that found anything.
    """
    found: dict[tuple[_Element, str | None], Match] = {}
    for selector in selectors:
        matches = _matches(root, selector)
        if matches:
            matched.add(selector.select)
        for match in matches:
            for part in match.text.split(selector.split) if match.text and selector.split else (match.text,):
                text = part.strip() if part else part
                if text or match.text is None:
                    found.setdefault((match.element, text), Match(match.element, text))
    return list(found.values())


def matches_within(matches: Sequence[Match], scopes: Container[_Element]) -> dict[_Element, list[Match]]:
    """Matches by the innermost of some elements that each stands in; those outside of all are left out."""
    found: dict[_Element, list[Match]] = {}
    for match in matches:
        scope = scope_among(match.element, scopes)
        if scope is not None:
            found.setdefault(scope, []).append(match)
    return found


class Printed(NamedTuple):
    """A text that a selector gives, with the line of the page that prints it."""

    text: str
    line: Line
    is_whole: bool
    """Whether the text is the whole line."""


def printed_by(matches: Sequence[Match], lines: Sequence[Line]) -> list[Printed]:
    """The texts that matches give: each line inside an element, and the text of an element that is a part of a line.

    Args:
        matches: of one field, in the order of the page.
        lines: of the page, or of the part of it that the matches stand in.
    """
    elements = {match.element for match in matches}
    inside: defaultdict[_Element, list[Line]] = defaultdict(list)
    on_element: defaultdict[_Element, list[Line]] = defaultdict(list)
    with_lines: set[_Element] = set()
    for line in lines if elements else ():
        if line.text:
            on_element[line.element].append(line)
            around = [each for each in ancestry(line.element) if each in elements]
            with_lines.update(around)
            if around:
                inside[around[0]].append(line)
    printed = []
    for element, text in matches:
        if text is None and element in with_lines:
            printed += [Printed(line.text, line, is_whole=True) for line in inside[element]]
        elif part := text or text_of(element):
            own = inside[element] or next((on_element[each] for each in ancestry(element) if each in on_element), [])
            line = next((line for line in own if part in line.text), own[0] if own else _nowhere(element))
            printed.append(Printed(part, line, is_whole=False))
    return printed


def _nowhere(element: _Element) -> Line:
    return Line("", element, 0, [], framed=False, index=-1)


def _matches(root: _Element, selector: Selector) -> list[Match]:
    results = compile_selector(selector.select)(root)
    matches = []
    for result in results if isinstance(results, list) else [results]:
        if isinstance(result, _Element):
            match = _cut(Match(result, None), selector)
        else:
            parent = getattr(result, "getparent", lambda: None)()
            match = _cut(Match(root if parent is None else parent, collapse_whitespace(str(result))), selector)
        if match is not None and (match.text is None or match.text):
            matches.append(match)
    return matches


def _cut(match: Match, selector: Selector) -> Match | None:
    if selector.after is None and selector.before is None:
        return match
    text = match.text if match.text is not None else text_of(match.element)
    if selector.after is not None:
        _, found, text = text.partition(selector.after)
        if not found:
            return None
    if selector.before is not None:
        text = text.partition(selector.before)[0]
    return Match(match.element, text.strip())
