"""All pages of one site read together: what they share, what stands in which column, who is on them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element

from profile_scraper.learning.people import find_people, number_people
from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.parse.page.rejection import RejectedError
from profile_scraper.parse.page.tree import read_head
from profile_scraper.parse.structured import tree_of_page
from profile_scraper.parse.structured.opened import set_languages
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.sites import UNKNOWN_BASE
from profile_scraper.structure.cards import Card, part_of, people_lists, subject_of
from profile_scraper.structure.contacts import image_address
from profile_scraper.structure.elements import changing_tokens, is_inside
from profile_scraper.structure.identity import Person
from profile_scraper.structure.languages import mark_both_languages
from profile_scraper.structure.lines import Line, Page, Path, page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import PersonFields, Shared
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.sections import block_around, is_beside_text, sections_on

MOST_PAGES = 500
"""Pages that a site is learned from; more make it slower and not surer."""


def open_pages(captures: Iterable[Capture | Problem], unusable: list[Problem] | None = None) -> Iterator[Page]:
    """The pages of some captures; one without an address goes by the canonical one that it names, else by its name.

    Args:
        captures: of any inputs.
        unusable: is given what holds no page to learn from, with the reason.
    """
    seen: set[str] = set()
    problems = [] if unusable is None else unusable
    for capture in captures:
        if isinstance(capture, Problem):
            problems.append(capture)
            continue
        if len(seen) >= MOST_PAGES:
            continue
        root = None if capture.media == "text" else readable_tree(capture)
        if root is None:
            problems.append(_without_markup(capture))
            continue
        url = capture.url or _own_address(root) or f"{UNKNOWN_BASE}/{capture.name}"
        if url not in seen:
            seen.add(url)
            yield page_of(url, root)


def readable_tree(capture: Capture) -> _Element | None:
    """The root of a page's tree, None where its bytes hold no markup, or more than a page of people has."""
    try:
        return tree_of_page(capture)
    except RejectedError:
        return None


def _without_markup(capture: Capture) -> Problem:
    detail = "it has no markup to learn from" if capture.media == "text" else "its bytes hold no markup of a page"
    return Problem(
        stage="parse", url=capture.url or capture.name, record=None, field=None, reason="wrong-type", detail=detail
    )


def _own_address(root: _Element) -> str | None:
    """The absolute address that a page names as its own."""
    canonical = read_head(root).canonical
    return canonical if canonical and canonical.startswith(("http://", "https://")) else None


