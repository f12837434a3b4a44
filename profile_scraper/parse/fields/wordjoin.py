"""Whether two pieces of text beside a cut are one word or two, from the words of the page that they stand on."""

import re
from collections import Counter
from collections.abc import Iterable

from profile_scraper.parse.page.language import FUNCTION_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = frozenset("aiày")
"""Letters that are words."""
_UNSEEN = 0.3
_SURE = 30.0


class PageWords:
    """The words of a page, counted."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            # The first and the last word of a piece of text may themselves be cut.
            self._counts.update(_WORD.findall(text.lower())[1:-1])

    def glue(self, last: str, first: str) -> tuple[str, bool]:
        """What stood between two pieces of letters: nothing or a space, and whether that is certain."""
        if any(len(piece) == 1 and piece.lower() not in _LETTERS for piece in (last, first)):
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
            # 'of Tides' and 'Lamp' + 'Net' both go on with a capital.
            return " ", self._is_word(last)
        return self._likelier(last, first)

    def _is_word(self, piece: str) -> bool:
        return piece in self._counts or (len(piece) > 2 and piece in FUNCTION_WORDS)

    def _likelier(self, last: str, first: str) -> tuple[str, bool]:
        """By the words of the page: how often each piece is a word of its own, how often a part of a longer one."""
        before, after = last[-2:], first[:2]
        inside = ends = begins = prefixed = suffixed = 0
        for word, count in self._counts.items():
            inside += count if before + after in word else 0
            ends += count if word.endswith(before) else 0
            begins += count if word.startswith(after) else 0
            prefixed += count if word.startswith(last) and word != last else 0
            suffixed += count if word.endswith(first) and word != first else 0
        odds = (ends * begins / (self._counts.total() + 1) + _UNSEEN) / (inside + _UNSEEN)
        for piece, part_of in ((last, prefixed), (first, suffixed)):
            odds *= (self._counts[piece] + 3 * (piece in FUNCTION_WORDS) + _UNSEEN) / (part_of + _UNSEEN)
        if not self._is_word(last) and not self._is_word(first):
            # Two words in a row that the page has nowhere else are rarer than one.
            odds /= 4
        return (" " if odds > 1 else ""), not 1 / _SURE < odds < _SURE
