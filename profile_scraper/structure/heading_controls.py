"""Links that a site generator adds to headings: to the heading's own place, or to edit the part below it."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from profile_scraper.structure.elements import clear_element
from profile_scraper.structure.words import section_of
from profile_scraper.text.normalize import collapse_whitespace

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_PARTS, _MOST_AROUND = 40, 3
_IN_BRACKETS = re.compile(r"\[[^\[\]]{1,40}\]")


def clear_heading_controls(root: _Element) -> None:
    """Empty in headings the links that are no text of them: permalinks, and bracketed links to edit their part.

    A bracketed link stands in the title of a publication, too: it is a control where the rest of any heading with the
    same link opens a known part of a profile.
    """
    bracketed: dict[str, list[_Element]] = {}
    known = set()
    for heading in root.iter(*_HEADINGS):
        for anchor in list(islice(heading.iter("a"), _MOST_PARTS)):
            if _leads_to(anchor, heading) and _text_of(anchor) != _text_of(heading):
                clear_element(anchor)
        last = next(heading.iterchildren("*", reversed=True), None)
        text = _text_of(last) if last is not None else ""
        if last is None or not _IN_BRACKETS.fullmatch(text) or last.find(".//a") is None or (last.tail or "").strip():
            continue
        bracketed.setdefault(text, []).append(last)
        if section_of(_text_of(heading).removesuffix(text)) is not None:
            known.add(text)
    for text in known:
        for control in bracketed[text]:
            clear_element(control)


def _leads_to(anchor: _Element, heading: _Element) -> bool:
    """Whether a link leads to the heading that it stands in, or to the part that the heading opens."""
    path, _, fragment = (anchor.get("href") or "").strip().partition("#")
    return not path and bool(fragment) and any(fragment == name for name in _names_of(heading))


def _names_of(heading: _Element) -> Iterator[str | None]:
    for element in (*islice(heading.iter("*"), _MOST_PARTS), *islice(heading.iterancestors(), _MOST_AROUND)):
        yield element.get("id")
        yield element.get("name")


def _text_of(element: _Element) -> str:
    return collapse_whitespace("".join(islice(map(str, element.itertext("*")), _MOST_PARTS)))
