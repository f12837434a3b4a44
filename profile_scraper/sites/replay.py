"""True addresses of pages that a replay archive, a mirror or a translating proxy serves."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_HINTS = ("/web/", ".translate.goog", "/save/", "archive-it.org", "/http", "cache:")
"""One of these stands in every address that is not true; most addresses need no closer look."""
_WAYBACK = re.compile(
    r"https?://(?:web\.archive\.org|wayback\.archive-it\.org|[\w.-]*archive[\w.-]*)(?:/[\w-]+)*?/(?:web/)?"
    r"\d{4,14}(?:[a-z]{2}_)?/(.+)",
    re.IGNORECASE | re.DOTALL,
)
_REPLAYED = re.compile(
    r"https?://[^/?#]+/(?:[\w.~-]+/){0,4}?\d{8,14}(?:[a-z]{2}_)?/(https?(?::|%3a)/?.+)", re.IGNORECASE | re.DOTALL
)
"""A time and a whole address in the path: any host that runs pywb, OpenWayback or the like."""
_CACHED = re.compile(
    r"https?://webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{1,20}:)?((?:https?(?::|%3a))?[^&+]+)",
    re.IGNORECASE,
)
_SINGLE_SLASH = re.compile(r"^(https?):/+", re.IGNORECASE)
_PROXY = ".translate.goog"


def true_address(url: str) -> str:
    """The address that a replayed address stands for; any other address as it is.

    Known: the Wayback Machine and every archive with a time and a whole address in its paths
    (``…/20240101000000id_/https://…``), Google's cache, and its translating proxy (``mila-quebec.translate.goog``).
    """
    if not any(hint in url for hint in _HINTS):
        return url
    found = _WAYBACK.fullmatch(url) or _REPLAYED.fullmatch(url) or _CACHED.match(url)
    if found:
        inner = found[1] if "://" in found[1][:9] or ":/" in found[1][:7] else f"http://{found[1]}"
        return true_address(_SINGLE_SLASH.sub(r"\1://", unquote(inner) if "%3A" in inner[:9].upper() else inner))
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.hostname or ""
    if not host.endswith(_PROXY):
        return url
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("_x_tr_")]
    return urlunsplit(("https", _without_proxy(host), parts.path, urlencode(query), parts.fragment))


def _without_proxy(host: str) -> str:
    """'my--site-mila-quebec.translate.goog' is 'my-site.mila.quebec': '-' is a dot, '--' a hyphen."""
    name = host.removesuffix(_PROXY)
    return "-".join(part.replace("-", ".") for part in name.split("--"))
