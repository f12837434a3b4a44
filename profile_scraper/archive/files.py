"""Read captures from files that hold one page: saved pages, plain-text renderings, entries of a Scrapy HTTP cache."""

import ast
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from profile_scraper.archive.decode import MAX_PAGE_BYTES, TooLargeError, gunzip
from profile_scraper.archive.response import RawResponse, capture_problem, capture_response, fetch_problem
from profile_scraper.records.page import Capture, Media
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".mhtml", ".mht")
_MAX_FILE_BYTES = 4 * MAX_PAGE_BYTES
"""A file may be larger than the page inside it: an ``.mhtml`` carries the pictures."""
# What browsers and SingleFile write at the head of a page that they save.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_MIRRORED_FROM = re.compile(rb"<!--\s*Mirrored from ([^\s<>]+) by HTTrack", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    rb"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)\s+saved date:\s*([^\r\n]+)", re.IGNORECASE
)


def read_saved_page(path: Location, name: str) -> Capture | Problem:
    """The page that a file holds.

    Args:
        path: the file.
        name: its path relative to the INPUT that was named.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_FILE_BYTES + 1)
        if len(content) > _MAX_FILE_BYTES:
            raise TooLargeError(f"over {_MAX_FILE_BYTES} bytes")
        if content.startswith(b"\x1f\x8b"):
            content = gunzip(content)
    except OSError as error:
        return fetch_problem(name, "unreadable", f"the file cannot be read: {error.strerror}")
    except ValueError as error:
        return capture_problem(name, error)
    if not content.strip(b"\0\t\n\r "):
        return fetch_problem(name, "empty", "the file is empty")
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if ".mhtml" in suffixes or ".mht" in suffixes:
        return _mhtml(content, name)
    media: Media = "text" if ".txt" in suffixes else "html"
    url, saved = _saved_from(content) if media == "html" else (None, None)
    return _bounded(Capture(name, url, content, media, None, None, saved, hashlib.sha256(content).hexdigest(), None))


def _bounded(capture: Capture) -> Capture | Problem:
    if len(capture.body) <= MAX_PAGE_BYTES:
        return capture
    return fetch_problem(capture.name, "too-large", f"the page is larger than {MAX_PAGE_BYTES} bytes")


def _saved_from(content: bytes) -> tuple[str | None, str | None]:
    head = content[:4096]
    if found := _SINGLE_FILE.search(head):
        date = re.sub(rb"\s*\(.*", b"", found[2]).decode("ascii", "replace")
        return found[1].decode("ascii", "replace"), _read_date(date)
    if found := _MIRRORED_FROM.search(head):
        return f"https://{found[1].decode('ascii', 'replace')}", None
    found = _SAVED_FROM.search(head)
    return (found[1].decode("ascii", "replace") if found else None), None


def _mhtml(content: bytes, name: str) -> Capture | Problem:
    import email.policy  # 20 ms, and rare
    from email.message import EmailMessage

    message = email.message_from_bytes(content, policy=email.policy.default)
    url = str(message.get("Snapshot-Content-Location") or "").strip() or None
    for part in message.walk():
        if part.get_content_type() != "text/html" or not isinstance(part, EmailMessage):
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip():
            location = url or str(part.get("Content-Location") or "").strip()
            address = location if location.startswith(("http://", "https://")) else None
            date = _read_date(str(message.get("Date") or ""))
            charset, sha256 = part.get_content_charset(), hashlib.sha256(body).hexdigest()
            return _bounded(Capture(name, address, body, "html", charset, None, date, sha256, None))
    return fetch_problem(name, "unreadable", "no page inside: the file has no part of type text/html")


def _read_date(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    for reader in (_browser_date, parsedate_to_datetime):
        try:
            return reader(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def _browser_date(text: str) -> datetime:
    """A date as JavaScript prints it: 'Sun Nov 22 2026 06:00:00 GMT+0000'."""
    return datetime.strptime(text.strip(), "%a %b %d %Y %H:%M:%S GMT%z")


def read_cache_entry(folder: Location, name: str) -> Iterator[Capture | Problem]:
    """The page that one folder of the cache holds; nothing for an image and the like.

    The ``meta`` file is read as a literal; its pickled twin is never opened.
    """
    try:
        content = {part: _read(folder / part) for part in ("meta", "response_headers", "response_body")}
        if content["meta"].startswith(b"\x1f\x8b"):  # HTTPCACHE_GZIP packs every file
            content = {part: gunzip(packed) for part, packed in content.items()}
        meta = ast.literal_eval(content["meta"].decode("utf8"))
        url, status = str(meta["response_url"]), int(meta["status"])
        retrieved = datetime.fromtimestamp(float(meta["timestamp"]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        headers, body = _headers(content["response_headers"]), content["response_body"]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
        yield fetch_problem(name, "unreadable", f"not a whole entry of a Scrapy HTTP cache: {error}")
        return
    if status < 400 and status != 200:
        return
    kind, encoding = headers.get("content-type", ""), headers.get("content-encoding", "")
    try:
        capture = capture_response(RawResponse(url, status, body, kind, encoding), retrieved, None)
    except ValueError as error:
        yield capture_problem(url, error)
        return
    if capture:
        yield capture


def _read(path: Location) -> bytes:
    if not path.is_file():  # to open a pipe is to wait for whoever writes to it
        raise ValueError(f"{path.name} is no file")
    with path.open("rb") as file:
        return file.read(MAX_PAGE_BYTES + 1)


def _headers(block: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in block.decode("latin-1").splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}
