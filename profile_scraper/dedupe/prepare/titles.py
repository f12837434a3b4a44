"""Read a title: its words, without the notes that catalogues and journals put around them."""

import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from profile_scraper.dedupe.prepare.catalogue import without_catalogue_marks
from profile_scraper.dedupe.prepare.title_forms import SEPARATORS, other_forms, split_original, without_frame
from profile_scraper.dedupe.prepare.title_notes import is_note
from profile_scraper.dedupe.prepare.token_features import (
    FULLER_WORDS,
    PREPRINT_SERVERS,
    SERIES_MARKERS,
    STATE_WORDS,
    TOKEN_FEATURES,
    VERSION_WORDS,
    TokenFeatures,
    content_word_count,
    has_number,
    write_as_digits,
)
from profile_scraper.text.normalize import normalize_text, words_of

ELLIPSES = ("…", "...")
"""Ends of a truncated text."""
LONGEST = 1_000
"""Characters of a title that are read, a bound for hostile input."""


class Kind(IntEnum):
    """What the title says about the text: the publication itself, or a text about another one."""

    ORIGINAL = 0
    CORRECTION = 1
    RETRACTION = 2
    COMMENT = 3
    REPLY = 4
    REVIEW = 5
    LESSER_VERSION = 6
    """'(abridged)', '(preliminary version)'"""
    FULLER_VERSION = 7
    """'(extended version)'"""


class Title(NamedTuple):
    """A parsed title."""

    words: list[str]
    """Normalised words without notes; for a text about another publication the words of that one's title."""
    features: list[TokenFeatures]
    """Features of each word."""
    packed_counts: int
    """Sum of the words' packed counts."""
    kind: Kind
    numbers: tuple[str, ...]
    """Sorted numbers; Roman numerals of parts are digits."""
    series: str
    """Letters and digits before 'part 2', else empty."""
    other_titles: tuple[str, ...]
    """Letters and digits of other forms: in another language, or without a venue, date or body behind it."""


_WHO = r"(?:(?:the\s+)?(?:author|publisher|editor)s?(?:ial)?\s+)"
_MENDS = "erratum|errata|corrigend(?:um|a)|addendum|rectificatif|correctif"
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
"""Prefixes of the first word, after an article, of a note before a title."""
ARTICLES = ("a", "the")
_PREFIX_HINT = re.compile(rf"\W*(?:(?:{'|'.join(ARTICLES)})\s+)?(?:{'|'.join(BEGINNINGS)})")
_SUFFIX = re.compile(
    r"(?:\s+[–—-]\s*|\s*[:.(\[]\s*)(?:author\s+|publisher\s+)?(?:(?P<correction>correction|erratum|corrigendum)"
    r"|(?P<retraction>retraction)|(?P<review>compte[\s-]rendu|recension)|(?P<reply>(?:an?\s+|author.?s?\s+)?(?:reply|rejoinder)))[\s)\].]*$"
)
ENDINGS = ("correction", "erratum", "corrigendum", "retraction", "reply", "rejoinder", "rendu", "recension")
"""Suffixes of the last word of a note behind a title."""
_SERVER_PARTS = {"xiv"} | {server for server in PREPRINT_SERVERS if "xiv" not in server}
"""One of these is in the name of each server: a search for few parts is faster."""
NOTE_CHARACTERS = ("[", "(", " - ", "–", "—", "!", "#", ". in ", *SEPARATORS, *sorted(_SERVER_PARTS))
"""A normalised title without these, without such a prefix, suffix or number consists of plain words."""
_STATUS = re.compile(r"\W*(?:retracted(?:\s+article)?|withdrawn|corrected)\s*[:\]]\s*")
_IN_PARENTHESES = re.compile(r"\(([^()]{2,60})\)")
_CUT_NOTE = re.compile(r"^(.{150,}\S)\s*\((?:structured|provisional|abstract|review)[^()]*$", re.DOTALL)
_AFTER_DASH = re.compile(r"^(.*\S)\s[–—-]\s+((?:[^–—():-]|(?<=\w)-(?=\w)){3,60})$", re.DOTALL)
_UNCLOSED = re.compile(r"\[[^\[\]]*$")
_CATALOGUE_NOTE = re.compile(r"(?:published |see )?(?:erratum|comment|correction|retract|summary|corrected)")
_LEADING_NOTE = re.compile(r"\s*\[([^\[\]]{2,60})\]\s*(?=\S)")
_SERVERS = "|".join(sorted(PREPRINT_SERVERS))
_CITED = re.compile(
    rf"(?<![\s.,;:(\[])[\s.,;:(\[]+(?:(?:in\s+)?(?:(?:{_SERVERS})(?:\s+(?:e-?print|preprint))?[\s:#-]*)+"
    r"(?:[a-z-]{0,12}[/-])?\d[\d./]{3,}(?:v\d+)?(?:\s*\[[a-z.-]+\])?(?:\s*[,(]\s*(?:19|20)\d\d)?|(?<=[.,;]\s)in:?\s+proc(?:\.|eedings)\s.*"
    r"|\d{1,4}\s*\(\s*\d{1,3}\s*\)\s*:\s*[a-z]?\d+(?:\s*[-–]+\s*[a-z]?\d+)?)[\s.)\]]*$"
)
"""What a citation puts behind a title: a preprint server's number, 'In Proc. …', volume, issue and pages."""
_BELOW_ZERO = re.compile(r"(?<!\S)[-\u2212](?=\d)")
_DIGITS = re.compile(r"\d+")


