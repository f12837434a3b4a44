"""Text that a template or a proxy spoiled, restored: entities escaped twice, markup escaped once, hidden e-mail."""

import re
from functools import cache

from lxml.etree import _Element

_ENTITY = r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,30});"
_WHOLE_ENTITY = re.compile(_ENTITY)
_ESCAPED_TWICE = re.compile(rb"&amp;" + _ENTITY[1:].encode())
_STYLES = r"i|b|em|strong|su[bp]|scp|span|u"
_STYLED = re.compile(rf"<({_STYLES})>([^<>]{{1,400}})</\1>", re.IGNORECASE)
"""A styled word whose tags are printed; a tag without its counterpart is text."""
_ESCAPED_STYLE = re.compile(rb"&lt;/(?:" + _STYLES.encode() + rb")&gt;", re.IGNORECASE)
_SOURCES = ("code", "pre", "kbd", "samp", "script", "style", "textarea")
"""Elements whose text is about markup where it looks like markup."""

_PROTECTED_SIGNS = (b"email-protection", b"cfemail", b"cloak")
"""One of these stands in every page whose addresses a proxy or a content management system hides."""
_PROTECTED_LINK = "/cdn-cgi/l/email-protection"
PLACEHOLDER = re.compile(r"\[email\s+protected\]")
"""What Cloudflare prints in the place of an address."""
_CLOAK = re.compile(r"cloak[0-9a-z]*")


def restore_entities(text: str) -> str:
    """A text with each whole entity in it made its character, once; an ampersand that begins none stays."""
    if "&" in text:
        text = _WHOLE_ENTITY.sub(lambda found: _characters(found[0]), text)
    return _STYLED.sub(r"\2", text) if "</" in text else text


def has_escaped_text(body: bytes) -> bool:
    """Whether markup may hold entities that were escaped twice, or tags that were escaped."""
    return _ESCAPED_TWICE.search(body) is not None or _ESCAPED_STYLE.search(body) is not None


def restore_text(root: _Element) -> None:
    """Restore entities and escaped tags in all texts of a tree, and in the descriptions of its images."""
    for element in root.iter():
        if element.tag.__class__ is not str:
            continue
        if _may_be_spoiled(element.text) and not _is_source(element):
            element.text = restore_entities(element.text or "")
        if _may_be_spoiled(element.tail) and not _is_source(element.getparent()):
            element.tail = restore_entities(element.tail or "")
        alt = element.get("alt")
        if alt and "&" in alt:
            element.set("alt", restore_entities(alt))


def has_protected_addresses(body: bytes) -> bool:
    """Whether markup may hold placeholders of e-mail addresses."""
    return any(body.rfind(sign) >= 0 for sign in _PROTECTED_SIGNS)


def drop_protected_addresses(root: _Element) -> None:
    """Drop the placeholders of e-mail addresses: the address is not on the page, and a link to the proxy is no link."""
    for element in list(root.iter("a", "span", "joomla-hidden-mail")):
        is_link = (element.get("href") or "").partition("#")[0].endswith(_PROTECTED_LINK)
        if _is_placeholder(element):
            tail = element.tail
            element.clear()
            element.tag, element.tail = "span", tail
        elif is_link:
            del element.attrib["href"]


def _is_placeholder(element: _Element) -> bool:
    if element.get("data-cfemail") is not None or element.tag == "joomla-hidden-mail":
        return True
    if _CLOAK.fullmatch(element.get("id") or ""):
        return True
    return PLACEHOLDER.fullmatch("".join(map(str, element.itertext())).strip()) is not None


def _may_be_spoiled(text: str | None) -> bool:
    return text is not None and ("&" in text or "<" in text)


def _is_source(element: _Element | None) -> bool:
    return element is not None and (element.tag in _SOURCES or next(element.iterancestors(*_SOURCES), None) is not None)


def _characters(entity: str) -> str:
    if entity[1] != "#" and entity[1:] not in _named():
        return entity
    from html import unescape  # a table of two thousand entities, for few texts

    return unescape(entity)


@cache
def _named() -> frozenset[str]:
    from html.entities import html5  # a table of two thousand entities, for few texts

    return frozenset(html5)
