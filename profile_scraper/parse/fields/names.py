"""Whether a line of text has the shape of a person's name."""

import re
import unicodedata
from functools import lru_cache

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
