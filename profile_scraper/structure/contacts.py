"""Addresses of a person on a page: e-mail, telephone, picture, pages on services that have one of each person."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element

from profile_scraper.structure.elements import is_within
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import name_key
from profile_scraper.structure.words import is_prose, label_of, section_of
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_HANDLE = re.compile(
    r"/(?!(?:intent|share|home|hashtag|search|sharer|i|login|signup|about|orgs|topics|features)(?:/|$))[^/]"
)
"""A path that begins with somebody's name, not with a page of the service itself such as its button to share."""
_SERVICES = (
    ("google_scholar", re.compile(r"scholar\.google\.[a-z.]+"), None),
    ("linkedin", re.compile(r"(?:[a-z]+\.)?linkedin\.com"), re.compile(r"/(?:in|pub)/")),
    ("x", re.compile(r"(?:mobile\.)?(?:x|twitter)\.com"), _HANDLE),
    ("github", re.compile(r"github\.com"), _HANDLE),
    ("orcid", re.compile(r"orcid\.org"), None),
    ("hal", re.compile(r"cv\.(?:hal\.science|archives-ouvertes\.fr)"), None),
    ("idref", re.compile(r"idref\.fr"), None),
)
"""Key of a profile's ``links``, hosts, and how the path of a person's page begins (None: anything)."""
_SAVED_FOLDER = re.compile(r"(?:\./)?[^/:?#]+(?:_files|_fichiers|-Dateien|_archivos|\.files)/", re.IGNORECASE)
"""A relative address into 'Ada_files/', or 'Ada_fichiers/'."""


def host_of(address: str) -> str:
    """The host of an address in lower case without ``www.``, empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def service_of(address: str) -> str | None:
    """Which service's page of a person an address is: a key of ``links``, None where it is none."""
    key, path = _service_at(host_of(address))
    return key if path is None or path.match(urlsplit(address).path) else None


@lru_cache(maxsize=1 << 10)
def _service_at(host: str) -> tuple[str | None, re.Pattern[str] | None]:
    """The service of a host, and how the path of a person's page there begins."""
    return next(((key, path) for key, hosts, path in _SERVICES if hosts.fullmatch(host)), (None, None))


def is_saved_resource(address: str) -> bool:
    """Whether a printed address is of the folder that a browser saves beside a page: it tells nothing of the site."""
    return _SAVED_FOLDER.match(address) is not None


