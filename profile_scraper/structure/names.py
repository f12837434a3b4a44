"""Whether a text is a person's name, an author or a list of authors, and whether two names are one person's."""

import re
from collections.abc import Sequence
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
    return _bare_name(text.strip()[:200])


@lru_cache(maxsize=1 << 13)
def _bare_name(text: str) -> str:
    text = _PRONOUNS.sub("", text)
    before = None
    while before != text:
        before, text = text, _DEGREE.sub("", text).strip().rstrip(",")
    untitled = _TITLE.sub("", text)
    return untitled if " " in untitled else text


def is_name(text: str) -> bool:
    """Whether a text has the shape of one person's full name and is no heading, position or institution."""
    return _SHORTEST <= len(text) <= _LONGEST and _is_name(text)


@lru_cache(maxsize=1 << 15)
def _is_name(text: str) -> bool:
    if _NEVER.search(text):
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
    return _key_of(bare_name(text))


@lru_cache(maxsize=1 << 13)
def _key_of(name: str) -> frozenset[str]:
    words = normalize_text(name, "label_words").split()
    return frozenset(word for word in words if len(word) > 1 and not is_particle(word))


def may_be_one_person(name: str, other: str) -> bool:
    """Whether two printed names may be one person's: the words of one are among the other's, two of them at least."""
    one, two = name_key(name), name_key(other)
    if not one or not two:
        return False
    return one == two or (len(one & two) >= 2 and (one <= two or two <= one))


def repeats_name(text: str, name: str) -> bool:
    """Whether a short text is a person's name once more, as printed or as addresses have it: 'ada-lind'."""
    if len(text) >= _LONGEST:
        return False
    if normalize_text(text, "alphanumeric") == normalize_text(name, "alphanumeric"):
        return True
    return is_name(bare_name(text)) and may_be_one_person(text, name)


def is_sentence_about(text: str, name: str) -> bool:
    """Whether a text, however short, is a sentence that begins with a person's name."""
    return text.startswith(f"{name} ") and text.endswith((".", "!", "…")) and not is_name(text)


_INITIALS = r"(?:[A-ZÀ-Ý]\.?[-\s]?){1,4}"
_NAME_WORD = re.compile(r"[A-ZÀ-Ý][^\W\d_]*(?:[-’'‐‑][^\W\d_]+)*")
_INITIAL = re.compile(r"(?:[A-ZÀ-Ý]\.?-?){1,4}")
_NO_AUTHOR = re.compile(
    r"\b(?:conference|conférence|journal|proceedings|actes|transactions|workshop|international|symposium|review|letters"
    r"|revue|annals|annales|press|university|université|lab|institute|volume|vol|arxiv|hal|thesis|thèse|report|rapport"
    r"|lecture notes|congress|congrès|meeting|advances|magazine|bulletin|presses|[ée]ditions?|publish(?:er|ers|ing)"
    r"|verlag|books)\b",
    re.IGNORECASE,
)
_DATE_BEHIND = re.compile(r"\s*[(\[]?\b(?:19|20)\d\d[a-z]?\b[)\]]?\.?\s*$")
_ENDS_IN_INITIAL = re.compile(r"(?:^|[\s,.-])[A-ZÀ-Ý]\.$")
_AFFILIATION_MARKS = re.compile(r"[*†‡§¶⋆]+|\((?:equal contribution|eds?\.?|dir\.?)\)")
_AND_OTHERS = re.compile(r",?\s*\bet al\.?$|,?\s*\bet coll\.?$|…$|\.\.\.$")
_LABEL_BEFORE = re.compile(r"^[^\W\d_][^\W\d_]+(?: [^\W\d_]+){0,3}\s?:\s+")
_AND = re.compile(r"(?:^|\s*,\s*|\s+)(?:and|et|&)(?:\s+|$)")
_QUOTE = re.compile(r"[\"“”«»]")
MORE_AUTHORS = re.compile(
    r",?\s*(?:(?:and|et|\+|&)\s*)?\d+\s+(?:more|others?|autres?)(?:\s+(?:authors?|auteurs?|co-?auteurs?|people))?\s*$",
    re.IGNORECASE,
)
"""'and 10 more authors'."""
_LONGEST_AUTHOR, _LONGEST_LIST, _MOST_FAMILY_WORDS = 45, 3000, 4


def is_author(text: str) -> bool:
    """Whether a text can be one author: a full name, or a family name with initials."""
    if _NO_AUTHOR.search(text):
        return False
    return is_name(text) or (len(text) < _LONGEST_AUTHOR and _is_family_with_initials(text))


def _is_family_with_initials(text: str) -> bool:
    """Whether a text is a family name of capitalised words and particles, with initials before or behind."""
    words = text.replace(",", " ").split()
    families = [word for word in words if _NAME_WORD.fullmatch(word) and not _INITIAL.fullmatch(word)]
    if len(words) < 2:
        return False
    known = sum(_INITIAL.fullmatch(word) is not None or is_particle(word) for word in words)
    return 0 < len(families) <= _MOST_FAMILY_WORDS and len(families) + known == len(words)


def list_of_authors(text: str) -> list[str] | None:
    """The authors that a text lists, in printed order; None where it is no list of authors."""
    if len(text) > _LONGEST_LIST or _QUOTE.search(text):
        return None
    text = _LABEL_BEFORE.sub("", text.strip())
    text = _AFFILIATION_MARKS.sub("", _DATE_BEHIND.sub("", text.strip().lstrip(".,;:- ")).rstrip(" ,;:"))
    text = text if _ENDS_IN_INITIAL.search(text) else text.rstrip(" .,;:")
    text = _AND_OTHERS.sub("", MORE_AUTHORS.sub("", text)).strip(" ,;")
    text = _AND.sub(", ", text)
    parts = [part for each in re.split(r"[;]" if ";" in text else r"[,]", text) if (part := each.strip())]
    if ";" not in text and _are_family_first(parts) and len(parts) % 2 == 0:
        parts = [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if any(_NO_AUTHOR.search(part) for part in parts):
        return None
    good = sum(map(is_author, parts))
    if good == 0 or good < 0.7 * len(parts):
        return None
    is_single = len(parts) == 1 and not is_name(parts[0]) and not re.search(r"\b[A-Z]\.", parts[0])
    return None if is_single else parts


def _are_family_first(parts: Sequence[str]) -> bool:
    """Whether parts are family names and initials in turn: 'Lind', 'A.', 'Brume', 'T.'."""
    initials = sum(re.fullmatch(_INITIALS, part) is not None for part in parts)
    return len(parts) >= 2 and initials >= 0.4 * len(parts)


ET_AL = ("et al", "et coll")
