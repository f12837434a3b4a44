"""Which addresses to visit next: each page once, however it is linked, and no pager for ever."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from profile_scraper.archive.response import fetch_problem
from profile_scraper.parse import Reading
from profile_scraper.records.base import LANGUAGES
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site, read_address

_BARREN_PAGES = 2
"""So many pages of a pager in a row that add nothing end it."""


def scheme_and_host(address: str) -> str:
    """The scheme and host that an address names.

    Raises:
        ValueError: it is no http address, or names more than a scheme and a host.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError(f"{address!r} is no scheme and host, such as http://127.0.0.1:8000")
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(slots=True)
class _Pager:
    highest: int = 0
    """The highest page that a link names."""
    barren: int = 0
    last: int = 0
    """What the page before said, as a hash."""


@dataclass(slots=True)
class Frontier:
    """The addresses that a crawl knows, and the next ones that a page gives."""

    site: Site
    base_url: str
    """Scheme and host that stand for the site's own."""
    limit: int | None = None
    """How many people to visit at most."""
    pager_limit: int = 1000
    """How many pages of one pager to visit at most."""
    known: set[str] = field(default_factory=set)
    """Canonical addresses that were handed out."""
    people: set[str] = field(default_factory=set)
    """Slugs."""
    removed: frozenset[str] = frozenset()
    """Ids of people who asked to be left out."""
    left_out: set[str] = field(default_factory=set)
    """Slugs of those whose pages were met and, on that request, not handed out."""
    listed: set[str] = field(default_factory=set)
    """Slugs that a directory lists."""
    ended: list[Address] = field(default_factory=list)
    """Where a pager was given up though it went on."""
    _pagers: dict[str, _Pager] = field(default_factory=dict)
    _perhaps: dict[str, Address] = field(default_factory=dict)

    def start(self) -> list[Address]:
        """The site's start addresses."""
        return self._new(self.base_url + path for path in self.site.start)

    def place(self, url: str) -> str | None:
        """An address of the site, on the base; None where it is another site's or no address."""
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
        """An address in canonical form and on the base; None where it is another site's or no address."""
        placed, base = self.place(url), urlsplit(self.base_url)
        try:
            return read_address(self.site, urlunsplit((*base[:2], *urlsplit(placed)[2:]))) if placed else None
        except ValueError:
            return None

    def after(self, address: Address, reading: Reading) -> list[Address]:
        """The addresses that a page gives and that were not known."""
        found = self._people(reading.people)
        if isinstance(reading.record, DirectoryPage):
            self.listed.update(one.slug for one in map(self.read, reading.people) if one and one.slug)
        if address.page == 0 or isinstance(reading.record, DirectoryPage):
            found += self._alternates(address, reading)
        return found + self._next_page(address, reading)

    def after_failure(self, address: Address) -> list[Address]:
        """Where a page of a pager cannot be had, the page that follows it, if a link named one."""
        pager = self._pagers.get(address.first_page)
        return self._page(address, address.page + 1) if pager and pager.highest > address.page else []

    def redirected(self, target: Address) -> list[Address]:
        """The target of a redirect, if it is one of the pages that are wanted."""
        return self._take(target) if target.kind not in ("home", "other") else []

    def leftovers(self) -> list[Address]:
        """Pages that may exist, when every sure one is known: nothing is lost where one does not.

        A link to somebody under a form of address that other pages share; the other language of a page that
        names none.
        """
        waiting, self._perhaps = self._perhaps, {}
        unmet = (
            one for one in waiting.values() if one.slug not in (self.listed if one.kind == "profile" else self.people)
        )
        return [new for address in unmet for new in self._take(address)]

    def problems(self) -> list[Problem]:
        """Pagers that were not followed to their end, as problem lines."""
        endless = "the pager goes on, but adds nothing new or passes PAGER_LIMIT"
        return [fetch_problem(address.url, "limit-reached", endless) for address in self.ended]

    def leaves_out(self, address: Address) -> bool:
        """Whether it is of somebody who asked to be left out."""
        return f"{self.site.name}/{address.slug}" in self.removed

    def _people(self, urls: Iterable[str]) -> list[Address]:
        found: list[Address] = []
        for address in filter(None, map(self.read, urls)):
            if address.kind == "profile":
                found += self._take(self._first(address))
            elif address.kind == "perhaps_profile" and address.slug not in self.people:
                self._perhaps.setdefault(address.first_page, self._first(address))
        return found

    def _alternates(self, address: Address, reading: Reading) -> list[Address]:
        named = [one for one in map(self.read, reading.alternates.values()) if one and one.kind == address.kind]
        if address.kind == "profile" and isinstance(reading.record, ProfilePage):
            languages = {one.language for one in named}
            for form in self._counterparts(address):
                if form.language not in languages:
                    self._perhaps.setdefault(form.url, form)
        return [new for one in named for new in self._take(self._first(one))]

    def _counterparts(self, address: Address) -> Iterator[Address]:
        for language in LANGUAGES:
            forms = self.site.addresses["profile"][language]
            if language != address.language and forms:
                yield read_address(self.site, self.base_url + forms[0].format(slug=address.slug))

    def _next_page(self, address: Address, reading: Reading) -> list[Address]:
        pages = [page for page in map(self.read, reading.pages) if page and page.first_page == address.first_page]
        pager = self._pagers.setdefault(address.first_page, _Pager())
        pager.highest = max([pager.highest, *(page.page for page in pages)])
        said = _what_it_says(reading)
        pager.barren = pager.barren + 1 if said in (0, pager.last) else 0
        pager.last = said
        if all(page.page <= address.page for page in pages):
            self._pagers.pop(address.first_page)
            return []
        if pager.barren >= _BARREN_PAGES or address.page + 1 >= self.pager_limit:
            self.ended.append(address)
            return []
        return self._page(address, address.page + 1)

    def _page(self, address: Address, number: int) -> list[Address]:
        value = f"0,{number}" if address.kind != "directory" else str(number)
        return self._new([f"{address.first_page}?{self.site.pager_parameter}={value}"])

    def _first(self, address: Address) -> Address:
        return address if address.page == 0 else read_address(self.site, address.first_page)

    def _new(self, urls: Iterable[str]) -> list[Address]:
        return [new for url in urls if (address := self.read(url)) for new in self._take(address)]

    def _take(self, address: Address) -> list[Address]:
        if address.url in self.known:
            return []
        if address.slug and self.leaves_out(address):
            self.left_out.add(address.slug)
            return []
        if address.slug and address.slug not in self.people:
            if self.limit is not None and len(self.people) >= self.limit:
                return []
            self.people.add(address.slug)
        self.known.add(address.url)
        return [address]


def _what_it_says(reading: Reading) -> int:
    """A hash of the part of a page that its pager turns, 0 where that is empty."""
    if isinstance(reading.record, ProfilePage):
        return hash(tuple(entry.title for entry in reading.record.publications)) if reading.record.publications else 0
    return hash(tuple(reading.people)) if reading.people else 0
