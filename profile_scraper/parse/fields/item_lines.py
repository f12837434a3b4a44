"""Lines of a publication that say by themselves what they hold: labels, words that lead to a part, citation sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from profile_scraper.parse.page.lines import Line
from profile_scraper.structure.publications.identifiers import END_OF_RIS, SOURCE
from profile_scraper.structure.publications.labels import FIRST_OF_BY, labelled, names_behind_by, part_of_label

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
