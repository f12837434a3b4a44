"""Reading an address: what kind of page it names, in which language, and its one canonical form."""

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.sites.model import Site, load_site, site_names

AddressKind: TypeAlias = Literal["profile", "perhaps_profile", "directory", "home", "other"]

_KINDS: tuple[AddressKind, ...] = ("home", "directory", "profile", "perhaps_profile")
_SLUG = r"(?P<slug>[^/?#]+)"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_PAGE = 10_000


class Address(NamedTuple):
    """One address, read with a site's patterns."""

    url: str
    """The canonical form: host in lower case, no stray parameter, no final ``/``, older forms made current."""
    kind: AddressKind
    language: Language | None
    slug: str | None
    page: int
    """Page of the pager, from 0; 0 where the address names none."""

    @property
    def first_page(self) -> str:
        """The canonical address of the first page of the same pager."""
        return self.url.partition("?")[0]


def read_address(site: Site, url: str) -> Address:
    """Read an absolute address.

    Only what selects content is kept: the path, and the pager's parameter where it is not the first page.

    Raises:
        ValueError: the address is not absolute http(s), or its port is not a number.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http address: {url!r}")
    host = parts.hostname if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{parts.hostname}:{parts.port}"
    path = quote(unquote(parts.path), safe="/-._~!$&'()*+,;=:@").rstrip("/") or "/"
    kind, language, slug = _kind_of(site, path)
    if kind == "profile" and language and slug:
        path = site.addresses["profile"][language][0].format(slug=quote(slug, safe="-._~"))
    page = _page_of(site, parts.query, second=kind in ("profile", "perhaps_profile"))
    query = ""
    if page:
        query = urlencode({site.pager_parameter: f"0,{page}" if kind in ("profile", "perhaps_profile") else page})
    return Address(urlunsplit((parts.scheme, host, path, query, "")), kind, language, slug, page)


def site_of(url: str) -> Site | None:
    """The site whose host the address names, None where no site has it."""
    host = urlsplit(url).hostname
    return next((site for site in map(load_site, site_names()) if host in site.hosts), None)


def profile_id(site: Site, url: str) -> str | None:
    """The ``id`` (``site/slug``) of the profile that an address names, None where it names none."""
    try:
        address = read_address(site, url)
    except ValueError:
        return None
    return f"{site.name}/{address.slug}" if address.kind == "profile" else None


def _page_of(site: Site, query: str, *, second: bool) -> int:
    for name, value in parse_qsl(query):
        if name == site.pager_parameter:
            first, _, rest = value.partition(",")
            number = rest if second else first
            if number.isascii() and number.isdigit():
                return min(int(number), _MAX_PAGE) if len(number) < 9 else _MAX_PAGE
    return 0


def _kind_of(site: Site, path: str) -> tuple[AddressKind, Language | None, str | None]:
    for kind, language, pattern in _patterns(site.name):
        found = pattern.fullmatch(path)
        if found:
            slug = found.groupdict().get("slug")
            return kind, language, unquote(slug).lower() if slug else None
    return "other", None, None


@cache
def _patterns(name: str) -> list[tuple[AddressKind, Language, re.Pattern[str]]]:
    site = load_site(name)
    return [
        (kind, language, re.compile(re.escape(form).replace(r"\{slug\}", _SLUG), re.IGNORECASE))
        for kind in _KINDS
        for language in LANGUAGES
        for form in site.addresses[kind][language]
    ]
