"""Which site, address and language a page has, and which other versions of itself it names."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.page.lines import lines_of
from profile_scraper.parse.page.links import absolute, true_address
from profile_scraper.parse.page.rejection import RejectedError
from profile_scraper.parse.page.tree import Head
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.page import Capture
from profile_scraper.sites import Address, Site, load_site, read_address, site_names, site_of, usable_sites
from profile_scraper.text.normalize import normalize_text

_LONGEST_LABEL = 200
_DECLARED = re.compile(
    rb"<html\b[^<>]{0,1000}?[\s\"'](?:xml:)?lang\s*=\s*[\"']?([a-z]{2,3})(?=[-_\"'\s>])", re.IGNORECASE
)
_HEAD = 8192
"""Bytes at the start of a page in which its root element stands."""


def other_language(content: bytes) -> str | None:
    """The language that a page's markup declares, where it is neither French nor English; None else."""
    found = _DECLARED.search(content[:_HEAD])
    tag = found[1].decode("ascii").lower() if found else None
    return None if tag in (*LANGUAGES, "eng", "fra", "fre", "und", "mul", "zxx") else tag


def language_of_lines(lines: Sequence[str], dictionary: SiteDictionary) -> Language | None:
    """The language of a rendering, from its headings and labels; None where none is there."""
    votes = {"en": 0, "fr": 0}
    for line in lines:
        if not line or len(line) > _LONGEST_LABEL:
            continue
        head = line.partition(":")[0].partition(" - ")[0].partition(",")[0]
        language = dictionary.languages.get(normalize_text(head, "label"))
        portrait = dictionary.portrait.match(line)
        if portrait is not None:
            language = dictionary.languages.get(normalize_text(portrait[0], "label"))
        if language:
            votes[language] += 1
    if votes["en"] == votes["fr"]:
        return None
    return "en" if votes["en"] > votes["fr"] else "fr"


_ADVICE = "name the site of these pages, or learn it from them with 'profile-scraper sites new'"
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Hosts of a test server: a page from there may be of any site."""
_DISTINCTIVE_WORDS = 3
"""Words of a membership that tells one site."""
_PERSON = ("profile", "ambiguous_profile")


def find_site(capture: Capture, canonical: str | None, text: str) -> Site:
    """The site that the address names, else the archive, else the page itself.

    Raises:
        RefusedError: none of them names a site that is known.
    """
    refuse_foreign(capture)
    for url in (capture.url, None if capture.site else canonical):
        site = site_of(url) if url else None
        if site is not None:
            return site
    names = site_names()
    if capture.site in names:
        return load_site(capture.site)
    for site in usable_sites():
        if any(word in text for word in site.words):
            return site
    by_terms = _sites_by_terms(text)
    if len(by_terms) == 1:
        return by_terms[0]
    raise RejectedError("unknown-site", f"neither its address nor its words name a known site; {_ADVICE}")


def _sites_by_terms(text: str) -> list[Site]:
    """The sites one of whose memberships a text has; a label of few words, such as 'Affiliate Member', is anybody's."""
    found = []
    for site in usable_sites():
        labels = [
            label
            for term in site.terms
            if term.kind == "membership"
            for forms in term.forms.values()
            for label in forms
            if len(label.split()) >= _DISTINCTIVE_WORDS
        ]
        if any(label in text and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text) for label in labels):
            found.append(site)
    return found


def with_true_address(capture: Capture) -> Capture:
    """The capture under the address that a replay archive stands in for; its name follows."""
    url = true_address(capture.url) if capture.url else None
    if url == capture.url or url is None:
        return capture
    return capture._replace(url=url, name=url if capture.name == capture.url else capture.name)


def refuse_foreign(capture: Capture) -> None:
    """Refuse a page that was fetched from another host than any known site's, whatever its words.

    An archive that names the site itself is believed: it was crawled from another base, such as a test server.

    Raises:
        RefusedError: it was.
    """
    if capture.url is None or capture.site or site_of(capture.url) is not None:
        return
    host = urlsplit(capture.url).hostname or capture.url
    if host in _OWN_MACHINE:
        return
    raise RejectedError("unknown-site", f"its address is of another host, {host!r}, that no known site has; {_ADVICE}")


def page_text(root: _Element) -> str:
    """All text of a page, for looking up a site's words."""
    return " ".join(" ".join(map(str, root.itertext())).split())


def base_of(head: Head, document: str) -> str:
    """The address that a page's links are relative to: its ``<base href>``, else its own.

    Args:
        head: the page's.
        document: the absolute address of the page.
    """
    return (absolute(document, head.base) if head.base else None) or document