def normalize_title(text: str) -> str:
    """The form in which titles are compared."""
    return normalize_text(text, "title")


def read_title(text: str, normalize: Callable[[str], str] = normalize_title, authors: Sequence[str] = ()) -> Title:
    """Read a title as printed.

    Args:
        text: the title.
        normalize: normalises it and keeps punctuation.
        authors: names as printed, which can stand in front of the title.
    """
    text = _BELOW_ZERO.sub("minus ", without_catalogue_marks(text[:LONGEST], authors))
    normalized = normalize(text)
    kind, other_title = Kind.ORIGINAL, ""
    framed, normalized = normalized, without_frame(normalized)
    printed = text if framed == normalized else without_frame(text)
    normalized, original = split_original(normalized)
    if _PREFIX_HINT.match(normalized):
        normalized, kind = _without_prefix(normalized)
    if kind is Kind.ORIGINAL and normalized.rstrip(" ).]").endswith(ENDINGS):
        normalized, kind = _without_suffix(normalized)
    normalized = _without_citation(normalized)
    if found := _LEADING_NOTE.match(normalized):
        normalized = normalized[found.end() :] if is_note(found[1]) else normalized
    if "[" in normalized or normalized.startswith(("retract", "withdr")):
        normalized, other_title = _without_brackets(_STATUS.sub("", normalized, count=1).strip())
    if any(sign in normalized for sign in ("(", " - ", "–", "—")):
        normalized, note = _without_note(normalized)
        kind = kind or _version(set(words_of(note)))
    words = words_of(normalized) or words_of(normalize(text)) or [text.strip()]
    features = [TOKEN_FEATURES[word] for word in words]
    packed_counts = sum([features_of_word.packed_counts for features_of_word in features])
    numbers: tuple[str, ...] = ()
    if has_number(packed_counts):
        write_as_digits(words)
        features = [TOKEN_FEATURES[word] for word in words]
        packed_counts = sum([features_of_word.packed_counts for features_of_word in features])
        numbers = tuple(sorted(_DIGITS.findall(" ".join(words))))
    letters = "".join(words)
    others = (
        "".join(words_of(other_title)),
        "".join(words_of(original)),
        *other_forms(printed, normalized, authors),
    )
    return Title(
        words,
        features,
        packed_counts,
        kind,
        numbers,
        _series(words) if numbers else "",
        tuple(dict.fromkeys(form for form in others if form and form != letters)),
    )


