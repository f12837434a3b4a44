"""Words that French and English share (``optimization``, ``optimisation``): evidence that needs no vocabulary."""

from collections.abc import Hashable
from functools import lru_cache

from profile_scraper.records.base import Language
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import normalize_text


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Endings that differ between the languages, longest first; what is left of the word is compared.
_ENDINGS: dict[Language, tuple[str, ...]] = {
    "en": _words("ically ation ical ing ity ics ion ive ous ary ian sis ism ist ed ic al er or y e"),
    "fr": _words(
        "iquement ation ique enne aire euse elle isme iste ite ion age ive eux eur ale aux ien rie al el if ee se ie e"
    ),
}
_SHORTEST_STEM = 4
_LEAST_SIMILAR = 0.8
_MOST_WORDS = 50
"""A text of more words than this is no label, and shares none."""


@lru_cache(maxsize=1 << 15)
def content_words(text: str) -> tuple[str, ...]:
    """The folded words of a label that carry its meaning."""
    return tuple(word for word in normalize_text(text, "words").split() if word not in STOP_WORDS)


@lru_cache(maxsize=1 << 17)
def is_cognate(en: str, fr: str) -> bool:
    """Whether two folded words are one word in two spellings."""
    if en == fr:
        return True
    if en[:2] != fr[:2]:
        return False
    stems = _stem("en", en), _stem("fr", fr)
    if min(map(len, stems)) < _SHORTEST_STEM:
        return False
    if stems[0] == stems[1]:
        return True
    from rapidfuzz.distance import Levenshtein  # only where two words begin alike

    return Levenshtein.normalized_similarity(*stems, score_cutoff=_LEAST_SIMILAR) > 0


def _stem(language: Language, word: str) -> str:
    word = word.replace("z", "s")
    if word.endswith("s") and not word.endswith(("ss", "sis", "ics")):
        word = word[:-1]
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def shared_words(en: str, fr: str) -> tuple[int, int]:
    """How many content words of two labels are cognates, one to one, and how many the longer label has."""
    remaining = list(content_words(fr))
    words = content_words(en)
    if max(len(remaining), len(words)) > _MOST_WORDS:
        return 0, max(len(remaining), len(words))
    shared = 0
    for word in words:
        partner = next((other for other in remaining if is_cognate(word, other)), None)
        if partner is not None:
            remaining.remove(partner)
            shared += 1
    return shared, max(len(words), len(content_words(fr)))


def cognate_keys(text: str) -> tuple[Hashable, ...]:
    """Two labels that are equal, or whose words are all cognates, share one of these: cognates begin alike."""
    return ("equal", normalize_text(text, "words")), ("begin", tuple(sorted(word[:2] for word in content_words(text))))


def are_cognates(en: str, fr: str) -> bool:
    """Whether every content word of two labels is a cognate of one of the other's, one of them long enough to tell."""
    shared, longest = shared_words(en, fr)
    return 0 < shared == longest and any(len(word) >= _SHORTEST_STEM for word in content_words(en))