def find_address(
    capture: Capture, head: Head, site: Site, words_language: Callable[[], Language | None]
) -> Address | None:
    """The page's canonical address, from where it was fetched and what it says itself.

    The page's own claim counts where the address that was fetched names no person and no list. Else it may only say the
    same in another form, or name another person's page of the same language if that is the person in the page's title.
    A canonical link mostly names the first page of a pager: the page's number is that of the address that was fetched.

    Args:
        capture: the page.
        head: the page's.
        site: the page's.
        words_language: gives the language of the page's headings and labels.
    """
    fetched = _read(site, capture.url) if capture.url else None
    hosts = {*site.hosts, urlsplit(capture.url).hostname if capture.url else None}
    printed = absolute(base_of(head, capture.url or site.base_url), head.canonical) if head.canonical else None
    canonical = _read(site, printed) if printed and urlsplit(printed).hostname in hosts else None
    if canonical is None or canonical.kind not in (*_PERSON, "list"):
        return fetched
    if fetched is not None and not _may_be(fetched, canonical, head):
        return fetched
    own = _code(head.language)
    if fetched is None and canonical.language and own not in (None, canonical.language) and own == words_language():
        # Markup and words say another language than the canonical link of a saved page: its own version is beside it.
        href = next((href for code, href in head.alternates.items() if _code(code) == own), None)
        version = _read(site, absolute(base_of(head, site.base_url), href) or "") if href else None
        return version if version is not None and version.kind in (*_PERSON, "list") else None
    if fetched is not None and fetched.page and not canonical.page and fetched.kind == canonical.kind:
        return paged(canonical, site, fetched.page)
    return canonical


def _may_be(fetched: Address, canonical: Address, head: Head) -> bool:
    """Whether a page that was fetched from one address can be the page of the address that it calls its own."""
    if fetched.kind not in (*_PERSON, "list"):
        return True
    if fetched.language and canonical.language and fetched.language != canonical.language:
        return False
    if (fetched.kind == "list") != (canonical.kind == "list"):
        return False
    if fetched.slug is None or fetched.slug == canonical.slug:
        return True
    return names_in_title(canonical.slug, head) > names_in_title(fetched.slug, head)


def names_in_title(slug: str | None, head: Head) -> float:
    """The share of a slug's words that the page's title has."""
    words = set(normalize_text((slug or "").replace("-", " "), "label").split())
    return (
        len(words & set(normalize_text((head.title or "").replace("-", " "), "label").split())) / len(words)
        if words
        else 0.0
    )


def answers_for_home(head: Head, site: Site) -> bool:
    """Whether the page says itself that it is the home page: what unknown addresses are answered with."""
    printed = absolute(base_of(head, site.base_url), head.canonical) if head.canonical else None
    address = _read(site, printed) if printed else None
    return address is not None and address.kind == "home"


def paged(address: Address, site: Site, page: int) -> Address:
    """The same address with another page of the pager."""
    number = f"0,{page}" if address.kind in _PERSON else str(page)
    return read_address(site, f"{address.first_page}?{site.pager_parameter}={number}")


def as_profile(address: Address, site: Site, language: Language) -> Address:
    """The address in the site's own form for a profile, where only the content has shown that it is one."""
    if address.kind != "ambiguous_profile" or not address.slug:
        return address
    parts = urlsplit(address.url)
    path = site.addresses["profile"][address.language or language][0].format(slug=address.slug)
    made = read_address(site, f"{parts.scheme}://{parts.netloc}{path}")
    return paged(made, site, address.page) if address.page else made


def find_language(
    address: Address | None, head: Head, root: Callable[[], _Element], dictionary: SiteDictionary
) -> tuple[Language, bool]:
    """The page's language, and whether its address is contradicted by markup and words alike.

    Args:
        address: the page's.
        head: the page's.
        root: gives the page's tree, whose words are asked where the other two do not agree.
        dictionary: the site's.

    Raises:
        RefusedError: neither address, markup nor headings say it.
    """
    by_address = address.language if address else None
    by_markup = _code(head.language)
    if by_address and by_markup in (None, by_address):
        return by_address, False
    if by_markup and not by_address:
        return by_markup, False
    by_words = language_of_lines([line.text for line in lines_of(root())], dictionary)
    if by_address:
        # A page that answers in the other language: its own words decide, if markup says the same.
        contradicted = by_words is not None and by_words == by_markup
        return (by_words or by_address, True) if contradicted else (by_address, False)
    if by_words is None:
        raise RejectedError(
            "unknown-language", "neither address, markup nor headings say whether it is French or English"
        )
    return by_words, False


def find_alternates(
    head: Head, site: Site, capture: Capture, kinds: tuple[str, ...], own: Language
) -> dict[Language, str]:
    """Addresses of the other language versions, absolute; one that names the home page is a lie."""
    found: dict[Language, str] = {}
    hosts = {*site.hosts, urlsplit(capture.url).hostname if capture.url else None}
    for code, href in head.alternates.items():
        language = _code(code)
        url = absolute(base_of(head, capture.url or site.base_url), href)
        if language is None or language == own or url is None or urlsplit(url).hostname not in hosts:
            continue
        address = _read(site, url)
        if address is not None and address.kind in kinds:
            found.setdefault(language, url)
    return found


def _read(site: Site, url: str) -> Address | None:
    try:
        return read_address(site, url)
    except ValueError:
        return None


def _code(tag: str | None) -> Language | None:
    """The language of a tag such as ``fr-CA``, None where it is none of ours."""
    primary = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return next((language for language in LANGUAGES if language == primary), None)
