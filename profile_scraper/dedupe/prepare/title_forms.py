"""Other forms of a title: without the venue, date or body behind it, and each of its two languages."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from profile_scraper.dedupe.prepare.citations import names_other_text, titles_before_citation, without_series_number
from profile_scraper.dedupe.prepare.title_notes import (
    are_note_words,
    is_sure_note,
    without_authors,
    without_identifiers,
)
from profile_scraper.dedupe.prepare.token_features import (
    BODY_WORDS,
    NOTE_COMPANIONS,
    NOTE_WORDS,
    PENDING_WORDS,
    PREPRINT_SERVERS,
    SIGNING_WORDS,
    THESES,
    TOKEN_FEATURES,
    VENUE_WORDS,
    best_languages,
    content_word_count,
)
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import normalize_text, words_of

SEPARATORS = (
    ";", " = ", " / ", "<orig", "[orig", "original title", "titre original", "la: ", "language: ", "://", "|",
)  # fmt: skip
"""A normalised title with one of these can hold two titles, an address or the name of a language or a venue."""
TRAILER_ENDINGS = ("discussion", "discussions", "comment", "comments", "commentary", "commentaries")
"""Last words of what a catalogue notes behind a title: 'includes discussion'."""
_LANGUAGE_BEHIND = re.compile(r"(?<![\s.,;(\[])[\s.,;(\[]+(?:la|lang|language|langue)\s*[:=]\s*[a-z]{2,12}\W*$")
_DISCUSSION_BEHIND = re.compile(
    r"(?<!\s)\s*(?:(?:\.\.\.?|[.;,(]|--?|–|—)\s*(?:with|includ(?:es|ing))\s+(?:an?\s+)?"
    r"(?:discussions?|comment(?:s|ary|aries))(?:\s+and\s+(?:an?\s+|the\s+)?(?:authors?.?\s+)?"
    r"(?:repl(?:y|ies)|rejoinders?|responses?)(?:\s+(?:by|of|from)\s+the\s+authors?)?)?|[.;]\s*discussions?)[\s\d.,:)–-]*$"
)
_NUMBER_IN_A_LIST = re.compile(
    r"\s*(?:\[[a-z]{0,2}-?\d{1,3}\][.:]?|\((?:[a-z]{0,2}-?\d{1,3}|[ivx]{1,5})\)"
    r"|[a-z]{0,2}-?\d{1,3}[.)])\s+(?=\D)"
)
_COUNT_HINTS = ("if", "factor", "facteur", "acceptance", "acceptation", "cited", "cité", "cite ", "citation")
_COUNTS = re.compile(
    r"(?<!\s)\s*(?:\(|\[|--?\s|–\s|—\s)\s*(?:if\s?[=:]|impact factor|facteur d.impact|acceptance rate"
    r"|taux d.acceptation|cited by|cit[eé](?:e)?\s\d+|citations?\s?:|\d+\scitations?)[^()\[\]]{0,60}[)\]]?\W*$"
)
_ANNOUNCEMENT = re.compile(r"\W*(?:new|nouveau|nouveaute)\s?!+\s*(?=\w)")
# The lookbehind and the group keep the search linear in runs of spaces and punctuation.
_ORIGINAL = re.compile(r"(?<!\W)\W*\b(?:original(?:\s+title)?|titre\s+original)\s*(?:[>\])]\s*)?[:>\])]\s*")
_LANGUAGES_APART = ((re.compile(r"\s[=/]\s"), ("=", "/")), (re.compile(r";\s+"), (";",)))
_TRANSLATION = re.compile(r"^(.*\S)\s\(([^()]+)\)$", re.DOTALL)
_IN_LANGUAGE = re.compile(r"[\[(](?:in|en)\s[^\W\d_]+[\])]", re.IGNORECASE)
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
_LONGEST_NOTE = 60
"""Characters of 'doctoral thesis' behind a colon, where else a subtitle stands."""
_MIN_CONTENT_WORDS = 3
"""Content words of a title that is still one without what stands behind it."""
_MIN_BEFORE_CITATION = 2
"""Content words of a title in front of a whole reference."""
_MIN_WORDS = 3
"""Words of each of two titles in one."""
_MOST_LANGUAGES = 3
"""Languages in which one title is printed."""


def without_frame(text: str) -> str:
    """Remove a list's number and 'NEW!' in front, and identifiers, 'LA: Nor' or 'includes discussion' around.

    Args:
        text: a title as printed or normalised.
    """
    for pattern, sign in ((_NUMBER_IN_A_LIST, " "), (_ANNOUNCEMENT, "!")):
        found = pattern.match(_lowered(text)) if sign in text else None
        if found and len(words_of(text[found.end() :])) >= _MIN_WORDS:
            text = text[found.end() :]
    text = without_identifiers(_without_counts(text))
    for pattern, hints in ((_LANGUAGE_BEHIND, (":", "=")), (_DISCUSSION_BEHIND, ("discussion", "comment"))):
        lowered = _lowered(text)
        found = pattern.search(lowered) if any(hint in lowered for hint in hints) else None
        if found and len(words_of(text[: found.start()])) >= _MIN_WORDS:
            text = text[: found.start()]
    return text


def _without_counts(text: str) -> str:
    """The text without what a list says of its success: '(IF = 4.2, Q1)', '(cited by 41)', 'cité 35 fois'."""
    lowered = _lowered(text)
    found = _COUNTS.search(lowered) if any(hint in lowered for hint in _COUNT_HINTS) else None
    return text[: found.start()] if found and len(words_of(text[: found.start()])) >= _MIN_WORDS else text


def _lowered(text: str) -> str:
    """The text in lower case if that has the same letters at the same indices, as in all but a few languages."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def split_original(normalized: str) -> tuple[str, str]:
    """Split a title from the original title that a catalogue prints behind it; empty where there is none."""
    found = _ORIGINAL.search(normalized)
    if found and all(
        len(words_of(part)) >= _MIN_WORDS for part in (normalized[: found.start()], normalized[found.end() :])
    ):
        return normalized[: found.start()], normalized[found.end() :]
    return normalized, ""


