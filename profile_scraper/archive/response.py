"""Convert one HTTP response to a capture, for live crawls and archives alike; its date where no clock is wrong."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from profile_scraper.archive.decode import TooLargeError, TruncatedError, decode_body
from profile_scraper.records.page import Capture, Media
from profile_scraper.records.problem import Problem, Reason

_TOLERANCE = timedelta(days=1)


def is_future(date: str | None) -> bool:
    """Whether a date (RFC 3339) is more than a day ahead: the clock of the machine that wrote it was wrong."""
    if not date:
        return False
    try:
        timestamp = datetime.fromisoformat(date)
    except ValueError:
        return False
    timestamp = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
    return timestamp > datetime.now(UTC) + _TOLERANCE


def believable(date: str | None) -> str | None:
    """The date, None where it is in the future: any dated capture then counts before this one."""
    return None if is_future(date) else date


_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MEDIA: dict[str, Media] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,200}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE,
)
_KINDS = (
    ("css", "style-sheet"),
    ("javascript", "script"),
    ("ecmascript", "script"),
    ("font", "font"),
    ("json", "data"),
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_RANGE = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE)
_PAGE_END = re.compile(rb"</html\s*>(?:\s|<!--(?:[^-]|-(?!->)){0,2000}-->)*\Z", re.IGNORECASE)
_PAGE_END_BYTES = 4096
_PARTIAL = 206
_NOT_PAGES = ("/robots.txt", "/humans.txt", "/ads.txt")


class RawResponse(NamedTuple):
    """One HTTP response as it came."""

    url: str
    status: int
    body: bytes
    content_type: str = ""
    content_encoding: str = ""
    transfer_encoding: str = ""
    """Empty where the transport has already undone it."""
    declared_length: str = ""
    """``Content-Length`` of ``body`` as it is here; empty where the transport has changed it."""
    content_range: str = ""
    truncated: str = ""
    """Why the archive itself cut the body (``WARC-Truncated``)."""


def is_page_type(content_type: str) -> bool:
    """Whether a content type is a page's markup or text."""
    return _mime(content_type) in _MEDIA


def is_markup(body: bytes) -> bool:
    """Whether a body begins as an HTML page does."""
    return _MARKUP.match(body) is not None


def media_of(response: RawResponse) -> Media | None:
    """Whether a response is a page's markup or text, None where it is neither: its body is looked at, too."""
    if response.url.endswith(_NOT_PAGES):
        return None
    if is_markup(response.body):
        return "html"
    mime = _mime(response.content_type)
    if mime:
        return _MEDIA.get(mime)
    return "html" if response.content_encoding or response.body.lstrip()[:1] == b"<" else None


def skipped_kind(response: RawResponse) -> str:
    """What a response is that holds no page: ``image``, ``style-sheet``, ``script`` and the like, else ``other``."""
    if response.url.endswith(_NOT_PAGES):
        return "robots"
    mime = _mime(response.content_type)
    if mime.startswith(("image/", "video/", "audio/")):
        return mime.partition("/")[0]
    return next((kind for part, kind in _KINDS if part in mime), "other")


def _is_unclear(response: RawResponse) -> bool:
    """Whether a type says nothing of the content (``application/octet-stream``, ``application/xml``)."""
    mime = _mime(response.content_type)
    return mime.endswith(("octet-stream", "xml", "unknown", "binary", "download")) or "/" not in mime


def _mime(content_type: str) -> str:
    """The first type of a header, which may list several."""
    return re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()


def charset_of(content_type: str) -> str | None:
    """The character encoding that a ``Content-Type`` declares."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def capture_response(response: RawResponse, retrieved: str | None, site: str | None) -> Capture | None:
    """The capture that a response gives, None where it holds no page (an image, a style sheet).

    Args:
        response: the response.
        retrieved: when it was fetched (RFC 3339, UTC).
        site: the site that the archive itself names.

    Raises:
        TruncatedError, DecodeError, TooLargeError: as :func:`profile_scraper.archive.decode.decode_body`.
    """
    media = media_of(response)
    if media is None and not (_is_unclear(response) and (response.content_encoding or response.transfer_encoding)):
        return None
    body = decode_body(response.body, transfer=response.transfer_encoding, content=response.content_encoding)
    if media != "html" and is_markup(body) and not response.url.endswith(_NOT_PAGES):
        media = "html"
    if media is None:
        return None
    if missing := _missing_part(response, body):
        raise TruncatedError(missing)
    return Capture(
        name=response.url,
        url=response.url,
        body=body,
        media=media,
        charset=charset_of(response.content_type),
        status=response.status,
        retrieved=retrieved,
        sha256=hashlib.sha256(body).hexdigest(),
        site=site,
    )


def _missing_part(response: RawResponse, body: bytes) -> str | None:
    """What says that the body is not the whole page; None where nothing does, or where it ends as a page does."""
    ends = _PAGE_END.search(body, max(0, len(body) - _PAGE_END_BYTES)) is not None
    if response.status == _PARTIAL:
        found = _RANGE.match(response.content_range.strip())
        first, last, total = found.groups() if found else ("", "", "")
        if (first == "0" and (ends or total == str(int(last) + 1))) or (ends and not found):
            return None
        return f"bytes {first} to {last} of {total} alone were sent" if found else "a part of it alone was sent"
    if response.truncated and not ends:
        return f"the archive cut it ({response.truncated})"
    declared = response.declared_length
    if not ends and declared.isdecimal() and len(response.body) < int(declared[:18]):
        return f"{len(response.body)} of {declared} bytes were sent"
    return None


def capture_problem(url: str, error: ValueError) -> Problem:
    """The problem line for a body that :func:`capture_response` refused."""
    reason: Reason = "too-large" if isinstance(error, TooLargeError) else "unreadable"
    what = "the page is too large" if isinstance(error, TooLargeError) else "the body cannot be decoded"
    what = "the page is not whole" if isinstance(error, TruncatedError) else what
    return fetch_problem(url, reason, f"{what}: {error}")


def fetch_problem(url: str, reason: Reason, detail: str) -> Problem:
    """A problem about a whole page or file, met while getting at its bytes."""
    detail = printable_name(detail)
    return Problem(stage="fetch", url=printable_name(url), record=None, field=None, reason=reason, detail=detail)


def printable_name(name: str) -> str:
    r"""The name of a file with what is no text in it escaped: controls, and bytes that are no UTF-8 (``\xe9``)."""
    if name.isprintable():
        return name
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), name)
