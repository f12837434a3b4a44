"""A site learned from its pages: addresses, selectors, what is printed on everybody's page, and how sure each is."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from profile_scraper.learning.addresses import bases_of, page_patterns, profile_patterns
from profile_scraper.learning.evidence import SiteEvidence
from profile_scraper.learning.induce import Induced, induce
from profile_scraper.messages import _
from profile_scraper.sites import UNKNOWN_BASE, known_address
from profile_scraper.structure.cards import subject_of
from profile_scraper.structure.contacts import service_of
from profile_scraper.structure.elements import BLOCKS, text_of
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.person_fields import PersonFields

_TITLE_PARTS = re.compile(r"\s+[|–—·•-]\s+")


@dataclass(slots=True)
class LearnedField:
    """One field's selectors, with what they matched."""

    selectors: list[Induced]
    pages: int
    """Pages on which the evidence found the field."""
    of: int
    """Pages that may have it."""
    example: str
    """The first value."""


@dataclass(slots=True)
class LearnedSite:
    """What ``site.toml`` of an unknown site can say."""

    title: str
    """Empty where no page tells the institute's name."""
    base_url: str | None
    """None where no page tells the site's address."""
    hosts: list[str]
    addresses: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """For each kind of page its patterns by language."""
    fields: dict[str, LearnedField] = field(default_factory=dict)
    """By name; parts of cards as ``publications.title`` and ``people.name``."""
    ignored: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What a person should look at, and which key of the file says it, in sentences."""


def learn_site(pages: Sequence[Page], is_left_out: Callable[[str], bool] = lambda _text: False) -> LearnedSite:
    """Learn a site from its pages alone.

    Args:
        pages: people's pages, lists, publications pages, in any order; others do no harm.
        is_left_out: tells whether a text names somebody who asked to be left out: it is no example then.
    """
    evidence = SiteEvidence(pages)
    bases = [base for base in bases_of(page.url for page in pages) if base != UNKNOWN_BASE]
    site = LearnedSite(
        title=_title_of(evidence, bases),
        base_url=bases[0] if bases else None,
        hosts=[base.partition("://")[2] for base in bases],
    )
    site.addresses = _addresses(evidence)
    site.fields = _fields(evidence, is_left_out)
    site.ignored = sorted(_ignored(evidence))
    site.warnings = _warnings(evidence)
    if not site.title:
        site.warnings.append(_("no page tells the institute's name; write title"))
    if not bases:
        site.warnings.append(
            _("no page tells the site's address; write base_url, or records have no addresses of pages")
        )
    return site


def _title_of(evidence: SiteEvidence, bases: Sequence[str]) -> str:
    """The part of the pages' titles that most share, else the host's first label; empty where no page tells either."""
    counts: dict[str, int] = defaultdict(int)
    for page in evidence.pages:
        for title in page.root.iter("title"):
            parts = {part.strip() for part in _TITLE_PARTS.split(text_of(title)) if len(part.strip()) > 1}
            for part in parts:
                counts[part] += 1
            break
        for meta in page.root.iter("meta"):
            if meta.get("property") == "og:site_name" and meta.get("content"):
                counts[str(meta.get("content"))] += 1
    best = max(counts, key=lambda part: (counts[part], part), default="")
    if best and counts[best] > 1:
        return best
    return bases[0].partition("://")[2].removeprefix("www.").partition(".")[0] if bases else ""


def _addresses(evidence: SiteEvidence) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for page in evidence.people:
        people[page.language or "en"][page.url] = evidence.numbers[page]
    for language, addresses in sorted(people.items()):
        found.setdefault("profile", {})[language] = profile_patterns(addresses)
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for page, number in evidence.parts.items():
        parts[page.language or "en"][page.url] = number
    is_single = len(set(evidence.numbers.values())) == 1
    for language, addresses in sorted(parts.items()):
        patterns = page_patterns(addresses) if is_single else profile_patterns(addresses)
        found.setdefault("profile_part", {})[language] = patterns
    for kind, pages in (("list", [*evidence.lists]), ("publications", _publication_pages(evidence))):
        by_language: dict[str, list[str]] = defaultdict(list)
        for page in pages:
            by_language[page.language or "en"].append(page.url)
        for language, urls in sorted(by_language.items()):
            found.setdefault(kind, {})[language] = page_patterns(urls)
    return found


def _publication_pages(evidence: SiteEvidence) -> list[Page]:
    owned = {*evidence.people, *evidence.lists, *evidence.parts}
    return [*dict.fromkeys(item.page for item in evidence.items if item.page not in owned)]


class _Targets:
    """For each field the elements that hold it on each page, and the first value."""

    def __init__(self, is_left_out: Callable[[str], bool]) -> None:
        self._is_left_out = is_left_out
        self.elements: dict[str, dict[Page, list[_Element]]] = defaultdict(dict)
        self.examples: dict[str, str] = {}

    def add(self, name: str, page: Page, elements: Iterable[_Element], values: Sequence[str]) -> None:
        """Add what one page has of a field."""
        own = self.elements[name].setdefault(page, [])
        own += [element for element in dict.fromkeys(elements) if element not in own]
        if name not in self.examples and not self._is_left_out(page.url):
            shown = next((value for value in values if not self._is_left_out(value)), None)
            self.examples |= {name: shown} if shown is not None else {}

    def add_person(self, page: Page, found: PersonFields) -> None:
        """Add the fields of one person's page."""
        if found.name_line is not None:
            self.add("name", page, _elements([found.name_line]), [found.name])
        self.add("roles", page, _elements(found.header), [line.text for line in found.header])
        if found.methods.get("topics") != "label":
            self.add("topics", page, _elements(line for _, line in found.topics), [text for text, _ in found.topics])
        texts = found.biography
        self.add("biography", page, _elements(line for _, line in texts), [text for text, _ in texts])


