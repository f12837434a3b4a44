"""Trying a site on pages: for each field how it was found, on how many pages, and what looks wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.learning.confidence import Confidence, confidence_of
from profile_scraper.learning.observe import SiteObserver, UnclaimedWords
from profile_scraper.parse.read import read_page
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.structure.names import is_name
from profile_scraper.structure.sections import OF_SUPERVISORS
from profile_scraper.structure.words import SECTIONS
from profile_scraper.text.normalize import normalize_text

_FIELDS = (
    "name",
    "portrait",
    "email",
    "phone",
    "office",
    "links",
    "roles",
    "topics",
    "biography",
    "students",
    "supervisors",
    "publications",
)
_MOST_SHOWN = 5


_LONGEST = {"roles": 160, "topics": 120}
"""Letters of the longest value that a field has on pages that are read right."""

Fault: TypeAlias = Literal["no-name", "heading", "e-mail", "long"]


class WrongValue(NamedTuple):
    """A value that looks wrong."""

    person: str
    value: str
    fault: Fault
    """Why: it is no name of a person, the heading of a part of the page, has an e-mail address, or is too long."""


class FieldCheck(NamedTuple):
    """What was found of one field."""

    field: str
    methods: Mapping[str, int]
    """How often each method found it."""
    found: int
    of: int
    example: str
    wrong: list[WrongValue]
    """The first values that look wrong."""


class SiteCheck(NamedTuple):
    """What a site's file gives on some pages."""

    pages: int
    people: int
    lists: int
    publications: int
    fields: list[FieldCheck]
    unmatched: list[str]
    """Selectors of the file that matched nothing on any page."""
    problems: list[Problem]
    text: Mapping[str, UnclaimedWords]
    """By kind of page (``page``, ``item``, ``list``) how much of its text fields hold."""
    confidence: Confidence


def check_site(site: Site, captures: Iterable[Capture | Problem]) -> SiteCheck:
    """Read pages with a site's file and say how far the result can be trusted."""
    pages: list[ProfilePage] = []
    problems: list[Problem] = []
    seen = SiteObserver(site)
    lists = publications = count = 0
    for capture in captures:
        count += 1
        if isinstance(capture, Problem):
            problems.append(capture)
            continue
        record = read_page(capture, site)
        if isinstance(record, Problem):
            problems.append(record)
            seen.add_problem(record)
            continue
        publications += len(record.publications)
        own: Sequence[ProfilePage]
        if isinstance(record, DirectoryPage):
            lists += 1
            seen.add_list(record)
            own = record.cards
        else:
            own = [record] if record.translation is None else [record, record.translation]
        for page in own:
            pages.append(page)
            seen.add_page(page, page.publications)
    fields = [_check_field(field, pages) for field in _FIELDS]
    return SiteCheck(
        pages=count,
        people=len({(page.source.language, page.slug) for page in pages}),
        lists=lists,
        publications=publications,
        fields=[each for each in fields if each.found],
        unmatched=seen.unmatched_selectors(),
        problems=problems,
        text=seen.text(),
        confidence=confidence_of(seen),
    )


def _check_field(field: str, pages: Sequence[ProfilePage]) -> FieldCheck:
    methods: Counter[str] = Counter()
    example = ""
    wrong: list[WrongValue] = []
    found = 0
    for page in pages:
        values = [text for text in _texts(field, page) if text]
        if not values:
            continue
        found += 1
        example = example or values[0]
        own = [method for key, method in page.extraction_methods.items() if key.partition(".")[0] == field]
        methods.update(own[:1] or ["structure"])
        faults = ((value, fault_of(field, value)) for value in values)
        wrong += [WrongValue(page.name, value, fault) for value, fault in faults if fault][: _MOST_SHOWN - len(wrong)]
    return FieldCheck(field, methods, found, len(pages), example, wrong)


def _texts(field: str, page: ProfilePage) -> list[str]:
    """The printed values of one field."""
    value = getattr(page, field)
    parts = {"roles": "title", "publications": "title", "students": "name", "supervisors": "name"}
    if field in parts:
        return [getattr(each, parts[field]) or "" for each in value]
    if field == "links":
        return [link for _, link in value if link]
    if field == "portrait":
        return [value.url or ""] if value else []
    return list(value) if isinstance(value, list) else [str(value or "")]


def fault_of(field: str, value: str) -> Fault | None:
    """Why a value looks wrong, None where it does not."""
    if field == "name":
        return None if is_name(value) else "no-name"
    if field not in _LONGEST and field not in ("publications", "biography"):
        return None
    section = SECTIONS.get(normalize_text(value, "label_words"))
    if section is not None and not (field == "roles" and section in OF_SUPERVISORS):
        return "heading"  # 'Directrice' is a position as well as the heading above one
    if field in _LONGEST:
        return "e-mail" if "@" in value else "long" if len(value) > _LONGEST[field] else None
    return None
