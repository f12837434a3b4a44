"""Whether a text is a person's name, and whether two are one person's."""

import re
from functools import lru_cache

from profile_scraper.structure.words import NAVIGATION_WORDS, ORGANIZATION_WORDS, ROLE_WORDS, SECTIONS
from profile_scraper.text.function_words import is_particle
from profile_scraper.text.normalize import normalize_text

_DEGREE = re.compile(
    r",?\s+\(?(?:Ph\.?\s?D\.?|M\.?\s?D\.?|M\.?\s?Sc\.?|B\.?\s?Sc\.?|M\.?\s?A\.?|B\.?\s?A\.?|MPH|DVM|D\.?Phil\.?|Eng\.?|ing\.?"
    r"|P\.?\s?Eng\.?|FRSC|MBA|Dr|EdD|LL\.?M|CPA|RN|M\.?Ing\.?|D\.?Sc\.?|PharmD|HDR|M\.?Eng\.?)\)?(?=$|[\s,/;])"
)
_TITLE = re.compile(r"^(?:(?:Prof(?:esseure?|essor)?|Dr|Dre|Pr|Mr|Mrs|Ms|Mme|M|Me|Ing)\.?\s+)+(?=\S)", re.IGNORECASE)
_PRONOUNS = re.compile(r"\s*[(\[]\s*(?:she|her|he|him|they|them|elle|il|iel|ielle)\b[^()\[\]]*[)\]]\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-‐‑.][^\W\d_]+)*\.?")
_HYPHENATED = re.compile(r"[A-ZÀ-Ý][^\W\d_]+-[A-ZÀ-Ý][^\W\d_]+")
_NEVER = re.compile(r"[:;?!/\\|@#%&=<>{}\[\]\"“”«»\d…]")
_SHORTEST, _LONGEST, _MOST_WORDS = 4, 60, 6


def bare_name(text: str) -> str:
    """A printed name without degrees, titles and pronouns: 'Dr. Ada Lind, Ph.D. (she/her)' is 'Ada Lind'."""
    text = _PRONOUNS.sub("", text.strip()[:200])
    before = None
    while before != text:
        before, text = text, _DEGREE.sub("", text).strip().rstrip(",")
    untitled = _TITLE.sub("", text)
    return untitled if " " in untitled else text


@lru_cache(maxsize=1 << 15)
def is_name(text: str) -> bool:
    """Whether a text has the shape of one person's full name and is no heading, position or institution."""
    if not _SHORTEST <= len(text) <= _LONGEST or _NEVER.search(text):
        return False
    name = bare_name(text)
    printed = name.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if len(printed) == 1 and _HYPHENATED.fullmatch(printed[0]):
        printed = printed[0].split("-")
    key = normalize_text(name, "label_words")
    if not 2 <= len(printed) <= _MOST_WORDS or key in SECTIONS:
        return False
    words = key.split()
    if any(word in ORGANIZATION_WORDS or word in NAVIGATION_WORDS for word in words):
        return False
    if any(word in ROLE_WORDS and len(word) > 3 for word in words):
        return False
    capitals = 0
    for word in printed:
        if is_particle(word):
            continue
        if not _WORD.fullmatch(word) or not (not word[0].islower() or re.match(r"\w{1,3}[’'-]", word)):
            return False
        capitals += 1
    return capitals >= 1 and (capitals == len(printed) or max(map(len, words), default=0) > 2)


def name_key(text: str) -> frozenset[str]:
    """The words of a name without particles and initials: equal for one person however printed."""
    return frozenset(
        word
        for word in normalize_text(bare_name(text), "label_words").split()
        if len(word) > 1 and not is_particle(word)
    )


def may_be_one_person(name: str, other: str) -> bool:
    """Whether two printed names may be one person's: the words of one are among the other's, two of them at least."""
    one, two = name_key(name), name_key(other)
    if not one or not two:
        return False
    return one == two or (len(one & two) >= 2 and (one <= two or two <= one))


def is_sentence_about(text: str, name: str) -> bool:
    """Whether a text, however short, is a sentence that begins with a person's name."""
    return text.startswith(f"{name} ") and text.endswith((".", "!", "…")) and not is_name(text)
