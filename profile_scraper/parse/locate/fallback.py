"""Second way to a profile's parts: fills the extracted sections from headings, order, labels and the hosts of links."""

import re
from collections.abc import Iterable, Sequence

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.person import image_address, linked_email, plain_email
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.fields.students import is_titles, items_of, label_of
from profile_scraper.parse.locate.headings import Sectioned, content, sectioned
from profile_scraper.parse.locate.publication_lists import publication_items
from profile_scraper.parse.page.lines import Line, Link, lines_and_spans, spans_of
from profile_scraper.parse.reading import ExtractedSections
from profile_scraper.records.profile import Supervision
from profile_scraper.sites import Site
from profile_scraper.structure.contacts import service_of
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_BETWEEN_TOPICS = re.compile(r"\s*[,;|·•]\s*|(?:^|\s+)#(?=\w)")
_SHARING = re.compile(r"https?://[^/?#]+/(?:intent/|share\b|sharer\b|sharing/|sharearticle\b|home\?)", re.IGNORECASE)
"""A button that shares the page, which is nobody's page elsewhere."""
_MOST_BADGES = 200
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


class FallBack:
    """Fills whatever the extracted sections lack from the lines of a region."""

    def __init__(self, extracted: ExtractedSections, region: _Element, site: Site, dictionary: SiteDictionary) -> None:
        self._extracted = extracted
        self._region = region
        self._dictionary = dictionary
        self._placeholders = site.rejections["placeholder_images"]
        self._label: Supervision | None = None

    def fill(self, wanted: Iterable[str] | None, name: str | None) -> None:
        """Fill the wanted sections (all for None), the lines under the name, and the portrait.

        Args:
            wanted: sections.
            name: the person's, from the page's title, where no heading has it.
        """
        extracted = self._extracted
        lines, spans = lines_and_spans(self._region)
        found = sectioned(self._region, lines, self._dictionary, extracted.name or name)
        if extracted.name is None and found.name is not None:
            line = found.lines[found.name]
            extracted.name = line.text
            extracted.extraction_methods["name"] = "heading" if line.level == 1 else "order"
        filled = []
        for section in extracted.absent():
            if section not in found.sections or (wanted is not None and section not in wanted):
                continue
            filled.append(found.sections[section])
            if section == "publications":
                self._publications(sectioned(self._region, spans, self._dictionary, extracted.name or name))
            else:
                self._section(section, found)
            if section not in extracted.absent():
                extracted.extraction_methods[section] = "heading"
        self._header(
            [line for index in found.header for line in self._badges(found.lines[index], found.holders[index])]
        )
        self._icons(found)
        self._hold(found, [found.header, *filled])
        if extracted.portrait is None:
            self._portrait()

    def _hold(self, found: Sectioned, stretches: Sequence[range]) -> None:
        """Note which blocks belong to a part, and whether any text below the first heading belongs to none."""
        held = {index for stretch in stretches for index in stretch}
        self._extracted.blocks.update(found.holders[index] for index in held)
        first = min((stretch.start for stretch in found.sections.values()), default=0)
        outside = (found.lines[index].text for index in range(first, len(found.lines)) if index not in held)
        self._extracted.has_rest |= any(self._dictionary.heading_of(text) is None for text in outside)

    def _section(self, section: str, found: Sectioned) -> None:
        extracted = self._extracted
        lines = content(found, section)
        if section == "topics":
            extracted.topics = _topics(found, lines, self._dictionary)
        elif section == "biography":
            extracted.biography = lines
        elif section == "students":
            extracted.students = items_of(lines, self._dictionary, plain=False)
        elif section == "supervisors":
            extracted.supervisors = [("principal", line) for line in lines if line.links]

    def _publications(self, found: Sectioned) -> None:
        extracted = self._extracted
        if "publications" in found.sections:
            items = publication_items(found, self._region, extracted.name)
            if items is None:
                extracted.publication_lines = content(found, "publications")
            else:
                extracted.publications = items

    def _header(self, lines: list[Line]) -> None:
        """What stands between the name and the first section: positions, supervisors, contact."""
        extracted = self._extracted
        claimed = {line.text for line in extracted.header}
        supervisors: list[tuple[Supervision, Line]] = []
        roles = []
        for line in lines:
            supervisor = self._supervisor(line)
            if supervisor is not None:
                supervisors += supervisor
            elif line.links:
                self._contact(line)
            elif line.text in claimed or looks_like_role(line.text, self._dictionary):
                roles.append(line)
            elif extracted.email is None and (email := plain_email(line.text)):
                extracted.email = email
                extracted.extraction_methods["email"] = "order"
        if len(roles) > len(extracted.header):
            extracted.header = roles
            extracted.extraction_methods["roles"] = "order"
        if supervisors and not extracted.supervisors:
            extracted.supervisors = supervisors
            extracted.extraction_methods["supervisors"] = "label"

    def _badges(self, line: Line, element: _Element) -> list[Line]:
        """A line, or the several roles that stand in it side by side, each in an element of its own."""
        if line.links or not 2 <= len(element) <= _MOST_BADGES:
            return [line]
        spans = [text for child in element if (text := collapse_whitespace(" ".join(map(str, child.itertext()))))]
        line_text = "".join(line.text.split())
        for first in range(len(spans) - 1):
            last = first
            joined = ""
            while last < len(spans) and len(joined) < len(line_text):
                joined += "".join(spans[last].split())
                last += 1
            badges = spans[first:last]
            if (
                joined == line_text
                and len(badges) > 1
                and all(looks_like_role(text, self._dictionary) for text in badges)
            ):
                return [line._replace(text=text) for text in badges]
        return [line]

    def _icons(self, found: Sectioned) -> None:
        """Links of the header that have no text: icons."""
        if found.name is None or not found.header:
            return
        name, stop = found.holders[found.name], found.header.stop
        end = found.holders[stop] if stop < len(found.holders) else None
        inside = False
        for element in self._region.iter():
            if element is end and inside:
                return
            inside = inside or element is name
            if inside and element.tag == "a" and not "".join(map(str, element.itertext())).strip():
                href = element.get("href")
                if href:
                    self._contact(Line("", links=(Link("", href),)))

    def _supervisor(self, line: Line) -> list[tuple[Supervision, Line]] | None:
        """The supervisors in a line: one with a label, or one under a label; None where it is another line."""
        found = label_of(line.text, self._dictionary)
        if found:
            self._label = found.supervision
            return [(found.supervision, line._replace(text=found.rest))] if found.rest else []
        if self._label is None:
            return None
        if line.links:
            elsewhere = ":" in line.links[0].href
        else:
            elsewhere = is_titles(line.text, self._dictionary) or looks_like_role(line.text, self._dictionary)
        if elsewhere:
            self._label = None
            return None
        return [(self._label, line)]

    def _contact(self, line: Line) -> None:
        """A link above the first section: mail, or a page elsewhere that its host gives away."""
        extracted = self._extracted
        for link in line.links:
            scheme, _, address = link.href.partition(":")
            if scheme.lower() == "mailto":
                if extracted.email is None and (email := linked_email(address)):
                    extracted.email = email
                    extracted.extraction_methods["email"] = "link"
                continue
            if _SHARING.match(link.href):
                continue
            if not _WEB.match(link.href):
                continue
            key = service_of(link.href)
            if key is None and normalize_text(link.text, "label") in self._dictionary.homepage:
                key = "homepage"
            if key and key not in extracted.links:
                extracted.links[key] = link.href
                extracted.extraction_methods[f"links.{key}"] = "link"

    def _portrait(self) -> None:
        extracted = self._extracted
        for image in self._region.iter("img"):
            alt = collapse_whitespace(image.get("alt") or "")
            label = self._dictionary.portrait.match(alt)
            if label and (
                extracted.name is None
                or normalize_text(alt[label.end() :], "label") == normalize_text(extracted.name, "label")
            ):
                src = image_address(image)
                if src and not any(placeholder in src for placeholder in self._placeholders):
                    extracted.portrait = src, alt
                    extracted.extraction_methods["portrait"] = "label"
                return


def _topics(found: Sectioned, lines: list[Line], dictionary: SiteDictionary) -> list[Line]:
    """Topics one a line; where they share a line, one for each element of its own, or between commas."""
    if len(lines) != 1:
        return lines
    [line] = lines
    element = found.holders[found.lines.index(line)]
    inside = [piece for piece in spans_of(element) if piece.text in line.text]
    if len(inside) > 1:
        return inside
    parts = [part for part in _BETWEEN_TOPICS.split(line.text) if part]
    known = sum(normalize_text(part, "label") in dictionary.topics for part in parts)
    return [line._replace(text=part) for part in parts] if known and 2 * known >= len(parts) else lines