def other_forms(text: str, normalized: str, authors: Sequence[str] = ()) -> Iterator[str]:
    """The titles that a title can be without a part of it, as letters and digits.

    Args:
        text: as printed, since capitals tell an acronym, without frame.
        normalized: without notes.
        authors: names as printed.
    """
    yield from _titles_in_languages(text, normalized)
    if found := _ON_BEHALF.search(normalized):
        yield from _core(normalized[: found.start()], words_of(normalized[found.end() :])[-1] in SIGNING_WORDS)
    starts = [text.rstrip(" .")]
    if authors and (behind := without_authors(starts[0], authors)):
        starts.append(behind)
    starts += [behind for start in starts if (behind := without_series_number(start))]
    for number, start in enumerate(starts):
        if number:
            yield from _core(normalize_text(start, "title"), True)
        if " | " in start:
            yield from _core(normalize_text(start.partition(" | ")[0], "title"), True)
        for before in titles_before_citation(start):
            yield from _core(normalize_text(before, "title"), True, _MIN_BEFORE_CITATION)
        yield from _without_trailer(start)
        if (found := _REFERENCE.search(start)) and found.start():
            yield from _without_trailer(start[: found.start()], found[0])


def _titles_in_languages(text: str, normalized: str) -> Iterator[str]:
    for number, (separator, parts) in enumerate(_LANGUAGES_APART):
        if any(part in normalized for part in parts):
            yield from _in_languages([words_of(part) for part in separator.split(normalized)], surely=number == 0)
    if normalized.endswith(")") and (found := _TRANSLATION.match(normalized)):
        both = [words_of(part) for part in found.groups()]
        yield from _in_languages(both, surely=_IN_LANGUAGE.search(text) is not None)


def _without_trailer(text: str, reference: str = "") -> Iterator[str]:
    """The title without each part at its end that is no part of it.

    Args:
        text: as printed.
        reference: volume, issue, year and pages that stand behind it.
    """
    is_dated = _YEAR.search(reference) is not None
    for found in _AT_END.finditer(text):
        behind, separator = text[found.end() :], found[0].strip()
        words = words_of(normalize_text(behind, "title"))
        is_trailer = (
            0 < len(words) <= _MAX_WORDS
            and not names_other_text(behind + reference, words)
            and _is_trailer(behind, words, separator, text, is_dated)
        )
        yield from _core(normalize_text(text[: found.start()], "title"), is_trailer)
    before, _, behind = text.rpartition(":")
    words = words_of(normalize_text(behind, "title")) if before and len(behind) < _LONGEST_NOTE else []
    yield from _core(normalize_text(before, "title"), not THESES.isdisjoint(words) and is_sure_note(words))


def _is_trailer(behind: str, words: Sequence[str], separator: str, text: str, is_dated: bool) -> bool:
    """Whether what stands behind a separator of a title is a note, a state, a venue or a body.

    Args:
        behind: as printed.
        words: its normalised words.
        separator: the sign in front of it.
        text: the whole title as printed.
        is_dated: whether a year stands behind it.
    """
    return (
        separator == "|"
        or is_sure_note(words)
        or (separator in ".;," and are_note_words(words))
        or _is_stated(behind, separator not in ".,;" and not text.isupper())
        or not VENUE_WORDS.isdisjoint(words)
        or (separator in ".;" and _names_signing_body(words))
        or (separator in ".(" and (is_dated or _is_dated(behind, text.islower())))
    )


def _is_dated(behind: str, in_lower_case: bool) -> bool:
    """Whether a name and a year stand behind a title: 'Nature 2019'."""
    return bool(_YEAR_AT_END.search(behind)) and (behind[:1].isupper() or (in_lower_case and behind[:1].isalpha()))


def _core(before: str, is_trailer: bool, content_words: int = _MIN_CONTENT_WORDS) -> Iterator[str]:
    words = words_of(before)
    if is_trailer and content_word_count(_counts(words)) >= content_words:
        yield "".join(words)


def _in_languages(parts: Sequence[Sequence[str]], surely: bool) -> Iterator[str]:
    """The titles in several languages, as letters and digits: each long enough, and none in the language of another.

    Args:
        parts: words of texts.
        surely: whether the sign between them is evidence, so that one of the languages can be unknown.
    """
    if not 1 < len(parts) <= _MOST_LANGUAGES or min(map(len, parts)) < _MIN_WORDS:
        return
    best = [best_languages(_counts(words)) for words in parts]
    unknown = sum(not languages for languages in best)
    if unknown <= surely and all(one.isdisjoint(other) for one, other in combinations(best, 2)):
        yield from map("".join, parts)


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
