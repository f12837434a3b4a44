"""The name, e-mail address and picture of a person."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from lxml.etree import _Element

from profile_scraper.structure.contacts import is_saved_resource
from profile_scraper.text.function_words import is_particle, word_set

_INITIALS = re.compile(r"(?:[A-ZÀ-Ý]\.?-?){1,4}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-.][^\W\d_]+)*\.?")
_NEVER = re.compile(r"[:;?!/\\|@#%&=<>{}\[\]\"“”«»\d…]")
_NICKNAME = re.compile(r"""["“‘']([^\W\d_]{2,12})["”’'](?= )""")
_LOST_LETTER = "\ufffd"
_TITLES = word_set("prof professor professeur professeure dr dre pr m mr mrs ms mme miss")
_PRONOUNS = re.compile(r"[(\[]\s*(?:she|her|he|him|they|them|elle|il|iel|ielle)\b[^()\[\]]*[)\]]\s*$", re.IGNORECASE)
_LONGEST = 50


_BODY = re.compile(
    r"\b(?:Collaboration|Consortium|Team|[Gg]roup|Initiative|Investigators|Network|Laboratory|Community|Committee|Alliance"
    r"|Équipe|Groupe)\b"
)


def looks_like_body(text: str) -> bool:
    """Whether a short text can name a body that signs as an author: 'The NORTHLAMP Collaboration'."""
    return len(text) < 60 and ":" not in text and _BODY.search(text) is not None


def name_in(heading: str, title: str | None) -> str:
    """The name that a page's heading prints, without pronouns; without 'Prof.' where the page's title is without."""
    stripped = _PRONOUNS.sub("", heading).rstrip() or heading
    if not title or not stripped.endswith(f" {title}"):
        return stripped
    before = stripped.removesuffix(title).lower().split()
    return title if _TITLES.issuperset(word.rstrip(".") for word in before) else stripped


@lru_cache(maxsize=1 << 14)
def looks_like_name(text: str) -> bool:
    """Whether the text could be one person's name: few words, each a capitalised word, an initial or a particle."""
    return name_shape(text) is not None


def name_shape(text: str) -> list[str] | None:
    """The words of a text that has the shape of a name, None where it has not."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _NICKNAME.sub(r"\1", text).replace(_LOST_LETTER, "X")
    if len(text) > _LONGEST or _NEVER.search(text):
        return None
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if not 1 <= len(words) <= 7:
        return None
    capitalised = 0
    for printed in words:
        if is_particle(printed):
            continue
        particle, dash, rest = printed.partition("-")
        word = rest if dash and rest and is_particle(particle) else printed
        if _INITIALS.fullmatch(word) or (_WORD.fullmatch(word) and word[0].isupper()):
            capitalised += 1
        elif _WORD.fullmatch(word) and word[0].isalpha() and not word[0].islower():
            capitalised += 1  # a script without case
        elif not (word[1:2] in ("’", "'", "-") and word[2:3].isupper()):
            return None
    return words if capitalised else None


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
