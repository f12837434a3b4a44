"""A page's structure as short hashes: a redesign shows here before any field is lost."""

import re
from collections.abc import Iterator
from hashlib import blake2b

from lxml.etree import _Element

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.parse.page.layout import Classes

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CHANGING = frozenset(("even", "odd", "first", "last", "active", "is-active"))
_NUMBER = re.compile(r"\d+")
_DEEPEST = 60


def structure_of(root: _Element, classes: Classes, lexicon: Lexicon) -> dict[str, str]:
    """For each part of a page, a hash of the way to its first element: tags and class names from the body down.

    Parts are the keys of the layout's classes (``topics``, ``publication_card``), the headings of the sections
    (``heading.topics``), ``name`` and, inside the first card of a publication, ``publication_card.title``.
    """
    found: dict[str, _Element] = {}
    for element, part in _parts(root, classes, lexicon):
        found.setdefault(part, element)
    card = found.get("publication_card")
    if card is not None:
        title = next(card.iter("h2", "h3", "h4", "h5", "h6", "a"), None)
        if title is not None:
            found["publication_card.title"] = title
    return {part: _way_to(element) for part, element in sorted(found.items())}


def _parts(root: _Element, classes: Classes, lexicon: Lexicon) -> Iterator[tuple[_Element, str]]:
    body = root.find("body")
    for element in (root if body is None else body).iter("*"):
        names = element.get("class")
        key = classes.key(names) if names else None
        if key in ("supervisor", "co_supervisor") and any(
            classes.key(around.get("class") or "") == "student_card" for around in element.iterancestors()
        ):
            yield element, f"student_card.{key}"
        elif key is not None and key != "label":
            yield element, key
        elif element.tag == "h1":
            yield element, "name"
        elif element.tag in _HEADINGS:
            section = lexicon.section_of("".join(map(str, element.itertext())))
            if section is not None:
                yield element, f"heading.{section}"


def _way_to(element: _Element) -> str:
    steps: list[str] = []
    current: _Element | None = element
    while current is not None and current.tag != "body" and len(steps) < _DEEPEST:
        names = sorted(set(_NUMBER.sub("", current.get("class") or "").split()) - _CHANGING)
        steps.append(".".join([str(current.tag), *names]))
        current = current.getparent()
    return blake2b("/".join(steps).encode(), digest_size=4).hexdigest()
