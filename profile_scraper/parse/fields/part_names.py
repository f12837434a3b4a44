"""What markup calls the parts of a publication: properties of schema.org, words in classes and ids."""

import re
from collections.abc import Container, Mapping
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


def named_part(element: _Element) -> Part | None:
    """The part that an element's property, class or id names."""
    names = element.get("itemprop")
    if names:
        return next((_PROPERTIES[each] for each in names.lower().split() if each in _PROPERTIES), None)
    names = element.get("class") or element.get("id")
    return _part_of(names) if names and len(names) <= _LONGEST_CLASS else None


def parts_in_classes(element: _Element) -> set[Part]:
    """The parts that classes and ids inside an element name."""
    found = (_part_of(names) for names in _texts(_CLASSES, element) if len(names) <= _LONGEST_CLASS)
    return {part for part in found if part is not None}


def has_properties(element: _Element) -> bool:
    """Whether a property inside an element names a part."""
    return any(not _PROPERTIES.keys().isdisjoint(names.lower().split()) for names in _texts(_ITEM_PROPERTIES, element))


def _texts(query: XPath, element: _Element) -> list[str]:
    found: Any = query(element)
    return list(dict.fromkeys(found))


def is_in_abstract(element: _Element | None, around_title: Container[_Element]) -> bool:
    """Whether an element stands in a block that its markup calls an abstract.

    Args:
        element: the block of a line; None in a plain-text rendering.
        around_title: the block of the publication's title and all around it, which hold more than the abstract.
    """
    while element is not None and element not in around_title:
        if named_part(element) == "abstract":
            return True
        element = element.getparent()
    return False


@lru_cache(maxsize=4096)
def _part_of(names: str) -> Part | None:
    return next((part for part, token in _TOKENS if token.search(names)), None)
