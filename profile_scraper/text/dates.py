"""Dates and periods as pages print them, in French and English."""

import re
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv",
            "february février fevrier feb févr fév",
            "march mars mar",
            "april avril apr avr",
            "may mai",
            "june juin jun",
            "july juillet jul juil",
            "august août aout aug",
            "september septembre sep sept",
            "october octobre oct",
            "november novembre nov",
            "december décembre decembre dec déc",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<month>[^\W\d_]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\(?{_YEAR}(?:-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?\)?",
        rf"{_MONTH}\s+(?:{_DAY}(?:st|nd|rd|th)?,?\s+)?{_YEAR}",
        rf"{_DAY}(?:er|st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}",
    )
)


def date_of(text: str) -> str | None:
    """The date that a whole text is, as year, year and month, or whole date (ISO 8601); None where it is none."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            date_parts = found.groupdict()
            month = date_parts.get("number") or _MONTHS.get((date_parts.get("month") or "").lower())
            if date_parts.get("month") and month is None:
                return None
            parts = [
                date_parts["year"],
                *([f"{int(month):02}"] if month else []),
                *([f"{int(date_parts['day']):02}"] if date_parts.get("day") else []),
            ]
            return "-".join(parts)
    return None


_SEASONS = ("spring", "summer", "fall", "autumn", "winter", "printemps", "été", "ete", "automne", "hiver")


def is_month_or_season(word: str) -> bool:
    """Whether a word in small letters names a month or a season."""
    return word in _MONTHS or word in _SEASONS


class Period(NamedTuple):
    """When something began and ended, as year, or year and month; None where that is not printed."""

    start: str | None
    end: str | None


_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_POINT = rf"(?:(?:{_NAMED})\.?\s+)?(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?!\d))?"
_TODAY = r"present|now|today|current|ongoing|pr[ée]sent|aujourd['’]hui|ce jour|en cours|actuel(?:lement)?"
_DASH = r"\s*(?:[-–—]|\bto\b|\buntil\b|\bà\b|\bau\b|\bjusqu['’](?:à|en)\b)\s*"
_PERIOD = re.compile(
    rf"(?:from\s+|de\s+)?(?P<start>{_POINT}){_DASH}(?:(?P<end>{_POINT})|{_TODAY}|\?)?"
    rf"|(?:since|depuis|as of|dès)\s+(?P<since>{_POINT})",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,;:(\[–—-]*$")
_AHEAD = re.compile(r"^\s*[)\]]?\s*[:,;–—]?\s*")
_LONGEST_WITH_PERIOD = 300
_LONGEST_PERIOD = 40


def split_period(text: str) -> tuple[str, Period | None]:
    """A short text without the period that begins or ends it, and that period.

    'Postdoc (2019–2021)', 'Postdoc, since May 2019' and '2019–2021: Postdoc' have one; a year alone is none.

    Returns:
        The text as it is, and None, where it has no period there.
    """
    if len(text) > _LONGEST_WITH_PERIOD:
        return text, None
    for found in _PERIOD.finditer(text):
        period = _period_of(found)
        if period is None or len(found[0]) > _LONGEST_PERIOD:
            continue
        before, after = text[: found.start()], text[found.end() :]
        if not after.strip(" )].,"):
            return _BEHIND.sub("", before), period
        if not before.strip(" (["):
            return _AHEAD.sub("", after, count=1).strip(), period
    return text, None


def _period_of(found: re.Match[str]) -> Period | None:
    if found["since"]:
        start = date_of(found["since"].strip())
        return Period(start, None) if start else None
    start, end = date_of(found["start"].strip()), date_of(found["end"].strip()) if found["end"] else None
    return Period(start, end) if start and (end is None) == (found["end"] is None) else None
