"""Requests of a crawl, headers of requests and responses, and fetch errors as problem lines."""

import getpass
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

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

HEADERS = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "fr, en"}
_ACCEPT_LANGUAGE = {"en": "en, fr;q=0.5", "fr": "fr, en;q=0.5"}
_TIMES = (
    "never",
    "once",
    "twice",
    *(f"{word} times" for word in ("three", "four", "five", "six", "seven", "eight", "nine")),
)
NOT_FOUND_STATUSES = (404, 410)
"""Statuses of a page that does not exist; a resumed crawl requests pages with any other error again."""
_META = {"dont_redirect": True, "handle_httpstatus_all": True}
_REASONS: tuple[tuple[type[Exception], Reason, str], ...] = (
    (IgnoreRequest, "forbidden-by-robots", "robots.txt forbids it"),
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
    failures: tuple[str, ...] = ()
    """What the tries so far ended with."""
    source: str = ""
    """URL of the page that named the address, empty where no page did."""

    def request(self, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
        """The Scrapy request; both callbacks receive the visit in ``cb_kwargs``."""
        return Request(
            self.url,
            callback=callback,
            errback=errback,
            cb_kwargs={"visit": self},
            headers=headers_for(self.address),
            meta=dict(_META),
            dont_filter=True,
        )


def headers_for(address: Address) -> dict[str, str]:
    """The headers of a request: each language is asked for in that language."""
    return {**HEADERS, "Accept-Language": _ACCEPT_LANGUAGE.get(address.language or "", HEADERS["Accept-Language"])}


def visits_to(addresses: Iterable[Address], source: str = "") -> list[Visit]:
    """Visits to addresses that a page names."""
    return [Visit(address, address.url, source=source) for address in addresses]


def user_agent(contact: str) -> str:
    """``User-Agent`` header: the software and a contact.

    Args:
        contact: an address; where it is empty, the account and machine that the crawl runs on.
    """
    return f"profile_scraper/{__version__} (+{contact or _user_at_host()})"


def headers_of(response: Response) -> Headers:
    """A response's headers as the archive writes them."""
    return [(name, value) for name, values in response.headers.items() for value in values]


def header(response: Response, name: str) -> str:
    """One header, empty where the response lacks it."""
    return (response.headers.get(name) or b"").decode("latin-1")


def redirect_target(url: str, location: str) -> str | None:
    """The absolute http address that a ``Location`` names, None where it names none or is malformed."""
    try:
        target = urljoin(url, location.strip())
        parts = urlsplit(target)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return target if is_usable else None


def _user_at_host() -> str:
    try:
        return f"{getpass.getuser()}@{socket.getfqdn()}"
    except (OSError, KeyError):  # an account without a name, as in some containers
        return socket.getfqdn()


def fetch_error_problem(url: str, error: BaseException, failures: Sequence[str] = ()) -> Problem:
    """The problem line for a page that could not be fetched.

    Args:
        url: the page.
        error: what the last try ended with.
        failures: what the tries before it ended with.
    """
    reason, what = _reason_of(error)
    return fetch_problem(url, reason, _counted((*failures, what)))


def failure_of(error: BaseException) -> str:
    """What a failed try ended with, as problem lines print it."""
    return _reason_of(error)[1]


def http_problem(url: str, status: int, failures: Sequence[str] = (), note: str = "") -> Problem:
    """The problem line for a page that the server refused to give.

    Args:
        url: the page.
        status: what the last try was answered with.
        failures: what the tries before it ended with.
        note: why it was not tried again, where that was not for the number of tries.
    """
    reason: Reason = "server-error" if status >= 500 else "http-error"
    if status in NOT_FOUND_STATUSES:
        reason = "not-found"
    return fetch_problem(url, reason, _counted((*failures, str(status))) + (f"; {note}" if note else ""))


def _reason_of(error: BaseException) -> tuple[Reason, str]:
    for kind, reason, words in _REASONS:
        if isinstance(error, kind):
            return reason, words
    return "unreachable", f"{type(error).__name__}: {error}"


def _counted(failures: Sequence[str]) -> str:
    """'503, five times': each failure with its number, in the order in which they were first met."""
    return "; ".join(f"{what}, {_times(number)}" for what, number in Counter(failures).items())


def _times(number: int) -> str:
    return _TIMES[number] if number < len(_TIMES) else f"{number} times"
