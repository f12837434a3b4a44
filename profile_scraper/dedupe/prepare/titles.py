"""Reading a title: the words that name the work, apart from what a catalogue or a journal puts around them."""

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from profile_scraper.dedupe.prepare.fold import fold, words_of
from profile_scraper.dedupe.prepare.token_features import FACTS, Fact, counts_something, telling_of, write_as_digits
from profile_scraper.dedupe.prepare.wordlists import (
    FULLER_WORDS,
    LANGUAGES,
    NOTE_WORDS,
    SERIES_MARKERS,
    STOP_WORDS,
    VERSION_WORDS,
)

ELLIPSES = ("…", "...")
"""How a text ends that was cut."""
LONGEST = 1_000
"""Characters of a title that are read: what is longer is no title, and could be made to take for ever."""


class Kind(IntEnum):
    """What a title says the text is, where it is not the work itself."""

    WORK = 0
    CORRECTION = 1
    RETRACTION = 2
    COMMENT = 3
    REPLY = 4
    REVIEW = 5
    LESSER_VERSION = 6
    """'(preprint)', '(extended abstract)'"""
    FULLER_VERSION = 7
    """'(extended version)'"""


class Title(NamedTuple):
    """A title, read."""

    words: list[str]
    """Its words, folded, without notes; for a text about another work, the words of that work's title."""
    facts: list[Fact]
    """What is known of each word."""
    signs: int
    """The sum of the words' signs."""
    kind: Kind
    numbers: tuple[str, ...]
    """Its numbers in order of size, Roman numerals of parts as digits."""
    series: str
    """Letters and digits of what stands before 'part 2', else empty."""
    other: str
    """Letters and digits of the title in another language that stands behind it in brackets, else empty."""


_WHO = r"(?:(?:the\s+)?(?:author|publisher|editor)s?(?:ial)?\s+)"
_MENDS = "erratum|errata|corrigend(?:um|a)|addendum|rectificatif|correctif"
_ANSWERS = "(?:reply|replies|response|rejoinder|reponse)"
_TO = "(?:to|a|au|aux)"
_ABOUT = (
    (
        Kind.CORRECTION,
        rf"(?:{_WHO}(?:correction|note|{_MENDS})s?|{_MENDS}|corrections?(?=\s*:|\s+{_TO}\b))(?:\s+(?:to|of|for|on|in|a|au))?",
    ),
    (
        Kind.RETRACTION,
        r"(?:retraction|withdrawal|retractation|retrait)(?:\s+not(?:e|ice))?(?=\s*:|\s+(?:to|of|for|de)\b)(?:\s+(?:to|of|for|de))?",
    ),
    (Kind.RETRACTION, r"expression of concern(?:\s+(?:about|on|for|regarding))?"),
    (
        Kind.COMMENT,
        r"(?:a\s+)?comment(?:s|ary|aries|aires?)?(?=\s*:|\s+(?:on|to|about|sur)\b)(?:\s+(?:on|to|about|sur))?",
    ),
    (
        Kind.REPLY,
        rf"{_WHO}?(?:reply|replies|response|rejoinder|reponse)(?=\s*:|\s+(?:to|a|au|aux)\b)(?:\s+(?:to|a|au|aux))?(?:\s+comments?\s+on)?",
    ),
    (Kind.REVIEW, r"(?:book\s+review|recension|compte\s+rendu)(?:(?=\s*[:–-])|\s+(?:of|de)\b)"),
)
BEGINNINGS = (
    "author", "publisher", "editor", "err", "corr", "adden", "rectif", "retr", "withdr", "expression", "comment",
    "repl", "response", "reponse", "rejoin", "book", "recension", "compte",
)  # fmt: skip
"""How the word begins that begins a note before a title, or that stands there behind an article."""
ARTICLES = ("a", "the")
_PREFIX_HINT = re.compile(rf"\W*(?:(?:{'|'.join(ARTICLES)})\s+)?(?:{'|'.join(BEGINNINGS)})")
_SUFFIX = re.compile(
    r"(?:\s+[–—-]\s*|\s*[:.(\[]\s*)(?:author\s+|publisher\s+)?(?:(?P<correction>correction|erratum|corrigendum)"
    r"|(?P<retraction>retraction)|(?P<reply>(?:an?\s+|author.?s?\s+)?(?:reply|rejoinder)))[\s)\].]*$"
)
ENDINGS = ("correction", "erratum", "corrigendum", "retraction", "reply", "rejoinder")
"""How the word ends that ends a note behind a title."""
TELLTALES = ("[", "(", " - ", "–", "++", "#")
"""Without one of these, and without such a beginning, ending or number, a folded title is nothing but words."""
_STATUS = re.compile(r"\W*(?:retracted(?:\s+article)?|withdrawn|corrected)\s*[:\]]\s*")
_IN_PARENTHESES = re.compile(r"\(([^()]{2,60})\)")
_CUT_NOTE = re.compile(r"^(.{150,}\S)\s*\((?:structured|provisional|abstract|review)[^()]*$", re.DOTALL)
_AFTER_DASH = re.compile(r"^(.*\S)\s[–—-]\s+([^–—():-]{4,40})$", re.DOTALL)
_UNCLOSED = re.compile(r"\[[^\[\]]*$")
_CATALOGUE_NOTE = re.compile(r"(?:published |see )?(?:erratum|comment|correction|retract|summary|corrected)")
_DIGITS = re.compile(r"\d+")
_SIGNS = {"++": " plusplus ", "#": " sharp "}
"""Signs that make another name of the word before them: 'C++', 'C#'."""
_SIGN = re.compile(r"(?<=[A-Za-z])(?:\+\+|#(?!\d))")


