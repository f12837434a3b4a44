"""Lines of a publication that say by themselves what they hold: by a label, a leading word, the form of a venue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from profile_scraper.parse.page.lines import Line
from profile_scraper.structure.publications.labels import FIRST_OF_BY, labelled, names_behind_by, part_of_label
from profile_scraper.structure.publications.runs import END_OF_RIS, SOURCE
from profile_scraper.structure.reference_parts import STARTS_OF_IN, without_in
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
_STARTS_OF_VENUE = frozenset(
    ("in", "da", "th", "pr", "ac", "an", "jo", "re", "tr", "eu", "ca", "co", "wo", "sy", "le", "ie")
)
_MOST_LOWER_WORDS = 2
"""Words in lower case, but for small ones, of a venue's name."""
_LONGEST_VENUE = 200
_FEWEST_SPACES = 4
_LETTER = re.compile(r"[^\W\d_]")


def venue_with_year(text: str) -> tuple[str, str] | None:
    """The venue and the year behind it that a short line is, None where it is none."""
    ends_in_year = len(text) < _LONGEST_VENUE and (text[-1:].isdigit() or text[-1:] == ")")
    found = _YEAR_BEHIND.search(text) if ends_in_year else None
    if found is None or not _LETTER.search(text, 0, found.start()):
        return None
    return text[: found.start()], found[1]


def is_venue(text: str) -> bool:
    """Whether a line is the name of a journal or a meeting, and no sentence that begins like one."""
    return (
        len(text) <= _LONGEST_VENUE
        and (text[:2].lower() in _STARTS_OF_VENUE or text[:1].isdigit())
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


_TERMS = ("dt", "th")
_STARTS_OF_SOURCE = ("TY", "%0")
_LONGEST_NAME = 90
"""Characters of a line of authors behind a label that stands alone."""


@dataclass(slots=True)
class StatedLines:
    """The lines of a publication by what they say that they are."""

    remaining: list[Line] = field(default_factory=list)
    """Lines that say nothing of it."""
    authors: list[Line] | None = None
    """Lines of authors without label; None where nothing leads to them."""
    venue: str | None = None
    date: str | None = None
    title: list[Line] = field(default_factory=list)
    authors_complete: bool = True
    """False where the words say that the owner of the list is one more author."""


def without_sources(lines: Sequence[Line]) -> list[Line]:
    """The lines without entries for programs, such as BibTeX behind a button: nobody reads them as text."""
    for line in lines:
        if line.text[:1] == "@" or line.text[:2] in _STARTS_OF_SOURCE:
            return _without_sources(lines)
    return list(lines)


def _without_sources(lines: Sequence[Line]) -> list[Line]:
    remaining: list[Line] = []
    depth, is_ris = 0, False
    for index, line in enumerate(lines):
        if depth == 0 and not is_ris:
            if not SOURCE.match(line.text) or (line.text[0] == "@" and not _opens_brace(lines, index)):
                remaining.append(line)
                continue
            is_ris = line.text.lstrip()[0] in "T%"
        if is_ris:
            is_ris = END_OF_RIS.search(line.text) is None and not line.text.startswith("%")
            continue
        depth += line.text.count("{") - line.text.count("}")
        depth = max(depth, 1 if "{" not in line.text and line.text[0] == "@" else 0)
    return remaining


def _opens_brace(lines: Sequence[Line], index: int) -> bool:
    """Whether an entry of BibTeX is opened by a line, or by the piece behind it."""
    return "{" in lines[index].text or (index + 1 < len(lines) and lines[index + 1].text.startswith("{"))


def state_lines(lines: Sequence[Line]) -> StatedLines:
    """Sort lines by their labels ('Auteurs : …', 'Journal: …') and by the words that lead to authors ('By …').

    Args:
        lines: of one publication without its title, in printed order, pieces of inline elements apart.
    """
    stated = StatedLines()
    part: str | None = None
    is_open = False
    stands_alone = False
    for line in lines:
        text, element = line.text, line.element
        has_colon = ":" in text or "：" in text
        is_term = element is not None and element.tag in _TERMS
        if part is None and not (is_open or has_colon or is_term or text[:1] in FIRST_OF_BY):
            stated.remaining.append(line)
            continue
        found = labelled(text) if has_colon else None
        if found is None and is_term:
            term = part_of_label(line.text)
            part, is_open, stands_alone = term, term is not None, True
            if is_open:
                continue
        if found is not None:
            part, text = found.part, found.text
            is_open = stands_alone = not text
            _add(stated, part, line, text)
            continue
        if line.begins_block and not is_open:
            goes_on = stands_alone and part == "author" and len(line.text) <= _LONGEST_NAME and not line.level
            part = part if goes_on else None
        led = names_behind_by(text) if part is None else None
        if led is not None:
            stated.authors = [*(stated.authors or []), line._replace(text=led.names)]
            stated.authors_complete = stated.authors_complete and led.is_complete
            part, stands_alone = "author", False
            continue
        is_open = False
        _add(stated, part, line, line.text)
    return stated


def names_title(line: Line) -> bool:
    """Whether a line is the label of the title, with the title behind it or on the next line."""
    found = labelled(line.text) if ":" in line.text or "：" in line.text else None
    is_term = line.element is not None and line.element.tag in _TERMS
    part = found.part if found is not None else part_of_label(line.text) if is_term else None
    return part == "title"


def _add(stated: StatedLines, part: str | None, line: Line, text: str) -> None:
    if not text and part != "author":
        return
    if part == "author":
        stated.authors = [*(stated.authors or []), *([line._replace(text=text)] if text else [])]
    elif part == "venue":
        stated.venue = stated.venue or text
    elif part == "date":
        stated.date = stated.date or text
    elif part == "title":
        stated.title.append(line._replace(text=text))
    elif part is None or part == "abstract":
        stated.remaining.append(line)
