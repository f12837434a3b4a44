"""Services that have a page of each person, by the addresses of these pages."""

import re
from urllib.parse import urlsplit

_HANDLE = re.compile(
    r"/(?!(?:intent|share|home|hashtag|search|sharer|i|login|signup|about|orgs|topics|features)(?:/|$))[^/]"
)
"""A path that begins with somebody's name, not with a page of the service itself such as its button to share."""
_SERVICES = (
    ("google_scholar", re.compile(r"scholar\.google\.[a-z.]+"), None),
    ("linkedin", re.compile(r"(?:[a-z]+\.)?linkedin\.com"), re.compile(r"/(?:in|pub)/")),
    ("x", re.compile(r"(?:mobile\.)?(?:x|twitter)\.com"), _HANDLE),
    ("github", re.compile(r"github\.com"), _HANDLE),
    ("orcid", re.compile(r"orcid\.org"), None),
    ("hal", re.compile(r"cv\.(?:hal\.science|archives-ouvertes\.fr)"), None),
    ("idref", re.compile(r"idref\.fr"), None),
)
"""Key of a profile's ``links``, hosts, and how the path of a person's page begins (None: anything)."""
_SAVED_FOLDER = re.compile(r"(?:\./)?[^/:?#]+(?:_files|_fichiers|-Dateien|_archivos|\.files)/", re.IGNORECASE)
"""A relative address into 'Ada_files/', or 'Ada_fichiers/'."""


def host_of(address: str) -> str:
    """The host of an address in lower case without ``www.``, empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def service_of(address: str) -> str | None:
    """Which service's page of a person an address is: a key of ``links``, None where it is none."""
    host = host_of(address)
    for key, hosts, path in _SERVICES:
        if hosts.fullmatch(host) and (path is None or path.match(urlsplit(address).path)):
            return key
    return None


def is_saved_resource(address: str) -> bool:
    """Whether a printed address is of the folder that a browser saves beside a page: it tells nothing of the site."""
    return _SAVED_FOLDER.match(address) is not None
