"""The name of a venue, without what stands around it: the word that leads to it, volume, pages, date."""

import re

from profile_scraper.structure.text import YEAR, without_in, without_volume

_MONTH = r"(?:jan|feb|f[eé]v|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|nov|dec|d[eé]c)[a-zûé]*\.?"
_DATE_BEHIND = re.compile(rf",?\s*\(?(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}},?)?\s+(?:19|20)\d\d\)?$", re.IGNORECASE)
_EDGES = " ,;.·•|"


def leads_to_venue(text: str) -> bool:
    """Whether a text begins with the word that leads to the venue."""
    stripped = text.lstrip(" ,;.")
    return without_in(stripped) != stripped


_YEAR_BEHIND = re.compile(r",?\s*\((?:19|20)\d\d[a-z]?\)$")


def venue_name(text: str) -> str | None:
    """The venue that a whole text is, None where nothing is left of it."""
    text = _YEAR_BEHIND.sub("", _DATE_BEHIND.sub("", text.strip(_EDGES))).strip(_EDGES)
    text = without_volume(text)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    venue = without_in(f"{text} ").strip()
    return venue if any(map(str.isalpha, venue)) else None


def venue_before_year(text: str) -> str | None:
    """The venue before the year: of 'In Journal of Snow, 2021' it is 'Journal of Snow'."""
    before = re.split(r",\s*(?:vol|no|pp|p)\b", YEAR.split(text)[0])[0].strip(" ,;.(–-·•|")
    venue = without_volume(without_in(before))
    return venue if len(venue) < 200 and re.search(r"[^\W\d_]{3}", venue) else None
