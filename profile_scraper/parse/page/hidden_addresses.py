"""Addresses that markup hides from programs: placeholders, letters turned round, words that nobody sees."""

import re
from base64 import b64decode
from itertools import islice

from lxml.etree import _Element

_PROTECTED_SIGNS = (b"email-protection", b"cfemail", b"cloak", b"hidden-mail")
"""One of these stands in every page whose addresses a proxy or a content management system hides."""
_PROTECTED_LINK = "/cdn-cgi/l/email-protection"
PLACEHOLDER = re.compile(r"\[email\s+protected\]")
"""What Cloudflare prints in the place of an address."""
_CLOAK = re.compile(r"cloak[0-9a-z]*")
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
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


def restore_protected_addresses(root: _Element) -> None:
    """Set the e-mail address that a browser shows in the place of a placeholder, and drop one that is not on the page.

    A link to the proxy leads to the address, and nowhere without one.
    """
    for element in list(root.iter("a", "span", "joomla-hidden-mail")):
        link, _, encoded = (element.get("href") or "").partition("#")
        address = _encoded_address(element, encoded) if link.endswith(_PROTECTED_LINK) or not link else None
        if link.endswith(_PROTECTED_LINK):
            del element.attrib["href"]
            if address is not None:
                element.set("href", f"mailto:{address}")
        if _is_placeholder(element):
            tail, in_link = element.tail, element.tag != "a" and next(element.iterancestors("a"), None) is not None
            element.clear()
            element.tag, element.tail, element.text = "span", tail, address
            if address is not None and not in_link:
                element.tag = "a"
                element.set("href", f"mailto:{address}")
        elif element.tag == "joomla-hidden-mail":
            element.tag = "span"  # no block of its own


def _encoded_address(element: _Element, encoded: str) -> str | None:
    """The address that a placeholder holds for the browser: after a key in hexadecimal digits, or in base64."""
    parts = [element.get(key) for key in ("first", "last")] if element.tag == "joomla-hidden-mail" else []
    try:
        if all(parts) and parts:
            text = "@".join(b64decode(part or "", validate=True).decode() for part in parts)
        else:
            key, *letters = bytes.fromhex(element.get("data-cfemail") or encoded) or b"\0"
            text = bytes(letter ^ key for letter in letters).decode()
    except ValueError:
        return None
    return text if _ADDRESS.fullmatch(text) else None


def _is_placeholder(element: _Element) -> bool:
    if element.get("data-cfemail") is not None:
        return True
    if element.tag == "joomla-hidden-mail":
        return element.find(".//a[@href]") is None  # a saved page has what its script has written
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