def _series(words: list[str]) -> str:
    """The words before the number of a part, if one of them is a content word; else empty."""
    for index in range(1, len(words) - 1):
        if words[index] in SERIES_MARKERS and words[index + 1].isdigit():
            before = words[:index]
            return (
                "".join(before)
                if content_word_count(sum([TOKEN_FEATURES[word].packed_counts for word in before]))
                else ""
            )
    return ""


@cache
def _prefixes() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Compiled at the first use, since compiling takes longer than deduplicating a page."""
    return tuple((kind, re.compile(rf"\W*(?:{form})\b[\s:.–—-]*(?=\w|\W+\w)")) for kind, form in _ABOUT)


def _without_prefix(normalized: str) -> tuple[str, Kind]:
    for kind, pattern in _prefixes():
        found = pattern.match(normalized)
        if found and found.end() < len(normalized):
            return normalized[found.end() :], kind
    return normalized, Kind.ORIGINAL


def _without_suffix(normalized: str) -> tuple[str, Kind]:
    found = _SUFFIX.search(normalized)
    if found is None or not words_of(normalized[: found.start()]):
        return normalized, Kind.ORIGINAL
    name = found.lastgroup or ""
    return normalized[: found.start()], Kind[name.upper()]


def _without_citation(normalized: str) -> str:
    """Remove what a citation puts behind a title, if a title of two words remains."""
    found = _CITED.search(normalized)
    return normalized[: found.start()] if found and len(words_of(normalized[: found.start()])) >= 2 else normalized


def _without_brackets(normalized: str) -> tuple[str, str]:
    """Remove the square brackets of catalogues: around a translated title, a note or an original title.

    Returns:
        The title, and the text in brackets that can be a title too (empty where there is none).
    """
    other_title = ""
    normalized = _UNCLOSED.sub("", normalized).rstrip()
    while (start := _bracket_at_end(normalized)) > 0 and len(words_of(normalized[:start])) >= 2:
        inside = normalized[start + 1 :].rstrip(" .]")
        if not is_note(inside) and not _CATALOGUE_NOTE.match(inside) and len(words_of(inside)) >= 3:
            other_title = inside
        normalized = normalized[:start].rstrip(" .")
    return (normalized[1:].rstrip(" .]") if _bracket_at_end(normalized) == 0 else normalized), other_title


def _bracket_at_end(normalized: str) -> int:
    """Index of the bracket that is closed at the end of the text; -1 for none."""
    text = normalized.rstrip(" .")
    if not text.endswith("]"):
        return -1
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] == "]") - (text[index] == "[")
        if depth == 0:
            return index
    return -1


def _without_note(normalized: str) -> tuple[str, str]:
    """Remove notes about the form: '(abstract)', '(panel session)', '- book review'.

    Returns:
        The title, and the notes.
    """
    cut = _CUT_NOTE.match(normalized)
    notes: list[str] = []

    def aside(found: re.Match[str]) -> str:
        if not is_note(found[1]):
            return found[0]
        notes.append(found[1])
        return " "

    shorter = _IN_PARENTHESES.sub(aside, cut[1] if cut else normalized)
    found = _AFTER_DASH.match(shorter.rstrip(" ."))
    if found and is_note(found[2]):
        return found[1], " ".join([*notes, found[2]])
    return shorter, " ".join(notes)


def _version(note: set[str]) -> Kind:
    """The version that the words of a note name."""
    if VERSION_WORDS.isdisjoint(note) or not STATE_WORDS.isdisjoint(note):
        return Kind.ORIGINAL
    return Kind.LESSER_VERSION if FULLER_WORDS.isdisjoint(note) else Kind.FULLER_VERSION
