"""URL frontier: each page is visited once, however it is linked, and every pager ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote, urlsplit, urlunsplit

from profile_scraper.archive.response import fetch_problem
from profile_scraper.messages import UserError, _
from profile_scraper.parse import Reading
from profile_scraper.records.base import LANGUAGES
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site, read_address

_MAX_REDIRECTS = 10
"""Redirects in a row above this count as a loop."""
_MAX_URL = 2000
"""Longest address that is requested, in characters; Scrapy drops what is longer than 2,083 without a word."""
_MAX_OVERLONG = 20
"""So many addresses that are too long have a problem line."""
_MAX_EMPTY_PAGES = 2
"""A pager ends after this many consecutive pages without new content."""


def scheme_and_host(address: str) -> str:
    """The scheme and host that an address names.

    Raises:
        UserError: it is no http address, or names more than a scheme and a host.
    """
    try:
        parts = urlsplit(address)
        is_base = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not parts.query
    except ValueError:
        is_base = False
    if not is_base:
        message = _("{address!r} is no scheme and host, such as http://127.0.0.1:8000")
        raise UserError(message.format(address=address))
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(slots=True)
class _Pager:
    highest: int = 0
    """The highest page that a link names."""
    empty_pages: int = 0
    last_hash: int = 0
    """Content hash of the previous page."""


@dataclass(slots=True)
class Frontier:
    """Addresses of a crawl: those seen, and the new ones that a page links to."""

    site: Site
    base_url: str
    """Scheme and host that stand for the site's own."""
    limit: int | None = None
    """How many people to visit at most."""
    pager_limit: int = 1000
    """How many pages of one pager to visit at most."""
    address_limit: int = 200_000
    """How many addresses to know at most."""
    known: set[str] = field(default_factory=set)
    """Canonical addresses that were returned for visiting."""
    people: set[str] = field(default_factory=set)
    """Slugs."""
    removed: frozenset[str] = frozenset()
    """Ids of people on the removal list."""
    removed_people: set[str] = field(default_factory=set)
    """Slugs of people on the removal list whose pages were linked and not visited."""
    listed: set[str] = field(default_factory=set)
    """Slugs that a directory lists."""
    ended: list[Address] = field(default_factory=list)
    """Last visited page of each pager that was not followed to its end."""
    ignored: int = 0
    """How often an address was met after the limit."""
    overlong: set[str] = field(default_factory=set)
    """Beginnings of the first addresses that are too long to be requested."""
    _pagers: dict[str, _Pager] = field(default_factory=dict)
    _deferred: dict[str, Address] = field(default_factory=dict)

    def start(self) -> list[Address]:
        """The site's start addresses."""
        return self._new(self.base_url + path for path in self.site.start)

    def rebase_url(self, url: str) -> str | None:
        """Replace scheme and host of a site's URL by those of the base; None for another site or an invalid URL."""
        base = urlsplit(self.base_url)
        try:
            parts = urlsplit(url)
            host, ours = parts.hostname, self.site.hosts
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or (host not in ours and parts.netloc != base.netloc):
            return None
        scheme, netloc = parts[:2] if base.hostname in ours and host in ours else base[:2]
        return urlunsplit((scheme, netloc, parts.path, parts.query, ""))

    def read(self, url: str) -> Address | None:
        """The canonical address on the base; None for another site or an invalid URL."""
        rebased, base = self.rebase_url(url), urlsplit(self.base_url)
        try:
            address = read_address(self.site, urlunsplit((*base[:2], *urlsplit(rebased)[2:]))) if rebased else None
        except ValueError:
            return None
        if address and len(address.url) > _MAX_URL:
            if address.kind in ("profile", "list") and len(self.overlong) < _MAX_OVERLONG:
                self.overlong.add(address.url[:200])
            return None
        return address

    def after(self, address: Address, reading: Reading) -> list[Address]:
        """The new addresses that a page links to."""
        found = self._people(reading.people)
        if isinstance(reading.record, DirectoryPage):
            room = max(0, self.address_limit - len(self.listed))
            slugs = (one.slug for one in map(self.read, reading.people) if one and one.slug)
            self.listed.update(islice(slugs, room))
        if address.page == 0:
            self._parts(address)
        if address.page == 0 or isinstance(reading.record, DirectoryPage):
            found += self._alternates(address, reading)
        return found + self._next_page(address, reading)

    def after_failure(self, address: Address) -> list[Address]:
        """The next page of a pager after one that failed, if a link named a later page."""
        pager = self._pagers.get(address.first_page)
        return self._page(address, address.page + 1) if pager and pager.highest > address.page else []

    def follow_redirect(
        self, current: Address, chain: tuple[str, ...], target: str
    ) -> tuple[list[tuple[Address, str]], Problem | None]:
        """The addresses to visit after a redirect, each with the URL to request.

        Args:
            current: the address that was requested.
            chain: the URLs that were requested so far, the last one redirects.
            target: the absolute URL that ``Location`` names.

        Returns:
            The addresses, none where they are already known, and the problem where the redirect is not followed.
        """
        url, address = self.rebase_url(target), self.read(target)
        if url is None or address is None:
            return [], fetch_problem(chain[-1], "off-site", f"it redirects to {target}")
        if url in chain or len(chain) > _MAX_REDIRECTS:
            loop = ", ".join((*chain, url))
            return [], fetch_problem(chain[0], "redirect-loop", f"its redirects do not end: {loop}")
        if address.url == current.url:
            return [(address, url)], None
        if address.kind in ("home", "other"):
            detail = f"it redirects to {target}, which is nobody's profile"
            return [], fetch_problem(chain[-1], "not-found", detail)
        return [(new, new.url) for new in self._enqueue(address)], None

    def take_deferred(self) -> list[Address]:
        """Addresses that may not exist, to be visited after all others; a missing page is no problem.

        A link to somebody under a form of address that other pages share; the other language of a page that
        names none.
        """
        deferred, self._deferred = self._deferred, {}
        unvisited = (
            one
            for one in deferred.values()
            if one.kind == "profile_part" or one.slug not in (self.listed if one.kind == "profile" else self.people)
        )
        return [new for address in unvisited for new in self._enqueue(address)]

    def problems(self) -> list[Problem]:
        """Pagers that were not followed to their end, as problem lines."""
        endless = "the pager goes on, but adds nothing new or passes PAGER_LIMIT"
        found = [fetch_problem(address.url, "limit-reached", endless) for address in self.ended]
        if self.ignored:
            what = f"the pages link to more than {self.address_limit} addresses (ADDRESS_LIMIT): not all are visited"
            found.append(fetch_problem(self.base_url, "limit-reached", what))
        what = f"the address is longer than {_MAX_URL} characters: it is not visited"
        return found + [fetch_problem(url, "limit-reached", what) for url in sorted(self.overlong)]

    def is_removed(self, address: Address) -> bool:
        """Whether the address belongs to a person on the removal list."""
        return f"{self.site.name}/{address.slug}" in self.removed

    def _people(self, urls: Iterable[str]) -> list[Address]:
        found: list[Address] = []
        for address in filter(None, map(self.read, urls)):
            if address.kind == "profile":
                found += self._enqueue(self._first(address))
            elif (
                address.kind == "ambiguous_profile"
                and address.slug not in self.people
                and len(self._deferred) < self.address_limit
            ):
                self._deferred.setdefault(address.first_page, self._first(address))
        return found

    def _alternates(self, address: Address, reading: Reading) -> list[Address]:
        named = [one for one in map(self.read, reading.alternates.values()) if one and one.kind == address.kind]
        if address.kind == "profile" and isinstance(reading.record, ProfilePage):
            languages = {one.language for one in named}
            for form in self._counterparts(address):
                if form.language not in languages and len(self._deferred) < self.address_limit:
                    self._deferred.setdefault(form.url, form)
        return [new for one in named for new in self._enqueue(self._first(one))]

    def _parts(self, address: Address) -> None:
        """Defer the further pages of a person: not everybody has them."""
        forms = self.site.addresses["profile_part"]
        for form in forms[address.language] if address.language and address.kind == "profile" and address.slug else ():
            if "{slug}" in form and "*" not in form and len(self._deferred) < self.address_limit:
                part = self.read(self.base_url + form.format(slug=quote(address.slug or "", safe="-._~")))
                if part is not None:
                    self._deferred.setdefault(part.url, part)

    def _counterparts(self, address: Address) -> Iterator[Address]:
        for language in LANGUAGES:
            forms = self.site.addresses["profile"][language]
            if language != address.language and forms:
                yield read_address(self.site, self.base_url + forms[0].format(slug=address.slug))

    def _next_page(self, address: Address, reading: Reading) -> list[Address]:
        pages = [page for page in map(self.read, reading.pages) if page and page.first_page == address.first_page]
        pager = self._pagers.setdefault(address.first_page, _Pager())
        pager.highest = max([pager.highest, *(page.page for page in pages)])
        content_hash = _content_hash(reading)
        pager.empty_pages = pager.empty_pages + 1 if content_hash in (0, pager.last_hash) else 0
        pager.last_hash = content_hash
        if all(page.page <= address.page for page in pages):
            self._pagers.pop(address.first_page)
            return []
        if pager.empty_pages >= _MAX_EMPTY_PAGES or address.page + 1 >= self.pager_limit:
            self.ended.append(address)
            return []
        return self._page(address, address.page + 1)

    def _page(self, address: Address, number: int) -> list[Address]:
        value = f"0,{number}" if address.kind != "list" else str(number)
        return self._new([f"{address.first_page}?{self.site.pager_parameter}={value}"])

    def _first(self, address: Address) -> Address:
        return address if address.page == 0 else read_address(self.site, address.first_page)

    def _new(self, urls: Iterable[str]) -> list[Address]:
        return [new for url in urls if (address := self.read(url)) for new in self._enqueue(address)]

    def _enqueue(self, address: Address) -> list[Address]:
        if address.url in self.known:
            return []
        if len(self.known) >= self.address_limit:
            self.ignored += 1
            return []
        if address.slug and self.is_removed(address):
            self.removed_people.add(address.slug)
            return []
        if address.slug and address.slug not in self.people:
            if self.limit is not None and len(self.people) >= self.limit:
                return []
            self.people.add(address.slug)
        self.known.add(address.url)
        return [address]


def _content_hash(reading: Reading) -> int:
    """Hash of the content that the pager changes, 0 if there is none."""
    if isinstance(reading.record, ProfilePage):
        return hash(tuple(entry.title for entry in reading.record.publications)) if reading.record.publications else 0
    return hash(tuple(reading.people)) if reading.people else 0
