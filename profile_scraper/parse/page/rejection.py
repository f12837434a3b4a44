"""Pages that answer for another one, or hold no person: told by their content; a status alone tells nothing."""

import re
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.parse.page.encoding import wide_encoding
from profile_scraper.records.problem import Reason
from profile_scraper.sites import Site, usable_sites
from profile_scraper.text.escape import quoted
from profile_scraper.text.normalize import normalize_text

_REASONS: tuple[tuple[str, Reason], ...] = (
    ("challenge_titles", "challenge-page"),
    ("not_found_titles", "not-found"),
)


_BLOCKING_STATUSES = (401, 403, 429, 503)
"""Statuses with which a page may refuse a program that asks."""
_CHALLENGE_MARKS = (b"cf-browser-verification", b"cf_chl_opt")
"""Markup of pages that let a browser through after a test."""
_PROTECTION_MARKS = (b"/cdn-cgi/challenge-platform", b"captcha-delivery.com", b"_Incapsula_Resource")
"""Markup that ordinary pages of protected sites have, too."""
_BLOCKED = ("access denied", "acces refuse", "attention required", "you have been blocked", "acces interdit")
"""Titles, normalized, of pages that refuse with a blocking status."""
_NO_TEXT = ("script", "style", "template", "title", "noscript")
_SHELL_CHARACTERS = 150
_SHELL_LINKS = 2
SHELL_ADVICE = "the page is empty without JavaScript: set render = true in the site's site.toml and crawl it again"
_MARK_BYTES = 200_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 4096
_BINARY = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive, as of an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"RIFF": "a picture, sound or film",
    b"wOF": "a font",
}
"""What content is by its first bytes."""


def refuse_challenge(body: bytes, title: str | None, status: int | None) -> None:
    """Refuse a page that a bot protection answers in the place of the site's own.

    Args:
        body: the page.
        title: its title.
        status: the status that it came with, None where it is not known.

    Raises:
        RefusedError: its markup or, with a blocking status, its title says so.
    """
    head = body[:_MARK_BYTES]
    blocking = status in _BLOCKING_STATUSES
    name = normalize_text(title or "", "words")
    if any(head.rfind(sign) >= 0 for sign in _CHALLENGE_MARKS) or (  # twice as fast as 'in'
        blocking and (is_protected(body) or any(words in name for words in _BLOCKED))
    ):
        raise RejectedError("challenge-page", titled_so(title))


def is_protected(body: bytes) -> bool:
    """Whether a page has the markup of a bot protection, which challenges have and ordinary pages may have."""
    head = body[:_MARK_BYTES]
    return any(sign in head for sign in _PROTECTION_MARKS)


def is_empty_shell(root: _Element) -> bool:
    """Whether a page has scripts and hardly any text: scripts build its content in a browser."""
    size, links, scripts = 0, 0, False
    for element in root.iter():
        tag = element.tag
        scripts = scripts or tag == "script"
        links += tag == "a"
        own = "" if tag in _NO_TEXT or not isinstance(tag, str) else element.text or ""
        size += len(own.strip()) + len((element.tail or "").strip())
        if size > _SHELL_CHARACTERS or links > _SHELL_LINKS:
            return False
    return scripts


class RejectedError(Exception):
    """The page cannot be used; becomes a problem line."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail


class Titled(NamedTuple):
    """What a page says that it is."""

    title: str | None
    name: str | None
    """The title without the site's name."""


def titled(title: str | None, site: Site) -> Titled:
    """The title of a page, and the name in it ('Ada Lindqvist | Mila' is Ada Lindqvist)."""
    if not title:
        return Titled(None, None)
    name, bar, rest = title.rpartition(" | ")
    if not bar or normalize_text(site.title, "label") not in normalize_text(rest, "label"):
        name = title
    return Titled(title, name.strip() or None)


def refuse_by_title(title: str | None, site: Site | None) -> None:
    """Refuse a challenge or a missing page; without a site, by what any known site calls them.

    Raises:
        RefusedError: the title says that the page is one of them.
    """
    if title is None:
        return
    for known in [site] if site else usable_sites():
        said_so = {normalize_text(title, "label"), normalize_text(titled(title, known).name or "", "label")}
        for words, reason in _REASONS:
            if not said_so.isdisjoint(normalize_text(each, "label") for each in known.rejections[words]):
                raise RejectedError(reason, titled_so(title))


def titled_so(title: str | None) -> str:
    """What a problem's detail says of a page, by its title."""
    return f"the page is titled {quoted(title[:120])}" if title else "the page has no title"


def refuse_no_text(body: bytes) -> None:
    """Refuse what is empty or no text.

    Raises:
        RejectedError: it is.
    """
    if not body or body.isspace():
        raise RejectedError("empty", "the page has no content")
    binary = next((kind for first, kind in _BINARY.items() if body.startswith(first)), None)
    if binary is not None:
        raise RejectedError("wrong-type", f"the content is no text, but {binary}")
    sample = body[:_SAMPLE]
    if not wide_encoding(body) and len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise RejectedError("wrong-type", "the content is no text: it holds control characters")
