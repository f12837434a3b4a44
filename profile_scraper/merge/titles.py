"""Reading a title: the words that name the work, apart from what a catalogue or a journal puts around them."""

import re
from dataclasses import dataclass
from enum import IntEnum

from profile_scraper.merge.fold import fold, words_of
from profile_scraper.merge.words import GENRE_WORDS, LANGUAGES, NOTE_WORDS, PART_MARKERS, STOP_WORDS


class Kind(IntEnum):
    """What a title says the text is, where it is about another work."""

    WORK = 0
    CORRECTION = 1
    RETRACTION = 2
    COMMENT = 3
    REPLY = 4
    REVIEW = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title, read."""

    words: tuple[str, ...]
    """Its words, folded, without notes; for a text about another work, the words of that work's title."""
    kind: Kind
    numbers: tuple[str, ...]
    """Its numbers in order of size, Roman numerals of parts as digits."""
    telling: int
    """How many words tell it from other titles: neither stop words nor names of a kind of text."""


_WHO = r"(?:(?:the\s+)?(?:author|publisher|editor)s?(?:ial)?\s+)"
_ABOUT = (
    (
        Kind.CORRECTION,
        rf"(?:{_WHO}(?:correction|erratum|corrigendum|addendum|note)s?|erratum|errata|corrigend(?:um|a)|addendum"
        r"|rectificatif|correctif|corrections?(?=\s*:|\s+to\b))(?:\s+(?:to|of|for|on|in|a|au))?",
    ),
    (Kind.RETRACTION, r"(?:retraction|withdrawal)(?:\s+not(?:e|ice))?(?=\s*:|\s+(?:to|of|for)\b)(?:\s+(?:to|of|for))?"),
    (Kind.RETRACTION, r"expression of concern(?:\s+(?:about|on|for|regarding))?"),
    (Kind.COMMENT, r"(?:a\s+)?comment(?:s|ary|aries)?(?=\s*:|\s+(?:on|to|about)\b)(?:\s+(?:on|to|about))?"),
    (Kind.REPLY, rf"{_WHO}?(?:reply|replies|response|rejoinder)(?=\s*:|\s+to\b)(?:\s+to)?(?:\s+comments?\s+on)?"),
    (Kind.REVIEW, r"book\s+review(?=\s*[:–-])"),
)
_PREFIXES = tuple((kind, re.compile(rf"\W*(?:{form})\b[\s:.–—-]*(?=\w|\W+\w)")) for kind, form in _ABOUT)
_PREFIX_HINT = re.compile(
    r"\W*(?:a\s+|the\s+)?(?:author|publisher|editor|err|corr|adden|rectif|retr|withdr|expression|comment|repl|response"
    r"|rejoin|book\s+review)"
)
_SUFFIX = re.compile(
    r"(?:\s+[–—-]\s*|\s*[:.(\[]\s*)(?:author\s+|publisher\s+)?(?:(?P<correction>correction|erratum|corrigendum)"
    r"|(?P<retraction>retraction)|(?P<reply>(?:an?\s+|author.?s?\s+)?(?:reply|rejoinder)))[\s)\].]*$"
)
_SUFFIX_HINT = ("correction", "erratum", "corrigendum", "retraction", "reply", "rejoinder")
_STATUS = re.compile(r"\W*(?:retracted(?:\s+article)?|withdrawn|corrected)\s*[:\]]\s*")
_BRACKETED_END = re.compile(r"^(.*\S)\s*\[[^\[\]]*\][\s.]*$", re.DOTALL)
_NOTED_END = re.compile(r"^(.*\S)\s*(?:\(([^()]{2,60})\)|\s[–—-]\s+([^–—()-]{4,30}))[\s.]*$", re.DOTALL)
_WHOLE_BRACKET = re.compile(r"^\s*\[(.*)\][\s.]*$", re.DOTALL)
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
    "xiv": "14", "xv": "15", "xvi": "16",
}  # fmt: skip
_AMBIGUOUS_ROMAN = {"i": "1", "v": "5", "x": "10"}
_PART_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "un": "1", "deux": "2", "trois": "3"}
_DIGITS = re.compile(r"\d+")


def read_title(text: str) -> Title:
    """Read a title as printed."""
    folded = fold(text)
    kind = Kind.WORK
    if _PREFIX_HINT.match(folded):
        folded, kind = _without_prefix(folded)
    if kind is Kind.WORK and folded.rstrip(" ).].").endswith(_SUFFIX_HINT):
        folded, kind = _without_suffix(folded)
    if "[" in folded or folded.startswith(("retract", "withdr")):
        folded = _without_brackets(_STATUS.sub("", folded, count=1))
    if "(" in folded or " - " in folded or "–" in folded:
        folded = _without_note(folded)
    words = words_of(folded) or words_of(fold(text)) or [text.strip()]
    _number_parts(words)
    numbers = tuple(sorted(_DIGITS.findall(" ".join(words)))) if any(map(_has_digit, words)) else ()
    telling = sum(1 for word in words if word not in STOP_WORDS and word not in GENRE_WORDS and not word.isdigit())
    return Title(tuple(words), kind, numbers, telling)


def _has_digit(word: str) -> bool:
    return not word.isalpha()


def _without_prefix(folded: str) -> tuple[str, Kind]:
    for kind, pattern in _PREFIXES:
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


def _without_brackets(folded: str) -> str:
    """Square brackets are a catalogue's marks: around a translated title, or around a note behind it."""
    while found := _BRACKETED_END.match(folded):
        if len(words_of(found[1])) < 2:
            break
        folded = found[1]
    whole = _WHOLE_BRACKET.match(folded)
    return whole[1] if whole else folded


def _without_note(folded: str) -> str:
    while found := _NOTED_END.match(folded):
        note = words_of(found[2] or found[3] or "")
        known = all(word in NOTE_WORDS or word in LANGUAGES or word in STOP_WORDS or word.isdigit() for word in note)
        if not note or not known or all(map(str.isdigit, note)):
            break
        folded = found[1]
    return folded


def _number_parts(words: list[str]) -> None:
    last = len(words) - 1
    for place, word in enumerate(words):
        if len(word) > 5 or word not in _NUMERALS:
            continue
        after_marker = place > 0 and words[place - 1] in PART_MARKERS
        if word in _ROMAN:
            words[place] = _ROMAN[word]
        elif word in _AMBIGUOUS_ROMAN and (after_marker or (place == last and word == "i")):
            words[place] = _AMBIGUOUS_ROMAN[word]
        elif word in _PART_WORDS and after_marker:
            words[place] = _PART_WORDS[word]


_NUMERALS = frozenset((*_ROMAN, *_AMBIGUOUS_ROMAN, *_PART_WORDS))
