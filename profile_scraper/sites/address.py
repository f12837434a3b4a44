"""Reading an address: what kind of page it names, in which language, and its one canonical form."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import SplitResult, parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.sites.model import UNKNOWN_BASE, Site, usable_sites

AddressKind: TypeAlias = Literal[
    "profile", "ambiguous_profile", "profile_part", "list", "publications", "home", "other"
]

_KINDS: tuple[AddressKind, ...] = ("home", "list", "publications", "profile", "profile_part", "ambiguous_profile")
_OF_A_PERSON = ("profile", "ambiguous_profile")
_SLUG = r"(?P<slug>[^/?#]+)"
_ANY_FOLDER = r"[^/]+"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_PAGE = 10_000
_CACHED = 256
_SAFE = "/-._~!$&'()*+,;=:@"
_NO_SLUG = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Characters that nobody sees, or that turn the direction of text: an address with one in its slug names nobody."""
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
_TWO_PAGERS = re.compile(r"=\d+(?:,|%2C)\d", re.IGNORECASE)
_DOUBLE_SLASH = re.compile(r"/{2,}")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)


class Address(NamedTuple):
    """One address, read with a site's patterns."""

    url: str
    """The canonical form: the site's own scheme and host, no stray parameter, older forms made current; the final ``/``
    is that of the site's own pattern."""
    kind: AddressKind
    language: Language | None
    slug: str | None
    """The person's part, decoded and in lower case."""
    page: int
    """Page of the pager, from 0; 0 where the address names none."""
    first_page: str
    """The canonical address of the first page of the same pager."""


class _Pattern(NamedTuple):
    """One pattern of a site, compiled."""

    kind: AddressKind
    language: Language | None
    """None for an address that fits no pattern, and for a pattern that both languages share."""
    host: str | None
    path: re.Pattern[str]
    query: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Names and values of parameters; a parameter's name may hold the slug too ('?article12')."""
    form: str
    """The path as the site's file prints it."""
    wildcards: int = 0
    """How many parts of the path may be anything: an exact pattern comes before one that fits more."""


def known_address(address: str | None) -> str | None:
    """The address, None where its host stands for one that no page tells (:data:`UNKNOWN_BASE`)."""
    return None if address is None or address.startswith(f"{UNKNOWN_BASE}/") else address


_NO_PATTERN = _Pattern("other", None, None, re.compile(""), (), "")


class _Fit(NamedTuple):
    pattern: _Pattern
    slug: str | None
    query: tuple[tuple[str, str], ...]


def read_address(site: Site, url: str) -> Address:
    """Read an absolute address.

    Only what selects content is kept: the path, the parameters that the site's patterns name, and the pager's where it
    is not the first page.

    Raises:
        ValueError: the address is not absolute http(s), or its port is not a number.
    """
    return _site_reader(site)(url)


def _read_address(site: Site, url: str) -> Address:
    parts = urlsplit(url.strip())
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http address: {url!r}")
    scheme, host = _server_of(site, parts)
    raw = _SESSION.sub("", parts.path)
    path = quote(unquote_to_bytes(raw).rstrip(b"/ ") or b"/", safe=_SAFE)  # pages link to '/ada%20' and '/ada/' alike
    fit = _fit(site, parts.hostname, path, parts.query)
    if fit is None and (tidy := _DOUBLE_SLASH.sub("/", _INDEX.sub("", path)) or "/") != path:
        path, fit = tidy, _fit(site, parts.hostname, tidy, parts.query)
    if fit is None:
        fit = _Fit(_NO_PATTERN, None, ())
    kind = fit.pattern.kind
    path = _canonical_path(site, fit, path)
    # A person's page can have two pagers, of students and of publications: 'page=0,2'.
    second = kind in _OF_A_PERSON and (not site.by_structure or _TWO_PAGERS.search(parts.query) is not None)
    page = _page_of(site, parts.query, second=second)
    paging = [(site.pager_parameter, f"0,{page}" if second else str(page))] if page else []
    return Address(
        url=urlunsplit((scheme, host, path, _query([*fit.query, *paging]), "")),
        kind=kind,
        language=fit.pattern.language,
        slug=None if fit.slug is None else unquoted(fit.slug).strip().lower(),
        page=page,
        first_page=urlunsplit((scheme, host, path, _query(fit.query), "")),
    )


def unquoted(text: str) -> str:
    """A part of an address with its escaped bytes as characters, of UTF-8, else of Windows-1252."""
    content = unquote_to_bytes(text)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _server_of(site: Site, parts: SplitResult) -> tuple[str, str]:
    """Scheme and host of an address in canonical form, with the port where it is not the scheme's own.

    Without encryption or with ``www.`` it is the server of the site's base; another host of the site may be another
    language's.
    """
    host = (parts.hostname or "").rstrip(".")
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        return parts.scheme, f"{host}:{parts.port}"
    scheme, _, base_host = site.base_url.partition("://")
    if host.removeprefix("www.") == base_host.lower().removeprefix("www."):
        return scheme, base_host.lower()
    return parts.scheme, host


def _query(parameters: Sequence[tuple[str, str]]) -> str:
    """The parameters of an address; one without a value has no '='."""
    return "&".join(urlencode([(name, value)]) if value else quote(name) for name, value in parameters)


