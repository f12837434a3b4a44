"""A plain-text rendering to an outline: the words of the headings are all there is to go by."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.parse.extracted import Outline
from profile_scraper.parse.fields.names import looks_like_name
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.fields.students import cards_of, label_of
from profile_scraper.parse.page.clean import clean, is_visible
from profile_scraper.parse.page.lines import Line
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_LONGEST_HEADER = 200
_MARKS = frozenset("#*_-=~•▪◦‣")
_RULE = re.compile(r"[-=_*~#]{3,}")
_MARK = re.compile(r"^(?:#{1,6}|[*•▪◦‣])\s+")
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1$")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")


class TextSections(NamedTuple):
    """The lines of a rendering: those above the first heading, and those under each heading."""

    top: list[str]
    sections: dict[str, list[str]]


def text_lines(text: str) -> list[str]:
    """The rendering's lines without Markdown's marks, white space squeezed; empty ones are kept as empty."""
    lines = (_unmarked(collapse_whitespace(line)) for line in text.splitlines())
    return [line if is_visible(line) else "" for line in lines]


def _unmarked(line: str) -> str:
    """A line without what a rendering adds: rules, marks of headings and bullets, stars around it, a link's address."""
    if line[:1] in _MARKS:
        if _RULE.fullmatch(line):
            return ""
        line = _EMPHASIS.sub(r"\2", _MARK.sub("", line))
    return _LINK.sub(r"\1", line) if "](" in line else line


def split_sections(lines: Sequence[str], lexicon: Lexicon) -> TextSections:
    """Split at the headings' words; a heading's word met again in a later line is text."""
    top: list[str] = []
    sections: dict[str, list[str]] = {}
    current = top
    for line in lines:
        if not line:
            continue
        found = lexicon.section_of(line)
        if found and found not in sections and not _is_label(line, lexicon):
            current = sections[found] = []
        else:
            current.append(line)
    return TextSections(top, sections)


def read_text(lines: Sequence[str], lexicon: Lexicon) -> Outline | None:
    """The outline of one profile, None where the text has not the form of one."""
    found = split_sections(lines, lexicon)
    outline = Outline(plain=True)
    if not _read_top(found.top, outline, lexicon) or not _is_profile(outline, found, lexicon):
        return None
    if outline.header:
        outline.extraction_methods["roles"] = "order"
    for section, texts in found.sections.items():
        if not texts:
            continue
        under = [Line(text) for text in texts]
        if section == "topics":
            outline.topics = under
        elif section == "biography":
            outline.biography = under
        elif section == "students":
            outline.students = cards_of(under, lexicon, plain=True)
        elif section == "publications":
            outline.listed = under
        elif section == "supervisors":
            outline.supervisors += [("principal", line) for line in under]
        outline.extraction_methods[section] = "heading"
    return outline


def _read_top(top: list[str], outline: Outline, lexicon: Lexicon) -> bool:
    """Portrait, name and header lines; False where there is no name."""
    rest = top
    portrait = lexicon.portrait.match(rest[0]) if rest else None
    if portrait:
        alt = rest[0]
        outline.portrait = None, alt
        outline.extraction_methods["portrait"] = "label"
        rest = rest[1:]
        outline.name = alt[portrait.end() :].strip() or None
    if rest and (outline.name is None or normalize_text(rest[0], "label") == normalize_text(outline.name, "label")):
        outline.name = rest[0]
        rest = rest[1:]
    outline.extraction_methods["name"] = "order"
    label = None
    for line in rest:
        found = label_of(line, lexicon)
        if found:
            label = found
            outline.supervisors.append((found.supervision, Line(found.rest)))
            outline.extraction_methods["supervisors"] = "label"
        elif label and not label.rest and looks_like_name(line) and not looks_like_role(line, lexicon):
            outline.supervisors[-1] = label.supervision, Line(line)
            label = None
        else:
            label = None
            outline.header.append(Line(line))
    outline.name = clean(outline.name or "") or None
    return outline.name is not None


def _is_label(line: str, lexicon: Lexicon) -> bool:
    """'Supervisor :' is a label, 'Supervisor' a heading."""
    return line.endswith(":") and label_of(line, lexicon) is not None


def _is_profile(outline: Outline, found: TextSections, lexicon: Lexicon) -> bool:
    """Whether name, header and headings together have the form of a profile."""
    if not outline.name or len(outline.header) > 12:
        return False
    if any(len(line.text) > _LONGEST_HEADER for line in outline.header):
        return False
    named = looks_like_name(outline.name)
    roles = sum(looks_like_role(line.text, lexicon) for line in outline.header)
    if outline.portrait and normalize_text(outline.portrait[1], "label").endswith(
        normalize_text(outline.name, "label")
    ):
        return True
    telling = len(found.sections.keys() - {"publications"})
    if telling and named:
        return len(found.sections) > 1 or roles > 0 or bool(outline.supervisors)
    if found.sections:
        return named and roles > 0
    # An alumna's page: a name and a role, no more.
    return named and roles > 0 and roles == len(outline.header)
