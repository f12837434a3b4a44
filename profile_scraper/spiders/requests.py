"""Requests of a crawl, headers of requests and responses, and fetch errors as problem lines."""

import getpass
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Response

from profile_scraper import __version__
from profile_scraper.archive.response import fetch_problem
from profile_scraper.archive.writer import Headers
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Address

_HEADERS = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "fr, en"}
_META = {"dont_redirect": True, "handle_httpstatus_all": True}
_REASONS: tuple[tuple[type[Exception], Reason, str], ...] = (
    (IgnoreRequest, "forbidden-by-robots", "robots.txt forbids it, or could not be had"),
    (StopDownload, "wrong-type", "the response is neither a page nor text"),
    (DownloadCancelledError, "too-large", "the response is larger than DOWNLOAD_MAXSIZE"),
    (DownloadTimeoutError, "unreachable", "no whole response within DOWNLOAD_TIMEOUT"),
    (ResponseDataLossError, "unreachable", "the transfer was cut"),
    (CannotResolveHostError, "unreachable", "the host has no address"),
    (DownloadConnectionRefusedError, "unreachable", "the connection was refused"),
)
FETCH_ERRORS: tuple[type[Exception], ...] = (*(kind for kind, _, _ in _REASONS), DownloadFailedError)
"""Exceptions that a request can raise."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One address to visit."""

    address: Address
    url: str
    """The URL to request: the canonical address, or the form that a redirect requires."""
    chain: tuple[str, ...] = ()
    """The redirects that led here."""
    speculative: bool = False
    """Whether no link says that the page exists; then a missing page is no problem."""

    def request(self, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
        """The Scrapy request; both callbacks receive the visit in ``cb_kwargs``."""
        return Request(
            self.url,
            callback=callback,
            errback=errback,
            cb_kwargs={"visit": self},
            headers=_HEADERS,
            meta=dict(_META),
            dont_filter=True,
        )


def visits_to(addresses: Iterable[Address]) -> list[Visit]:
    """Visits to addresses that a page names."""
    return [Visit(address, address.url) for address in addresses]


def user_agent(contact: str) -> str:
    """``User-Agent`` header: the software and a contact.

    Args:
        contact: an address; where it is empty, the account and machine that the crawl runs on.
    """
    return f"profile_scraper/{__version__} (+{contact or _account()})"


def headers_of(response: Response) -> Headers:
    """A response's headers as the archive writes them."""
    return [(name, value) for name, values in response.headers.items() for value in values]


def header(response: Response, name: str) -> str:
    """One header, empty where the response lacks it."""
    return (response.headers.get(name) or b"").decode("latin-1")


def tries(request: Request | None) -> int:
    """Number of attempts of a request."""
    return request.meta.get("retry_times", 0) + 1 if request else 1


def _account() -> str:
    try:
        return f"{getpass.getuser()}@{socket.getfqdn()}"
    except (OSError, KeyError):  # an account without a name, as in some containers
        return socket.getfqdn()


def fetch_error_problem(url: str, error: BaseException, tries: int) -> Problem:
    """The problem line for a page that could not be fetched.

    Args:
        url: the page.
        error: what the last try ended with.
        tries: how many there were.
    """
    for kind, reason, words in _REASONS:
        if isinstance(error, kind):
            return fetch_problem(url, reason, f"{words} ({_attempts(tries)})")
    return fetch_problem(url, "unreachable", f"{type(error).__name__}: {error} ({_attempts(tries)})")


def http_problem(url: str, status: int, tries: int) -> Problem:
    """The problem line for a page that the server refused to give."""
    reason: Reason = "not-found" if status in (404, 410) else "http-error"
    return fetch_problem(url, reason, f"the site answered {status} ({_attempts(tries)})")


def _attempts(tries: int) -> str:
    return "one try" if tries == 1 else f"{tries} tries"
