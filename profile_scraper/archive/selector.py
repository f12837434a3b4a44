"""Decide from the heads of WARC records which captures are read, what is skipped, and what is a problem."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from profile_scraper.archive.clock import is_future
from profile_scraper.archive.heads import RecordHead
from profile_scraper.archive.response import fetch_problem
from profile_scraper.archive.revisits import Revisit, Revisits
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

_PAGES = ("response", "resource", "conversion")
_WITHOUT_PAGE = (204, 205)
_OK = 200
_MOVED = 300
_FAILED = 400


class Selection(NamedTuple):
    """The captures that the page of one record gives."""

    site: str | None
    """The site that the file names."""
    own: bool = True
    """Whether the record is a capture itself."""
    revisits: tuple[Revisit, ...] = ()
    """Later visits that found the page unchanged; each is a capture."""


class Skipped(NamedTuple):
    """A record that is skipped on purpose."""

    kind: str


Decision: TypeAlias = Selection | Skipped | Problem


@dataclass(slots=True)
class CaptureSelector:
    """Looks at the heads of all records, newest file first, so that a revisit comes before the record it refers to."""

    _revisits: Revisits = field(default_factory=Revisits)
    _unlinked: set[str] = field(default_factory=set)
    _newest_crawl: dict[str, Location] = field(default_factory=dict)
    _site: str | None = None
    _future: str = ""

    def begin_file(self) -> None:
        """Forget what the file before this one said about itself."""
        self._site, self._future = None, ""

    def decide(self, head: RecordHead, path: Location, name: str) -> Iterator[Decision]:
        """What becomes of one record; nothing for one that only says something about others."""
        if not self._future and is_future(head.date):
            self._future = head.date
        if head.kind == "warcinfo":
            self._site = head.site or self._site
        elif head.kind == "metadata":
            yield from self._note(head, path)
        elif head.kind == "revisit":
            if head.revisit is not None and not self._revisits.has_newer(head.revisit.url, head.revisit.retrieved):
                self._revisits.add(head.revisit)
        elif head.kind in _PAGES and head.url is None:
            yield _without_address(head)
        elif head.kind == "response":
            yield from self._response(head)
        elif head.kind in _PAGES:
            yield Skipped(head.kind) if head.url in self._unlinked else Selection(self._site)
        elif head.kind == "request":
            yield Skipped(head.kind)
        else:
            what = f"a record of type {head.kind[:40]!r}, which is not read"
            yield fetch_problem(head.url or name, "wrong-type", what)

    def end_file(self, name: str) -> Iterator[Problem]:
        """What is wrong with a file as a whole."""
        if self._future:
            what = f"records are dated {self._future[:30]}, in the future: captures of other archives count before them"
            yield fetch_problem(name, "invalid", what)

    @property
    def has_unresolved(self) -> bool:
        """Whether revisits wait for a record: it may stand before them, so that all files are looked at again."""
        return bool(self._revisits)

    def decide_again(self, head: RecordHead) -> Iterator[Selection]:
        """Look at a record once more, for revisits that came after it."""
        if head.kind == "warcinfo":
            self._site = head.site or self._site
        elif head.kind == "response" and not head.rendered and head.url is not None and _has_page(head.status):
            revisits = self._revisits.take(head.url, head.date or None, head.digest)
            if revisits:
                yield Selection(self._site, own=False, revisits=tuple(revisits))

    def unresolved(self) -> Iterator[Problem]:
        """The revisits whose page no file has."""
        for revisit in self._revisits:
            what = f"unchanged since {revisit.target} of {revisit.date}, but no INPUT has the bytes of that record"
            yield fetch_problem(revisit.url, "unreadable", what)

    def _response(self, head: RecordHead) -> Iterator[Decision]:
        url, status = head.url or "", head.status
        if head.rendered:
            yield Skipped("rendered")
        elif status is None:
            yield fetch_problem(url, "unreadable", "a response record without an HTTP status: it is not read")
        elif not _has_page(status):
            yield Skipped("redirect" if _MOVED <= status < _FAILED else "other")
        else:
            revisits = self._revisits.take(url, head.date or None, head.digest if self._revisits else None)
            if revisits or url not in self._unlinked:
                yield Selection(self._site, all(revisit.url != url for revisit in revisits), tuple(revisits))

    def _note(self, head: RecordHead, path: Location) -> Iterator[Decision]:
        url = head.url
        if url is None or head.note is None:
            yield Skipped("metadata")
            return
        if self._newest_crawl.setdefault(self._site or "", path) != path:
            return  # what an older crawl noted is history
        if head.note == "unlinked":
            self._unlinked.add(url)
            if head.block.decode("latin-1") == head.date:
                what = f"the page has left: since {head.date} no page links to it any more"
                yield fetch_problem(url, "not-found", what)
            return
        try:
            yield Problem.model_validate_json(head.block)
        except ValidationError:
            yield fetch_problem(url, "unreadable", "the crawl's own note about this page is damaged")


def _without_address(head: RecordHead) -> Skipped | Problem:
    if head.lost_target is None:
        return Skipped("other")
    what = f"a {head.kind} record whose target is no web address: it is not read"
    return fetch_problem(head.lost_target, "wrong-type", what)


def _has_page(status: int | None) -> bool:
    return status is not None and status >= _OK and not _MOVED <= status < _FAILED and status not in _WITHOUT_PAGE
