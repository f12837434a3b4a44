"""A page that lists people: their names and profiles, in printed order."""

from typing import Any

from lxml.etree import _Element

from profile_scraper.parse.page.clean import clean, squeeze
from profile_scraper.parse.page.layout import Classes
from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.pager import read_pager


def read_people(root: _Element, classes: Classes, people: People) -> list[dict[str, Any]]:
    """The people whom the page lists; by their cards' class, else by the links to profiles in the page's content."""
    cards = [
        element
        for element in root.iter("article", "div", "li", "tr")
        if (names := element.get("class")) and classes.key(names) == "student_card"
    ]
    if not cards:
        main = next(root.iter("main"), None)
        cards = [main if main is not None else root]
    found: dict[str, str] = {}
    for card in cards:
        for link in card.iter("a"):
            href = link.get("href")
            profile = people.profile(href) if href else None
            if profile:
                # A picture links to the same page as the name below it.
                found[profile] = found.get(profile) or _name(link)
    return [{"name": clean(name) or None, "profile": profile} for profile, name in found.items()]


def read_directory_pager(root: _Element, classes: Classes) -> tuple[list[str], int | None]:
    """The addresses of the directory's pager and its current page."""
    for element in root.iter("nav", "ul", "div"):
        names = element.get("class")
        if names and classes.key(names) == "pager":
            return read_pager(element)
    main = next(root.iter("main"), root)
    hrefs = [link.get("href") or "" for link in main.iter("a")]
    return [href for href in hrefs if "page=" in href], None


def _name(link: _Element) -> str:
    """A link's text; a heading or a span of its own before loose words such as a role."""
    for element in link.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        return squeeze("".join(map(str, element.itertext())))
    texts = [squeeze(str(text)) for text in link.itertext()]
    return next(filter(None, texts), "")
