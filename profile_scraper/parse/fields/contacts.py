"""Values of contacts: addresses of e-mail and of images."""

from urllib.parse import unquote

from lxml.etree import _Element

from profile_scraper.structure.services import is_saved_resource


def email_of(element: _Element) -> str | None:
    """The address that an element links to or prints."""
    for link in element.iter("a"):
        scheme, _, address = (link.get("href") or "").partition(":")
        if scheme.lower() == "mailto":
            return linked_email(address)
    return plain_email("".join(map(str, element.itertext())))


def linked_email(address: str) -> str | None:
    """The e-mail address of what stands behind ``mailto:``, percent-encoded or with a name beside it."""
    return plain_email(unquote(address.partition("?")[0]))


def plain_email(text: str) -> str | None:
    """The one e-mail address in a text, None where there is none."""
    words = [word.strip("<>().,;") for word in text.split()]
    usable = (word for word in words if word.count("@") == 1 and "." in word.rpartition("@")[2].strip("."))
    found = list(dict.fromkeys(usable))
    return found[0] if len(found) == 1 and found[0].split("@")[0] else None


def image_address(image: _Element) -> str | None:
    """The address of an image's file as printed; lazy loading keeps it elsewhere than in ``src``."""
    for name in ("src", "data-src", "data-lazy-src", "data-original"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:") and not is_saved_resource(value):
            return value.partition("?")[0] or None
    candidates = image.get("srcset") or image.get("data-srcset") or ""
    first = candidates.split(",")[0].split()
    saved = (image.get("src") or "").strip()
    address = first[0] if first else saved if is_saved_resource(saved) else ""
    return address.partition("?")[0] or None
