"""A page's tree to an outline: by class names first, by headings, order and labels for whatever they did not give."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml.etree import _Element

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.parse.extracted import Outline
from profile_scraper.parse.fields.names import looks_like_name
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.locate.classes import ClassReader, missing_sections
from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.layout import Classes
from profile_scraper.parse.page.links import read_pager
from profile_scraper.sites import Address, Site
from profile_scraper.text.normalize import normalize_text

if TYPE_CHECKING:
    from profile_scraper.parse.locate.fallback import FallBack


def read_html(root: _Element, classes: Classes, site: Site, lexicon: Lexicon, name: str | None) -> Outline:
    """The outline of whatever profile the page holds; ``name`` is what the page's title says.

    The second way is gone only where the first one leaves something: a heading without its section, text above the
    first section that no class claims, or no profile at all.
    """
    profile = classes.find(root, "profile")
    region = profile if profile is not None else _region(root)
    reader = ClassReader(classes, lexicon, site.rejections["placeholder_images"])
    outline = reader.read(region)
    outline.marked = profile is not None
    _cut_leak(outline, site)
    missing = missing_sections(reader)
    if profile is None or missing or reader.loose or not outline.header or outline.name is None:
        _second_way(outline, region, site, lexicon).fill(missing if profile is not None else None, name)
        _cut_leak(outline, site)
    if outline.name is None and name:
        outline.name = name
        outline.extraction_methods["name"] = "meta"
    outline.name = clean(outline.name or "") or None
    if not outline.pager and outline.publications:
        outline.pager, outline.current = _loose_pager(region)
    return outline


def read_elsewhere(outline: Outline, root: _Element, site: Site, lexicon: Lexicon, sections: list[str]) -> None:
    """Add sections that stand outside the profile's own element; ``root`` is the whole page's."""
    _second_way(outline, _region(root), site, lexicon).fill(sections, None)


def _second_way(outline: Outline, region: _Element, site: Site, lexicon: Lexicon) -> "FallBack":
    from profile_scraper.parse.locate.fallback import FallBack  # a page of a known layout does without

    return FallBack(outline, region, site, lexicon)


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
    for leak in site.rejections["leaks"]:
        outline.name = outline.name.partition(leak)[0].strip()


def _loose_pager(region: _Element) -> tuple[list[str], int | None]:
    """The pager of a page whose pager has no known class: the element around the links that turn the page."""
    links = [link for link in region.iter("a") if "page=" in (link.get("href") or "")]
    if not links:
        return [], None
    hrefs, current = read_pager(_smallest_around(links, region))
    return [href for href in hrefs if "page=" in href], current


def _smallest_around(links: Sequence[_Element], region: _Element) -> _Element:
    """The smallest element of a region that holds the first of these links and as many links as these are."""
    around = links[0].getparent()
    count = _count_links(around) if around is not None else 0
    while around is not None and around is not region and count < len(links):
        parent = around.getparent()
        # Each element is counted once on the way up.
        count += sum(_count_links(each) for each in parent if each is not around) if parent is not None else 0
        around = parent
    return region if around is None else around


def _count_links(element: _Element) -> int:
    return sum(1 for _ in element.iter("a"))


def is_profile(outline: Outline, address: Address | None, lexicon: Lexicon) -> bool:
    """Whether what was found is a person's page.

    Sections alone are no proof (a news item may have a 'Biography', the home page has 'Publications'): a profile has a
    person's name and, beside it, a portrait of that name, a role, a class of its own, or the address of that name.
    """
    if not outline.name or len(outline.name) > 100:
        return False
    if outline.marked:
        return True
    if not looks_like_name(outline.name) or " " not in outline.name:
        return False
    if outline.portrait and normalize_text(outline.portrait[1], "label").endswith(
        normalize_text(outline.name, "label")
    ):
        return True
    telling = sum(bool(part) for part in (outline.topics, outline.biography, outline.students, outline.supervisors))
    if address is not None and address.kind == "profile" and address.slug and _same(address.slug, outline.name):
        return bool(telling or outline.header or outline.publications or outline.listed)
    roles = any(looks_like_role(line.text, lexicon) for line in outline.header)
    return telling > 1 or (roles and bool(telling or outline.publications or outline.listed))


def _same(slug: str, name: str) -> bool:
    """Whether an address' last part is made of the words of a name."""
    words = {"".join(filter(str.isalnum, word)) for word in normalize_text(name, "label").replace("-", " ").split()}
    parts = set(slug.split("-"))
    return len(words & parts) * 2 > len(words)
