"""Paragraphs of two biographies, aligned by length and shared words.

After W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), and the cognates of
M. Simard, G. F. Foster and P. Isabelle (1992).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from math import erfc, inf, log2, sqrt
from typing import Literal, NamedTuple

from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import AlignedParagraphs
from profile_scraper.text.function_words import count_function_words, is_other_language, language_of
from profile_scraper.text.normalize import normalize_text

# How many paragraphs of each page one step takes, and how often that happens (Gale and Church, table 5).
_STEPS = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
_GROWTH, _VARIANCE = 1.1, 6.8
"""Characters of French for one of English, and the variance of that ratio a character."""
_IN_TRANSLATION, _BY_CHANCE = 0.3, 0.09
"""Share of words that are cognates in a translation and in two unrelated texts (Simard et al.)."""
_PREFIX = 4
_LONGEST = 200


class _Text(NamedTuple):
    length: int
    cognate_keys: Counter[str]
    """Numbers, and the first letters of longer words: what a cognate has in both languages."""

    def followed_by(self, other: "_Text") -> "_Text":
        return _Text(self.length + other.length, self.cognate_keys + other.cognate_keys)


_NOTHING = _Text(0, Counter())


_LONG_ENOUGH = 80
"""Characters of a paragraph whose own language counts; a shorter one may quote a title or a name."""
_SEVERAL = 3
"""Function words that tell the language of a shorter paragraph."""


class Paragraphs(NamedTuple):
    """The paragraphs of one page's biography, by their own language."""

    own: list[str]
    """Those in the page's language, or in none that can be told."""
    foreign: list[str]
    """Those in the other language of the site: they were not translated."""
    other: list[str]
    """Those in neither language: no text of the profile."""


def paragraphs_of(page: ProfilePage) -> Paragraphs:
    """Sort a page's biography by the language of each paragraph; one that does not tell follows the whole text."""
    paragraphs = Paragraphs([], [], [])
    own = page.source.language
    languages = [_language_of(text) for text in page.biography]
    of_text = language_of(" ".join(page.biography)) if {*languages} - {"en", "fr"} and own not in languages else None
    for paragraph, language in zip(page.biography, languages, strict=True):
        if language == "other":
            paragraphs.other.append(paragraph)
        elif (language or (_follows(paragraph, of_text) if of_text else None)) in (None, own):
            paragraphs.own.append(paragraph)
        else:
            paragraphs.foreign.append(paragraph)
    return paragraphs


def _follows(paragraph: str, of_text: Language) -> Language | None:
    """The language of the whole text, for a paragraph without more words of the other one."""
    english, french = count_function_words([paragraph])
    more = english - french if of_text == "en" else french - english
    return of_text if more >= 0 and (of_text == "fr" or paragraph.isascii()) else None


@lru_cache(maxsize=256)  # the profile and its conflicts read the same paragraphs
def _language_of(paragraph: str) -> Language | Literal["other"] | None:
    """The language of a paragraph; a short one needs several function words of one language and none of the other."""
    if is_other_language(paragraph):
        return "other"
    if len(paragraph) >= _LONG_ENOUGH:
        return language_of(paragraph)
    english, french = count_function_words([paragraph])
    if not paragraph.isascii() or min(english, french) or max(english, french) < _SEVERAL:
        return None
    return "en" if english else "fr"


def biographies_of(pages: Iterable[ProfilePage]) -> dict[Language, tuple[ProfilePage, list[str]]]:
    """For each language the paragraphs in it, with the page that prints them: its own page, else the other one."""
    found: dict[Language, tuple[ProfilePage, list[str]]] = {}
    sorted_pages = [(page, paragraphs_of(page)) for page in pages]
    for page, paragraphs in sorted_pages:
        if paragraphs.own:
            found[page.source.language] = page, paragraphs.own
    for page, paragraphs in sorted_pages:
        other: Language = "fr" if page.source.language == "en" else "en"
        if paragraphs.foreign:
            found.setdefault(other, (page, paragraphs.foreign))
    return found


def align(en: Sequence[str], fr: Sequence[str]) -> list[AlignedParagraphs]:
    """Align the paragraphs of two texts, in their order.

    Returns:
        Steps that together cover every paragraph once; none where a text is missing or has over 200 paragraphs.
    """
    if not en or not fr or max(len(en), len(fr)) > _LONGEST:
        return []
    left, right = _spans(en), _spans(fr)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in product(range(len(en) + 1), range(len(fr) + 1)):
        if (i, j) == (0, 0):
            continue
        best[i, j] = -inf, (0, 0)
        for (a, b), share in _STEPS.items():
            if a <= i and b <= j:
                score = best[i - a, j - b][0] + _score(left[i, a], right[j, b]) + log2(share)
                best[i, j] = max(best[i, j], (score, (a, b)))
    steps = []
    i, j = len(en), len(fr)
    while i or j:
        a, b = best[i, j][1]
        score = _score(left[i, a], right[j, b])
        steps.append(AlignedParagraphs(en=[*range(i - a, i)], fr=[*range(j - b, j)], score=round(score, 2)))
        i, j = i - a, j - b
    return steps[::-1]


def _text(paragraph: str) -> _Text:
    words = normalize_text(paragraph, "words").split()
    digits = (word for word in words if any(character.isdigit() for character in word))
    long = (word[:_PREFIX] for word in words if len(word) >= _PREFIX and word.isalpha())
    return _Text(len(paragraph), Counter([*digits, *long]))


def _spans(paragraphs: Sequence[str]) -> dict[tuple[int, int], _Text]:
    """By end and number of paragraphs, the texts that one step may take."""
    texts = list(map(_text, paragraphs))
    spans = {(end, 0): _NOTHING for end in range(len(texts) + 1)}
    spans |= {(end, 1): text for end, text in enumerate(texts, start=1)}
    return spans | {(end, 2): texts[end - 2].followed_by(texts[end - 1]) for end in range(2, len(texts) + 1)}


def _score(left: _Text, right: _Text) -> float:
    """Bits for one being the other's translation: length and cognates; 0 for a paragraph alone."""
    if left is _NOTHING or right is _NOTHING:
        return 0.0
    deviation = (right.length - left.length * _GROWTH) / sqrt(max(left.length, 1) * _VARIANCE)
    words = (left.cognate_keys.total() + right.cognate_keys.total()) / 2
    shared = (left.cognate_keys & right.cognate_keys).total()
    different = max(words - shared, 0.0)
    cognates = shared * log2(_IN_TRANSLATION / _BY_CHANCE) + different * log2((1 - _IN_TRANSLATION) / (1 - _BY_CHANCE))
    return cognates + log2(max(erfc(abs(deviation) / sqrt(2)), 1e-12))
