"""Trying a site on pages: for each field how it was found, on how many pages, and what looks wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from profile_scraper.learning.pages import readable_tree
from profile_scraper.parse.read import read_page
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.sites.file import Fields
from profile_scraper.structure.names import is_name
from profile_scraper.structure.selectors import Selector, select
from profile_scraper.structure.words import SECTIONS
from profile_scraper.text.normalize import normalize_text

DOUBTFUL = 0.75
"""A confidence below this is said to be doubtful."""
_FIELDS = (
    "name",
    "portrait",
    "email",
    "links",
    "roles",
    "topics",
    "biography",
    "students",
    "supervisors",
    "publications",
)
_MOST_SHOWN = 5


class FieldCheck(NamedTuple):
    """What was found of one field."""

    field: str
    methods: Mapping[str, int]
    """How often each method found it."""
    found: int
    of: int
    example: str
    wrong: list[str]
    """Values that look wrong, in words."""


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
    confidence: float
    """0 to 1, from checks that need no truth: unique names, positions, works with authors, languages that agree."""


def check_site(site: Site, captures: Iterable[Capture | Problem]) -> SiteCheck:
    """Read pages with a site's file and say how far the result can be trusted."""
    pages: list[ProfilePage] = []
    problems: list[Problem] = []
    lists = works = count = 0
    left = dict(_selectors_of(site.fields))
    for capture in captures:
        count += 1
        if isinstance(capture, Problem):
            problems.append(capture)
            continue
        record = read_page(capture, site)
        if isinstance(record, Problem):
            problems.append(record)
        elif isinstance(record, DirectoryPage):
            lists += 1
            works += len(record.publications)
            pages += record.cards
        else:
            pages.append(record)
            works += len(record.publications)
        root = readable_tree(capture) if left and capture.media != "text" else None
        if root is not None:
            left = {key: selector for key, selector in left.items() if not select(root, [selector])}
    fields = [_check_field(field, pages) for field in _FIELDS]
    return SiteCheck(
        pages=count,
        people=len({(page.source.language, page.slug) for page in pages}),
        lists=lists,
        publications=works,
        fields=[each for each in fields if each.found],
        unmatched=sorted(left),
        problems=problems,
        confidence=_confidence(pages, count - len(problems), problems),
    )


def _selectors_of(fields: Fields) -> Iterator[tuple[str, Selector]]:
    for name, value in fields:
        groups = value if not isinstance(value, list) else [("", value)]
        for part, selectors in groups:
            for selector in selectors:
                label = f"fields.{name}.{part}" if part else f"fields.{name}"
                yield f"{label}: {selector.select}", selector


def _check_field(field: str, pages: Sequence[ProfilePage]) -> FieldCheck:
    methods: Counter[str] = Counter()
    example = ""
    wrong: list[str] = []
    found = 0
    for page in pages:
        values = [text for text in _texts(field, page) if text]
        if not values:
            continue
        found += 1
        example = example or values[0]
        own = [way for key, way in page.extraction_methods.items() if key.partition(".")[0] == field]
        methods.update(own[:1] or ["structure"])
        wrong += [
            f"{page.name}: {value!r}" for value in values if len(wrong) < _MOST_SHOWN and _looks_wrong(field, value)
        ]
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


def _looks_wrong(field: str, value: str) -> bool:
    if field == "name":
        return not is_name(value)
    heading = normalize_text(value, "label_words") in SECTIONS
    if field == "roles":
        return "@" in value or heading or len(value) > 160
    if field == "topics":
        return heading or len(value) > 120 or "@" in value
    return heading if field in ("publications", "biography") else False


def _confidence(pages: Sequence[ProfilePage], used: int, problems: Sequence[Problem]) -> float:
    if not pages:
        return 0.0
    languages = {page.source.language for page in pages}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        names[page.source.language][normalize_text(page.name, "label_words")] += 1
    refused = sum(problem.stage == "parse" for problem in problems)
    shares = [
        # A page that cannot be read counts more than a field that looks odd.
        *[used / (used + refused)] * 4,
        sum(count == 1 for own in names.values() for count in own.values()) / sum(map(len, names.values())),
        min(1.0, 1.25 * sum(bool(page.roles) for page in pages) / len(pages)),
        sum(is_name(page.name) for page in pages) / len(pages),
        1.0 if len(languages) == 2 else 0.6,
    ]
    entries = [entry for page in pages for entry in page.publications]
    if entries:
        shares.append(0.4 + 0.6 * sum(bool(entry.authors) for entry in entries) / len(entries))
    filled = sum(sum(map(bool, (page.roles, page.topics, page.biography, page.publications))) > 0 for page in pages)
    shares.append(filled / len(pages))
    if len(languages) == 2:
        both = [Counter(len(page.topics) for page in pages if page.source.language == code) for code in ("en", "fr")]
        shares.append(sum((both[0] & both[1]).values()) / max(1, *map(Counter.total, both)))
    return sum(shares) / len(shares)
