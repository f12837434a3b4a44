"""Which elements of a page are items of a list of publications."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element, iterwalk

from profile_scraper.structure.elements import ancestry, is_inside, scope_among, stable_tokens, text_of
from profile_scraper.structure.lines import LONGEST_PATH, Page, Path
from profile_scraper.structure.publications.columns import stated_dates, states_parts
from profile_scraper.structure.publications.runs import WORK_LINK, Item, runs_of
from profile_scraper.structure.reference_parts import YEAR
from profile_scraper.structure.regions import is_frame
from profile_scraper.structure.words import leads_on, section_of
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import collapse_whitespace

_WORK_FOLDERS = word_set("""
    publication publications paper papers preprint preprints these theses
""")
_OTHER_FOLDERS = word_set("""
    post posts news event events talk talks blog actualite actualites project projects projet projets media
    course courses joboffer tag tags category author authors people team members
""")
_ITEM_TOKEN = re.compile(
    r"(?:^|[-_])(?:publi|pub|paper|article|citation|bib|csl-entry|h-cite|reference|work)", re.IGNORECASE
)
_SHORTEST, _LONGEST, _LONGEST_LEADING = 12, 6000, 80
_FEWEST_TITLE_SPACES = 3
_FEWEST_BOXED, _MOST_BOXED, _LONGEST_BOXED = 3, 5, 400
_BOXED_TAGS = ("p", "div", "span", "a", "em", "cite", "strong")
_LIST_TAGS = ("li", "tr", "article", "dd")
_PART_TAGS = ("p", "div")
_ITEM_TAGS = ("li", "tr", "article", "div", "p", "dd", "section", "blockquote", "td")


def find_items(
    pages: Sequence[Page], sections: Mapping[Page, Mapping[_Element, str]], names: Mapping[Page, _Element]
) -> list[Item]:
    """The items of all lists of publications.

    Args:
        pages: of one site, or one page.
        sections: for each page the section of the elements that hold its lines.
        names: for a person's page the element of the name, which no item holds.

    Returns:
        The items in the order of the pages; their runs are not told apart yet.
    """
    groups: dict[tuple[Path, bool], list[_Candidate]] = defaultdict(list)
    for page in pages:
        headed = _headed_elements(page, sections[page])
        around_name = set(ancestry(names[page])) if page in names else set()
        sizes = _sizes(page.root)
        headings = _headings_of(page, sizes)
        for element in _outside_frames(page.root):
            if element.tag == "tr" and all(each.tag == "th" for each in element):
                continue  # the heads of the columns
            if element.tag not in _ITEM_TAGS or sizes[element] < _SHORTEST or element in around_name:
                continue
            if _leads_on(element, sizes[element]):
                continue
            path = page.path(element)
            if len(path) < LONGEST_PATH:  # each text is read once for each element around it
                candidate = _Candidate(page, element, sizes[element], element in headings)
                groups[path, element in headed].append(candidate)
    accepted: dict[_Element, Page] = {}
    for (_, under_heading), members in groups.items():
        uniform = _of_one_kind(_without_heading_lines([each for each in members if each.size <= _LONGEST]))
        if uniform and _are_works(uniform, headed=under_heading):
            accepted.update((each.element, each.page) for each in uniform)
    return [Item(page, element, runs_of(page, element)) for page, element in _outermost(pages, accepted)]


@dataclass(eq=False)
class _Candidate:
    """An element that may be an item."""

    page: Page
    element: _Element
    size: int
    """Length of its text."""
    is_heading: bool
    """Whether it is nothing but a line that looks like a heading."""

    @cached_property
    def kind(self) -> str | None:
        """What the folder of the address says that the item's own link leads to: ``work``, ``other``."""
        for anchor in self.element.iter("a"):
            href = anchor.get("href")
            text = text_of(anchor) if href else ""
            # A link in the middle of a paragraph says nothing of the paragraph.
            if href and text and len(text) >= 0.3 * self.size:
                return _kind_of_address(self.page.absolute(href))
        return None


def _sizes(root: _Element) -> dict[_Element, int]:
    """The length of the text inside each element, without white space at the edges of its parts."""
    sizes: dict[_Element, int] = {}
    for _, element in iterwalk(root, events=("end",)):
        own = len(collapse_whitespace(element.text)) if element.text and element.tag.__class__ is str else 0
        for child in element:
            own += sizes[child] + (len(collapse_whitespace(child.tail)) + 1 if child.tail else 0)
        sizes[element] = own
    return sizes


