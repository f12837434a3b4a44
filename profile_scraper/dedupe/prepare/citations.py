"""What a reference prints behind a title: venue, volume, pages, place, date, editors, thesis, report, patent."""

import re
from collections.abc import Iterator, Sequence

from profile_scraper.dedupe.prepare.title_notes import is_sure_note
from profile_scraper.dedupe.prepare.token_features import (
    LANGUAGES,
    PART_MARKERS,
    STATE_WORDS,
    THESES,
    VENUE_WORDS,
    VERSION_WORDS,
)
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import normalize_text, words_of

_LONGEST = 300
"""Characters of a reference behind a title."""
_MOST_ENDS = 24
"""Places of a text where its title may end, from the last one."""
_MOST_NAMES = 24
"""Words of venue, editors, publisher and town together."""
_MOST_CONFERENCE_WORDS = 8
"""Words of a venue that is told by a word such as 'conference' and a year."""
_DASH = "[-‐-―]"
_RANGE = rf"[a-z]?\d+[a-z]?(?:\s?{_DASH}{{1,2}}\s?[a-z]?\d+)?"
_MONTH = (
    r"(?:jan(?:uary|vier)?|f[ée]v(?:rier)?|feb(?:ruary)?|mar(?:ch|s)?|a(?:pr(?:il)?|vr(?:il)?)|ma[yi]|june?|juin|jul(?:y)?|juil(?:let)?"
    r"|aug(?:ust)?|ao[uû]t|sep(?:t(?:ember|embre)?)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[ée]c(?:ember|embre)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_CODE = r"(?:(?:no|nr|n°|number|numéro)\.?\s?|#\s?)?(?:[a-z]{1,8}[-‐/.\s]?){0,2}\d[\w./-]*"
_REPORT = (
    r"(?:technical|tech\.?|research|internal|discussion|working|white|policy)\s(?:reports?|rep\.?|papers?|memo(?:randum)?|notes?)"
    r"|rapports?\s(?:techniques?|internes?|de\srecherche)|documents?\sde\stravail|cahiers?\s(?:de\srecherche|du\s\w+)"
)
_SERIES = r"(?:[A-Z][\w.]*\s){0,3}"
_PATENT = (
    r"\b(?:patents?|brevet)(?:\s(?:app(?:l|lication)?\.?|pending))?\s?(?:(?:no|nr|n°)\.?\s?)?(?:[a-z]{2}\s?)?"
    r"\d[\d.,/\s]{3,}\d(?:\s?[ab]\d)?"
)
_SURE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:pp?|pages?)\.?\s?:?\s?{_RANGE}\b|\b\d+\s?(?:pages|pp?\.)",
        r"\bvol(?:ume|\.)?\s?\d+\s?[,.;:]?\s?(?:no|nr|num|number|issue|n°)\.?\s?\d+",
        rf"\b\d{{1,4}}\s?\(\s?[\w./‐–-]{{1,12}}\s?\)(?:\s?[:,]\s?{_RANGE})?",
        rf"\b\d{{1,4}}\s?:\s?{_RANGE}(?::\d+)?(?:\s?{_DASH}\s?[\d:]+)?",
        rf"\b\d{{1,4}},\s?[a-z]?\d{{2,7}}\s?\({_YEAR}\)",
        r"\(\s?(?:[ée]ds?|dirs?|hrsg|coords?|editors?|orgs?)\.?\s?\)|(?<=\s)(?:eds|hrsg|éds)\.?(?=[\s,])",
        r"^(?:in|dans)\s?:\s",
        rf"\b(?:{_REPORT})\s(?:series\s)?{_CODE}",
        _PATENT,
        r"\bIF\s?[=:]\s?\d+(?:[.,]\d+)?",
    )
)
"""Parts that hardly anything but a reference has."""
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s)?{_MONTH}\s(?:\d{{1,2}}(?:\s?{_DASH}\s?\d{{1,2}})?,?\s)?{_YEAR}\b", re.IGNORECASE
)
_BARE_YEAR = re.compile(rf"\(?\b{_YEAR}[a-z]?\b\)?")
_NUMBER_OF_PART = re.compile(
    rf"\b(?:{'|'.join(sorted(PART_MARKERS - {'no', 'paper', 'vol', 'volume'}))}|supplement|appendix|annexe?|tome)\s"
    r"(?:\d+|[ivx]+|one|two|three|four|five|un|deux|trois)\b"
    r"|^(?:[ivx]{1,5}|\d+)\s?[.:]\s(?!\d)"
    r"|^(?:vol(?:ume|\.)?|no\.?|tome|band)\s?\d+(?!\s?[,.;:]?\s?(?:no|nr|issue|n°)\b)"
    r"|\b(?:\d+(?:st|nd|rd|th|e|ème)?|second|third|fourth|fifth|revised|new)\sed(?:ition)?\b",
    re.IGNORECASE,
)
"""The number of a part or an edition, which belongs to the title."""
_OTHER_WORK = frozenset(
    ("erratum", "corrigendum", "correction", "addendum", "reply", "rejoinder", "response", "supplement",
     "supplementary", "appendix", "dataset", "protocol", "translation", "translated")
)  # fmt: skip
"""Words for another work than the one whose title stands in front, if they stand first."""
_FIRST = 3
"""Words of which one is such a word."""
_ENDS = re.compile(r"(?:[.?!,;|]['\"”’»)\]]*|\s[–—-]|(?=\s[(\[]))\s+")
_TYPE_OF_DOCUMENT = re.compile(r"\s?\[(?:[JCDMPRSNZ]|(?:EB|J|C|D|M|DB)/OL)\]")
"""What the Chinese standard GB/T 7714 prints between a title and its venue."""
_DIGIT = re.compile(r"\d")
_HINTS = ("thes", "thès", "dissert", "mémoire", "memoire", "(ed", "(éd", "(hrsg")
"""A reference has a digit or one of these."""
_OPENING = re.compile(r"(?:in|dans|pp?|vol|no)\b|\d")
_HOST = re.compile(r"\b[\w-]+\.(?:ai|com|edu|io|net|org)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)[^\W\d_][^\s,;:()]*")
_SEGMENTS = re.compile(r"\s?[.,;:|]\s+")
_MOST_DISCIPLINE_WORDS = 4
"""Words of the discipline of a thesis, which HAL prints in front of 'Thèse de doctorat'."""
_NUMBER_IN_FRONT = re.compile(
    rf"\W*(?:{_SERIES}(?:{_REPORT})(?:\sseries)?(?:\s{_CODE})?\s?(?::|[.,]|\s{_DASH})\s+"
    rf"|(?:chapter|chapitre|kapitel|chap?\.)\s?(?:\d{{1,3}}|[ivxlc]{{1,6}})\s?(?::|[.,]|\s{_DASH})\s+)",
    re.IGNORECASE,
)