def _fields(evidence: SiteEvidence, is_left_out: Callable[[str], bool]) -> dict[str, LearnedField]:
    targets = _Targets(is_left_out)
    for page, found in evidence.fields.items():
        targets.add_person(page, found)
    for item in evidence.items:
        targets.add("publications.card", item.page, [item.element], [item.title])
        if item.title_run is not None and item.title_run.element is not item.element:
            targets.add("publications.title", item.page, [item.title_run.element], [item.title])
    for page, lists in evidence.lists.items():
        for cards in lists:
            names = [card.head.text for card in cards]
            targets.add("people.card", page, [card.element for card in cards], names)
            targets.add("people.name", page, [card.head.element for card in cards], names)
    learned = {}
    for name in _ORDER:
        own = {page: elements for page, elements in targets.elements[name].items() if elements}
        if own:
            of = len(evidence.lists) if name.startswith("people.") else len(evidence.people) or len(evidence.pages)
            selectors = induce(own, evidence.pages, useful=0.7 if name == "people.card" else 0.85)
            if name.endswith(".card") and selectors and selectors[-1].missed > 0.1 * sum(map(len, own.values())):
                selectors = []  # half a list would hide the rest of it from the evidence of structure
            if name in _ASKED_ALONE and selectors and selectors[-1].missed > sum(each.found for each in selectors):
                selectors = []  # what the selectors do not find would be lost
            learned[name] = LearnedField(selectors, len(own), of, targets.examples.get(name, ""))
    return learned


_ASKED_ALONE = ("roles", "topics", "biography", "people.name")
"""Fields that nothing else is asked for where a selector finds any of it."""
_ORDER = (
    "name",
    "roles",
    "topics",
    "biography",
    "publications.card",
    "publications.title",
    "people.card",
    "people.name",
)


def _elements(lines: Iterable[Line]) -> list[_Element]:
    return [_block_of(line) for line in lines]


def _block_of(line: Line) -> _Element:
    """The block that holds a line and nothing else, else the innermost element that holds it."""
    element = line.element
    while element.tag not in BLOCKS and (parent := element.getparent()) is not None and text_of(parent) == line.text:
        element = parent
    return element


def _ignored(evidence: SiteEvidence) -> set[str]:
    """Of what several people's pages print, the links, pictures and paragraphs that would be taken for a person's."""
    links = {url for url in evidence.shared.links if service_of(url)}
    links |= {url for url in evidence.shared.links if url[:7].lower() == "mailto:"}
    return links | set(evidence.shared.images) | evidence.repeated


def _warnings(evidence: SiteEvidence) -> list[str]:
    warnings = []
    if not evidence.people and not evidence.lists:
        warnings.append(_("no page names one person, and none lists people; give pages of several people"))
    languages = {page.language for page in (*evidence.people, *evidence.lists)}
    if len(languages) == 1 and not evidence.in_both_languages:
        warnings.append(
            _("all pages are English: give French ones too, if the site has any")
            if "en" in languages
            else _("all pages are French: give English ones too, if the site has any")
        )
    known = {*evidence.people, *evidence.lists, *evidence.parts}
    unnamed = [page for page in evidence.pages if page not in known]
    unread = [page for page in unnamed if subject_of(page) is None and page not in {i.page for i in evidence.items}]
    if unread:
        text = _(
            "{number} of {all} pages are of no known kind, the first {page}; correct addresses if they are of people"
        )
        first = known_address(unread[0].url) or unread[0].url.removeprefix(f"{UNKNOWN_BASE}/")
        warnings.append(text.format(number=len(unread), all=len(evidence.pages), page=first))
    people = len(evidence.fields)
    rare = {
        "header": _("{number} of {all} people's pages have a position; if more print one, correct fields.roles"),
        "biography": _(
            "{number} of {all} people's pages have a biography; if more print one, correct fields.biography"
        ),
    }
    for key, sentence in rare.items():
        share = sum(bool(getattr(found, key)) for found in evidence.fields.values())
        if people >= 4 and share < 0.4 * people:
            warnings.append(sentence.format(number=share, all=people))
    return warnings
