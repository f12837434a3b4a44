"""Parts of printed references: years, lists of names, the venue without what stands around it."""

import re

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)[a-z]?\b")
"""A year of publication, with the letter that tells works of one year apart; the first group is the year alone."""
_IN = re.compile(
    r"^(?:(?:(?:published|appear(?:ed|s)|to appear|forthcoming|presented|accepted(?: for publication)?|publiée?s?"
    r"|parue?s?|à paraître|présentée?s?|acceptée?s?)\s+)?(?:in|dans)\b"
    r"|(?:published|to appear|presented|accepted|présentée?s?|acceptée?s?)\s+(?:at|by|à la\b|à l['’]|à|au|aux)(?!\w))"
    r"\s*:?\s*(?<=[\s:'’])",
    re.IGNORECASE,
)
STARTS_OF_IN = frozenset(
    start
    for lower in ("in", "da", "pu", "ap", "to", "fo", "pr", "ac", "pa", "à ")
    for start in (lower, lower.upper(), lower.capitalize())
)
"""The first two letters of a text that may lead to a venue."""


def without_in(text: str) -> str:
    """'In: Journal of Snow' without the word that leads to the venue."""
    return _IN.sub("", text)


_VOLUME = re.compile(
    r"(?:,?\s+(?:vol\.?\s*)?\d{1,4}(?:\s*\(\d{1,4}(?:[-–]\d{1,4})?\))?(?=,))?"
    r",?\s+(?:pp?\.?\s*)?(?!(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d$)\d{1,5}\s*[-–]\s*\d{1,5}$"
    r"|,?\s+(?:vol\.?\s*)?\d{1,4}\s*\(\d{1,4}(?:[-–]\d{1,4})?\)$",
    re.IGNORECASE,
)


def without_volume(text: str) -> str:
    """'Journal of Snow 13 (2), 20–36' without volume, issue and pages; a number alone may be part of the name."""
    return _VOLUME.sub("", text[:400]) if len(text) <= 400 else text


def without_quotes(text: str) -> str:
    """A title without the quotes around it, and without the comma that stands inside them."""
    stripped = text.strip()
    if stripped[:1] in '"“«‘' and stripped.rstrip(" ,.;")[-1:] in '"”»’':
        return stripped.rstrip(" ,.;").strip('"“”«»‘’ ').rstrip(" ,")
    return stripped


_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:and|et)\s+")


def split_names(text: str) -> list[str]:
    """The parts of 'Ada Lind, Bo Ek and Cy Dun'."""
    return [part for each in _BETWEEN_NAMES.split(text) if (part := each.strip())]


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
