"""Other forms of a title: without the venue, date or body behind it, and each of its two languages."""

import re
from collections.abc import Iterator, Sequence

from profile_scraper.dedupe.prepare.notes import are_note_words, is_sure_note
from profile_scraper.dedupe.prepare.token_features import TOKEN_FEATURES, best_languages, content_word_count
from profile_scraper.dedupe.prepare.wordlists import (
    BODY_WORDS,
    NOTE_COMPANIONS,
    NOTE_WORDS,
    PENDING_WORDS,
    PREPRINT_SERVERS,
    SIGNING_WORDS,
    STATE_WORDS,
    VENUE_WORDS,
    VERSION_WORDS,
)
from profile_scraper.text.normalize import normalize_text, words_of
from profile_scraper.text.wordlists import STOP_WORDS

SEPARATORS = (
    ";", " = ", " / ", "<orig", "[orig", "original title", "titre original", "la: ", "language: ", "://", "|",
)  # fmt: skip
"""A normalised title with one of these can hold two titles, an address or the name of a language or a venue."""
TRAILER_ENDINGS = ("discussion", "discussions", "comment", "comments", "commentary", "commentaries")
"""Last words of what a catalogue notes behind a title: 'includes discussion'."""
_TRAILERS = (
    re.compile(r"(?<![\s(\[])[\s(\[]*(?:https?://\S+|doi:?\s*10\.\S+)\s*$"),
    re.compile(r"(?<![\s.,;(\[])[\s.,;(\[]+(?:la|lang|language|langue)\s*[:=]\s*[a-z]{2,12}\W*$"),
    re.compile(
        r"(?<!\s)\s*(?:(?:\.\.\.?|[.;,]|--?|–|—)\s*(?:with|includ(?:es|ing))\s+(?:an?\s+)?(?:discussions?|comment(?:s|ary|aries))"
        r"|[.;]\s*discussions?)[\s\d.,:)–-]*$"
    ),
)
_NUMBER_IN_A_LIST = re.compile(
    r"\s*(?:\[[a-z]{0,2}-?\d{1,3}\][.:]?|\([a-z]{0,2}\d{1,3}\)|[a-z]{0,2}\d{1,3}[.)])\s+(?=\D)"
)
# The lookbehind and the group keep the search linear in runs of spaces and punctuation.
_ORIGINAL = re.compile(r"(?<!\W)\W*\b(?:original(?:\s+title)?|titre\s+original)\s*(?:[>\])]\s*)?[:>\])]\s*")
_TWO_LANGUAGES = re.compile(r"(;)\s+|\s[=/]\s")
_REFERENCE = re.compile(
    r"(?<![\s.,;:(–-])[\s.,;:()–-]+(?:(?:vol|volume|no|nr|num|issue|pp?|pages?|art|article|[a-z]?\d+[a-z]?)\b[\s.,;:()–-]*)+$",
    re.IGNORECASE,
)
"""Volume, issue, year and pages at the end of a reference."""
_AT_END = re.compile(
    r"[.,;|]\s+(?=[^.,;|]*$)|[.;]\s+(?=[^.;]*$)|\.\s+(?=[^.]*$)|\s\((?=[^()]*\)\W*$)|\s[–—-]\s+(?=[^–—-]*$)"
)
_ON_BEHALF = re.compile(r"\W+(?:on behalf of|for|by)\s+the\s+(?=[^.,;:()]{3,80}$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_AT_END = re.compile(r"[^\W\d_]{2}.{0,60}(?:\b(?:19|20)\d\d|['’‘]\d\d)\W*$", re.DOTALL)
_ACRONYM = re.compile(r"[^\W_]*[A-Z][^\W_]*[A-Z][^\W_]*")
_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 8
"""Words of a venue or a body behind a title."""
_MIN_CONTENT_WORDS = 3
"""Content words of a title that is still one without what stands behind it."""
_MIN_WORDS = 3
"""Words of each of two titles in one."""


def without_frame(normalized: str) -> str:
    """Remove a list's number in front, and an address, 'LA: Nor' or 'includes discussion' behind."""
    found = _NUMBER_IN_A_LIST.match(normalized)
    if found and len(words_of(normalized[found.end() :])) >= _MIN_WORDS:
        normalized = normalized[found.end() :]
    for pattern in _TRAILERS:
        found = pattern.search(normalized)
        if found and len(words_of(normalized[: found.start()])) >= _MIN_WORDS:
            normalized = normalized[: found.start()]
    return normalized


def split_original(normalized: str) -> tuple[str, str]:
    """Split a title from the original title that a catalogue prints behind it; empty where there is none."""
    found = _ORIGINAL.search(normalized)
    if found and all(
        len(words_of(part)) >= _MIN_WORDS for part in (normalized[: found.start()], normalized[found.end() :])
    ):
        return normalized[: found.start()], normalized[found.end() :]
    return normalized, ""


def other_forms(text: str, normalized: str) -> Iterator[str]:
    """The titles that a title can be without a part of it, as letters and digits.

    Args:
        text: as printed, since capitals tell an acronym.
        normalized: without notes.
    """
    parts = _TWO_LANGUAGES.split(normalized)
    if len(parts) == 3 and _are_two_languages(words_of(parts[0]), words_of(parts[2]), surely=parts[1] is None):
        yield from ("".join(words_of(part)) for part in (parts[0], parts[2]))
    if found := _ON_BEHALF.search(normalized):
        yield from _core(normalized[: found.start()], words_of(normalized[found.end() :])[-1] in SIGNING_WORDS)
    text = text.rstrip(" .")
    yield from _without_trailer(text, is_dated=False)
    if (found := _REFERENCE.search(text)) and found.start():
        yield from _without_trailer(text[: found.start()], is_dated=_YEAR.search(found[0]) is not None)


def _without_trailer(text: str, is_dated: bool) -> Iterator[str]:
    """The title without each part at its end that is no part of it.

    Args:
        text: as printed.
        is_dated: whether a year stood behind it.
    """
    for found in _AT_END.finditer(text):
        behind, separator = text[found.end() :], found[0].strip()
        words = words_of(normalize_text(behind, "title"))
        names_version = not VERSION_WORDS.isdisjoint(words) and STATE_WORDS.isdisjoint(words)
        is_trailer = (
            0 < len(words) <= _MAX_WORDS
            and not names_version
            and (
                separator == "|"
                or is_sure_note(words)
                or (separator in ".;," and are_note_words(words))
                or _is_stated(behind, separator not in ".,;" and not text.isupper())
                or not VENUE_WORDS.isdisjoint(words)
                or (separator in ".;" and _names_signing_body(words))
                or (separator in ".(" and (is_dated or _is_dated(behind, text.islower())))
            )
        )
        yield from _core(normalize_text(text[: found.start()], "title"), is_trailer)


def _is_dated(behind: str, in_lower_case: bool) -> bool:
    """Whether a name and a year stand behind a title: 'Nature 2019'."""
    return bool(_YEAR_AT_END.search(behind)) and (behind[:1].isupper() or (in_lower_case and behind[:1].isalpha()))


def _core(before: str, is_trailer: bool) -> Iterator[str]:
    words = words_of(before)
    if is_trailer and content_word_count(_counts(words)) >= _MIN_CONTENT_WORDS:
        yield "".join(words)


def _are_two_languages(one: list[str], other: list[str], surely: bool) -> bool:
    """Whether each of two texts is long enough, and no language that fits the one best fits the other best.

    Args:
        one: words of a text.
        other: words of the other one.
        surely: whether the sign between them is evidence, so that one of the languages can be unknown.
    """
    left, right = (best_languages(_counts(words)) for words in (one, other))
    known = bool(left or right) if surely else bool(left and right)
    return min(len(one), len(other)) >= _MIN_WORDS and known and left.isdisjoint(right)


def _names_signing_body(words: Sequence[str]) -> bool:
    """Whether words name a body that signs: 'Rain Gauge Working Party'."""
    return 2 <= len(words) <= _MAX_WORDS and words[-1] in BODY_WORDS


def _is_stated(printed: str, by_acronym: bool) -> bool:
    """Whether a text is nothing but a state, or acronym and year of a venue: 'oral, ICML 2019', 'to appear'.

    Args:
        printed: what stands behind a title.
        by_acronym: whether an acronym without a year counts.
    """
    states = acronyms = years = 0
    for printed_word in _WORD.findall(printed):
        word = normalize_text(printed_word, "title")
        if _YEAR.fullmatch(word):
            years += 1
        elif _ACRONYM.fullmatch(printed_word) or word in PREPRINT_SERVERS:
            acronyms += 1
        elif word in PENDING_WORDS:
            states += 1
        elif not (word in STOP_WORDS or word in NOTE_WORDS or word in NOTE_COMPANIONS or word.isdigit()):
            return False
    if printed.lstrip()[:1].isdigit() and not acronyms:
        return years == 1 and len(printed.split()) == 1 and by_acronym
    return years < 2 and (states > 0 or (acronyms > 0 and (years > 0 or by_acronym)))


def _counts(words: Sequence[str]) -> int:
    return sum([TOKEN_FEATURES[word].packed_counts for word in words])
