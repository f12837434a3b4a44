"""Elements of a page's tree: their text, what stands around them, the class tokens that a template gives them."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import islice

from lxml.etree import XPath, _Element

from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import collapse_whitespace

_LONGEST_TOKEN = 80
_MOST_PARTS = 1000
"""Pieces of white space between the words of one short text."""
_STATES = word_set("""
    odd even first last active current open show collapsed selected visible hidden lazy loaded
""")
_HASHED = re.compile(
    r"(?:css|sc|jsx|jss|svelte|emotion|chakra|tw)-[a-z0-9]{4,}|[a-zA-Z]*\d[a-zA-Z0-9]{5,}|_[A-Za-z0-9_-]{5,}"
)
_BUILD_TAIL = re.compile(r"-sc-[a-z0-9]+-\d+$")
STRING = XPath("string()")
"""Text of elements, none of comments and processing instructions."""


def text_of(element: _Element) -> str:
    """All text inside an element, collapsed."""
    return collapse_whitespace(str(STRING(element)))


def is_whole_text(element: _Element, text: str) -> bool:
    """Whether a text is all that an element holds; one that holds more is not read to its end."""
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
    return tuple(
        sorted(
            {
                token
                for name in names[:2000].split()
                if (token := _stable_part(name) or (name if name in frequent else None))
            }
        )
    )


def changing_tokens(root: _Element) -> Counter[str]:
    """How many elements of a page have each class token that a new build of the site changes."""
    return Counter(
        name
        for element in root.iter()
        if element.tag.__class__ is str
        for name in (element.get("class") or "")[:2000].split()
        if _stable_part(name) is None and name.lower() not in _STATES and len(name) <= _LONGEST_TOKEN
    )


def _stable_part(name: str) -> str | None:
    if name.lower() in _STATES or len(name) > _LONGEST_TOKEN:
        return None
    tail = _BUILD_TAIL.search(name)
    if tail:
        return name[: tail.start()] + "*"
    if _HASHED.fullmatch(name) or sum(map(str.isdigit, name)) >= 4:
        return None
    mixed = re.search(r"[a-z]", name) and re.search(r"[A-Z]", name[1:])
    return None if mixed and len(name) <= 7 and "-" not in name and "_" not in name else name
