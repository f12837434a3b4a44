"""Pages that print both languages: which lines are in which."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lxml.etree import _Element

from profile_scraper.structure.elements import BLOCKS, ancestry
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.words import is_role
from profile_scraper.text.function_words import count_function_words

_FEWEST_PAIRS, _FEWEST_WORDS = 3, 2
"""Lines in both languages, and function words of one language in them, that tell a page in both languages."""
_HALVES = re.compile(r"\s+[/|]\s+")
_NEUTRAL = re.compile(r"@|https?://|\+?\d[\d .()-]{6,}\d")
"""An address or a telephone number."""


def mark_both_languages(page: Page) -> bool:
    """Tell apart the lines of a page that prints both languages; whether it is such a page.

    A position, or the heading of a part, stands there twice: the markup says that one of the two is in the other
    language, or all second ones look alike and are in the other language by their words. What tells nothing, such as a
    name or an address, belongs to both.
    """
    lines = [line for line in page.lines if line.text and not line.framed and not line.in_item]
    return _mark_stated(page, lines) or _mark_by_look(page, lines)


def _mark_stated(page: Page, lines: Sequence[Line]) -> bool:
    base = base_language(page)
    stated = {line.index: code for line in lines if (code := stated_language(line.element))}
    foreign = {index for index, code in stated.items() if base is not None and code != base}
    if not any(
        other.index in foreign and line.index not in foreign and _say_alike(line, other)
        for line, other in pairwise(lines)
    ):
        return False
    for line in lines:
        heading = line.level and _HALVES.search(line.text)
        if not heading and not _NEUTRAL.search(line.text) and any(map(str.isalpha, line.text)):
            line.language = stated.get(line.index, base)
    return True


def _say_alike(line: Line, other: Line) -> bool:
    """Whether two lines are both positions."""
    return is_role(line.text) and is_role(other.text)


def stated_language(element: _Element) -> str | None:
    """The language that an element or the next one around it states, below the page's own."""
    for each in ancestry(element):
        if each.tag in ("body", "html"):
            return None
        code = (each.get("lang") or "")[:2].lower()
        if code:
            return code if code in ("en", "fr") else None
    return None


def base_language(page: Page) -> str | None:
    """The language that a page's body, or else the page, states."""
    body = page.root.find("body")
    codes = ((each.get("lang") or "")[:2].lower() for each in (body, page.root) if each is not None)
    return next((code for code in codes if code in ("en", "fr")), None)


def _mark_by_look(page: Page, lines: Sequence[Line]) -> bool:
    pairs = [(line, other) for line, other in pairwise(lines) if _is_second(page, line, other)]
    if len(pairs) < _FEWEST_PAIRS:
        return False
    firsts, seconds = ((line.text for line in own) for own in zip(*pairs, strict=True))
    one, two = _clear_language(firsts), _clear_language(seconds)
    if one is None or two is None or one == two:
        return False
    for line, other in pairs:
        line.language, other.language = one, two
    return True


def _is_second(page: Page, line: Line, other: Line) -> bool:
    """Whether a line in italics stands behind a break below one that is not, in one block."""
    block, second = (
        next((each for each in ancestry(own.element) if each.tag in BLOCKS), None) for own in (line, other)
    )
    return block is second and not _is_slanted(page, line) and _is_slanted(page, other)


def _is_slanted(page: Page, line: Line) -> bool:
    return any(tag in ("i", "em") for tag, _ in page.path(line.element)[-2:])


def _clear_language(texts: Iterable[str]) -> str | None:
    english, french = count_function_words(texts)
    if max(english, french) < _FEWEST_WORDS or max(english, french) <= 2 * min(english, french):
        return None
    return "en" if english > french else "fr"
