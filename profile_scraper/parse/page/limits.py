"""Limits on what is counted in a page, so that reading it takes time linear in its size, whatever its markup is."""

import re

from profile_scraper.parse.page.rejection import RejectedError
from profile_scraper.records.page import DirectoryPage, ProfilePage

MOST_TAGS = 250_000
"""Tags, opening and closing, of one page; a page of 1,000 publications has 30,000."""
MOST_ATTRIBUTES = 1000
"""Attributes of one tag: the parser compares each with all before it."""
MOST_ITEMS = {
    "roles": 200,
    "topics": 500,
    "supervisors": 200,
    "students": 2_000,
    "biography": 5_000,
    "publications": 20_000,
    "people": 20_000,
}
"""Items of each list of one page, far beyond what an institute prints."""
MOST_MARKS = 32
"""Combining marks, or other signs beyond ASCII, in a row: normalization sorts marks, which is quadratic."""

_MOST_WARNINGS = 50
"""Warnings of one page that are kept, each of which is a line of the problems."""
_FEW_BYTES = 1 << 18
"""Markup in which the attributes of one tag cannot take longer than a second."""
_LONG_TAG = 2 * MOST_ATTRIBUTES
_SPACE = rb"[\t\n\f\r ]"
_VALUE = rb"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >]*+)"""
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<style\b.*?(?:</style|\Z)"
    rb"|<[a-zA-Z][^=>]*+(?:=" + _SPACE + rb"*+" + _VALUE + rb"[^=>]*+)*+",
    re.DOTALL | re.IGNORECASE,
)
_NO_TAG = (b"<!--", b"<script", b"<style")
_ATTRIBUTE = re.compile(rb"[^\t\n\f\r />][^\t\n\f\r />=]*+(?:" + _SPACE + rb"*+=" + _SPACE + rb"*+" + _VALUE + rb")?")
_USUAL = bytes(range(0xC0)) + b"\xc2\xc3\xc4\xc5\xe2"
"""Bytes of ASCII, those inside a character, and first bytes of the letters and signs of French and English."""
_COMBINING = re.compile(rf"([^\w\s\x00-\x7f]{{{MOST_MARKS}}})[^\w\s\x00-\x7f]+")


def refuse_beyond_limits(markup: bytes) -> None:
    """Refuse markup that no page of people has.

    Raises:
        RefusedError: it has too many tags, or a tag has too many attributes.
    """
    tags = markup.count(b"<")
    if tags > MOST_TAGS:
        raise RejectedError("too-large", f"the page has {tags} tags; a page of over {MOST_TAGS} is not read")
    if len(markup) <= _FEW_BYTES:
        return
    for tag in _TAG.findall(markup):
        if len(tag) > _LONG_TAG and not tag[:7].lower().startswith(_NO_TAG):
            attributes = sum(1 for _ in _ATTRIBUTE.finditer(tag)) - 1
            if attributes > MOST_ATTRIBUTES:
                what = f"a tag of the page has {attributes} attributes; one of over {MOST_ATTRIBUTES} is not read"
                raise RejectedError("too-large", what)


def refuse_long_lists(record: ProfilePage | DirectoryPage) -> None:
    """Refuse a record with a list that no page of people has.

    Raises:
        RefusedError: it has one.
    """
    for name, most in MOST_ITEMS.items():
        count = len(getattr(record, name, ()))
        if count > most:
            raise RejectedError("too-large", f"the page lists {count} {name}; a page with over {most} is not read")


def has_many_marks(markup: bytes) -> bool:
    """Whether UTF-8 may hold a long run of combining marks: bytes that neither French nor English has."""
    if markup.isascii():
        return False
    return len(markup.translate(None, _USUAL)) > MOST_MARKS or markup.count(b"\xe2\x83") > MOST_MARKS


def with_few_marks(text: str) -> str:
    """The text with long runs of combining marks and other signs cut."""
    return text if text.isascii() else _COMBINING.sub(r"\1", text)


def capped_warnings(warnings: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first warnings of a page, as ``ParseWarning`` fields, with one that counts the others."""
    remaining = len(warnings) - _MOST_WARNINGS
    if remaining <= 0:
        return warnings
    first_dropped = warnings[_MOST_WARNINGS]
    detail = f"and {remaining} more warnings of this page, such as: {first_dropped['detail']}"
    return [*warnings[:_MOST_WARNINGS], {**first_dropped, "reason": "limit-reached", "detail": detail}]
