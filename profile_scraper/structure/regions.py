"""Parts of a page that are no content of its own, and the headings that tabs give to their panels."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element

from profile_scraper.structure.elements import STRING, clear_element
from profile_scraper.structure.words import section_of
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_FRAME_TAGS = frozenset(("nav", "footer"))
_FRAME_ROLES = frozenset(("navigation", "contentinfo", "search"))
_CONSENT = re.compile(r"cookie|consent|gdpr|rgpd|onetrust|didomi|tarteaucitron|axeptio", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EXPORT = re.compile(r"\s*(?:@[A-Za-z]{3,20}\s*\{\s*[^\s{},]{1,80}\s*,|TY\s{1,2}-\s)")
"""The beginning of a reference as BibTeX or RIS."""
_EXPORT_INSIDE = re.compile(_EXPORT.pattern.removeprefix(r"\s*"))
_EXPORT_TAGS = ("pre", "code", "textarea", "div", "p", "blockquote", "span")
_ICON_FONT = re.compile(r"(?:^|\s)material-(?:icons|symbols)", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:$|\s)", re.IGNORECASE)
_ICON_NAME = re.compile(r"[a-z0-9_]{1,40}")
_BULLET_STYLE = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_PANEL_TAGS = ("div", "section", "article")
_MOST_TEXTS, _LONGEST_TAB = 12, 60
_WITH_ID = etree.XPath("descendant-or-self::*[@id!='']")
_OF_TABS = etree.XPath("descendant-or-self::*[@role='tab' or @role='tabpanel']")


def is_frame(element: _Element) -> bool:
    """Whether an element is a menu, a footer, a list of tabs, or asks for consent to cookies."""
    if element.tag in _FRAME_TAGS:
        return not _holds_links_of_person(element)
    if role := (element.get("role") or "").lower():
        if role in _FRAME_ROLES:
            return not _holds_links_of_person(element)
        if role == "tablist":
            return element.find(".//*[@role='tabpanel']") is None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        names != " "
        and _asks_for_consent(names[:2000])
        and element.tag not in ("html", "body", "main")
        and element.find(".//h1") is None  # a class of the whole page says whether it was given
    )


@lru_cache(maxsize=1 << 12)
def _asks_for_consent(names: str) -> bool:
    return _CONSENT.search(names) is not None


def _holds_links_of_person(element: _Element) -> bool:
    """Whether a menu has a heading that says that it is of somebody's pages elsewhere, as research portals print it."""
    heading = next(element.iter(*_HEADINGS), None)
    return heading is not None and section_of(_text_of(heading).rstrip(": ")) == "homepage"


def clear_exports(root: _Element) -> None:
    """Empty the elements that print a reference for machines, as BibTeX or RIS: what they say stands beside them."""
    if not _EXPORT_INSIDE.search(str(STRING(root))):
        return  # on most pages none does
    for element in list(root.iter(*_EXPORT_TAGS)):
        texts = map(str, islice(element.itertext(), _MOST_TEXTS))
        first = next((text for text in texts if text.strip()), "").lstrip()
        if first[:1] in ("@", "T") and _EXPORT.match((first + "".join(texts))[:200]):
            clear_element(element)


def clear_icons(root: _Element) -> None:
    """Empty what is no text of a page: names of icons that a font draws ('open_in_new'), hints on links ('(new tab)').

    A hint that is all the text of its link names what an icon leads to, and stays.
    """
    for element in root.iter("i", "span", "em"):
        names = element.get("class")
        if not names or not element.text:
            continue
        if (_ICON_FONT.search(names) and _ICON_NAME.fullmatch(element.text.strip())) or (
            _UNSEEN.search(names) and _is_beside_text(element)
        ):
            element.text = None


def _is_beside_text(element: _Element) -> bool:
    """Whether an element stands in a link that has text of its own."""
    parent = element.getparent()
    return parent is not None and parent.tag == "a" and _text_of(parent) != _text_of(element)


def clear_bullets(root: _Element) -> None:
    """Empty the elements that a word processor wrote for the bullets and numbers of its lists, which are no text."""
    for element in list(root.iter("span")):
        if _BULLET_STYLE.search(element.get("style") or ""):
            clear_element(element)


def name_panels(root: _Element, url: str, base: str) -> frozenset[_Element]:
    """Give each panel of a page with tabs the text of its tab as its heading.

    Args:
        root: of the page's tree; takes the headings.
        url: the address of the page.
        base: what its links are relative to.

    Returns:
        The elements that do nothing but lead to a heading of the same page.
    """
    ids = _ids_in(root)
    headings = set(map(_key, root.iter(*_HEADINGS)))
    _name_tab_panels(root, ids)
    leading = set()
    for anchor in root.iter("a"):
        fragment = _fragment_of(anchor, url, base)
        text = _text_of(anchor) if fragment else ""
        if not fragment or not 0 < len(text) <= _LONGEST_TAB or any(each.tag in _HEADINGS for each in _around(anchor)):
            continue
        target = ids.get(fragment)
        if target is not None and target.tag in _PANEL_TAGS and section_of(text) and _key(anchor) not in headings:
            _add_heading(target, anchor)
        elif _key(anchor) not in headings:
            continue
        leading.add(_block_of(anchor, text))
    return frozenset(leading)