def _outside_frames(root: _Element) -> Iterator[_Element]:
    """The elements of a page in its order, without what stands in a menu, a footer, or a header with a menu."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        if not _is_frame(element):
            stack += [child for child in reversed(element) if child.tag.__class__ is str]


def _is_frame(element: _Element) -> bool:
    """Whether an element is a menu, a footer, or a page's header with its menu."""
    tag = element.tag
    if tag == "form":  # a page may be one form as a whole
        return element.find(".//h1") is None and element.find(".//input") is not None
    return is_frame(element) or tag == "aside" or (tag == "header" and element.find(".//nav") is not None)


def _leads_on(element: _Element, size: int) -> bool:
    """Whether an element is nothing but a link to more publications."""
    if not _SHORTEST <= size <= _LONGEST_LEADING or element.tag not in _ITEM_TAGS:
        return False
    text = text_of(element)
    return any(text_of(anchor) == text for anchor in islice(element.iter("a"), 2)) and leads_on(text)


def _headed_elements(page: Page, sections: Mapping[_Element, str]) -> set[_Element]:
    """Elements of which every line stands under a heading of publications."""
    under: set[_Element] = set()
    elsewhere: set[_Element] = set()
    for line in page.lines:
        known = under if sections.get(line.element) == "publications" else elsewhere
        around: _Element | None = line.element
        while around is not None and around not in known:
            known.add(around)
            around = around.getparent()
    return under - elsewhere


def _headings_of(page: Page, sizes: Mapping[_Element, int]) -> set[_Element]:
    """The elements that hold nothing but a line that looks like a heading, without link and year."""
    found: set[_Element] = set()
    for line in page.lines:
        if line.level and line.text and not line.links and not YEAR.search(line.text):
            for each in ancestry(line.element):
                if sizes[each] > len(line.text):
                    break
                found.add(each)
    return found


def _without_heading_lines(members: list[_Candidate]) -> list[_Candidate]:
    """Of paragraphs those that are no headings of the others: of a known part, or the only undated ones of a list."""
    others = [each for each in members if not each.is_heading]
    if not others or len(others) == len(members):
        return members
    if all(YEAR.search(text_of(each.element)) for each in others):
        return others
    return [each for each in members if not each.is_heading or section_of(text_of(each.element)) is None]


def _of_one_kind(members: list[_Candidate]) -> list[_Candidate]:
    """Of a list that mixes publications with news those that link to a publication."""
    if {"work", "other"} <= {each.kind for each in members}:
        return [each for each in members if each.kind == "work"]
    return members


def _kind_of_address(address: str) -> str | None:
    try:
        folders = [folder.lower() for folder in urlsplit(address).path.split("/") if folder][:-1]
    except ValueError:
        return None
    for folder in folders:
        words = set(re.split(r"[-_.]", folder))
        if words & _WORK_FOLDERS:
            return "work"
        if words & _OTHER_FOLDERS:
            return "other"
    return None


def _are_works(members: Sequence[_Candidate], *, headed: bool) -> bool:
    """Whether elements of one path are publications: by heading, years, links, class names, address."""
    counts: Counter[str] = Counter()
    for member in members:
        text = spaced_text_of(member.element)
        years = set(YEAR.findall(text)) or set(YEAR.findall(stated_dates(member.element)))
        counts["dated"] += 0 < len(years) <= 4
        opening = _opens_with_heading(member.element, text) and not is_boxed_work(member.element)
        counts["several"] += len(years) > 6 or len(text) > 1500 or opening
        counts["long"] += text.count(" ") >= 3
    if counts["several"] / len(members) > 0.3 or counts["long"] / len(members) < 0.5:
        return False
    for member in members:
        addresses = [member.page.absolute(anchor.get("href") or "") for anchor in member.element.iter("a")]
        near = islice(ancestry(member.element), 3)
        counts["linked"] += any(map(WORK_LINK.search, addresses))
        counts["work"] += member.kind == "work"
        counts["other"] += member.kind == "other"
        counts["named"] += any(map(_ITEM_TOKEN.search, (token for each in near for token in stable_tokens(each))))
        counts["parts"] += states_parts(member.element)
    share = {key: count / len(members) for key, count in counts.items()}
    in_list = members[0].element.tag in _LIST_TAGS
    if headed and not in_list and share["dated"] + share["linked"] + share["work"] + share["named"] < 0.3:
        return False
    score = 1.6 * headed + 0.7 * share["dated"] + share["linked"] + 0.4 * share["named"] + 0.5 * share["parts"]
    return score + 1.5 * share["work"] - 1.5 * share["other"] > 1.35


