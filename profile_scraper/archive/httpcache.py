"""Captures out of a Scrapy HTTP cache (its file-system storage): one folder a response."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from profile_scraper.archive.decode import MAX_PAGE_BYTES, gunzip
from profile_scraper.archive.response import RawResponse, capture_problem, capture_response, fetch_problem
from profile_scraper.records.capture import Capture
from profile_scraper.records.problem import Problem


def read_cached(folder: Path, name: str) -> Iterator[Capture | Problem]:
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


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_PAGE_BYTES + 1)


def _headers(block: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in block.decode("latin-1").splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}
