"""The language of pages, from all that says something: addresses, words, metadata."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from profile_scraper.structure.lines import Page
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
    claimed = (page.root.get("lang") or "")[:2].lower()
    if claimed in ("en", "fr"):
        votes[claimed] += 1
    for meta in page.root.iter("meta"):
        code = (meta.get("content") or "")[:2].lower()
        if (meta.get("property") or "").lower() == "og:locale" and code in ("en", "fr"):
            votes[code] += 2
    english, french = count_function_words(line.text for line in page.lines)
    if english + french >= 8:
        clear = max(english, french) > 1.5 * min(english, french)
        votes["en" if english > french else "fr"] += 3 if clear else 1
    return votes
