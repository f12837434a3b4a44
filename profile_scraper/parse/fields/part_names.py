"""What markup calls the parts of a publication: properties of schema.org, words in classes and ids."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from lxml.etree import XPath, _Element

Part: TypeAlias = Literal["title", "authors", "venue", "issued", "abstract"]
_PROPERTIES: Mapping[str, Part] = {
    "headline": "title",
    "name": "title",
    "author": "authors",
    "creator": "authors",
    "ispartof": "venue",
    "datepublished": "issued",
    "datecreated": "issued",
    "description": "abstract",
    "abstract": "abstract",
}
"""Properties of schema.org, in lower case."""
_WORDS: Mapping[Part, str] = {
    "title": "title|titre|headline",
    "authors": "authors?|auteur(?:e|s|es|rice|rices)?|creators?|contributors?",
    "venue": "venue|journal|revue|conference|booktitle|container|periodical",
    "issued": "date|year|annee|issued|published",
    "abstract": "abstract|resume|summary",
}
_TOKENS = tuple(
    (part, re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_*-])", re.IGNORECASE)) for part, words in _WORDS.items()
)
_CLASSES = XPath(".//@class | .//@id", smart_strings=False)
_ITEM_PROPERTIES = XPath(".//@itemprop", smart_strings=False)
_LONGEST_CLASS = 200
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_ELEMENTS = 400
"""Elements of a card that are looked at."""


def named_part(element: _Element) -> Part | None:
    """The part that an element's property, class or id names."""
    names = element.get("itemprop")
    if names:
        return next((_PROPERTIES[each] for each in names.lower().split() if each in _PROPERTIES), None)
    names = element.get("class") or element.get("id")
    return _part_of(names) if names and len(names) <= _LONGEST_CLASS else None


def _named_values(element: _Element, part: Part) -> list[_Element]:
    """The elements that hold the value of a named part: of an item of its own, such as a journal, its name."""
    if element.get("itemprop") is None or part not in ("authors", "venue"):
        return [element]
    inner = [each for each in element.iterdescendants() if each.get("itemprop")]
    name = next((each for each in inner if "name" in _properties(each)), None)
    if name is not None:
        return [name]
    return [] if inner and part == "venue" else [element]


def _holds_people(element: _Element) -> bool:
    """Whether an element holds elements that their properties name authors, each with a name of its own."""
    return any(_PROPERTIES.get(name) == "authors" for each in element.iterdescendants() for name in _properties(each))


def _properties(element: _Element) -> list[str]:
    return (element.get("itemprop") or "").lower().split()


def parts_in_classes(element: _Element) -> set[Part]:
    """The parts that classes and ids inside an element name."""
    found = (_part_of(names) for names in _texts(_CLASSES, element) if len(names) <= _LONGEST_CLASS)
    return {part for part in found if part is not None}


def stated_parts(cards: Sequence[_Element]) -> dict[Part, Set[_Element]]:
    """The elements that name themselves a part; a card's one heading is its title.

    What stands in a part is no part of its own: the name of an author is no title. An element that holds several parts
    is no part but the card, whatever it calls itself.
    """
    found: dict[Part, set[_Element]] = defaultdict(set)
    for card in cards:
        headings = [each for each in card.iter(*_HEADINGS) if "".join(map(str, each.itertext())).strip()]
        if len(headings) == 1:
            found["title"].add(headings[0])
        named: dict[_Element, Part] = {}
        held: dict[_Element, set[Part]] = defaultdict(set)
        for _, element in zip(range(_MOST_ELEMENTS), card.iterdescendants(), strict=False):
            part: Part | None = "issued" if element.tag == "time" else named_part(element)
            if part is not None and not (part == "title" and headings):
                named[element] = part
                for around in _around(element, card):
                    held[around].add(part)
        claimed = set(headings)
        for element, part in named.items():
            if not _holds_parts(element, part, held[element]) and claimed.isdisjoint(_around(element, card)):
                claimed.add(element)
                found[part].update(_named_values(element, part))
    return {part: elements for part, elements in found.items() if elements}


def _around(element: _Element, card: _Element) -> Iterator[_Element]:
    """The elements around another one inside a card."""
    around = element.getparent()
    while around is not None and around is not card:
        yield around
        around = around.getparent()


def _holds_parts(element: _Element, part: Part, held: Set[Part]) -> bool:
    """Whether an element that names itself a part holds the authors, or several other parts."""
    others = held - {part}
    if part == "authors":
        return len(others) > 1 or _holds_people(element)
    return "authors" in others or len(others) > 1


def has_properties(element: _Element) -> bool:
    """Whether a property inside an element names a part."""
    return any(not _PROPERTIES.keys().isdisjoint(names.lower().split()) for names in _texts(_ITEM_PROPERTIES, element))


def _texts(query: XPath, element: _Element) -> list[str]:
    found: Any = query(element)
    return list(dict.fromkeys(found))


def is_in_abstract(element: _Element | None, others: set[_Element]) -> bool:
    """Whether an element stands in a block that its markup calls an abstract.

    Args:
        element: the block of a line; None in a plain-text rendering.
        others: blocks that are in no abstract, such as that of the publication's title and all around it, which hold
            more than the abstract; takes those that are found out.
    """
    around = []
    while element is not None and element not in others:
        if named_part(element) == "abstract":
            return True
        around.append(element)
        element = element.getparent()
    others.update(around)
    return False


@lru_cache(maxsize=4096)
def _part_of(names: str) -> Part | None:
    return next((part for part, token in _TOKENS if token.search(names)), None)
