"""Addresses that only lead on to another one, as mail programs, search engines and site builders write links."""

import re
from urllib.parse import parse_qsl, urlsplit

_REDIRECTION = re.compile(
    r"/(?:url|redir(?:ect)?|away|l|exit|goto|out|leave|link)(?:\.\w{2,4})?/?$|\.safelinks\.protection\.outlook\.com/?$",
    re.IGNORECASE,
)
"""Pages of mail programs, search engines and site builders that do nothing but lead on."""
_TARGETS = ("url", "q", "u", "to", "target", "dest", "destination")


def target_of(address: str) -> str:
    """The address that a link leads to through another site's redirection, else the address itself.

    Raises:
        ValueError: it is no address.
    """
    if "://" not in address[8:] and "%3A%2F%2F" not in address and "%3a%2f%2f" not in address:
        return address
    parts = urlsplit(address)
    if not _REDIRECTION.search(f"{parts.netloc}{parts.path}"):
        return address
    values = dict(parse_qsl(parts.query))
    found = next((values[key] for key in _TARGETS if key in values), "")
    return found if found.startswith(("http://", "https://")) else address
