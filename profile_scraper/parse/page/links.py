"""Links of a page: absolute addresses, true ones behind replay archives and proxies, and the profiles they name."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from lxml.etree import _Element

from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.layout import Classes
from profile_scraper.records.base import LANGUAGES
from profile_scraper.sites import Site, profile_id
from profile_scraper.text.normalize import collapse_whitespace

_HINTS = ("/web/", ".translate.goog", "/save/", "archive-it.org", "/http", "cache:")
"""One of these stands in every address that is not true; most addresses need no closer look."""
_WAYBACK = re.compile(
    r"https?://(?:web\.archive\.org|wayback\.archive-it\.org|[\w.-]*archive[\w.-]*)(?:/[\w-]+)*?/(?:web/)?"
    r"\d{4,14}(?:[a-z]{2}_)?/(.+)",
    re.IGNORECASE | re.DOTALL,
)
_REPLAYED = re.compile(
    r"https?://[^/?#]+/(?:[\w.~-]+/){0,4}?\d{8,14}(?:[a-z]{2}_)?/(https?(?::|%3a)/?.+)", re.IGNORECASE | re.DOTALL
)
"""A time and a whole address in the path: any host that runs pywb, OpenWayback or the like."""
_CACHED = re.compile(
    r"https?://webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{1,20}:)?((?:https?(?::|%3a))?[^&+]+)",
    re.IGNORECASE,
)
_SINGLE_SLASH = re.compile(r"^(https?):/+", re.IGNORECASE)
_PROXY = ".translate.goog"


def true_address(url: str) -> str:
    """The address that a replayed address stands for; any other address as it is.

    Known: the Wayback Machine and every archive with a time and a whole address in its paths
    (``…/20240101000000id_/https://…``), Google's cache, and its translating proxy (``mila-quebec.translate.goog``).
    """
    if not any(hint in url for hint in _HINTS):
        return url
    found = _WAYBACK.fullmatch(url) or _REPLAYED.fullmatch(url) or _CACHED.match(url)
    if found:
        inner = found[1] if "://" in found[1][:9] or ":/" in found[1][:7] else f"http://{found[1]}"
        return true_address(_SINGLE_SLASH.sub(r"\1://", unquote(inner) if "%3A" in inner[:9].upper() else inner))
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.hostname or ""
    if not host.endswith(_PROXY):
        return url
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("_x_tr_")]
    return urlunsplit(("https", _without_proxy(host), parts.path, urlencode(query), parts.fragment))


def _without_proxy(host: str) -> str:
    """'my--site-mila-quebec.translate.goog' is 'my-site.mila.quebec': '-' is a dot, '--' a hyphen."""
    name = host.removesuffix(_PROXY)
    return "-".join(part.replace("-", ".") for part in name.split("--"))


# Most links: nothing to resolve and nothing to doubt.
_ABSOLUTE = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[^\s\\]*)?")
_NOTHING = re.compile(r"(?!)")
_PLAIN_SLUG = r"([a-z0-9][a-z0-9-]*)"


class People:
    """The profiles that a page links to: gives ``site/slug`` for a link, and remembers the addresses in order."""

    def __init__(self, site: Site, base: str, document: str) -> None:
        """Resolve links against ``base``; profiles are on the hosts of the site and of the page, ``document``."""
        self._site = site
        self._base = base
        self._hosts = {*site.hosts, urlsplit(document).hostname or ""}
        self._plain = _plain_links(site) if urlsplit(base).hostname in self._hosts else _NOTHING
        scheme, _, rest = base.partition("://")
        self._origin = f"{scheme}://{rest.partition('/')[0]}"
        self.addresses: dict[str, None] = {}
        """Absolute addresses of the profiles met so far, as printed."""

    def profile(self, href: str) -> str | None:
        """The ``id`` of the profile that a link names, None where it names none of this site."""
        found = self._plain.fullmatch(href)
        if found:
            self.addresses[self._origin + href] = None  # as 'urljoin', without its price for each of a hundred links
            return f"{self._site.name}/{found[found.lastindex or 0]}"
        address = absolute(self._base, href)
        if address is None or urlsplit(address).hostname not in self._hosts:
            return None
        profile = profile_id(self._site, address)
        if profile is not None:
            self.addresses[address] = None
        return profile


def absolute(base: str, href: str) -> str | None:
    """The absolute http(s) address of a link, None where it is no such thing (``mailto:``, ``javascript:``, broken)."""
    if _ABSOLUTE.fullmatch(href):
        return true_address(href)
    try:
        address = true_address(urljoin(base, href.strip()))
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return address if usable else None


def distinct(base: str, hrefs: Iterable[str]) -> list[str]:
    """Absolute addresses of links, each once, in printed order."""
    found = (absolute(base, href) for href in hrefs)
    return list(dict.fromkeys(address for address in found if address))


def _plain_links(site: Site) -> re.Pattern[str]:
    """Links in the site's own form, most of a page's: paths that end in a slug of plain characters."""
    forms = [form for language in LANGUAGES for form in site.addresses["profile"][language]]
    return re.compile("|".join(re.escape(form).replace(r"\{slug\}", _PLAIN_SLUG) for form in forms))


def read_pager(element: _Element) -> tuple[list[str], int | None]:
    """The addresses of the pager's links as printed, and the current page from 0 where the pager says it."""
    hrefs: list[str] = []
    current: int | None = None
    for item in element.iter("a", "li", "span", "strong"):
        href = item.get("href")
        if item.get("aria-current") or "is-active" in (item.get("class") or "").split():
            number = "".join(letter for letter in "".join(map(str, item.itertext())) if letter.isdigit())
            if number.isascii() and 0 < len(number) < 6:
                current = int(number) - 1
        if href:
            hrefs.append(href)
    return hrefs, current


def read_people(root: _Element, classes: Classes, people: People) -> list[dict[str, Any]]:
    """The people whom the page lists; by their cards' class, else by the links to profiles in the page's content."""
    items = [
        element
        for element in root.iter("article", "div", "li", "tr")
        if (names := element.get("class")) and classes.key(names) == "student_card"
    ]
    if not items:
        main = next(root.iter("main"), None)
        items = [main if main is not None else root]
    found: dict[str, str] = {}
    for item in _outermost(items):
        for link in item.iter("a"):
            href = link.get("href")
            profile = people.profile(href) if href else None
            if profile:
                # A picture links to the same page as the name below it.
                found[profile] = found.get(profile) or _name(link)
    return [{"name": clean(name) or None, "profile": profile} for profile, name in found.items()]


def _outermost(elements: Sequence[_Element]) -> list[_Element]:
    """Those of some elements, in document order, that do not stand inside another one."""
    candidates, outer = frozenset(elements), []
    outside: set[_Element] = set()
    for element in elements:
        around = element.getparent()
        path = []
        while around is not None and around not in outside and around not in candidates:
            path.append(around)
            around = around.getparent()
        if around is None or around not in candidates:
            outside.update(path)
            outer.append(element)
    return outer


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
        return collapse_whitespace("".join(map(str, element.itertext())))
    texts = [collapse_whitespace(str(text)) for text in link.itertext()]
    return next(filter(None, texts), "")