def site_of(url: str) -> Site | None:
    """The site that an address is of, None for a foreign host; of several on one host the one whose pattern fits."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    sites = [site for site in usable_sites() if host in site.hosts]
    for site in sites[:-1]:
        try:
            if read_address(site, url).kind != "other":
                return site
        except ValueError:
            continue
    return sites[-1] if sites else None


def profile_id(site: Site, url: str) -> str | None:
    """The ``id`` (``site/slug``) of the profile that an address names, None where it names none."""
    try:
        address = read_address(site, url)
    except ValueError:
        return None
    return f"{site.name}/{address.slug}" if address.kind == "profile" and address.slug else None


def profile_address(site: Site, language: Language, slug: str) -> str | None:
    """The path of a person's page in the site's own form, None where the form has parts that a slug does not tell."""
    forms = site.addresses["profile"][language]
    if not forms or "*" in forms[0] or "{slug}" not in forms[0]:
        return None
    return forms[0].format(slug=quote(slug, safe="-._~"))


def _canonical_path(site: Site, fit: _Fit, path: str) -> str:
    pattern = fit.pattern
    if pattern.kind == "profile" and pattern.language and fit.slug and not fit.query:
        slug = unquote(fit.slug) if site.case_sensitive else unquote(fit.slug).lower()
        if "\ufffd" in slug:  # bytes that are no UTF-8: the server knows the page by them alone
            return path
        own = profile_address(site, pattern.language, slug.strip())
        # Only older forms are rewritten: the server may tell the forms of one site apart.
        if own is not None and own.startswith("/"):
            return own
    if pattern.form.endswith("/"):
        return path.rstrip("/") + "/"
    return path.rstrip("/") or "/"


def _page_of(site: Site, query: str, *, second: bool) -> int:
    for name, value in parse_qsl(query):
        if name == site.pager_parameter:
            first, _, rest = value.partition(",")
            number = rest if second else first
            if number.isascii() and number.isdigit():
                return min(int(number), _MAX_PAGE) if len(number) < 9 else _MAX_PAGE
    return 0


def _fit(site: Site, host: str, path: str, query: str) -> _Fit | None:
    """The first pattern that an address fits; a pattern with more parameters comes before one with fewer."""
    stripped = path.rstrip("/") or "/"
    parameters = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    for pattern in _patterns(site):
        if pattern.host is not None and pattern.host != host:
            continue
        found = pattern.path.fullmatch(stripped)
        if not found:
            continue
        slug = found.groupdict().get("slug")
        fitted: list[tuple[str, str]] = []
        for name_form, form in pattern.query:
            fitting = ((name_form.fullmatch(name), form.fullmatch(value), name) for name, value in parameters.items())
            fit = next(((name, value, own) for name, value, own in fitting if name and value), None)
            if fit is None:
                break
            fitted.append((fit[2], parameters[fit[2]]))
            slug = fit[1].groupdict().get("slug") or fit[0].groupdict().get("slug") or slug
        else:
            return None if slug and _NO_SLUG.search(unquote(slug)) else _Fit(pattern, slug, tuple(fitted))
    return None


_READERS: dict[int, tuple[Site, Callable[[str], Address]]] = {}


def _site_reader(site: Site) -> Callable[[str], Address]:
    """Reads addresses of a site; a page names the same ones several times."""
    known = _READERS.get(id(site))
    if known is None or known[0] is not site:
        known = _READERS[id(site)] = site, lru_cache(_CACHED)(partial(_read_address, site))
    return known[1]


_PATTERNS: dict[int, tuple[Site, list[_Pattern]]] = {}


def _patterns(site: Site) -> list[_Pattern]:
    known = _PATTERNS.get(id(site))
    if known is None or known[0] is not site:
        made = [
            _pattern(kind, language if _is_of_one_language(site, kind, form) else None, form)
            for kind in _KINDS
            for language in LANGUAGES
            for form in site.addresses[kind][language]
        ]
        made.sort(key=lambda pattern: (-len(pattern.query), pattern.wildcards, -len(pattern.form)))
        known = _PATTERNS[id(site)] = site, made
    return known[1]


def _is_of_one_language(site: Site, kind: AddressKind, form: str) -> bool:
    return sum(form in site.addresses[kind][language] for language in LANGUAGES) == 1


@lru_cache(maxsize=1024)
def _pattern(kind: AddressKind, language: Language | None, form: str) -> _Pattern:
    scheme, colon, rest = form.partition("://")
    host, slash, path = rest.partition("/") if colon else (None, "/", scheme.removeprefix("/"))
    path, _, query = f"{slash}{path}".partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    parameters = tuple((_compiled(name), _compiled(value)) for name, value in pairs)
    stripped = path.rstrip("/") or "/"
    compiled = _compiled(quote(stripped, safe=_SAFE + "{}%"))
    return _Pattern(kind, language, host, compiled, parameters, path, stripped.count("*") + stripped.count("{slug}"))


def _compiled(form: str) -> re.Pattern[str]:
    text = re.escape(form).replace(r"\{slug\}", _SLUG).replace(r"\*", _ANY_FOLDER)
    return re.compile(text, re.IGNORECASE)