_SERIES_HINTS = ("paper", "rep", "chap", "kapitel", "memo", "note", "document", "cahier")
_FRONT = 60
"""Characters in which a series is named."""


def without_series_number(text: str) -> str | None:
    """The title without the number of a report or chapter in front; None where there is none."""
    found = _NUMBER_IN_FRONT.match(text) if _has_any(text[:_FRONT], _SERIES_HINTS) else None
    return text[found.end() :] if found else None


def titles_before_citation(text: str) -> Iterator[str]:
    """The texts in front of what can be a reference, up to the end.

    Args:
        text: a title as printed, since capitals tell names.
    """
    if found := _TYPE_OF_DOCUMENT.search(text):
        yield text[: found.start()]
    if not _is_hinted(text):
        return
    ends = [found for found in _ENDS.finditer(text) if len(text) - found.end() <= _LONGEST]
    for found in ends[-_MOST_ENDS:]:
        tail = text[found.end() :].strip(". ")
        if _is_citation(tail.strip("()[]. ") if tail[:1] in "([" else tail, text.islower() or text.isupper()):
            yield text[: found.start()]


def _is_citation(tail: str, in_one_case: bool) -> bool:
    """Whether a text consists of names and of what is printed with a venue.

    Args:
        tail: the text.
        in_one_case: whether capitals say nothing.
    """
    if not (in_one_case or tail[:1].isupper() or _OPENING.match(tail)) or not _is_hinted(tail):
        return False
    words = words_of(normalize_text(tail, "title"))
    if not words or names_other_text(tail, words):
        return False
    if _is_thesis([words_of(normalize_text(part, "title")) for part in _SEGMENTS.split(tail)]):
        return True
    sure, rest = 0, tail
    for pattern in _SURE:
        rest, times = pattern.subn(" ", rest)
        sure += times
    rest, dates = _DATE.subn(" ", rest)
    rest, years = _BARE_YEAR.subn(" ", rest)
    names = [name for name in _NAME.findall(rest) if normalize_text(name, "words") not in STOP_WORDS]
    capitalised = sum(in_one_case or name[0].isupper() or name.lower() in VENUE_WORDS for name in names)
    opens = tail.lower().startswith(("in: ", "in ", "dans : ", "dans "))
    needed = len(names) / 2 if sure else len(names)  # 'École des ports'
    if len(names) > _MOST_NAMES or (capitalised < needed and not opens):
        return False
    is_venue = _HOST.search(rest) is not None or (
        not VENUE_WORDS.isdisjoint(words) and len(names) <= _MOST_CONFERENCE_WORDS
    )
    return sure > 0 or (bool(names) and (dates > 0 or (years > 0 and is_venue)))


def names_other_text(tail: str, words: Sequence[str]) -> bool:
    """Whether what stands behind a title makes it the title of another text: a part, an edition, a version, a reply.

    Args:
        tail: as printed.
        words: its normalised words.
    """
    is_version = not VERSION_WORDS.isdisjoint(words) and STATE_WORDS.isdisjoint(words)
    return is_version or not _OTHER_WORK.isdisjoint(words[:_FIRST]) or _NUMBER_OF_PART.search(tail) is not None


def _is_hinted(text: str) -> bool:
    return _DIGIT.search(text) is not None or _has_any(text, _HINTS)


def _has_any(text: str, parts: Sequence[str]) -> bool:
    lowered = text.lower()
    return any(part in lowered for part in parts)


def _is_thesis(segments: Sequence[Sequence[str]]) -> bool:
    """Whether the first of some parts names a thesis, or the second between its discipline and its language."""
    if is_sure_note(segments[0]) and not THESES.isdisjoint(segments[0]):
        return True
    return (
        len(segments) > 2
        and len(segments[0]) <= _MOST_DISCIPLINE_WORDS
        and is_sure_note(segments[1])
        and not THESES.isdisjoint(segments[1])
        and LANGUAGES.issuperset(segments[-1])
    )
