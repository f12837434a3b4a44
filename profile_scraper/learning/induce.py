"""Selectors for elements that evidence found: the shortest that finds these elements and no others on all pages."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import XPath, _Element

from profile_scraper.structure.elements import stable_tokens, text_of
from profile_scraper.structure.lines import Page
from profile_scraper.structure.selectors import InvalidSelectorError, compile_selector
from profile_scraper.structure.words import section_of

_MOST_CANDIDATES = 400
_MOST_PAGES = 40
"""Pages on which candidates are compared; the chosen one is counted on all."""
_USEFUL = 0.85
_PLAIN_TOKEN = re.compile(r"-?[A-Za-z_][\w-]*")
_PLAIN_VALUE = re.compile(r"[\w+#-]{1,30}")
_TELLING_ATTRIBUTES = ("data-field", "data-testid", "data-test", "data-name", "data-role", "property", "size", "align")
_TELLING_TAGS = ("main", "article", "section", "table", "ul", "ol", "header")
_UTILITY = re.compile(
    r"^(?:row|container(?:-fluid)?|wrapper|clearfix|col(?:-\w+)*|[mp][trblxy]?-\d|d-\w+|text-\w+|no-gutters|w-\d+|h-\d+|flex\S*|grid\S*|justify-\S+|align-\S+|items-\S+)$"
)

Targets = Mapping[Page, Sequence[_Element]]
"""For each page the elements that a selector has to find."""


@dataclass(frozen=True, slots=True)
class Induced:
    """A selector with what it finds."""

    select: str
    found: int
    """Targets among the elements that it finds."""
    wrong: int
    """Elements that are no targets."""
    missed: int
    """Targets that it does not find."""

    @property
    def precision(self) -> float:
        """Share of its elements that are targets."""
        return self.found / (self.found + self.wrong) if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the targets that it finds."""
        return self.found / (self.found + self.missed) if self.found else 0.0


def induce(targets: Targets, pages: Sequence[Page], *, most: int = 3, useful: float = _USEFUL) -> list[Induced]:
    """Up to ``most`` selectors that together find the targets; none where no selector tells them from other elements.

    Args:
        targets: what to find; a page without an entry has none.
        pages: all pages that the selectors will be asked on.
        most: how many selectors may be needed, one for each language or variant of the layout.
        useful: the least share of targets among what a selector finds; low where whatever else it finds is told apart
            later, as cards without a name are.
    """
    selected: list[Induced] = []
    remaining = {page: list(elements) for page, elements in targets.items() if elements}
    while remaining and len(selected) < most:
        best = _best(remaining, targets, pages, useful)
        if best is None:
            break
        selected.append(best)
        xpath = compile_selector(best.select)
        remaining = {
            page: rest for page, elements in remaining.items() if (rest := _without(elements, _find(xpath, page)))
        }
    return selected


def _find(xpath: XPath, page: Page) -> set[_Element]:
    found = xpath(page.root)
    return {each for each in found if isinstance(each, _Element)} if isinstance(found, list) else set()


def _without(elements: Iterable[_Element], found: Container[_Element]) -> list[_Element]:
    return [each for each in elements if each not in found]


