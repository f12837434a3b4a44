"""A page's tree to an outline: by class names first, by headings, order and labels for whatever they did not give."""

import re
from collections.abc import Iterable

from lxml.etree import _Element

from profile_scraper.parse.classes import (
    ClassReader,
    image_address,
    missing_sections,
    plain_email,
)
from profile_scraper.parse.clean import squeeze
from profile_scraper.parse.flow import pieces_of
from profile_scraper.parse.headings import Sectioned, content, publication_cards, sectioned
from profile_scraper.parse.layout import Classes
from profile_scraper.parse.lexicon import Lexicon, fold
from profile_scraper.parse.outline import Line, Outline
from profile_scraper.parse.pager import read_pager
from profile_scraper.parse.roles import looks_like_role
from profile_scraper.parse.students import cards_of, is_titles, label_of
from profile_scraper.records.profile import Supervision
from profile_scraper.sites import Site

_PROFILE_HOSTS = (
    ("google_scholar", re.compile(r"scholar\.google\.")),
    ("linkedin", re.compile(r"(?:^|\.)linkedin\.com")),
    ("x", re.compile(r"(?:^|\.)(?:x|twitter)\.com")),
    ("github", re.compile(r"(?:^|\.)github\.com")),
)
_HOST = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)


def read_html(root: _Element, classes: Classes, site: Site, lexicon: Lexicon, name: str | None) -> Outline:
    """The outline of whatever profile the page holds; ``name`` is what the page's title says.

    The second way is gone only where the first one leaves something: a heading without its section, text above the
    first section that no class claims, or no profile at all.
    """
    profile = classes.find(root, "profile")
    region = profile if profile is not None else _region(root)
    reader = ClassReader(classes, lexicon, site.refusals["placeholder_images"])
    outline = reader.read(region)
    outline.marked = profile is not None
    _cut_leak(outline, site)
    missing = missing_sections(reader)
    if profile is None or missing or reader.loose or not outline.header or outline.name is None:
        _second_way(outline, region, missing if profile is not None else None, lexicon, outline.name or name, site)
    if outline.name is None and name:
        outline.name = name
        outline.ways["name"] = "meta"
    if not outline.pager and outline.publications:
        outline.pager, outline.current = _loose_pager(region)
    return outline


def read_elsewhere(outline: Outline, root: _Element, site: Site, lexicon: Lexicon, sections: list[str]) -> None:
    """Add sections that stand outside the profile's own element; ``root`` is the whole page's."""
    _second_way(outline, _region(root), sections, lexicon, outline.name, site)


def _region(root: _Element) -> _Element:
    """Where the page's own content stands, as far as the page says."""
    for tag in ("main", "body"):
        found = next(root.iter(tag), None)
        if found is not None:
            return found
    return root


def _cut_leak(outline: Outline, site: Site) -> None:
    """Editor's words that leak into the heading are no part of the name."""
    if outline.name is None:
        return
    for leak in site.refusals["leaks"]:
        outline.name = outline.name.partition(leak)[0].strip()


def _second_way(
    outline: Outline, region: _Element, wanted: Iterable[str] | None, lexicon: Lexicon, name: str | None, site: Site
) -> None:
    found = sectioned(region, lexicon, name)
    sections = set(found.sections) & set(wanted if wanted is not None else found.sections)
    if outline.name is None and found.name is not None:
        outline.name = found.lines[found.name].text
        outline.ways["name"] = "order"
        _cut_leak(outline, site)
    for section in sections:
        lines = content(found, section)
        if section == "topics" and not outline.topics:
            outline.topics = _topics(found, lines)
        elif section == "biography" and not outline.biography:
            outline.biography = lines
        elif section == "students" and not outline.students:
            outline.students = cards_of(lines, lexicon, plain=False)
        elif section == "publications" and not outline.publications:
            _publications(outline, region, lexicon, name)
        elif section == "supervisors" and not outline.supervisors:
            outline.supervisors = [("principal", line) for line in lines if line.links]
        else:
            continue
        outline.ways[section] = "heading"
    _header(outline, [found.lines[index] for index in found.header], lexicon)
    if outline.portrait is None:
        _portrait(outline, region, lexicon, site)


