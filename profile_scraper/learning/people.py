"""Which pages of a site are one person's, and which of them are the same person's."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from profile_scraper.structure.identity import ENOUGH, Candidate, Person, brand_from, candidates_on, person_of
from profile_scraper.structure.lines import Line, Page, Path
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person, name_key


def find_people(pages: Sequence[Page]) -> dict[Page, Person]:
    """The pages that are one person's, each with the person."""
    candidates = {page: candidates_on(page) for page in pages}
    seen = Counter(
        name_key(each.name)
        for own in candidates.values()
        for each in own
        if "address" not in each.sources and not each.sources.isdisjoint(("title", "heading", "meta", "brand"))
    )
    best: dict[Page, Person] = {}
    columns: Counter[Path] = Counter()
    for page, own in candidates.items():
        person = person_of(page, own, seen, len(pages))
        if person is not None:
            best[page] = person
            if person.line is not None:
                columns[page.path(person.line.element)] += round(person.score * 10)
    rest = [page for page in pages if page not in best]
    if len(rest) >= max(2, 0.3 * len(pages)):
        _add_by_column_alone(rest, best, columns)
    _add_in_columns(pages, best, columns, seen)
    return best or _only_person(candidates, seen)


def _only_person(
    candidates: Mapping[Page, Sequence[Candidate]], seen: Mapping[frozenset[str], int]
) -> dict[Page, Person]:
    """The home pages of a site that has one person's name on most of its pages and nobody else's."""
    common = [key for key, count in seen.items() if count >= max(2, 0.6 * len(candidates))]
    if len(common) != 1:
        return {}
    [key] = common
    homes: dict[str | None, Person] = {}
    for page, own in sorted(candidates.items(), key=lambda item: (len(item[0].url), item[0].url)):
        named = next((each for each in own if name_key(each.name) == key), None)
        if named is not None and page.language not in homes:
            homes[page.language] = Person(page, named.name, named.line, ENOUGH, frozenset(named.sources))
    return {person.page: person for person in homes.values()}


def _add_in_columns(
    pages: Sequence[Page], best: dict[Page, Person], columns: Mapping[Path, int], seen: Mapping[frozenset[str], int]
) -> None:
    """Where most of the sure pages have their name, the other pages have theirs."""
    if not columns:
        return
    usual = {path for path, score in columns.items() if score >= 0.3 * max(columns.values())}
    for page in pages:
        known = best.get(page)
        if known is not None and known.line is not None and page.path(known.line.element) in usual:
            continue
        at = [line for line in page.lines if not line.framed and page.path(line.element) in usual]
        if len(at) != 1 or not is_name(bare_name(at[0].text)) or seen[name_key(at[0].text)] > brand_from(len(pages)):
            continue
        if known is None or may_be_one_person(known.name, at[0].text):
            best[page] = Person(page, bare_name(at[0].text), at[0], ENOUGH, frozenset(("column",)))


def _add_by_column_alone(pages: Sequence[Page], best: dict[Page, Person], columns: Counter[Path]) -> None:
    """Find the names by their column alone: one short name at the same path of each page, another on each."""
    by_path: dict[Path, dict[Page, list[Line]]] = defaultdict(dict)
    for page in pages:
        for line in page.lines:
            if not line.framed and line.text:
                by_path[page.path(line.element)].setdefault(page, []).append(line)
    scored: list[tuple[float, int, Path, dict[Page, Line]]] = []
    for path, of_page in by_path.items():
        named = {page: own[0] for page, own in of_page.items() if len(own) == 1 and is_name(bare_name(own[0].text))}
        distinct = len({name_key(line.text) for line in named.values()})
        if len(named) < 2 or len(named) < 0.7 * len(of_page) or distinct < max(2, len(named) / 3):
            continue
        early = sum(line.index for line in named.values()) / len(named)
        scored.append((len(named) - early / 1000, len(scored), path, named))
    if not scored:
        return
    _, _, path, named = max(scored)
    for page, line in named.items():
        if page not in best:
            best[page] = Person(page, bare_name(line.text), line, 1.5, frozenset(("column",)))
            columns[path] += 10


def number_people(people: Mapping[Page, Person]) -> dict[Page, int]:
    """For each person's page a number that all pages of one person share."""
    numbers: dict[Page, int] = {}
    count = 0
    by_word: dict[str, list[Person]] = defaultdict(list)
    for page, person in people.items():
        words = sorted(name_key(person.name))
        alike = {numbers[other.page] for word in words for other in by_word[word] if _are_one(person, other)}
        numbers[page] = min(alike, default=count)
        count += not alike
        for word in words:
            by_word[word].append(person)
    return numbers


def _are_one(person: Person, other: Person) -> bool:
    across = person.page.language != other.page.language
    if may_be_one_person(person.name, other.name):
        return across or name_key(person.name) == name_key(other.name)
    slug = slug_of(person.page.url)
    alike = not name_key(person.name).isdisjoint(name_key(other.name))
    return across and alike and len(slug) > 3 and slug == slug_of(other.page.url)


def slug_of(url: str) -> str:
    """The last part of an address, decoded, in lower case, without a file's ending."""
    return re.sub(r"\.\w{1,5}$", "", unquote(url.partition("?")[0]).rstrip("/").rpartition("/")[2]).lower()
