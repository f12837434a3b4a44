"""A page of a site without class names, opened: tree, address, language by all that says something of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary, dictionary_of
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.parse.page.rejection import RejectedError, refuse_by_title, titled_so
from profile_scraper.parse.page.tree import Head, read_head, tree_of
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture
from profile_scraper.sites import UNKNOWN_BASE, Address, Site, read_address
from profile_scraper.sites.address import AddressKind
from profile_scraper.structure.cards import (
    people_lists,
    subject_of,
)
from profile_scraper.structure.identity import candidates_on, person_of
from profile_scraper.structure.languages import base_language, mark_both_languages, stated_language
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person_fields import Shared
from profile_scraper.structure.selectors import Match, Selector, select_all
from profile_scraper.text.function_words import count_function_words

_CODE = re.compile(r"(en|fr|eng|fra|english|french|francais|anglais)(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[-_.](?=en|fr)|_(?=[ef]\.))(en|fr|eng|fra|e|f)(?=\.[a-z]{3,5}$|$)", re.IGNORECASE)
_PARAMETERS = frozenset(("lang", "language", "locale", "hl", "langue", "l", "lg"))
_MARK_WEIGHT = 4


class LanguageMark(NamedTuple):
    """How an address says its language."""

    language: str
    part: str
    """``path``, ``query``, ``suffix`` or ``host``."""


def mark_of(url: str) -> LanguageMark | None:
    """The language that an address names, None where it names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    for segment in parts.path.split("/"):
        if _CODE.fullmatch(segment):
            return LanguageMark(_language(segment), "path")
    for pair in parts.query.split("&"):
        key, _, value = pair.partition("=")
        if key.lower() in _PARAMETERS and _CODE.fullmatch(value):
            return LanguageMark(_language(value), "query")
    suffix = _SUFFIX.search(parts.path.rstrip("/").rpartition("/")[2])
    if suffix:
        return LanguageMark(_language(suffix[1]), "suffix")
    label = (parts.hostname or "").partition(".")[0]
    return LanguageMark(label, "host") if label in ("en", "fr") else None


def _language(code: str) -> str:
    return "fr" if code.lower() in ("french", "francais", "f") or code[:2].lower() == "fr" else "en"


def set_languages(pages: Sequence[Page]) -> None:
    """Set each page's language: pages whose addresses say it alike are of one language, whatever one of them claims."""
    by_page = {page: mark_of(page.url) for page in pages}
    marked = {language_mark.language for language_mark in by_page.values() if language_mark}
    groups: dict[str | None, list[Page]] = defaultdict(list)
    for page, language_mark in by_page.items():
        groups[language_mark.language if language_mark else None].append(page)
    for language, members in groups.items():
        own = {page: language_votes(page) for page in members}
        votes: Counter[str] = sum(own.values(), Counter())
        if language is None and len(marked) == 1:
            votes["en" if "fr" in marked else "fr"] += _MARK_WEIGHT * len(members)
        most = votes.most_common(1)[0][0] if votes else "en"
        for page in members:
            own_language = own[page].most_common(1)[0][0] if own[page] else most
            page.language = language or (most if marked else own_language)


def language_votes(page: Page) -> Counter[str]:
    """What one page's own words and metadata say of its language."""
    votes: Counter[str] = Counter()
    claimed = base_language(page)
    if claimed:
        votes[claimed] += 1
    for meta in page.root.iter("meta"):
        code = (meta.get("content") or "")[:2].lower()
        if (meta.get("property") or "").lower() == "og:locale" and code in ("en", "fr"):
            votes[code] += 2
    # Text that says that it is in another language than the page is a part of a page in both.
    own = (line.text for line in page.lines if stated_language(line.element) in (None, claimed))
    english, french = count_function_words(own)
    if english + french >= 8:
        clear = max(english, french) > 1.5 * min(english, french)
        votes["en" if english > french else "fr"] += 3 if clear else 1
    return votes


_SUBJECTS: Mapping[AddressKind, str] = {"list": "people", "publications": "publications"}
_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


