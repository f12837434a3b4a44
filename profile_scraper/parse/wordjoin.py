"""Whether two pieces of text beside a cut are one word or two, from the words of the page that they stand on."""

import re
from collections import Counter
from collections.abc import Iterable

from profile_scraper.parse.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = frozenset("aiày")
"""Letters that are words."""
_UNSEEN = 0.2
_A_WORD = 4.0
_NO_WORD = 0.5
_CLEAR = 4.0


class PageWords:
    """The words of a page, counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            # The first and the last word of a piece of text may themselves be cut.
            self._counts.update(_WORD.findall(text.lower())[1:-1])

    def glue(self, last: str, first: str) -> tuple[str, bool]:
        """What stood between two pieces of letters: nothing or a space, and whether that is certain."""
        if any(len(piece) == 1 and piece not in _LETTERS for piece in (last, first)):
            return "", True
        capital = first[0].isupper() and not last.isupper()
        last, first = last.lower(), first.lower()
        whole = last + first in self._counts
        apart = self._is_word(last) and self._is_word(first)
        if whole != apart:
            return ("" if whole else " "), True
        if whole:
            # Both can be read; most cuts fall inside a word.
            return "", False
        if capital:
            return " ", True
        return self._likelier(last, first)

    def _is_word(self, piece: str) -> bool:
        return piece in self._counts or (len(piece) > 2 and piece in FUNCTION_WORDS)

    def _likelier(self, last: str, first: str) -> tuple[str, bool]:
        """By letters: how often they stand inside a word, against words that end and begin with them side by side."""
        before, after = last[-2:], first[:2]
        # A short piece is all of a word's beginning or end, a long one only has its last or first letters in common.
        start, end = (r"\A" if len(last) < 4 else ""), (r"\Z" if len(first) < 4 else "")
        joint = re.compile(start + re.escape(last[-3:] if start else before) + re.escape(first if end else after) + end)
        inside, ends, begins = _UNSEEN, _UNSEEN, _UNSEEN
        for word, count in self._counts.items():
            inside += count if joint.search(word) else 0
            ends += count if word.endswith(before) else 0
            begins += count if word.startswith(after) else 0
        apart = ends * begins / (self._counts.total() + 1)
        for piece in (last, first):
            # A piece that is a word of its own speaks for two words, one that is none for a cut word.
            apart *= _A_WORD if self._is_word(piece) else _NO_WORD
        certain = max(inside, apart) > _CLEAR * min(inside, apart)
        return ("" if inside > apart else " "), certain
