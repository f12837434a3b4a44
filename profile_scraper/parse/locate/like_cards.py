"""Publications of a list whose element lacks the class of its neighbours, found beside them."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.text.normalize import collapse_whitespace

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHORTEST = 20
"""Characters of an element that may be a publication."""


class Neighbours(NamedTuple):
    """What stands in one list with known publications and has not their class."""

    like: list[tuple[int, _Element]]
    """Elements with a title like theirs and no class of their own, each with how many known ones are before it."""
    others: int
    """How many more elements of their tag there are."""


def neighbours_of(known: Sequence[_Element], is_claimed: Callable[[_Element], bool]) -> Neighbours:
    """Find the elements that stand beside known publications, of the same tag, under the same heading.

    Args:
        known: the elements that have the class of publications, in document order.
        is_claimed: whether an element, or one inside it, has a class that is known.
    """
    order = {element: index for index, element in enumerate(known)}
    found: list[tuple[int, _Element]] = []
    others = 0
    for parent in dict.fromkeys(around for each in known if (around := each.getparent()) is not None):
        if len(parent) == sum(child in order for child in parent):
            continue
        for before, element in _unclaimed(parent, order):
            if is_claimed(element) or len(_text_of(element)) < _SHORTEST:
                continue
            neighbour = known[before - 1] if before else known[0]
            title = _title_tag(neighbour)
            if title is not None and _title_tag(element) == title and _names(element) <= _names(neighbour):
                found.append((before, element))
            else:
                others += 1
    return Neighbours(found, others)


def _unclaimed(parent: _Element, order: dict[_Element, int]) -> Iterator[tuple[int, _Element]]:
    """Children of a list under the headings of known publications, with how many of these stand before them."""
    first = next(child for child in parent if child in order)
    before, waiting, is_under = order[first], list[_Element](), False
    for child in parent:
        if child in order:
            yield from ((before, each) for each in waiting)
            before, waiting, is_under = order[child] + 1, [], True
        elif child.tag in _HEADINGS:
            waiting, is_under = [], False
        elif child.tag == first.tag and is_under:
            yield before, child
        elif child.tag == first.tag:
            waiting.append(child)


def _names(element: _Element) -> set[str]:
    return set((element.get("class") or "").split())


def _title_tag(element: _Element) -> str | None:
    """The tag of the heading that an element holds."""
    found = next(element.iter(*_HEADINGS), None)
    return str(found.tag) if found is not None else None


def _text_of(element: _Element) -> str:
    return collapse_whitespace(" ".join(map(str, element.itertext())))
