"""Lines that are the name of a journal or a meeting, and lines that are running text."""

import re

from profile_scraper.structure.text import STARTS_OF_IN, without_in
from profile_scraper.text.function_words import PARTICLES, STOP_WORDS

_YEAR_BEHIND = re.compile(r"(?<![ ,])[ ,]+\(?((?:19|20)\d\d)\)?\Z")
_SENTENCES = re.compile(r"[a-zà-ÿ]{3}[.!?] +[A-ZÀ-Ý]")
_SMALL = PARTICLES | STOP_WORDS
_VENUE = re.compile(
    r"(?:(?:In|Dans)\s*:?\s+)?(?:(?:the|\d{4}|\d{1,3}(?:st|nd|rd|th))\s+)*(?:Proceedings|Proc\.|Actes|Annals|Annales|Journal|Revue"
    r"|Transactions|Trans\.|(?:International|Annual|European|Canadian)\s+(?:Conference|Journal|Symposium|Workshop)"
    r"|Conference\s+on|Workshop\s+on|Symposium\s+on|Lecture\s+Notes|IEEE\b|ACM\b)",
    re.IGNORECASE,
)
"""What the name of a journal or a meeting begins with."""
_MOST_LOWER_WORDS = 2
"""Words in lower case, but for small ones, of a venue's name."""
_LONGEST_VENUE = 200
_FEWEST_SPACES = 4
_LETTER = re.compile(r"[^\W\d_]")


def venue_with_year(text: str) -> tuple[str, str] | None:
    """The venue and the year behind it that a short line is, None where it is none."""
    found = _YEAR_BEHIND.search(text) if len(text) < _LONGEST_VENUE else None
    if found is None or not _LETTER.search(text, 0, found.start()):
        return None
    return text[: found.start()], found[1]


def is_venue(text: str) -> bool:
    """Whether a line is the name of a journal or a meeting, and no sentence that begins like one."""
    return (
        len(text) <= _LONGEST_VENUE
        and _VENUE.match(text) is not None
        and count_lower(text) <= _MOST_LOWER_WORDS
        and not _SENTENCES.search(text)
    )


def is_led_venue(text: str) -> bool:
    """Whether a line is a venue behind the word that leads to it: 'In Journal of Snow, 2021', 'Paru dans Neige'."""
    if text[:2] not in STARTS_OF_IN:
        return False
    name = without_in(text)
    return (
        name != text
        and len(text) <= _LONGEST_VENUE
        and not name[:1].islower()
        and count_lower(name) <= _MOST_LOWER_WORDS
        and not _SENTENCES.search(name)
    )


def is_running_text(text: str) -> bool:
    """Whether the text of a block is sentences: no title, no names, no venue."""
    return len(text) > _LONGEST_VENUE or (
        bool(_SENTENCES.search(text) or text[-1:] in ".?!…)")
        and 3 * count_lower(text) >= text.count(" ") >= _FEWEST_SPACES
    )


def count_lower(text: str) -> int:
    """How many words begin in lower case, without those that stand in names and titles."""
    return sum(word[:1].islower() and word.strip(",;.") not in _SMALL for word in text.split())
