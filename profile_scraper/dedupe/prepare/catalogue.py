"""What library catalogues print in a title: kind of material, statement of responsibility, volume and edition."""

import re
from collections.abc import Sequence

from profile_scraper.dedupe.prepare.authors import name_words, surname
from profile_scraper.dedupe.prepare.token_features import MATERIALS, STATEMENT_OPENINGS
from profile_scraper.text.normalize import normalize_text, words_of

_BRACKETED = re.compile(r"\s*[\[(]([^\[\]()]{3,40})[\])]\s*")
_REPORT_NUMBER = re.compile(
    r"(?:rapport|report|rept\.?|tech(?:nical|\.)\s+rep(?:ort|\.))\s+(?:n[o°]\s?)?[\w./-]*\d[\w./-]*", re.IGNORECASE
)
_STATEMENT = re.compile(r"\s+/\s+")
_VOLUME = re.compile(r"(?<=[\s.,;:(\[])(?:tome|t\.|bd\.?|band)\s*(?=(?:\d{1,3}|[ivx]{1,5})\b)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?:(?:[,.]|\)\.?)\s+([IVX]{1,5})(?=\s*[:.]\s|\s*$)|\)\.\s+(\d{1,2})$)")
_EDITION = re.compile(
    r"(\d+)\s?(?:e|è|ème|re|er|nd|rd|th|st)\s+[ée]d(?:ition|\.)"
    r"(?:,?\s+(?:rev(?:ue|\.|ised)?|corr(?:ig[ée]e|\.)?|augm(?:ent[ée]e|\.)?|enl(?:arged|\.)?|mise\s+à\s+jour|et|and|&)){0,5}",
    re.IGNORECASE,
)
_SORTING = str.maketrans("", "", "\x88\x89\x98\x9c¬")
"""Marks around an article that is not sorted by, as MARC has them."""


def without_catalogue_marks(text: str, authors: Sequence[str] = ()) -> str:
    """A title without the kind of material and the statement of responsibility; its volume is 'part 2'.

    Args:
        text: as printed.
        authors: names as printed; a statement of responsibility names one of them, or begins as one does.
    """
    text = text.translate(_SORTING)
    if "[" in text or "(" in text:
        text = _BRACKETED.sub(_without_material, text).strip()
    if " / " in text:
        text = _without_statement(text, authors)
    text = _VOLUME.sub("part ", text)
    text = _BARE_NUMBER.sub(lambda found: f", part {found[1] or found[2]}", text, count=1)
    return _EDITION.sub(r"\1th edition ", text).rstrip()


def _without_material(found: re.Match[str]) -> str:
    is_material = normalize_text(found[1], "words") in MATERIALS or _REPORT_NUMBER.fullmatch(found[1])
    return " " if is_material else found[0]


def _without_statement(text: str, authors: Sequence[str]) -> str:
    surnames = {last for name in authors if (last := surname(name))}
    corporate = {" ".join(name_words(name)) for name in authors if not surname(name)} - {""}
    for found in _STATEMENT.finditer(text):
        before, behind = text[: found.start()], name_words(text[found.end() :])
        if not behind or not words_of(normalize_text(before, "title")):
            continue
        if behind[0] in STATEMENT_OPENINGS or not surnames.isdisjoint(behind) or " ".join(behind) in corporate:
            return before
    return text
