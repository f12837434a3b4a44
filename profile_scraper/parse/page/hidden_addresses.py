"""Addresses that markup hides from programs: placeholders, letters turned round, words that nobody sees."""

import re
from itertools import islice

from lxml.etree import _Element

_PROTECTED_SIGNS = (b"email-protection", b"cfemail", b"cloak")
"""One of these stands in every page whose addresses a proxy or a content management system hides."""
_PROTECTED_LINK = "/cdn-cgi/l/email-protection"
PLACEHOLDER = re.compile(r"\[email\s+protected\]")
"""What Cloudflare prints in the place of an address."""
_CLOAK = re.compile(r"cloak[0-9a-z]*")
_TURNED_SIGNS = (b"bidi-override", b"<bdo")
_HIDING = re.compile(rb"<(?:b|i|em|span|strong|small|u)\b[^<>]{0,200}(?:display:\s?none|\shidden\b)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_OVERRIDDEN = re.compile(
    r"bidi-override.*direction\s*:\s*rtl|direction\s*:\s*rtl.*bidi-override", re.IGNORECASE | re.DOTALL
)
_INLINE = ("b", "i", "em", "span", "strong", "small", "u")
_LONGEST_ADDRESS = 120
"""Characters of the text around a part of an address."""
_MOST_PARTS = 20


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


def has_disguised_text(body: bytes) -> bool:
    """Whether markup may turn letters round, or hide words inside an address."""
    return any(body.rfind(sign) >= 0 for sign in _TURNED_SIGNS) or (b"@" in body and _HIDING.search(body) is not None)


def undisguise(root: _Element) -> None:
    """Give texts that are shown from right to left the order in which they are seen; drop what hides in an address."""
    for element in root.iter("bdo", *_INLINE):
        style = element.get("style") or ""
        is_turned = element.get("dir") == "rtl" if element.tag == "bdo" else _OVERRIDDEN.search(style) is not None
        if is_turned and not len(element) and element.text:
            element.text = element.text[::-1]
        elif (element.get("hidden") is not None or _HIDDEN.search(style)) and _is_in_address(element):
            tail = element.tail
            element.clear()
            element.tail = tail


def _is_in_address(element: _Element) -> bool:
    """Whether an element stands in the middle of an e-mail address: no white space parts it from its neighbours."""
    parent = element.getparent()
    around = "".join(map(str, islice(parent.itertext(), _MOST_PARTS))) if parent is not None else ""
    return "@" in around and len(around) <= _LONGEST_ADDRESS and len(around.split()) == 1
