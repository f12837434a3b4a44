"""The runs of text of an item: what stands between two breaks, links, identifiers and styled words apart."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element

from profile_scraper.structure.elements import BLOCKS, stable_tokens, styled_tag
from profile_scraper.structure.lines import SKIPPED, Page, Path, Step
from profile_scraper.structure.reference_parts import YEAR
from profile_scraper.structure.words import section_of
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import collapse_whitespace, normalize_text

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>⟨⟩]+", re.IGNORECASE)
SOURCE = re.compile(r"\s*(?:@\s*[A-Za-z]{3,20}\s*\{|@[A-Za-z]{3,20}$|TY\s{1,3}-\s|%0\s[A-Z])")
"""The beginning of an entry of BibTeX, RIS or EndNote, which programs read."""
END_OF_RIS = re.compile(r"\bER\s{1,3}-")
WORK_LINK = re.compile(
    r"doi\.org/|arxiv\.org/|hal\.science/|hal\.archives-ouvertes\.fr/|openreview\.net/|aclanthology\.org/|proceedings\."
    r"|pubmed|/10\.\d{4,}",
    re.IGNORECASE,
)


_LINK_WORDS = word_set("""
    abs bibtex pdf. html. arxiv. show more less voir
    pdf doi arxiv bibtex bib code data slides video poster cite hal url link website project html abstract
    resume github preprint paper supplementary details dataset demo appendix pypi docs press talk blog erratum
    pubmed full text texte integral lien site web copy download telecharger
""")
_BADGE_TOKEN = re.compile(r"(?:^|[-_])(?:badge|abbr|btn|button|icon|label|tags?)(?:$|[-_])", re.IGNORECASE)
_STYLED = word_set("""
    em i b strong u sup sub mark span var