def is_boxed_work(element: _Element) -> bool:
    """Whether an element is a small box of one work below its own heading ('Key paper'): a title, a dated line."""
    if not _FEWEST_BOXED <= len(element) <= _MOST_BOXED or section_of(text_of(element[0])) != "publications":
        return False
    rest = list(element)[1:]
    texts = [text_of(each) for each in rest]
    if any(each.tag not in _BOXED_TAGS for each in rest) or max(map(len, texts)) > _LONGEST_BOXED:
        return False
    return any(map(YEAR.search, texts)) and texts[0].count(" ") >= _FEWEST_TITLE_SPACES - 1


def spaced_text_of(element: _Element) -> str:
    """All text inside an element, its parts apart from each other."""
    return collapse_whitespace(" ".join(map(str, element.itertext())))


def _opens_with_heading(element: _Element, text: str) -> bool:
    """Whether an element begins with the heading of a section: then it is a list, not an item."""
    first = next((each for each in map(str, element.itertext()) if each.strip()), "")
    return section_of(collapse_whitespace(first).rstrip(": ")) is not None and collapse_whitespace(
        first
    ) != collapse_whitespace(text)


def _has_own_title(element: _Element) -> bool:
    """Whether an element has one heading, and that is a title: then what it holds is one item."""
    headings = list(islice(element.iter("h1", "h2", "h3", "h4", "h5", "h6"), 2))
    if len(headings) != 1:
        return False
    text = text_of(headings[0])
    return text.count(" ") >= _FEWEST_TITLE_SPACES and section_of(text) is None


def _with_parts(accepted: Mapping[_Element, Page]) -> set[_Element]:
    """The elements that repeat with blocks that share no class: a card's authors, its title.

    The rows of a list share one, though each may have a number of its own.
    """
    blocks: dict[_Element, list[tuple[str, ...]]] = defaultdict(list)
    for element in accepted:
        around = element.getparent()
        if element.tag in _PART_TAGS and around is not None and around in accepted:
            blocks[around].append(stable_tokens(element))
    different = {each: frozenset(own) for each, own in blocks.items() if len(own) > 1 and _share_nothing(own)}
    repeated = Counter(names for own in different.values() for names in own)
    return {each for each, own in different.items() if sum(repeated[names] > 1 for names in own) > 1}


def _share_nothing(classes: Sequence[tuple[str, ...]]) -> bool:
    """Whether all elements have a class and no two have the same one."""
    tokens = [token for own in classes for token in own]
    return all(classes) and len(set(tokens)) == len(tokens)


def _outermost(pages: Sequence[Page], accepted: Mapping[_Element, Page]) -> list[tuple[Page, _Element]]:
    """Of nested elements the outermost that holds one item only, in the order of the pages."""
    list_items = {each for each in accepted if each.tag in ("tr", "li", "article")}
    with_lists = {around for each in list_items for around in each.iterancestors()}
    titled = {element for element in accepted if element not in with_lists and _has_own_title(element)}
    titled |= _with_parts(accepted)
    accepted = {
        element: page
        for element, page in accepted.items()
        if element in titled or (around := element.getparent()) is None or not is_inside(around, titled)
    }
    parents = {scope_among(around, accepted) for each in accepted if (around := each.getparent()) is not None}
    innermost = [element for element in accepted if element not in parents]
    children = Counter(each for element in innermost for each in element.iterancestors() if each in accepted)
    outer = {element for element in accepted if children[element] < 2}
    for item in innermost:
        wider = [each for each in item.iterancestors() if each in outer and children[each] == 1]
        # A heading above the only item of its list, as a year is, is none of the item's.
        outer -= {
            each
            for each in wider
            if any(item not in ancestry(heading) for heading in each.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        }
    top = {each for each in outer if (around := each.getparent()) is None or not is_inside(around, outer)}
    with_items = {accepted[element] for element in top}
    return [(page, each) for page in pages if page in with_items for each in page.root.iter(*_ITEM_TAGS) if each in top]
