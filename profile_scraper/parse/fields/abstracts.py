"""An abstract made whole: the marker that hides its rest found and taken out, and the word that it cut joined again.

The printed form is a teaser of a fixed number of characters (140 where it was seen), an ellipsis, a control ('see
more'), and the rest. The same words may stand in the text itself, so where the marker is in plain text, only
the place at which the page cuts its abstracts tells the two apart.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate, islice
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.page.lines import Line, Separator
from profile_scraper.text.function_words import ENGLISH_OR_FRENCH

USUAL_CUT = 140
"""Characters before the marker wherever it was seen."""

_ELLIPSIS_AT_END = re.compile(r"(?:…|\.\.\.)\s*$")
_ELLIPSIS_LENGTH = 8
"""Characters of an ellipsis and the white space behind it."""
_LONGEST_WORD = 200
_MOST_CUTS = 50
"""Markers of one abstract that are looked at: a page cuts its abstracts near their beginning."""
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

Markup: TypeAlias = Literal["text", "space", "tight", "layout"]
"""What the markup has at a cut: no edge; the edge of a block with a space, without one, with a line break."""


class Habit(NamedTuple):
    """How a page cuts its abstracts."""

    length: int | None
    """After how many characters, None where it does not cut long ones."""
    spaces: bool
    """Whether its markup keeps the spaces at the edges of blocks, so that an edge without one means something."""


class Cut(NamedTuple):
    """One place where an abstract may have been cut."""

    teaser: str
    rest: str
    sure: bool
    """Whether the markup says so: the control is an element of its own."""
    markup: Markup

    @property
    def length(self) -> int:
        """How many characters stand before the cut."""
        return len(self.teaser if self.markup == "text" else self.teaser.rstrip())


class Abstract(NamedTuple):
    """An abstract's printed text with the places where it may have been cut."""

    text: str
    cuts: list[Cut]
    spaces: bool
    """Whether the markup has a space at the edge of a block."""


class JoinedAbstract(NamedTuple):
    """An abstract as one text."""

    text: str
    complete: bool
    certain: bool


class _SortedWords:
    """Words in alphabetical order, with their counts added up: how many begin with some letters is two look-ups."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = sorted(counts)
        self._before = [0, *accumulate(counts[word] for word in self._words)]

    def starting(self, letters: str) -> int:
        """How many words begin with these letters."""
        first, last = bisect_left(self._words, letters), bisect_left(self._words, letters + _AFTER_ALL)
        return self._before[last] - self._before[first]


class PageWords:
    """The words of a page, counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            # The first and the last word of a piece of text may themselves be cut.
            self._counts.update(_WORD.findall(text.lower())[1:-1])
        self._spans_by_length: dict[int, Counter[str]] = {}

    def separator(self, last: str, first: str) -> tuple[str, bool]:
        """What stood between two pieces of letters: nothing or a space, and whether that is certain."""
        if any(len(piece) == 1 and piece.lower() not in _LETTERS for piece in (last, first)):
            return "", True
        capital = first[0].isupper() and not last.isupper()
        last, first = last.lower(), first.lower()
        one_word = last + first in self._counts
        two_words = self._is_word(last) and self._is_word(first)
        if one_word != two_words:
            return ("" if one_word else " "), True
        if one_word:
            # Both can be read; most cuts fall inside a word.
            return "", False
        if capital:
            # 'of Tides' and 'Lamp' + 'Net' both go on with a capital.
            return " ", self._is_word(last)
        return self._likelier(last, first)

    @cached_property
    def _forward(self) -> "_SortedWords":
        return _SortedWords(self._counts)

    @cached_property
    def _backward(self) -> "_SortedWords":
        return _SortedWords({word[::-1]: count for word, count in self._counts.items()})

    def _containing(self, length: int) -> Counter[str]:
        """For each run of so many letters how many words contain it."""
        if length not in self._spans_by_length:
            spans = self._spans_by_length[length] = Counter()
            for word, count in self._counts.items():
                for piece in {word[start : start + length] for start in range(len(word) - length + 1)}:
                    spans[piece] += count
        return self._spans_by_length[length]

    def _is_word(self, piece: str) -> bool:
        return piece in self._counts or (len(piece) > 2 and piece in ENGLISH_OR_FRENCH)

    def _likelier(self, last: str, first: str) -> tuple[str, bool]:
        """By the words of the page: how often each piece is a word of its own, how often a part of a longer one."""
        before, after = last[-2:], first[:2]
        inside = self._containing(len(before + after))[before + after]
        ends, begins = self._backward.starting(before[::-1]), self._forward.starting(after)
        prefixed = self._forward.starting(last) - self._counts[last]
        suffixed = self._backward.starting(first[::-1]) - self._counts[first]
        odds = (ends * begins / (self._counts.total() + 1) + _UNSEEN) / (inside + _UNSEEN)
        for piece, part_of in ((last, prefixed), (first, suffixed)):
            odds *= (self._counts[piece] + 3 * (piece in ENGLISH_OR_FRENCH) + _UNSEEN) / (part_of + _UNSEEN)
        if not self._is_word(last) and not self._is_word(first):
            # Two words in a row that the page has nowhere else are rarer than one.
            odds /= 4
        return (" " if odds > 1 else ""), not 1 / _SURE < odds < _SURE


