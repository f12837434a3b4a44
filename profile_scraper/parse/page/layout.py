"""A site's layouts: class names, one table for each redesign, so that old archives are read as they were."""

import re
from collections.abc import Iterator
from hashlib import blake2b

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.sites import Layout, Site

_MEMO_SIZE = 4096
_LONGEST_NAMES = 400


class Classes:
    """One layout's class names: gives the key of an element's ``class`` attribute."""

    def __init__(self, layout: Layout) -> None:
        alternatives = [(frozenset(form.split()), key) for key, forms in layout.classes.items() for form in forms]
        self._alternatives = sorted(alternatives, key=lambda found: -len(found[0]))
        self._key_by_names: dict[str, str | None] = {}
        names_of_profiles = (form for key in ("profile", "student_card") for form in layout.classes.get(key, ()))
        self._profile_names = [[name.encode() for name in form.split()] for form in names_of_profiles]

    def stand_in(self, body: bytes) -> bool:
        """Whether the class names of a profile or of a person's card stand somewhere in a page."""
        return any(
            all(body.rfind(name) >= 0 for name in names) for names in self._profile_names
        )  # twice as fast as 'in'

    def key(self, names: str) -> str | None:
        """The key whose class names all stand in the attribute, the most demanding first; None where none do."""
        try:
            return self._key_by_names[names]
        except KeyError:
            pass
        tokens = frozenset(names.split())
        key = next((key for wanted, key in self._alternatives if wanted <= tokens), None)
        if len(self._key_by_names) < _MEMO_SIZE and len(names) <= _LONGEST_NAMES:
            self._key_by_names[names] = key
        return key

    def profile_forms(self) -> list[list[str]]:
        """The class names of a profile's own element: alternatives, each a list of names that stand together."""
        return [sorted(names) for names, key in self._alternatives if key == "profile"]

    def find(self, root: _Element, wanted: str) -> _Element | None:
        """The first element with a key."""
        for tags in (("article",), ("div", "section", "main")):
            for element in root.iter(*tags):
                names = element.get("class")
                if names and self.key(names) == wanted:
                    return element
        return None


_MADE: dict[str, tuple[Site, list[tuple[Layout, Classes]]]] = {}


def classes_of(site: Site, body: bytes, retrieved: str | None) -> Classes:
    """The class names of the layout that a page has.

    Of several layouts, that of the page's day is tried first, then the others from new to old: the first one whose
    class of a profile or of a card stands in the bytes. A page that has none of them has the layout of its day.
    """
    found = _MADE.get(site.name)
    if found is None or found[0] is not site:
        found = _MADE[site.name] = site, [(layout, Classes(layout)) for layout in site.layouts]
    made = found[1]
    if len(made) == 1:
        return made[0][1]
    day = (retrieved or "9999")[:10]
    ordered = sorted(made, key=lambda known: known[0].since > day)
    return next((classes for _, classes in ordered if classes.stand_in(body)), ordered[0][1])


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CHANGING = frozenset(("even", "odd", "first", "last", "active", "is-active"))
_NUMBER = re.compile(r"\d+")
_DEEPEST = 60


def structure_of(root: _Element, classes: Classes, dictionary: SiteDictionary) -> dict[str, str]:
    """For each part of a page, a hash of the way to its first element: tags and class names from the body down.

    Parts are the keys of the layout's classes (``topics``, ``publication_card``), the headings of the sections
    (``heading.topics``), ``name`` and, inside the first card of a publication, ``publication_card.title``.
    """
    found: dict[str, _Element] = {}
    for element, part in _parts(root, classes, dictionary):
        found.setdefault(part, element)
    item = found.get("publication_card")
    if item is not None:
        title = next(item.iter("h2", "h3", "h4", "h5", "h6", "a"), None)
        if title is not None:
            found["publication_card.title"] = title
    return {part: _way_to(element) for part, element in sorted(found.items())}


def _parts(root: _Element, classes: Classes, dictionary: SiteDictionary) -> Iterator[tuple[_Element, str]]:
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
            section = dictionary.section_of("".join(map(str, element.itertext())))
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
