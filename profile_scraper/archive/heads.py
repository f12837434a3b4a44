"""What the headers of WARC records say: enough to decide which captures are read, and which record a revisit means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from fastwarc.warc import WarcRecord

from profile_scraper.archive.records import kind_of
from profile_scraper.archive.response import believable, is_markup
from profile_scraper.archive.writer import PROBLEM_TYPE, RENDERED_FIELD, UNLINKED_TYPE


@dataclass(frozen=True, slots=True)
class Revisit:
    """A revisit record: the page is unchanged since another record."""

    url: str
    retrieved: str | None
    """When the page was found unchanged (RFC 3339, UTC)."""
    target: str
    """Address of the record that has the bytes."""
    date: str | None
    """``WARC-Date`` of that record, null where the revisit does not say."""
    digest: str | None
    """Payload digest that the two share, null where the revisit does not say."""

    def refers_to(self, url: str, date: str | None, digest: str | None) -> bool:
        """Whether a response record is the one that has the bytes."""
        if self.digest and self.digest == digest:
            return True
        return self.target == url and self.date in (None, date)


@dataclass(slots=True)
class Revisits:
    """The newest unresolved revisit of each address."""

    _waiting: dict[str, Revisit] = field(default_factory=dict)
    _by_key: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Revisit]:
        return iter(self._waiting.values())

    def has_newer(self, url: str, retrieved: str | None) -> bool:
        """Whether an unresolved revisit of the address is no older than this."""
        known = self._waiting.get(url)
        return known is not None and (known.retrieved or "") >= (retrieved or "")

    def add(self, revisit: Revisit) -> None:
        """Add a revisit, unless a newer one of the same address is unresolved."""
        if self.has_newer(revisit.url, revisit.retrieved):
            return
        self._waiting[revisit.url] = revisit
        for key in filter(None, (revisit.target, revisit.digest)):
            self._by_key.setdefault(key, set()).add(revisit.url)

    def take(self, url: str, date: str | None, digest: str | None) -> list[Revisit]:
        """Remove and return the revisits that refer to this response record."""
        if not self._waiting:
            return []
        keys = self._by_key.get(url, set()) | self._by_key.get(digest or "", set())
        found = [
            self._waiting[key]
            for key in sorted(keys & self._waiting.keys())
            if self._waiting[key].refers_to(url, date, digest)
        ]
        for revisit in found:
            del self._waiting[revisit.url]
        return found


_PART_OF = re.compile(rb"^isPartOf:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_UTC_SECOND = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\dZ")
_NOT_FETCHED = ("dns", "whois", "urn", "metadata", "screenshot", "thumbnail", "filedesc", "info")
"""Schemes under which crawlers keep look-ups, notes and pictures of pages."""
_LONGEST_TARGET = 300

Note: TypeAlias = Literal["problem", "unlinked", None]


class RecordHead(NamedTuple):
    """The header of a record, and the block of a short record about the crawl."""

    kind: str
    """``WARC-Type`` in lower case."""
    url: str | None
    """Address of the page; None where it is none of the web."""
    date: str
    """``WARC-Date`` as it is, empty without one."""
    digest: str | None = None
    """Payload digest of a response."""
    status: int | None = None
    """HTTP status of a response."""
    rendered: bool = False
    """Whether the page is in the conversion record behind this one."""
    revisit: Revisit | None = None
    site: str | None = None
    """The site that a ``warcinfo`` record names."""
    note: Note = None
    """What a metadata record is, where this software wrote it."""
    block: bytes = b""
    """Content of such a metadata record."""
    lost_target: str | None = None
    """What stands in place of an address of the web, where the record may hold a page all the same."""


def head_of(record: WarcRecord, block: bytes) -> RecordHead:
    """The head of a record with its payload."""
    kind, url = kind_of(record), address_of(record)
    date = record.headers.get("WARC-Date") or ""
    if kind == "response":
        status = record.http_headers.status_code if record.is_http_parsed else None
        digest, rendered = record.headers.get("WARC-Payload-Digest"), bool(record.headers.get(RENDERED_FIELD))
        return RecordHead(kind, url, date, digest, status, rendered, lost_target=_lost_target(record, url, block))
    if kind == "revisit":
        return RecordHead(kind, url, date, revisit=_revisit(record, url))
    if kind == "warcinfo":
        return RecordHead(kind, url, date, site=site_named(block))
    if kind == "metadata" and url is not None:
        declared = record.headers.get("Content-Type")
        note: Note = "problem" if declared == PROBLEM_TYPE else "unlinked" if declared == UNLINKED_TYPE else None
        return RecordHead(kind, url, date, note=note, block=block if note else b"")
    return RecordHead(kind, url, date, lost_target=_lost_target(record, url, block))


def _lost_target(record: WarcRecord, url: str | None, block: bytes) -> str | None:
    """The target of a record that is no web address; None for a look-up or a picture of the crawler's own."""
    if url is not None:
        return None
    target = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
    own = target.partition(":")[0].lower() in _NOT_FETCHED and not is_markup(block)
    return None if own else target[:_LONGEST_TARGET] or "WARC-Target-URI"


def _revisit(record: WarcRecord, url: str | None) -> Revisit | None:
    if url is None:
        return None
    headers = record.headers
    target = (headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
    digest, date = headers.get("WARC-Payload-Digest"), headers.get("WARC-Refers-To-Date")
    return Revisit(url, believable(utc(headers.get("WARC-Date"))), target, date, digest)


def address_of(record: WarcRecord) -> str | None:
    """The address of the page that a record is about, None where it is none of the web."""
    url = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
    return url if url.startswith(("http://", "https://")) else None


def site_named(block: bytes) -> str | None:
    """The site that a ``warcinfo`` record names (``isPartOf``)."""
    found = _PART_OF.search(block)
    return found[1].decode("utf8", "replace").strip() if found else None


def utc(date: str | None) -> str | None:
    """A ``WARC-Date`` in the form that records use, to the second; None where it is not a date."""
    if date is None or _UTC_SECOND.fullmatch(date):
        return date
    try:
        return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
