"""Whose page a page is: the name that title, heading, picture and address agree on."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from profile_scraper.structure.cards import heading_above, people_lists
from profile_scraper.structure.contacts import may_be_in_address, share_in_address, without_alt_prefix
from profile_scraper.structure.elements import LIKE_HEADING, is_whole_text
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person, name_key
from profile_scraper.structure.words import is_role, section_of
from profile_scraper.text.normalize import collapse_whitespace

_TITLE_PARTS = re.compile(r"\s+[|–—·•:»«~/]+\s+|\s+-+\s+|\s*\|\s*|\s*::\s*|\s*:\s+")
_WEIGHTS = {
    "heading": 1.0,
    "title": 1.5,
    "meta": 0.5,
    "picture": 0.7,
    "address": 2.0,
    "structured": 1.0,
    "class": 0.5,
    "line": 0.4,
    "brand": 0.9,
    "label": 1.5,
    "family": 1.0,
}
ENOUGH, _ENOUGH_WITHOUT_LINE = 2.0, 2.6
_MENU_LINES = 12
_LONGEST_LINE, _LONGEST_NAME = 90, 60


@dataclass(slots=True, eq=False)
class Candidate:
    """A name that a page gives itself."""

    name: str
    sources: set[str] = field(default_factory=set)
    line: Line | None = None
    """Where the page prints it."""

    @property
    def score(self) -> float:
        """The weight of all sources."""
        return sum(_WEIGHTS[source] for source in self.sources)


@dataclass(slots=True, eq=False)
class Person:
    """The person whose page a page is."""

    page: Page
    name: str
    line: Line | None
    score: float
    sources: frozenset[str]


def candidates_on(page: Page) -> list[Candidate]:
    """The names that a page gives itself, each with the sources that agree on it."""
    found: list[Candidate] = []
    for text, source, line in _printed_names(page):
        name = bare_name(collapse_whitespace(text))
        if not is_name(name):
            continue
        known = next((each for each in found if may_be_one_person(each.name, name)), None)
        if known is None:
            known = Candidate(name)
            found.append(known)
        known.sources.add(source)
        if known.line is None:
            known.line = line
    for each in found:
        if share_in_address(each.name, page.url) > 0.6:
            each.sources.add("address")
        elif may_be_in_address(each.name, page.url):
            each.sources.add("family")
    return found


def _printed_names(page: Page) -> Iterator[tuple[str, str, Line | None]]:
    for line in page.lines:
        if len(line.text) <= _LONGEST_LINE:
            for source in _sources_of(page, line):
                yield line.text, source, None if source == "brand" else line
    for text in _titles_of(page):
        yield text, "title", None
    for text in _meta_titles_of(page):
        yield text, "meta", None
    for image in page.root.iter("img"):
        yield without_alt_prefix(image.get("alt") or ""), "picture", None
    for script in page.root.iter("script"):
        if script.get("type") == "application/ld+json":
            for name in _names_in_json(script.text or ""):
                yield name, "structured", None


def _sources_of(page: Page, line: Line) -> Iterator[str]:
    """As what a line may print the name of the page's person."""
    if line.framed:
        if line.links and line.index < _MENU_LINES:
            yield "brand"
        return
    if _is_labelled_name(page, line):
        yield "label"
    tokens = (line.element.get("class") or "").lower().split()
    if line.element.get("itemprop") == "name" or any(token.endswith(("name", "nom")) for token in tokens):
        yield "class"
    if line.level:
        yield "heading"
    elif len(line.text) <= _LONGEST_NAME and not line.in_item and is_whole_text(line.element, line.text):
        yield "line"


def _is_labelled_name(page: Page, line: Line) -> bool:
    """Whether a line is the value of a label such as 'Name'."""
    before = page.lines[line.index - 1] if line.index else None
    return before is not None and before.level == LIKE_HEADING and section_of(before.text.rstrip(": ")) == "name"


def _titles_of(page: Page) -> Iterator[str]:
    for title in page.root.iter("title"):
        yield from (title.text or "", *_TITLE_PARTS.split(title.text or ""))


def _meta_titles_of(page: Page) -> Iterator[str]:
    for meta in page.root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title"):
            content = meta.get("content") or ""
            yield from (content, *_TITLE_PARTS.split(content))


def _names_in_json(text: str) -> list[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    items = [item for item in graph if isinstance(item, dict)] if isinstance(graph, list) else []
    return [str(item["name"]) for item in items if item.get("@type") == "Person" and isinstance(item.get("name"), str)]


def brand_from(total: int) -> float:
    """On more than how many of a site's pages a name is the site's own: a person's own pages and lists are fewer."""
    return max(4, total / 3)


def person_of(
    page: Page, candidates: Sequence[Candidate], seen: Mapping[frozenset[str], int], total: int
) -> Person | None:
    """The person that a page's candidates agree on, None where they are too few.

    Args:
        page: the page.
        candidates: of :func:`candidates_on`.
        seen: on how many pages of the site each name is a candidate, by its words.
        total: the number of these pages.
    """
    headed = sum("heading" in each.sources and "address" not in each.sources for each in candidates)
    scored = []
    for each in candidates:
        score = each.score
        if "address" not in each.sources:
            if seen.get(name_key(each.name), 0) > brand_from(total):
                score -= 1.5  # a name that many pages give themselves is the site's own
            if headed > 2 and "title" not in each.sources:
                score -= 1.5  # one of several people on the page
        if each.line is None and "address" not in each.sources:
            score -= 0.5
        scored.append((score, -(each.line.index if each.line else 10**6), each))
    if not scored:
        return None
    score, _, best = max(scored, key=lambda each: each[:2])
    enough = ENOUGH if best.line is not None or "title" in best.sources else _ENOUGH_WITHOUT_LINE
    if score < enough or best.sources.isdisjoint(("title", "heading", "address", "structured", "label")):
        return None
    if _names_group(page, best):
        return None
    return Person(page, best.name, best.line, score, frozenset(best.sources))


def _names_group(page: Page, named: Candidate) -> bool:
    """Whether a page's own name is a group's: the page lists its people, all of other names.

    A person's page has a position before its first list, or lists people as students.
    """
    if named.line is None:
        return False
    for cards in people_lists(page):
        first = min((card.lines[0] for card in cards), key=lambda line: line.index)
        if first.index <= named.line.index or any(may_be_one_person(card.head.text, named.name) for card in cards):
            continue
        if any(is_role(line.text) for line in page.lines[named.line.index : first.index]):
            return False
        heading = heading_above(page, cards[0].head)
        return heading is None or section_of(heading.text) in (None, "people", "other")
    return False