""")
_PART_TOKEN = re.compile(
    r"(?:^|[-_])(?:title|titre|headline|authors?|auteurs?|venue|journal|revue|abstract|resume|summary)(?:$|[-_*])",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_EMPHASIS = ("strong", "b", "em", "i", "cite")
_ITALICS = ("em", "i", "cite")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEEPEST = 60
_SOURCE_TAGS = ("pre", "code", "samp", "figure")
_FIRST_PIECES = 8
"""Pieces of text, each of its colour, that the beginning of an entry is made of."""
_YEAR_STEP: Step = ("year", ())
_YEAR_BEFORE = re.compile(r"[\s,.;:]*(\((?:19|20)\d\d[a-z]?\))[\s.,:]+(?=[^\W\d_])")


@dataclass(slots=True, eq=False)
class Run:
    """One run of text of an item: a link, a styled span, or plain text up to the next break."""

    text: str
    element: _Element
    path: Path
    """From the item down: runs at one path of many items are one column."""
    href: str | None
    segment: int
    """Counts the blocks and line breaks before it."""
    is_part: bool = False
    """Whether it is all of an element that names itself a part, so that nothing behind belongs to it."""
    part: str | None = None
    """What a known label before it names: ``title``, ``author``, ``venue``, ``date``, ``abstract`` or ``other``."""


@dataclass(slots=True, eq=False)
class Item:
    """One publication as a list prints it."""

    page: Page
    element: _Element
    runs: list[Run]
    title: str = ""
    title_run: Run | None = None
    names: list[str] = field(default_factory=list)
    authors_complete: bool = False
    venue: str | None = None
    issued: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    abstract: str | None = None
    has_labels_applied: bool = False
    """Whether the labels are taken off the runs."""
    is_owner_left_out: bool = False
    """Whether the authors are those beside the owner of the list: 'with Bo Ek'."""


def runs_of(page: Page, item: _Element) -> list[Run]:
    """The runs of text of an item, in printed order."""
    reader = _RunReader(page, item)
    reader.walk(item, (), None, 0)
    runs: list[Run] = []
    for run in reader.runs:
        run.text = collapse_whitespace(run.text)
        if run.text and not any(map(_BADGE_TOKEN.search, tokens_of(run.path[-1:]))):
            runs += _without_year_before(run) if runs else [run]
    if len(runs) > 1 and runs[0].segment < runs[1].segment and section_of(runs[0].text.rstrip(": ")) == "publications":
        return runs[1:]  # the heading of a box
    return runs


def _without_year_before(run: Run) -> list[Run]:
    """A run, or the year in brackets that it begins with and the rest: '(2021). Slow clocks' behind the authors."""
    found = _YEAR_BEFORE.match(run.text) if run.href is None else None
    if found is None:
        return [run]
    return [
        replace(run, text=found[1], path=(*run.path, _YEAR_STEP)),
        replace(run, text=run.text[found.end() :]),
    ]


def is_year_before(run: Run) -> bool:
    """Whether a run is the year in brackets that a text began with."""
    return run.path[-1:] == (_YEAR_STEP,)


class _RunReader:
    def __init__(self, page: Page, item: _Element) -> None:
        self.runs: list[Run] = []
        self._page = page
        self._item = item
        self._segment = 0

    def walk(self, element: _Element, path: Path, href: str | None, depth: int) -> None:
        tag = element.tag
        if depth > _DEEPEST or tag.__class__ is not str or tag in SKIPPED:
            return
        if tag == "br":
            self._segment += 1
            return
        block = tag in BLOCKS
        if (tag in _SOURCE_TAGS or (block and element.text)) and _is_source(element):
            return
        self._segment += block
        if tag == "a" and element.get("href") is not None:
            href = element.get("href")
        own_path = path if element is self._item else (*path, self._page.step(element))
        if element is not self._item and _is_one_part(element):
            self._add("".join(map(str, element.itertext())), element, own_path, href, joins=False)
            self._segment += block
            return
        if element.text:
            joins = (
                tag in _STYLED
                and not element.get("itemprop")
                and (self._goes_on(element.text) or self._in_words(element.text))
            )
            self._add(element.text, element, own_path, href, joins=joins)
        for child in element:
            self.walk(child, own_path, href, depth + 1)
            if child.tail:
                last = self.runs[-1] if self.runs else None
                joins = child.tag in _STYLED and child.tag != "span" and last is not None and last.element is element
                self._add(child.tail, element, own_path, href, joins=joins)
        self._segment += block

    def _goes_on(self, text: str) -> bool:
        """Whether a styled text begins with punctuation, so that it goes on with unstyled text before it."""
        last = self.runs[-1] if self.runs else None
        return text.lstrip()[:1] in ",;.:" and (last is None or styled_tag(last.element) not in _EMPHASIS)

    def _in_words(self, text: str) -> bool:
        """Whether the text before goes on: a styled word in the middle of it is no run of its own.

        A small letter and a capital or a year, without a space between them, are of two parts.
        """
        last = self.runs[-1] if self.runs else None
        if last is None or last.segment != self._segment or last.href is not None:
            return False
        if text.lstrip()[:1] in ",;.:":
            return False
        if text.strip().isdecimal() and styled_tag(last.element) in _ITALICS:
            return False  # the volume behind a venue
        if (text[:1].isupper() or YEAR.match(text)) and last.text[-1:].islower():
            return False
        return re.search(r"[^\W\d_]\s?$", last.text) is not None

    def _add(self, text: str, element: _Element, path: Path, href: str | None, *, joins: bool) -> None:
        last = self.runs[-1] if self.runs and self.runs[-1].segment == self._segment else None
        if not text.strip():
            if last is not None and not last.text.endswith(" "):
                last.text += " "
        elif joins and last is not None and not last.is_part and last.href is None and href is None:
            last.text += text
        else:
            is_part = element is not self._item and _names_part(element)
            self.runs.append(Run(text, element, path, href, self._segment, is_part))


def _is_source(element: _Element) -> bool:
    """Whether an element begins with an entry of BibTeX or the like, which is there to be copied."""
    first = "".join(islice(map(str, element.itertext()), _FIRST_PIECES)).lstrip()
    return first[:1] in ("@", "T", "%") and SOURCE.match(first) is not None


def _names_part(element: _Element) -> bool:
    return any(map(_PART_TOKEN.search, map(with_hyphens, stable_tokens(element))))


def _is_one_part(element: _Element) -> bool:
    """Whether an element that names itself a part, a heading or a link holds nothing but text and styled words."""
    named = element.tag == "a" or element.tag in _HEADINGS or _names_part(element)
    return (
        named
        and len(element) > 0
        and all(
            each.tag.__class__ is str and each.tag in _STYLED and not stable_tokens(each) and not each.get("itemprop")
            for each in element.iterdescendants()
        )
    )


def tokens_of(path: Path) -> list[str]:
    """The class tokens on the way down to a column."""
    return [with_hyphens(token) for _, names in path for token in names]


@lru_cache(maxsize=1 << 12)
def with_hyphens(token: str) -> str:
    """A class token with its words apart: 'c-biblio__paperTitle' has the words 'paper' and 'Title'."""
    return _HUMP.sub("-", token)


def are_link_words(text: str) -> bool:
    """Whether a text only names what is linked: 'PDF', 'Code'."""
    words = normalize_text(text, "label_words").split()
    return bool(words) and all(word in _LINK_WORDS for word in words)
