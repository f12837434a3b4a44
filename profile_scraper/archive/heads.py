"""What the header of a WARC record says: enough to decide which captures are read, without the page."""

import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from fastwarc.warc import WarcRecord

from profile_scraper.archive.clock import believable
from profile_scraper.archive.records import kind_of
from profile_scraper.archive.response import is_markup
from profile_scraper.archive.revisits import Revisit
from profile_scraper.archive.writer import PROBLEM_TYPE, RENDERED_FIELD, UNLINKED_TYPE

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