def read_title(text: str) -> Title:
    """Read a title as printed."""
    if "+" in text or "#" in text:
        text = _SIGN.sub(lambda found: _SIGNS[found[0]], text)
    folded = fold(text[:LONGEST])
    kind, other = Kind.WORK, ""
    if _PREFIX_HINT.match(folded):
        folded, kind = _without_prefix(folded)
    if kind is Kind.WORK and folded.rstrip(" ).]").endswith(ENDINGS):
        folded, kind = _without_suffix(folded)
    if "[" in folded or folded.startswith(("retract", "withdr")):
        folded, other = _without_brackets(_STATUS.sub("", folded, count=1).strip())
    if "(" in folded or " - " in folded or "–" in folded:
        folded, note = _without_note(folded)
        kind = kind or _version(set(words_of(note)))
    words = words_of(folded) or words_of(fold(text[:LONGEST])) or [text[:LONGEST].strip()]
    facts = [FACTS[word] for word in words]
    signs = sum([fact.signs for fact in facts])
    numbers: tuple[str, ...] = ()
    if counts_something(signs):
        write_as_digits(words)
        facts = [FACTS[word] for word in words]
        signs = sum([fact.signs for fact in facts])
        numbers = tuple(sorted(_DIGITS.findall(" ".join(words))))
    return Title(
        words, facts, signs, kind, numbers, _series(words) if numbers else "", "".join(words_of(other)) if other else ""
    )


def _series(words: list[str]) -> str:
    """What several parts have in common: the words before the number of a part, if one of them tells something."""
    for place in range(1, len(words) - 1):
        if words[place] in SERIES_MARKERS and words[place + 1].isdigit():
            before = words[:place]
            return "".join(before) if telling_of(sum([FACTS[word].signs for word in before])) else ""
    return ""


@cache
def _prefixes() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Ready from the first title on that begins like one: they take longer to compile than a page to merge."""
    return tuple((kind, re.compile(rf"\W*(?:{form})\b[\s:.–—-]*(?=\w|\W+\w)")) for kind, form in _ABOUT)


def _without_prefix(folded: str) -> tuple[str, Kind]:
    for kind, pattern in _prefixes():
        found = pattern.match(folded)
        if found and found.end() < len(folded):
            return folded[found.end() :], kind
    return folded, Kind.WORK


def _without_suffix(folded: str) -> tuple[str, Kind]:
    found = _SUFFIX.search(folded)
    if found is None or not words_of(folded[: found.start()]):
        return folded, Kind.WORK
    name = found.lastgroup or ""
    return folded[: found.start()], Kind[name.upper()]


def _without_brackets(folded: str) -> tuple[str, str]:
    """Square brackets are a catalogue's marks: around a translated title, or around a note or an original title.

    Returns:
        The title, and the text in brackets that can be a title too (empty where there is none).
    """
    other = ""
    folded = _UNCLOSED.sub("", folded).rstrip()
    while (start := _bracket_at_end(folded)) > 0 and len(words_of(folded[:start])) >= 2:
        inside = folded[start + 1 :].rstrip(" .]")
        if not _is_note(inside) and not _CATALOGUE_NOTE.match(inside) and len(words_of(inside)) >= 3:
            other = inside
        folded = folded[:start].rstrip(" .")
    return (folded[1:].rstrip(" .]") if _bracket_at_end(folded) == 0 else folded), other


def _bracket_at_end(folded: str) -> int:
    """Where the bracket opens that closes at the end of the text; -1 where there is none."""
    text = folded.rstrip(" .")
    if not text.endswith("]"):
        return -1
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return place
    return -1


def _without_note(folded: str) -> tuple[str, str]:
    """A title without '(abstract)', '(panel session)', '- book review': notes on the form, not on the matter.

    Returns:
        The title, and the notes.
    """
    cut = _CUT_NOTE.match(folded)
    notes: list[str] = []

    def aside(found: re.Match[str]) -> str:
        if not _is_note(found[1]):
            return found[0]
        notes.append(found[1])
        return " "

    shorter = _IN_PARENTHESES.sub(aside, cut[1] if cut else folded)
    found = _AFTER_DASH.match(shorter.rstrip(" ."))
    if found and _is_note(found[2]):
        return found[1], " ".join([*notes, found[2]])
    return shorter, " ".join(notes)


def _version(note: set[str]) -> Kind:
    """Which version of a work the words of a note name."""
    if VERSION_WORDS.isdisjoint(note):
        return Kind.WORK
    lesser = "abstract" in note or FULLER_WORDS.isdisjoint(note)
    return Kind.LESSER_VERSION if lesser else Kind.FULLER_VERSION


def _is_note(text: str) -> bool:
    words = words_of(text)
    known = all(word in NOTE_WORDS or word in LANGUAGES or word in STOP_WORDS or word.isdigit() for word in words)
    return known and not all(word in STOP_WORDS or word.isdigit() for word in words)
