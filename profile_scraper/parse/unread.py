"""Problem lines for people and publications below headings in unknown words."""

from collections.abc import Iterable, Mapping

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.page.lines import INLINE
from profile_scraper.parse.page.links import People
from profile_scraper.parse.reading import ExtractedSections
from profile_scraper.records.page import ParseWarning
from profile_scraper.sites import Site
from profile_scraper.structure.elements import is_inside
from profile_scraper.structure.lines import Line, Page, lines_of_tree
from profile_scraper.structure.unread import PageReferences, unread_sections
from profile_scraper.structure.words import section_of
from profile_scraper.text.escape import quoted

_LONGEST_HEADING = 80


def note_unread(extracted: ExtractedSections, region: _Element, site: Site, dictionary: SiteDictionary) -> None:
    """Count what no part has below headings in unknown words; ``region`` is where the page's content stands."""

    def is_held(line: Line) -> bool:
        if is_inside(line.element, extracted.claimed):
            return True
        block: _Element | None = line.element
        while block is not None and block is not region and block.tag in INLINE:
            block = block.getparent()
        return block in extracted.blocks

    def known_section(heading: str) -> str | None:
        return dictionary.section_of(heading) or section_of(heading)

    page = Page(site.base_url, region, site.base_url)
    people = People(site, site.base_url, site.base_url)
    references = PageReferences(extracted.name or "", people.profile, known_section)
    lines = (line for line in lines_of_tree(region) if not line.framed)
    for heading, persons, publications in unread_sections(page, lines, is_held, references):
        before = extracted.unknown.get(heading, (0, 0))
        extracted.unknown[heading] = before[0] + persons, before[1] + publications


def unread_below(page: Page, site: Site, name: str, lines: Iterable[Line]) -> list[ParseWarning]:
    """Warnings of a page that is read by structure.

    Args:
        page: the page.
        site: the page's.
        name: the person's.
        lines: those below the name that no field holds.
    """
    own = [line for line in lines if not line.framed and not line.shared]
    references = PageReferences(name, People(site, page.base, page.url).profile, section_of)
    unread = unread_sections(page, own, lambda _: False, references)
    warnings = unread_warnings({each.heading: (each.people, each.publications) for each in unread})
    return [ParseWarning.model_validate(each) for each in warnings]


def unread_warnings(unknown: Mapping[str, tuple[int, int]]) -> list[dict[str, str]]:
    """A warning for each heading in unknown words, as ``ParseWarning`` fields.

    Args:
        unknown: for each heading the number of people and of publications below it.
    """
    return [
        {
            "field": "students" if people else "publications",
            "reason": "unknown-section",
            "detail": f"under the heading {quoted(heading[:_LONGEST_HEADING])}, which is not known: "
            f"{_counted(people, publications)}, not read",
        }
        for heading, (people, publications) in unknown.items()
    ]


def _counted(people: int, publications: int) -> str:
    parts = [
        "1 person" if people == 1 else f"{people} people" if people else "",
        "1 publication" if publications == 1 else f"{publications} publications" if publications else "",
    ]
    return " and ".join(filter(None, parts))
