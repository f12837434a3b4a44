"""Read the fields of a page by the methods of its kind: class names, headings and order, or lines of plain text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lxml.etree import XPath, _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.parse.locate.classes import ClassReader, missing_sections
from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.layout import Classes
from profile_scraper.parse.page.links import read_pager
from profile_scraper.parse.reading import ExtractedSections
from profile_scraper.sites import Address, Site
from profile_scraper.text.normalize import normalize_text

if TYPE_CHECKING:
    from profile_scraper.parse.locate.fallback import FallBack

_CLASSES = XPath(".//@class", smart_strings=False)


def read_html(
    root: _Element, classes: Classes, site: Site, dictionary: SiteDictionary, name: str | None
) -> ExtractedSections:
    """The extracted sections of whatever profile the page holds; ``name`` is what the page's title says.

    The second way is gone only where the first one leaves something: a heading without its section, text above the
    first section that no class claims, or no profile at all.
    """
    profile = classes.find(root, "profile")
    region = profile if profile is not None else _region(root)
    reader = ClassReader(classes, dictionary, site.rejections["placeholder_images"])
    # Most pages of an unknown layout have no known class at all, so that its words are all that is looked at.
    extracted = reader.read(region) if profile is not None or _has_known_class(region, classes) else reader.extracted
    extracted.marked = profile is not None
    _cut_leak(extracted, site)
    missing = missing_sections(reader)
    if profile is None or missing or reader.outside or not extracted.header or extracted.name is None:
        _second_way(extracted, region, site, dictionary).fill(missing if profile is not None else None, name)
        _cut_leak(extracted, site)
    if extracted.name is None and name:
        extracted.name = name
        extracted.extraction_methods["name"] = "meta"
    extracted.name = clean(extracted.name or "") or None
    if extracted.has_rest:
        from profile_scraper.parse.unread import note_unread  # a page of known parts alone does without

        note_unread(extracted, region, site, dictionary)
    if not extracted.pager and extracted.publications:
        extracted.pager, extracted.current = _loose_pager(region)
    return extracted


def _has_known_class(region: _Element, classes: Classes) -> bool:
    names: Any = _CLASSES(region)
    return any(classes.key(each) not in (None, "label") for each in dict.fromkeys(names))


def read_elsewhere(
    extracted: ExtractedSections, root: _Element, site: Site, dictionary: SiteDictionary, sections: list[str]
) -> None:
    """Add sections that stand outside the profile's own element; ``root`` is the whole page's."""
    _second_way(extracted, _region(root), site, dictionary).fill(sections, None)


def _second_way(extracted: ExtractedSections, region: _Element, site: Site, dictionary: SiteDictionary) -> "FallBack":
    from profile_scraper.parse.locate.fallback import FallBack  # a page of a known layout does without

    return FallBack(extracted, region, site, dictionary)


def _region(root: _Element) -> _Element:
    """Where the page's own content stands, as far as the page says."""
    for tag in ("main", "body"):
        found = next(root.iter(tag), None)
        if found is not None:
            return found
    return root


def _cut_leak(extracted: ExtractedSections, site: Site) -> None:
    """Editor's words that leak into the heading are no part of the name."""
    if extracted.name is None:
        return
    for leak in site.rejections["leaks"]:
        extracted.name = extracted.name.partition(leak)[0].strip()


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


def is_profile(extracted: ExtractedSections, address: Address | None, dictionary: SiteDictionary) -> bool:
    """Whether what was found is a person's page.

    Sections alone are no proof (a news item may have a 'Biography', the home page has 'Publications'): a profile has a
    person's name and, beside it, a portrait of that name, a role, a class of its own, or the address of that name.
    """
    if not extracted.name or len(extracted.name) > 100:
        return False
    if extracted.marked:
        return True
    if not looks_like_name(extracted.name) or " " not in extracted.name:
        return False
    if extracted.portrait and normalize_text(extracted.portrait[1], "label").endswith(
        normalize_text(extracted.name, "label")
    ):
        return True
    informative = sum(
        bool(part) for part in (extracted.topics, extracted.biography, extracted.students, extracted.supervisors)
    )
    if address is not None and address.kind == "profile" and address.slug and _same(address.slug, extracted.name):
        return bool(informative or extracted.header or extracted.publications or extracted.publication_lines)
    roles = any(looks_like_role(line.text, dictionary) for line in extracted.header)
    return informative > 1 or (roles and bool(informative or extracted.publications or extracted.publication_lines))


def _same(slug: str, name: str) -> bool:
    """Whether an address' last part is made of the words of a name."""
    words = {"".join(filter(str.isalnum, word)) for word in normalize_text(name, "label").replace("-", " ").split()}
    parts = set(slug.split("-"))
    return len(words & parts) * 2 > len(words)
