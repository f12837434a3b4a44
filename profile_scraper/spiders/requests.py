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
"""What asking for a page can end with."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One address to visit."""

    address: Address
    url: str
    """What is asked for: the canonical address, else the form that a redirect insists on."""
    chain: tuple[str, ...] = ()
    """The redirects that led here."""
    guess: bool = False
    """Whether nothing says that the page exists; then it is no loss where it does not."""

    def request(self, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
        """What asks for it; both callbacks find the visit in ``cb_kwargs``."""
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
    """An honest name: the software, and whom a site's keeper can write to.

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
    """How often a page was asked for."""
    return request.meta.get("retry_times", 0) + 1 if request else 1


def _account() -> str:
    try:
        return f"{getpass.getuser()}@{socket.getfqdn()}"
    except (OSError, KeyError):  # an account without a name, as in some containers
        return socket.getfqdn()


def problem_of(url: str, error: BaseException, tries: int) -> Problem:
    """The problem line for a page that could not be fetched.

    Args:
        url: the page.
        error: what the last try ended with.
        tries: how many there were.
    """
    for kind, reason, words in _REASONS:
        if isinstance(error, kind):
            return fetch_problem(url, reason, f"{words} ({_times(tries)})")
    return fetch_problem(url, "unreachable", f"{type(error).__name__}: {error} ({_times(tries)})")


def http_problem(url: str, status: int, tries: int) -> Problem:
    """The problem line for a page that the server refused to give."""
    reason: Reason = "not-found" if status in (404, 410) else "http-error"
    return fetch_problem(url, reason, f"the site answered {status} ({_times(tries)})")


def _times(tries: int) -> str:
    return "one try" if tries == 1 else f"{tries} tries"