def _best(remaining: Targets, targets: Targets, pages: Sequence[Page], useful: float) -> Induced | None:
    sample = [*remaining][: _MOST_PAGES // 2]
    sample += [page for page in pages if page not in remaining][: _MOST_PAGES - len(sample)]
    scored: list[tuple[float, Induced]] = []
    for select, cost in _candidates(remaining):
        result = _measure(select, sample, remaining, targets)
        if result is None or result.precision < useful or not result.found:
            continue
        f1 = 2 * result.precision * result.recall / (result.precision + result.recall)
        scored.append((f1 - cost / 100, result))
    if not scored:
        return None
    best = max(scored, key=lambda each: each[0])[1]
    overall = _measure(best.select, pages, remaining, targets)
    return overall if overall and overall.precision >= useful else None


def _measure(select: str, pages: Iterable[Page], remaining: Targets, targets: Targets) -> Induced | None:
    try:
        xpath = compile_selector(select)
    except InvalidSelectorError:
        return None
    found = wrong = missed = 0
    for page in pages:
        own = set(remaining.get(page, ()))
        right = set(targets.get(page, ()))
        got = _find(xpath, page)
        found += len(got & own)
        wrong += len(got - right)
        missed += len(own - got)
    return Induced(select, found, wrong, missed)


class _Step(NamedTuple):
    css: str
    cost: float


def _candidates(remaining: Targets) -> list[tuple[str, float]]:
    """Selectors built from where the targets stand, with a cost that rises with their length and their fragility."""
    counts: Counter[str] = Counter()
    costs: dict[str, float] = {}
    is_single = max(map(len, remaining.values()), default=0) == 1
    frequent = frozenset().union(*(page.frequent for page in remaining))
    for elements in remaining.values():
        own: dict[str, float] = {}
        for element in elements[:12]:
            for css, cost in _selectors_of(element, frequent, is_single=is_single):
                own[css] = min(cost, own.get(css, cost))
        for css, cost in own.items():
            counts[css] += 1
            costs[css] = cost
    ranked = sorted(costs, key=lambda css: (-counts[css], costs[css], css))
    return [(css, costs[css]) for css in ranked[:_MOST_CANDIDATES]]


def _selectors_of(element: _Element, frequent: frozenset[str], *, is_single: bool) -> Iterator[tuple[str, float]]:
    """Selectors of one element; by its number among its fellows only where it is the one target of its page."""
    own = list(_steps_of(element, frequent))
    for step in own:
        yield step.css, step.cost
    yield from _selectors_through_parents(element, own, _nth_of_type(element) if is_single else None, frequent)
    yield from _selectors_behind_heading(element)


def _selectors_through_parents(
    element: _Element, own: Sequence[_Step], position: int | None, frequent: frozenset[str]
) -> Iterator[tuple[str, float]]:
    depth = 0
    path = str(element.tag)
    for parent in element.iterancestors():
        depth += 1
        if depth > 6 or parent.tag == "html":
            break
        for step in _steps_of(parent, frequent):
            if step.css == parent.tag and parent.tag not in _TELLING_TAGS:
                continue
            for inner in own:
                yield f"{step.css} {inner.css}", step.cost + inner.cost + 0.3 * depth
                if depth == 1:
                    yield f"{step.css} > {inner.css}", step.cost + inner.cost + 0.2
            if depth > 1:
                yield f"{step.css} > {path}", step.cost + 0.8 * depth
            if position:
                yield f"{step.css} {element.tag}:nth-of-type({position})", step.cost + 3 + 0.3 * depth
        path = f"{parent.tag} > {path}"


def _selectors_behind_heading(element: _Element) -> Iterator[tuple[str, float]]:
    parent = element.getparent()
    above = _heading_before(parent) if parent is not None else None
    if above is not None and (quoted := _xpath_string(above[1])):
        yield f"//{above[0]}[normalize-space()={quoted}]/following-sibling::*[1]//{element.tag}", 4.2
        yield f"//{above[0]}[normalize-space()={quoted}]/following-sibling::*[1]/{element.tag}", 4.4
    before = _heading_before(element)
    if before is not None:
        tag, text = before
        quoted = _xpath_string(text)
        if quoted:
            own = f"{element.tag}[preceding-sibling::*[self::h1 or self::h2 or self::h3 or self::h4 or self::{tag}][1]"
            yield f"//{own}[normalize-space()={quoted}]]", 3.5
            yield f"//{tag}[normalize-space()={quoted}]/following-sibling::{element.tag}", 4.0
            yield f"//{tag}[normalize-space()={quoted}]/following-sibling::{element.tag}[1]", 4.5


def _steps_of(element: _Element, frequent: frozenset[str]) -> Iterator[_Step]:
    """Ways to name one element: its id, a property, a class token, its tag."""
    tag = str(element.tag)
    identifier = element.get("id")
    if identifier and _PLAIN_TOKEN.fullmatch(identifier) and sum(map(str.isdigit, identifier)) < 3:
        yield _Step(f"#{identifier}", 0.6)
    prop = element.get("itemprop")
    if prop and _PLAIN_TOKEN.fullmatch(prop):
        yield _Step(f'[itemprop="{prop}"]', 0.5)
    for name in _TELLING_ATTRIBUTES:
        value = element.get(name)
        if value and _PLAIN_VALUE.fullmatch(value):
            yield _Step(f'{tag}[{name}="{value}"]', 0.9 if name.startswith("data-") else 2.0)
    for token in stable_tokens(element, frequent):
        if token.endswith("*"):
            if _PLAIN_TOKEN.fullmatch(token[:-1]):
                yield _Step(f'{tag}[class*="{token[:-1]}"]', 1.0)
        elif _PLAIN_TOKEN.fullmatch(token):
            utility = _UTILITY.match(token) is not None
            changes = token in frequent
            yield _Step(f"{tag}.{token}", 2.5 if utility else 1.6 if changes else 0.8)
    yield _Step(tag, 1.5)


def _nth_of_type(element: _Element) -> int | None:
    parent = element.getparent()
    if parent is None:
        return None
    fellows = [each for each in parent if each.tag == element.tag]
    return fellows.index(element) + 1 if 1 < len(fellows) <= 6 else None


def _heading_before(element: _Element) -> tuple[str, str] | None:
    """The nearest element before this one, among its fellows, that is the heading of a known part."""
    for before in element.itersiblings(preceding=True):
        if before.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "summary", "th", "td") or (
            before.tag in ("p", "div") and before.find("strong") is not None and len(text_of(before)) < 60
        ):
            text = text_of(before)
            return (str(before.tag), text) if section_of(text.rstrip(": ")) else None
    return None


def _xpath_string(text: str) -> str | None:
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else None
