"""A plain-text rendering of a person's page to a record: the words of the headings are all there is to go by."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from profile_scraper.parse.dictionary import SiteDictionary, dictionary_of
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.fields.students import items_of, label_of
from profile_scraper.parse.page.address import find_site, language_of_lines
from profile_scraper.parse.page.clean import clean, is_visible, restore_entities
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.parse.page.hidden_addresses import PLACEHOLDER
from profile_scraper.parse.page.limits import with_few_marks
from profile_scraper.parse.page.lines import Line
from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RejectedError, refuse_no_text
from profile_scraper.parse.profile import PageContext, read_profile
from profile_scraper.parse.reading import ExtractedSections, Reading
from profile_scraper.records.page import Capture
from profile_scraper.sites import Site
from profile_scraper.text.escape import quoted
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_LONGEST_HEADER = 200
_BULLETS = frozenset("#*_-=~•▪◦‣")
_RULE = re.compile(r"[-=_*~#]{3,}")
_BULLET = re.compile(r"^(?:#{1,6}|[*•▪◦‣])\s+")
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1$")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")


class TextSections(NamedTuple):
    """The lines of a rendering: those above the first heading, and those under each heading."""

    top: list[str]
    sections: dict[str, list[str]]


def text_lines(text: str) -> list[str]:
    """The rendering's lines without Markdown's marks, white space squeezed; empty lines stay."""
    lines = (_unmarked(collapse_whitespace(line)) for line in text.splitlines())
    return [line if is_visible(line) else "" for line in lines]


def _unmarked(line: str) -> str:
    """A line without what a rendering adds: rules, marks of headings and bullets, stars around it, a link's address."""
    if line[:1] in _BULLETS:
        if _RULE.fullmatch(line):
            return ""
        line = _EMPHASIS.sub(r"\2", _BULLET.sub("", line))
    return _LINK.sub(r"\1", line) if "](" in line else line


def split_sections(lines: Sequence[str], dictionary: SiteDictionary) -> TextSections:
    """Split at the headings' words; a heading's word met again in a later line is text."""
    top: list[str] = []
    sections: dict[str, list[str]] = {}
    current = top
    for line in lines:
        if not line:
            continue
        found = dictionary.section_of(line)
        if found and found not in sections and not _is_label(line, dictionary):
            current = sections[found] = []
        else:
            current.append(line)
    return TextSections(top, sections)


def read_text(lines: Sequence[str], dictionary: SiteDictionary) -> ExtractedSections | None:
    """The extracted sections of one profile, None where the text has not the form of one."""
    found = split_sections(lines, dictionary)
    extracted = ExtractedSections(plain=True)
    if not _read_top(found.top, extracted, dictionary) or not _is_profile(extracted, found, dictionary):
        return None
    if extracted.header:
        extracted.extraction_methods["roles"] = "order"
    for section, texts in found.sections.items():
        if not texts:
            continue
        under = [Line(text) for text in texts]
        if section == "topics":
            extracted.topics = under
        elif section == "biography":
            extracted.biography = under
        elif section == "students":
            extracted.students = items_of(under, dictionary, plain=True)
        elif section == "publications":
            extracted.publication_lines = under
        elif section == "supervisors":
            extracted.supervisors += [("principal", line) for line in under]
        extracted.extraction_methods[section] = "heading"
    return extracted


def _read_top(top: list[str], extracted: ExtractedSections, dictionary: SiteDictionary) -> bool:
    """Portrait, name and header lines; False where there is no name."""
    rest = top
    portrait = dictionary.portrait.match(rest[0]) if rest else None
    if portrait:
        alt = rest[0]
        extracted.portrait = None, alt
        extracted.extraction_methods["portrait"] = "label"
        rest = rest[1:]
        extracted.name = alt[portrait.end() :].strip() or None
    if rest and (extracted.name is None or normalize_text(rest[0], "label") == normalize_text(extracted.name, "label")):
        extracted.name = rest[0]
        rest = rest[1:]
    extracted.extraction_methods["name"] = "order"
    label = None
    for line in rest:
        found = label_of(line, dictionary)
        if found:
            label = found
            extracted.supervisors.append((found.supervision, Line(found.rest)))
            extracted.extraction_methods["supervisors"] = "label"
        elif label and not label.rest and looks_like_name(line) and not looks_like_role(line, dictionary):
            extracted.supervisors[-1] = label.supervision, Line(line)
            label = None
        else:
            label = None
            extracted.header.append(Line(line))
    extracted.name = clean(extracted.name or "") or None
    return extracted.name is not None


def _is_label(line: str, dictionary: SiteDictionary) -> bool:
    """'Supervisor :' is a label, 'Supervisor' a heading."""
    return line.endswith(":") and label_of(line, dictionary) is not None


def _is_profile(extracted: ExtractedSections, found: TextSections, dictionary: SiteDictionary) -> bool:
    """Whether name, header and headings together have the form of a profile."""
    if not extracted.name or len(extracted.header) > 12:
        return False
    if any(len(line.text) > _LONGEST_HEADER for line in extracted.header):
        return False
    named = looks_like_name(extracted.name)
    roles = sum(looks_like_role(line.text, dictionary) for line in extracted.header)
    if extracted.portrait and normalize_text(extracted.portrait[1], "label").endswith(
        normalize_text(extracted.name, "label")
    ):
        return True
    informative = len(found.sections.keys() - {"publications"})
    if informative and named:
        return len(found.sections) > 1 or roles > 0 or bool(extracted.supervisors)
    if found.sections:
        return named and roles > 0
    # An alumna's page: a name and a role, no more.
    return named and roles > 0 and roles == len(extracted.header)


def read_text_page(capture: Capture, site: Site | None) -> Reading:
    """The record of a plain-text rendering.

    Raises:
        RejectedError: it is no person's page, or in no language that is read.
    """
    refuse_no_text(capture.body)
    text = with_few_marks(restore_entities(decoded(capture.body, capture.charset)))
    text = PLACEHOLDER.sub("", text)
    lines = text_lines(text)
    site = site or find_site(capture, None, text)
    dictionary = dictionary_of(site)
    extracted = read_text(lines, dictionary)
    if extracted is None:
        first = next(filter(None, lines), "")
        raise RejectedError(
            "not-a-profile", f"the text begins with {quoted(first[:120])} and has not the form of a profile"
        )
    language = language_of_lines(lines, dictionary)
    if language is None:
        raise RejectedError("unknown-language", "no heading or label of the text says whether it is French or English")
    context = PageContext(
        site=site,
        dictionary=dictionary,
        language=language,
        is_saved=True,
        contradicted=False,
        url=capture.name,
        base=site.base_url,
        slug=None,
        page=0,
        alternates={},
        retrieved=capture.retrieved,
        sha256=capture.sha256,
    )
    return Reading(read_profile(extracted, context, People(site, site.base_url, site.base_url)), [], [], {})