class OpenedPage(NamedTuple):
    """A page with all that is known before its fields are read."""

    capture: Capture
    site: Site
    dictionary: SiteDictionary
    head: Head
    page: Page
    address: Address
    language: Language
    shared: Shared
    matched: set[str]
    """Selectors of the site that matched on the page so far."""

    def select(self, selectors: Sequence[Selector]) -> list[Match]:
        """What a field's selectors find on the page."""
        return select_all(self.page.root, selectors, self.matched) if selectors else []


def open_page(capture: Capture, site: Site) -> OpenedPage:
    """Build the tree and find out kind and language of the page.

    Raises:
        RefusedError: it holds no markup, answers for another page, or is of no kind that a profile is read from.
    """
    root = tree_of_page(capture)
    if root is None:
        raise RejectedError("unreadable", "no markup could be read from the bytes")
    head = read_head(root)
    refuse_by_title(head.title, site)
    address = _address_of(capture, head, site)
    page = page_of(capture.url or (address.url if address else site.base_url), root)
    if address is None:
        address = _address_by_name(capture, site) or _address_by_content(capture, page)
    if address.language is None and address.kind not in ("other", "home"):
        address = address._replace(language=_language_by_content(page))
    if address.kind in ("other", "home") or address.language is None:
        detail = f"{titled_so(head.title)}; its address fits no pattern of the site's file"
        subject = subject_kind(page)
        if subject == "other":
            raise RejectedError("not-a-profile", detail)
        raise RejectedError("unknown-address", f"{detail}, though it lists {_SUBJECTS[subject]}")
    page.language = address.language
    shared = Shared(site.ignored, site.ignored)
    return OpenedPage(capture, site, dictionary_of(site), head, page, address, address.language, shared, set())


def in_each_language(opened: OpenedPage) -> Iterator[OpenedPage]:
    """A page opened in its language, and, where it prints both, in the other one; its publications are marked before.

    Each is to be read before the next one is asked for: all share the page, which is read in one language at a time.
    """
    other: Language = "fr" if opened.language == "en" else "en"
    languages = (opened.language, other) if mark_both_languages(opened.page) else (opened.language,)
    for language in languages:
        opened.page.language = language
        yield opened._replace(language=language)


def tree_of_page(capture: Capture) -> _Element | None:
    """The root of a page's tree, None where its bytes hold no markup.

    Raises:
        RefusedError: the markup is beyond what a page of people has.
    """
    text = decoded(capture.body, capture.charset)
    # The parser drops what stands behind the end of a document that a template closes too early.
    return tree_of(_CLOSING.sub("", text).encode("utf8", "replace"), "utf-8")


def _address_by_name(capture: Capture, site: Site) -> Address | None:
    """What the name of a saved page tells by the patterns of a site that was learned from names of files."""
    if site.base_url != UNKNOWN_BASE:
        return None
    address = read_address(site, f"{UNKNOWN_BASE}/{capture.name}")
    return None if address.kind == "other" else address._replace(url=capture.name, first_page=capture.name)


def _address_by_content(capture: Capture, page: Page) -> Address:
    """Kind and language of a saved page that has no address, told by its content; its name stands for the address."""
    language = _language_by_content(page)
    kind: AddressKind = "profile" if person_of(page, candidates_on(page), {}, 1) else subject_kind(page)
    return Address(capture.name, kind, language, None, 0, capture.name)


def _language_by_content(page: Page) -> Language:
    votes = language_votes(page)
    if not votes:
        raise RejectedError("unknown-language", "neither markup nor words say whether it is French or English")
    return "fr" if votes["fr"] > votes["en"] else "en"


def subject_kind(page: Page) -> AddressKind:
    """The kind of a page that is nobody's: what it lists."""
    subject = subject_of(page)
    return "publications" if subject == "publications" else "list" if subject or people_lists(page) else "other"


def _address_of(capture: Capture, head: Head, site: Site) -> Address | None:
    for url in (capture.url, head.canonical):
        if url:
            try:
                return read_address(site, url)
            except ValueError:
                continue
    return None


def source_of(opened: OpenedPage, url: str) -> dict[str, str | None]:
    """Where a record was read."""
    capture = opened.capture
    return {"url": url, "language": opened.language, "retrieved": capture.retrieved, "sha256": capture.sha256}