def find_cuts(lines: list[Line], dictionary: SiteDictionary) -> Abstract:
    """The abstract that the lines hold, with every marker in it; a control that is an element of its own is sure."""
    lines = [line for line in lines if not dictionary.less_words.fullmatch(line.text)]
    text = ""
    edges: list[tuple[int, Separator]] = []
    for line in lines:
        if text:
            text += " " if line.separator else ""
        edges.append((len(text), line.separator))
        text += line.text
    sure = _control(lines, edges, text, dictionary)
    spans = [sure] if sure else [found.span() for found in islice(dictionary.more.finditer(text), _MOST_CUTS)]
    spaces = any(separator == "\n " for _, separator in edges)
    return Abstract(text, [_cut(text, span, edges, sure is not None) for span in spans], spaces)


def habit_of(abstracts: Iterable[Abstract]) -> Habit:
    """How a page cuts its abstracts, from all that it prints."""
    abstracts = list(abstracts)
    cuts = [cut for abstract in abstracts for cut in abstract.cuts]
    lengths = Counter(cut.length for cut in cuts)
    keeps = any(abstract.spaces for abstract in abstracts)
    one_word = sum(not abstract.cuts and len(abstract.text) > 2 * USUAL_CUT for abstract in abstracts)
    if USUAL_CUT in lengths:
        return Habit(USUAL_CUT, keeps)
    if one_word > sum(bool(abstract.cuts) for abstract in abstracts):
        return Habit(None, keeps)
    length, count = lengths.most_common(1)[0] if lengths else (USUAL_CUT, 0)
    return Habit(length if count > 1 else USUAL_CUT, keeps)


def join_abstract(abstract: Abstract, habit: Habit, words: PageWords) -> JoinedAbstract:
    """The abstract without its marker; ``words`` are those of the page."""
    cut = _select_cut(abstract, habit.length)
    if cut is None:
        return JoinedAbstract(abstract.text, not _is_cut(abstract.text), True)
    if not cut.rest.strip():
        return JoinedAbstract(cut.teaser.strip(), False, True)
    separator, certain = _separator(cut, habit, words)
    text = f"{cut.teaser.strip()}{separator}{cut.rest.strip()}"
    return JoinedAbstract(text, not _is_cut(text), certain)


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("…", "..."))


def _control(
    lines: list[Line], edges: list[tuple[int, Separator]], text: str, dictionary: SiteDictionary
) -> tuple[int, int] | None:
    """Where the first control stands that is an element of its own, with its ellipsis."""
    for index, line in enumerate(lines):
        if not dictionary.more_words.fullmatch(line.text):
            continue
        start = edges[index][0]
        ellipsis = _ELLIPSIS_AT_END.search(text, max(0, start - _ELLIPSIS_LENGTH), start)
        if line.control or ellipsis or line.text[0] in "….":
            return (ellipsis.start() if ellipsis else start), start + len(line.text)
    return None


def _cut(text: str, span: tuple[int, int], edges: list[tuple[int, Separator]], sure: bool) -> Cut:
    start, end = span
    # The marker's own inside tells nothing: only what stands before its first and behind its last character.
    around = {separator for index, separator in edges if index and index in (start, end, end + 1)}
    markup: Markup = "text"
    indices = {index for index, _ in edges}
    spaced = text[start - 1 : start] == " " and start not in indices
    if around & {" ", "\n "} or (around and spaced):
        markup = "space"
    elif around & {"~", "\n~"}:
        markup = "layout"
    elif "\n" in around:
        markup = "tight"
    return Cut(text[:start], _unrepeated(text[:start], text[end:]), sure, markup)


def _select_cut(abstract: Abstract, usual: int | None) -> Cut | None:
    """The real marker among those found: the control of its own, the one at the usual place, else the first."""
    for cut in abstract.cuts:
        if cut.sure or cut.length == usual:
            return cut
    if not abstract.cuts or usual is None or len(abstract.text) <= usual:
        return None
    return abstract.cuts[0]


def _separator(cut: Cut, habit: Habit, words: PageWords) -> tuple[str, bool]:
    """What stood at the cut, nothing or a space, and whether that is certain."""
    teaser, rest = cut.teaser.rstrip(), cut.rest.lstrip()
    if cut.markup == "text":
        return (" " if teaser != cut.teaser or rest != cut.rest else ""), True
    if cut.markup == "space" or (cut.markup == "tight" and habit.spaces):
        return (" " if cut.markup == "space" else ""), True
    if len(teaser) + 1 == habit.length:
        # A page cuts at a number of characters: the one that is missing was a space.
        return " ", True
    last, first = _LAST_WORD.search(teaser, max(0, len(teaser) - _LONGEST_WORD)), _FIRST_WORD.match(rest)
    if last and first:
        return words.separator(last[0], first[0])
    before, after = teaser[-1:], rest[:1]
    beside_mark = before in "([{-–—/“‘$\\" or after in ")]},.;:!?-–—/”’'%"
    return ("" if beside_mark or (before.isdigit() and after.isdigit()) else " "), True


def _unrepeated(teaser: str, rest: str) -> str:
    """The rest after the teaser, where the hidden part holds the whole text once more."""
    start = teaser.strip()
    if len(start) < 40 or rest.lstrip()[:1] != start[0]:
        return rest
    repeated = " ".join(rest.split())
    return repeated[len(start) :] if repeated.startswith(start) else rest


_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = frozenset("aiày")
"""Letters that are words."""
_AFTER_ALL = "\U0010ffff"
_UNSEEN = 0.3
_SURE = 30.0
