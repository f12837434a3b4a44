"""Second way to a profile's parts: fills an outline from headings, order, labels and the hosts of links."""

import re
from collections.abc import Iterable

from lxml.etree import _Element

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.parse.extracted import Outline
from profile_scraper.parse.fields.contacts import image_address, linked_email, plain_email
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.fields.students import cards_of, is_titles, label_of
from profile_scraper.parse.locate.headings import Sectioned, content, publication_cards, sectioned
from profile_scraper.parse.page.lines import Line, Link, owned_lines, pieces_of
from profile_scraper.records.profile import Supervision
from profile_scraper.sites import Site
from profile_scraper.structure.services import service_of
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

_BETWEEN_TOPICS = re.compile(r"\s*[,;|·•]\s*|(?:^|\s+)#(?=\w)")
_SHARING = re.compile(r"https?://[^/?#]+/(?:intent/|share\b|sharer\b|sharing/|sharearticle\b|home\?)", re.IGNORECASE)
"""A button that shares the page, which is nobody's page elsewhere."""
_MOST_BADGES = 200
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


class FallBack:
    """Fills whatever an outline lacks from the lines of a region."""

    def __init__(self, outline: Outline, region: _Element, site: Site, lexicon: Lexicon) -> None:
        self._outline = outline
        self._region = region
        self._lexicon = lexicon
        self._placeholders = site.rejections["placeholder_images"]
        self._label: Supervision | None = None

    def fill(self, wanted: Iterable[str] | None, name: str | None) -> None:
        """Fill the wanted sections (all for None), the lines under the name, and the portrait.

        Args:
            wanted: sections.
            name: the person's, from the page's title, where no heading has it.
        """
        outline = self._outline
        lines, pieces = owned_lines(self._region)
        found = sectioned(self._region, lines, self._lexicon, outline.name or name)
        if outline.name is None and found.name is not None:
            outline.name = found.lines[found.name].text
            outline.extraction_methods["name"] = "order"
        for section in outline.absent():
            if section not in found.sections or (wanted is not None and section not in wanted):
                continue
            if section == "publications":
                self._publications(sectioned(self._region, pieces, self._lexicon, outline.name or name))
            else:
                self._section(section, found)
            if section not in outline.absent():
                outline.extraction_methods[section] = "heading"
        self._header([line for index in found.header for line in self._badges(found.lines[index], found.owners[index])])
        self._icons(found)
        if outline.portrait is None:
            self._portrait()

    def _section(self, section: str, found: Sectioned) -> None:
        outline = self._outline
        lines = content(found, section)
        if section == "topics":
            outline.topics = _topics(found, lines, self._lexicon)
        elif section == "biography":
            outline.biography = lines
        elif section == "students":
            outline.students = cards_of(lines, self._lexicon, plain=False)
        elif section == "supervisors":
            outline.supervisors = [("principal", line) for line in lines if line.links]

    def _publications(self, found: Sectioned) -> None:
        outline = self._outline
        if "publications" in found.sections:
            cards = publication_cards(found, self._region)
            if cards is None:
                outline.listed = content(found, "publications")
            else:
                outline.publications = cards

    def _header(self, lines: list[Line]) -> None:
        """What stands between the name and the first section: positions, supervisors, contact."""
        outline = self._outline
        claimed = {line.text for line in outline.header}
        supervisors: list[tuple[Supervision, Line]] = []
        roles = []
        for line in lines:
            supervisor = self._supervisor(line)
            if supervisor is not None:
                supervisors += supervisor
            elif line.links:
                self._contact(line)
            elif line.text in claimed or looks_like_role(line.text, self._lexicon):
                roles.append(line)
            elif outline.email is None and (email := plain_email(line.text)):
                outline.email = email
                outline.extraction_methods["email"] = "order"
        if len(roles) > len(outline.header):
            outline.header = roles
            outline.extraction_methods["roles"] = "order"
        if supervisors and not outline.supervisors:
            outline.supervisors = supervisors
            outline.extraction_methods["supervisors"] = "label"

    def _badges(self, line: Line, owner: _Element) -> list[Line]:
        """A line, or the several roles that stand in it side by side, each in an element of its own."""
        if line.links or not 2 <= len(owner) <= _MOST_BADGES:
            return [line]
        pieces = [text for child in owner if (text := collapse_whitespace(" ".join(map(str, child.itertext()))))]
        whole = "".join(line.text.split())
        for first in range(len(pieces) - 1):
            last = first
            joined = ""
            while last < len(pieces) and len(joined) < len(whole):
                joined += "".join(pieces[last].split())
                last += 1
            beside = pieces[first:last]
            if joined == whole and len(beside) > 1 and all(looks_like_role(text, self._lexicon) for text in beside):
                return [line._replace(text=text) for text in beside]
        return [line]

    def _icons(self, found: Sectioned) -> None:
        """Links of the header that have no text: icons."""
        if found.name is None or not found.header:
            return
        name, stop = found.owners[found.name], found.header.stop
        end = found.owners[stop] if stop < len(found.owners) else None
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
        found = label_of(line.text, self._lexicon)
        if found:
            self._label = found.supervision
            return [(found.supervision, line._replace(text=found.rest))] if found.rest else []
        if self._label is None:
            return None
        if line.links:
            elsewhere = ":" in line.links[0].href
        else:
            elsewhere = is_titles(line.text, self._lexicon) or looks_like_role(line.text, self._lexicon)
        if elsewhere:
            self._label = None
            return None
        return [(self._label, line)]

    def _contact(self, line: Line) -> None:
        """A link above the first section: mail, or a page elsewhere that its host gives away."""
        outline = self._outline
        for link in line.links:
            scheme, _, address = link.href.partition(":")
            if scheme.lower() == "mailto":
                if outline.email is None and (email := linked_email(address)):
                    outline.email = email
                    outline.extraction_methods["email"] = "link"
                continue
            if _SHARING.match(link.href):
                continue
            if not _WEB.match(link.href):
                continue
            key = service_of(link.href)
            if key is None and normalize_text(link.text, "label") in self._lexicon.homepage:
                key = "homepage"
            if key and key not in outline.links:
                outline.links[key] = link.href
                outline.extraction_methods[f"links.{key}"] = "link"

    def _portrait(self) -> None:
        outline = self._outline
        for image in self._region.iter("img"):
            alt = collapse_whitespace(image.get("alt") or "")
            label = self._lexicon.portrait.match(alt)
            if label and (
                outline.name is None
                or normalize_text(alt[label.end() :], "label") == normalize_text(outline.name, "label")
            ):
                src = image_address(image)
                if src and not any(mark in src for mark in self._placeholders):
                    outline.portrait = src, alt
                    outline.extraction_methods["portrait"] = "label"
                return


def _topics(found: Sectioned, lines: list[Line], lexicon: Lexicon) -> list[Line]:
    """Topics one a line; where they share a line, one for each element of its own, or between commas."""
    if len(lines) != 1:
        return lines
    [line] = lines
    owner = found.owners[found.lines.index(line)]
    inside = [piece for piece in pieces_of(owner) if piece.text in line.text]
    if len(inside) > 1:
        return inside
    parts = [part for part in _BETWEEN_TOPICS.split(line.text) if part]
    known = sum(normalize_text(part, "label") in lexicon.topics for part in parts)
    return [line._replace(text=part) for part in parts] if known and 2 * known >= len(parts) else lines