_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+")
_AT = re.compile(r"\s*[\[({<]\s*(?:at|arobase|@)\s*[\])}>]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|point)\s*[\])}>]\s*", re.IGNORECASE)
_PHONE = re.compile(
    r"\+?\(?\d[\d\s().\-/\u2010-\u2013]{3,30}\d(?:[\s,#]{0,3}(?:ext|poste|extension|x)\b[\s.:]{0,3}\d{1,6})?",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 6
_SMALLEST_PORTRAIT = 50
"""Pixels."""
_LONGEST_CONTACT = 80
_NO_PORTRAIT = re.compile(
    r"logo|icon|sprite|banner|count(?:er)?\.|compteur|\.cgi|placeholder|no-?picture|default|spinner|pixel|flag|badge",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:demo|dummy|default|placeholder|no[-_]?(?:image|photo|picture|avatar)|blank|anonymous|silhouette|unknown|bullet"
    r"|spacer|pixel|new|clear|dot)(?:[-_.\d]|$)",
    re.IGNORECASE,
)
"""Names of files that are nobody's picture, whatever the text beside them says."""
_PORTRAIT_TOKEN = re.compile(r"avatar|portrait|photo|profile", re.IGNORECASE)
_HOME_TOKEN = re.compile(r"\b(?:home|globe|website|homepage|site web|house|earth)\b")
_ALT_PREFIX = re.compile(
    r"^(?:portrait|photo(?:graph|graphie)?|picture|image|headshot|avatar)\s+(?:of|de|d['’])\s*", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:researchgate\.net|academia\.edu|youtube\.com|facebook\.com|instagram\.com|semanticscholar\.org|dblp\.org"
    r"|publons\.com|scopus\.com|webofscience\.com|hal\.science|archives-ouvertes\.fr|wikipedia\.org|medium\.com|bsky\.app"
    r"|gitlab\.com|creativecommons\.org|google\.[a-z.]+|doi\.org|arxiv\.org|t\.me|wa\.me|flickr\.com|vimeo\.com"
    r"|openalex\.org|aminer\.org|frontiersin\.org)$"
)
"""Hosts of services that are nobody's own page."""


class Portrait(NamedTuple):
    """A picture of a person."""

    url: str
    alt: str
    image: _Element


def without_alt_prefix(alt: str) -> str:
    """'Portrait of Ada Lind' without what says that it is a picture."""
    return _ALT_PREFIX.sub("", collapse_whitespace(alt))


def emails_of(text: str) -> list[str]:
    """The e-mail addresses in a text, or in a ``mailto:`` address; '[at]' and '[dot]' are read."""
    text = unquote(text[7:].partition("?")[0]) if text[:7].lower() == "mailto:" else text
    return _EMAIL.findall(_DOT.sub(".", _AT.sub("@", text[:2000])))


def emails_in(lines: Iterable[Line]) -> list[str]:
    """E-mail addresses of some lines, linked ones first, each once; '[at]' and '[dot]' are read."""
    linked: list[str] = []
    printed: list[str] = []
    for line in lines:
        for _, href in line.links:
            if href[:7].lower() == "mailto:":
                linked += emails_of(href)
        if "@" in line.text or "[" in line.text or "(" in line.text:
            printed += emails_of(line.text)
    return list(dict.fromkeys(linked + printed))


def phone_in(text: str) -> str | None:
    """The telephone number of a short text as printed, None where it holds none; further numbers are left away."""
    found = _PHONE.search(text[:_LONGEST_CONTACT])
    number = found[0].strip() if found else ""
    return number if len(re.sub(r"\D", "", number)) >= _FEWEST_DIGITS else None


def office_in(text: str) -> str | None:
    """The room of a short text as printed, None where the text is none: a sentence, an address to write to."""
    text = text.strip(" .;,")
    is_room = 0 < len(text) <= _LONGEST_CONTACT and "@" not in text and not is_prose(text)
    return text if is_room else None


def linked_phone(lines: Iterable[Line]) -> str | None:
    """The telephone number of the first ``tel:`` link: as the page prints it, else as the link has it."""
    for line in lines:
        for text, href in line.links:
            if href[:4].lower() == "tel:" and (number := phone_in(text) or phone_in(unquote(href[4:]))):
                return number
    return None


def links_in(page: Page, lines: Iterable[Line], shared: Collection[str], name: str) -> dict[str, str]:
    """A person's pages elsewhere: for each service the first link, and the homepage by its text or icon.

    Args:
        page: whose addresses they are.
        lines: where to look.
        shared: addresses that the site prints on everybody's page, which are a person's only where they name them.
        name: the person's.
    """
    found: dict[str, str] = {}
    own_host = host_of(page.url)
    under_heading = False
    for line in lines:
        label = label_of(line.text)
        if line.level:
            under_heading = section_of(line.text.rstrip(": ")) == "homepage"
        for text, href in line.links:
            address = page.absolute(href)
            if not address.startswith("http") or (address in shared and share_in_address(name, address) <= 0.9):
                continue
            service = service_of(address)
            if service:
                found.setdefault(service, address)
            elif (
                (under_heading and _may_be_own(address, own_host))
                or section_of(text) == "homepage"
                or (label and label[0] == "homepage")
                or (not text and _may_be_own(address, own_host) and _HOME_TOKEN.search(_icon_words(line, href)))
            ):
                found.setdefault("homepage", address)
    return found


def _may_be_own(address: str, own_host: str) -> bool:
    """Whether an address of another host than the page's can be a person's own site."""
    return host_of(address) != own_host and not _ELSEWHERE.search(host_of(address))


def _icon_words(line: Line, href: str) -> str:
    """The words of a link without text: its label, its title, the classes of its icon."""
    for anchor in line.element.iter("a"):
        if anchor.get("href") == href:
            inside = list(anchor.iter("*"))
            printed = [each.get(key) for each in inside for key in ("aria-label", "title", "class", "icon", "alt")]
            return normalize_text(" ".join(filter(None, printed))[:500], "label_words")
    return ""


def share_in_address(name: str, address: str) -> float:
    """How much of a name stands in an address: 0 to 1."""
    key = name_key(name)
    try:
        parts = urlsplit(address)
    except ValueError:
        return 0.0
    printed = normalize_text(unquote(f"{parts.path} {parts.query}"), "label_words")
    words, joined = set(printed.split()), printed.replace(" ", "")
    return sum(word in words or (len(word) > 4 and word in joined) for word in key) / len(key) if key else 0.0


def may_be_in_address(name: str, address: str) -> bool:
    """Whether the last part of an address can be made of a name: of the family name, cut short perhaps."""
    last = normalize_text(unquote(address.partition("?")[0]).rstrip("/").rpartition("/")[2], "label_words").split()
    words = [word for word in last if len(word) > 3]
    return any(own == word or (len(word) > 5 and own.startswith(word)) for word in words for own in name_key(name))


def image_address(image: _Element) -> str | None:
    """The printed address of an image's file; lazy loading keeps it elsewhere than in ``src``."""
    for key in ("src", "data-src", "data-lazy-src", "data-original"):
        value = (image.get(key) or "").strip()
        if value and not value.startswith("data:") and not is_saved_resource(value):
            return value
    for key in ("srcset", "data-srcset"):
        first = (image.get(key) or "").partition(",")[0].split()
        if first and not first[0].startswith("data:"):
            return first[0]
    return (image.get("src") or "").strip() or None


def portrait_among(page: Page, images: Iterable[_Element], name: str, shared: Collection[str]) -> Portrait | None:
    """The picture of a person: the one that is named like them, else the first that is no logo and nobody else's."""
    best: tuple[float, Portrait] | None = None
    key = name_key(name)
    for image in images:
        source = image_address(image)
        if not source or is_within(image, "nav", "footer"):
            continue
        url, alt = page.absolute(source), collapse_whitespace(image.get("alt") or "")
        try:
            path = unquote(urlsplit(url).path)
        except ValueError:
            continue
        named = not key.isdisjoint(normalize_text(alt, "label_words").split())
        filed = not key.isdisjoint(normalize_text(path, "label_words").split())
        file = path.rpartition("/")[2]
        if _PLACEHOLDER.match(file) or (not named and (url in shared or _NO_PORTRAIT.search(file))):
            continue
        hidden = is_within(image, "noscript")
        if not named and not filed and (hidden or _is_icon_of_link(image) or _is_tiny(image)):
            continue
        score = 2.0 * named + filed + 0.5 * bool(_PORTRAIT_TOKEN.search(image.get("class") or ""))
        score -= 0.5 * hidden + source.startswith("data:")  # what stands there until the picture is loaded
        if best is None or score > best[0]:
            best = score, Portrait(url, alt, image)
    return best[1] if best else None


def _is_tiny(image: _Element) -> bool:
    """Whether an image says that it is smaller than a picture of a person."""
    sizes = [value for key in ("width", "height") if (value := (image.get(key) or "").removesuffix("px")).isdecimal()]
    return bool(sizes) and all(int(size) < _SMALLEST_PORTRAIT for size in sizes)


def _is_icon_of_link(image: _Element) -> bool:
    """Whether an image is all that a link to a service, to a mailbox or to nothing shows."""
    anchor = next(image.iterancestors("a"), None)
    href = (anchor.get("href") or "").strip() if anchor is not None else None
    return href is not None and (href in ("", "#") or href[:7].lower() == "mailto:" or service_of(href) is not None)


def images_of(element: _Element) -> Iterable[_Element]:
    """The images in an element, those for browsers without scripts too: a lazy one may be there alone."""
    return element.iter("img")