class SiteEvidence:
    """What the pages of one site say, read without anything known of the site."""

    def __init__(self, pages: Sequence[Page]) -> None:
        """Read all pages; their lines are marked as they are understood."""
        self.pages = list(pages)
        _set_frequent_tokens(self.pages)
        set_languages(self.pages)
        _mark_shared_lines(self.pages)
        self.people: dict[Page, Person] = find_people(self.pages)
        self.numbers = number_people(self.people)
        self.shared = self._shared()
        self.items = self._items()
        self.in_both_languages = [page for page in self.pages if mark_both_languages(page)]
        """Pages that print both languages."""
        self.fields: dict[Page, PersonFields] = {
            page: read_person(page, person.name, person.line, self.shared) for page, person in self.people.items()
        }
        self.parts: dict[Page, int] = {}
        """Further pages of a person, by the person's number."""
        self._keep_main_pages()
        self._complete_biographies()
        self.repeated = self._remove_repeated_biographies()
        """Paragraphs that stand for a biography on the pages of several people."""
        self.lists: dict[Page, list[list[Card]]] = {
            page: lists
            for page in self.pages
            if page not in self.people and page not in self.parts and (lists := people_lists(page))
        }

    def _shared(self) -> Shared:
        links: dict[str, set[int]] = defaultdict(set)
        images: dict[str, set[int]] = defaultdict(set)
        for page, number in self.numbers.items():
            for line in page.lines:
                for _, href in line.links:
                    links[page.absolute(href)].add(number)
            for image in page.root.iter("img"):
                source = image_address(image)
                if source:
                    images[page.absolute(source)].add(number)
        most = max(1, len(set(self.numbers.values())) / 3)
        return Shared(
            frozenset(url for url, whose in links.items() if len(whose) > most),
            frozenset(url for url, whose in images.items() if len(whose) > 1),
        )

    def _items(self) -> list[Item]:
        names = {page: person.line.element for page, person in self.people.items() if person.line is not None}
        sections = {
            page: sections_on(page, part_of(page) if page in self.people else subject_of(page)) for page in self.pages
        }
        items = [item for item in read_items(find_items(self.pages, sections, names)) if not _is_shared(item)]
        elements = {item.element for item in items}
        for page in self.pages:
            for line in page.lines:
                line.in_item = is_inside(line.element, elements)
        return items

    def _keep_main_pages(self) -> None:
        """Of several pages of one person in one language keep the one that says most."""
        groups: dict[tuple[int, str | None], list[Page]] = defaultdict(list)
        for page in self.people:
            groups[self.numbers[page], page.language].append(page)
        for pages in groups.values():
            best = max(pages, key=lambda page: (_richness(self.fields[page]), -len(page.url), page.url))
            for page in pages:
                if page is not best and _richness(self.fields[page]) < _richness(self.fields[best]):
                    if part_of(page) and page.url != best.url:
                        self.parts[page] = self.numbers[page]
                    del self.people[page], self.fields[page], self.numbers[page]

    def _complete_biographies(self) -> None:
        """Give a page without a biography what stands where the other pages have theirs, however short it is."""
        columns = Counter(
            path
            for page, found in self.fields.items()
            for path in {page.path(block_around(line)) for _, line in found.biography}
        )
        usual = {path for path, count in columns.items() if count >= max(2, 0.25 * len(self.fields)) and _is_own(path)}
        for page, found in self.fields.items():
            if found.biography:
                continue
            taken = {line.index for _, line in found.topics}
            for line in page.lines:
                if line.framed or line.in_item or line.level or not line.text or line.index in taken:
                    continue
                if page.path(block_around(line)) in usual and not is_beside_text(line.text, line):
                    found.biography.append((line.text, line))
                    found.methods["biography"] = "column"
                    if line in found.header:
                        found.header.remove(line)

    def _remove_repeated_biographies(self) -> set[str]:
        """Take a biography that is word for word that of another person for a placeholder."""
        people: dict[tuple[str, ...], set[int]] = defaultdict(set)
        texts = {page: tuple(joined(clean(text)) for text, _ in found.biography) for page, found in self.fields.items()}
        for page, own in texts.items():
            people[own].add(self.numbers[page])
        repeated = {own for own, numbers in people.items() if own and len(numbers) > 1}
        for page, own in texts.items():
            if own in repeated:
                self.fields[page].biography.clear()
        return {text for own in repeated for text in own}


def _is_shared(item: Item) -> bool:
    """Whether an item is text that many pages print, as a footer is."""
    own = [line for line in item.page.lines if line.text and is_inside(line.element, (item.element,))]
    return bool(own) and len(item.runs) == 1 and all(line.shared for line in own)


def _richness(found: PersonFields) -> int:
    """How many parts of a profile were found."""
    parts = (found.header, found.topics, found.biography, found.emails, found.links, found.students, found.supervisors)
    return sum(map(bool, parts))


def _is_own(path: Path) -> bool:
    """Whether a path is that of a text's own element and not of the whole page's."""
    return any(tokens or tag not in ("body", "main", "div", "p", "section") for tag, tokens in path[2:])


def _set_frequent_tokens(pages: Sequence[Page]) -> None:
    """Let class tokens of this build of the site tell columns apart where several pages have them."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(changing_tokens(page.root).keys())
    frequent = frozenset(token for token, count in counts.items() if count >= min(2, len(pages)))
    for page in pages:
        page.frequent |= frequent


def _mark_shared_lines(pages: Sequence[Page]) -> None:
    """Mark the lines that many pages of one language print, text and links alike."""
    counts: Counter[tuple[object, ...]] = Counter()
    for page in pages:
        counts.update({_line_key(page, line) for line in page.lines})
    sizes = Counter(page.language for page in pages)
    for page in pages:
        for line in page.lines:
            line.shared = counts[_line_key(page, line)] >= max(2, 0.4 * sizes[page.language])


def _line_key(page: Page, line: Line) -> tuple[object, ...]:
    return page.language, line.text, *(href for _, href in line.links[:3])
