"""One address to visit, and the small facts of its request and response."""

import getpass
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.http import Response

from profile_scraper import __version__
from profile_scraper.archive.writer import Headers
from profile_scraper.sites import Address

_HEADERS = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "fr, en"}
_META = {"dont_redirect": True, "handle_httpstatus_all": True}


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
