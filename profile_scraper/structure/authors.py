"""Whether a text is an author, or lists authors, in whichever of the usual ways."""

import re
from collections.abc import Sequence

from profile_scraper.structure.names import is_name
from profile_scraper.text.function_words import is_particle

_INITIALS = r"(?:[A-ZÀ-Ý]\.?[-\s]?){1,4}"
_WORD = re.compile(r"[A-ZÀ-Ý][^\W\d_]*(?:[-’'‐‑][^\W\d_]+)*")
_INITIAL = re.compile(r"(?:[A-ZÀ-Ý]\.?-?){1,4}")
_NO_AUTHOR = re.compile(
    r"\b(?:conference|conférence|journal|proceedings|actes|transactions|workshop|international|symposium|review|letters"
    r"|revue|annals|annales|press|university|université|lab|institute|volume|vol|arxiv|hal|thesis|thèse|report|rapport"
    r"|lecture notes|congress|congrès|meeting|advances|magazine|bulletin)\b",
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
_LONGEST, _LONGEST_LIST, _MOST_FAMILY_WORDS = 45, 3000, 4


def is_author(text: str) -> bool:
    """Whether a text can be one author: a full name, or a family name with initials."""
    if _NO_AUTHOR.search(text):
        return False
    return is_name(text) or (len(text) < _LONGEST and _is_family_with_initials(text))


def _is_family_with_initials(text: str) -> bool:
    """Whether a text is a family name of capitalised words and particles, with initials before or behind."""
    words = text.replace(",", " ").split()
    families = [word for word in words if _WORD.fullmatch(word) and not _INITIAL.fullmatch(word)]
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
