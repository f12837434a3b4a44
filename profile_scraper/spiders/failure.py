"""What went wrong with a page, as a problem line."""

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

from profile_scraper.archive.response import fetch_problem
from profile_scraper.records.problem import Problem, Reason

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
