"""Dates as cards of publications print them, in French and English."""

import re

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