def links_to_alternates(root: _Element, base: str) -> frozenset[_Element]:
    """The elements that do nothing but lead to the page in its other languages, as its head names them.

    Args:
        root: of the page's tree.
        base: what its links are relative to.
    """
    stated: list[_Element] = [each for each in root.iter("link") if each.get("hreflang") and each.get("href")]
    alternates = {_absolute(base, each) for each in stated if "alternate" in (each.get("rel") or "").lower()} - {""}
    if not alternates:
        return frozenset()
    found = set()
    for anchor in root.iter("a"):
        if (
            anchor.get("href")
            and _absolute(base, anchor) in alternates
            and len(text := _text_of(anchor)) <= _LONGEST_TAB
        ):
            found.add(_block_of(anchor, text))
    return frozenset(found)


def _absolute(base: str, link: _Element) -> str:
    try:
        return urljoin(base, (link.get("href") or "").strip())
    except ValueError:
        return ""


def name_tab_panels(root: _Element) -> None:
    """Give each panel that says so of itself the text of its tab as its heading, in the place of the tabs."""
    if _found(_OF_TABS, root):
        _name_tab_panels(root, _ids_in(root))


def _ids_in(root: _Element) -> dict[str, _Element]:
    ids: dict[str, _Element] = {}
    for element in _found(_WITH_ID, root):
        ids.setdefault(str(element.get("id")), element)
    return ids


def _name_tab_panels(root: _Element, ids: dict[str, _Element]) -> None:
    for panel, tab in list(_panels(root, ids)):
        _add_heading(panel, tab)


def _panels(root: _Element, ids: dict[str, _Element]) -> Iterator[tuple[_Element, _Element]]:
    """Each panel that says so of itself, with its tab: by their ids, else by their order where there are as many."""
    tabs: dict[str, _Element] = {}
    stating = _found(_OF_TABS, root)
    for tab in stating:
        if tab.get("role") == "tab":
            fragment = (tab.get("href") or "").partition("#")[2]
            if target := tab.get("aria-controls") or fragment:
                tabs.setdefault(target, tab)
    for run_tabs, run_panels in _runs_of_tabs(stating):
        by_id = [_tab_by_id(panel, tabs, ids) for panel in run_panels]
        by_order = not any(each is not None for each in by_id) and len(run_tabs) == len(run_panels)
        for panel, found in zip(run_panels, run_tabs if by_order else by_id, strict=True):
            if found is not None:
                yield panel, found


def _runs_of_tabs(stating: Sequence[_Element]) -> Iterator[tuple[list[_Element], list[_Element]]]:
    """Tabs one after the other, with the panels that follow them."""
    tabs: list[_Element] = []
    panels: list[_Element] = []
    for element in stating:
        if element.get("role") == "tabpanel":
            panels.append(element)
            continue
        if panels:
            yield tabs, panels
            tabs, panels = [], []
        tabs.append(element)
    yield tabs, panels


def _tab_by_id(panel: _Element, tabs: Mapping[str, _Element], ids: Mapping[str, _Element]) -> _Element | None:
    stated = ids.get(panel.get("aria-labelledby") or "")
    return stated if stated is not None else tabs.get(panel.get("id") or "")


def _found(query: etree.XPath, root: _Element) -> list[_Element]:
    found: Any = query(root)
    return list(found)


def _add_heading(panel: _Element, tab: _Element) -> None:
    """Set the text of a tab above its panel's own text, unless the panel begins with a heading of a known part."""
    text = _text_of(tab)
    before = panel.getprevious()
    if before is not None and _text_of(before) == text:
        return  # a tab that stands above its panel is its heading already
    inner = next((each for each in panel.iter(*_HEADINGS)), None)
    if not 0 < len(text) <= _LONGEST_TAB or (inner is not None and _begins(panel, inner, text)):
        return
    levels = [int(str(each.tag)[1]) for each in islice(panel.iter(*_HEADINGS), 200)]
    heading = etree.Element(f"h{max(2, min(levels, default=3) - 1)}")
    heading.text, heading.tail, panel.text = text, panel.text, None
    panel.insert(0, heading)


def _begins(panel: _Element, heading: _Element, tab: str) -> bool:
    """Whether a heading of a known part, or with the text of the tab, is the first text of a panel."""
    first = next((text for each in islice(panel.itertext(), 50) if (text := collapse_whitespace(str(each)))), "")
    own = _text_of(heading)
    return bool(first) and own.startswith(first) and (own == tab or section_of(own.rstrip(": ")) is not None)


def _fragment_of(anchor: _Element, url: str, base: str) -> str:
    """The fragment that a link leads to on its own page, empty where it leads elsewhere."""
    path, _, fragment = (anchor.get("href") or "").strip().partition("#")
    if path and fragment:
        try:
            path = "" if urljoin(base, path) == url.partition("#")[0] else path
        except ValueError:
            return ""
    return "" if path else fragment


def _block_of(anchor: _Element, text: str) -> _Element:
    """The widest element that holds a link's text and nothing else."""
    found = anchor
    for parent in anchor.iterancestors():
        if len(parent) > 1 or _text_of(parent) != text:
            break
        found = parent
    return found


def _around(element: _Element) -> Iterator[_Element]:
    return islice(element.iterancestors(), 3)


def _text_of(element: _Element) -> str:
    return collapse_whitespace(" ".join(islice(map(str, element.itertext()), _MOST_TEXTS)))


def _key(element: _Element) -> str:
    return normalize_text(_text_of(element), "label_words")