def _topics(found: Sectioned, lines: list[Line]) -> list[Line]:
    """Topics one a line; where they share a line, one for each element of its own."""
    if len(lines) != 1:
        return lines
    owner = found.owners[found.lines.index(lines[0])]
    pieces = pieces_of(owner)
    inside = [piece for piece in pieces if piece.text in lines[0].text]
    return inside if len(inside) > 1 else lines


def _publications(outline: Outline, region: _Element, lexicon: Lexicon, name: str | None) -> None:
    found = sectioned(region, lexicon, name, pieces=True)
    if "publications" not in found.sections:
        return
    cards = publication_cards(found, region)
    if cards is None:
        outline.listed = content(found, "publications")
    else:
        outline.publications = cards


def _header(outline: Outline, lines: list[Line], lexicon: Lexicon) -> None:
    """What stands between the name and the first section: positions, supervisors, contact."""
    claimed = {line.text for line in outline.header}
    roles: list[Line] = []
    label: Supervision | None = None
    supervisors: list[tuple[Supervision, Line]] = []
    for line in lines:
        found = label_of(line.text, lexicon)
        if found:
            label = found.supervision
            if found.rest:
                supervisors.append((label, line._replace(text=found.rest)))
        elif line.links:
            if label and not _HOST.match(line.links[0].href) and ":" not in line.links[0].href:
                supervisors.append((label, line))
            _contact(outline, line, lexicon)
        elif label and not is_titles(line.text, lexicon) and not looks_like_role(line.text, lexicon):
            supervisors.append((label, line))
        else:
            label = None
            if line.text in claimed or looks_like_role(line.text, lexicon):
                roles.append(line)
            elif outline.email is None and (email := plain_email(line.text)):
                outline.email = email
                outline.ways["email"] = "order"
    if len(roles) > len(outline.header):
        outline.header = roles
        outline.ways["roles"] = "order"
    if supervisors and not outline.supervisors:
        outline.supervisors = supervisors
        outline.ways["supervisors"] = "label"


def _contact(outline: Outline, line: Line, lexicon: Lexicon) -> None:
    """A link above the first section: mail, or a page elsewhere that its host gives away."""
    for link in line.links:
        scheme, _, address = link.href.partition(":")
        if scheme.lower() == "mailto":
            if outline.email is None and (email := plain_email(address.partition("?")[0])):
                outline.email = email
                outline.ways["email"] = "link"
            continue
        host = _HOST.match(link.href)
        if not host:
            continue
        key = next((key for key, pattern in _PROFILE_HOSTS if pattern.search(host[1].lower())), None)
        if key is None and fold(link.text) in lexicon.homepage:
            key = "homepage"
        if key and key not in outline.links:
            outline.links[key] = link.href
            outline.ways[f"links.{key}"] = "link"


def _portrait(outline: Outline, region: _Element, lexicon: Lexicon, site: Site) -> None:
    for image in region.iter("img"):
        alt = squeeze(image.get("alt") or "")
        label = lexicon.portrait.match(alt)
        if label and (outline.name is None or fold(alt[label.end() :]) == fold(outline.name)):
            src = image_address(image)
            if src and not any(mark in src for mark in site.refusals["placeholder_images"]):
                outline.portrait = src, alt
                outline.ways["portrait"] = "label"
            return


def _loose_pager(region: _Element) -> tuple[list[str], int | None]:
    """The pager of a page whose pager has no known class: the element around the links that turn the page."""
    links = [link for link in region.iter("a") if "page=" in (link.get("href") or "")]
    if not links:
        return [], None
    around = links[0].getparent()
    while around is not None and around is not region and len(list(around.iter("a"))) < len(links):
        around = around.getparent()
    hrefs, current = read_pager(around) if around is not None else ([], None)
    return [href for href in hrefs if "page=" in href], current
