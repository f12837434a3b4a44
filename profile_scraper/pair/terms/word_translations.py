"""Which words of English and French say the same: those of ``word_translations.txt``, and cognates."""

from collections.abc import Hashable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

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
_MOST_COGNATE_WORDS = 50
"""A text of more words than this is no label, and shares none."""


@lru_cache(maxsize=1 << 15)
def content_words(text: str) -> tuple[str, ...]:
    """The normalised words of a label that carry its meaning."""
    return tuple(word for word in normalize_text(text, "words").split() if word not in STOP_WORDS)


@lru_cache(maxsize=1 << 17)
def is_cognate(en: str, fr: str) -> bool:
    """Whether two normalised words are one word in two spellings."""
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
    if language == "en" and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "sis", "ics")):
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
    if max(len(remaining), len(words)) > _MOST_COGNATE_WORDS:
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


Phrase: TypeAlias = tuple[str, ...]

_MOST_WORDS = 12
"""A label of more words is compared with none."""
_SHORTEST_WORD = 4
_FRENCH_ENDINGS = (
    ("ive", "if"),
    ("euse", "eux"),
    ("elle", "el"),
    ("enne", "en"),
    ("iere", "ier"),
    ("ere", "er"),
    ("e", ""),
)
"""Feminine endings with the masculine ones, longest first."""


class Coverage(NamedTuple):
    """How far two labels say the same."""

    covered: int
    """Words of both labels that a word of the other one says."""
    words: int
    """Words of both labels."""
    is_contradicted: bool = False
    """Whether each label has a word with known translations of which the other label has none."""

    @property
    def is_full(self) -> bool:
        """Whether each label says all that the other one says."""
        return 0 < self.covered == self.words


@lru_cache(maxsize=1 << 16)
def coverage(en: str, fr: str) -> Coverage:
    """How far an English and a French label say the same, word by word in any order.

    Known translations are compared first, the longest phrases before single words, then words that are spelt alike.
    """
    english, french = content_words(en), content_words(fr)
    words = len(english) + len(french)
    if max(len(english), len(french)) > _MOST_WORDS:
        return Coverage(0, words)
    left, right = list(english), list(french)
    for phrase, translations in _phrases_in(english):
        for translation in translations:
            indices = _indices_of(right, translation)
            if indices is not None and all(word in left for word in phrase):
                for word in phrase:
                    left.remove(word)
                right = [word for index, word in enumerate(right) if index not in indices]
                break
    for word in tuple(left):
        partner = next((each for each in right if any(is_cognate(word, form) for form in _french_forms(each))), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
    return Coverage(words - len(left) - len(right), words, _are_known(left, right))


def are_translations(en: str, fr: str) -> bool:
    """Whether two labels say the same word by word, one of the words long enough to tell."""
    return coverage(en, fr).is_full and any(len(word) >= _SHORTEST_WORD for word in content_words(en))


def may_be_translations(en: str, fr: str) -> bool:
    """Whether one word or more of two labels say the same, and nothing known speaks against the others."""
    found = coverage(en, fr)
    return found.covered > 0 and not found.is_contradicted


def translation_keys(language: Language, label: str) -> Iterator[Hashable]:
    """Two labels of which a word of one translates a word of the other share one of these."""
    words = content_words(label)
    if len(words) > _MOST_WORDS:
        return
    if language == "fr":
        yield from (form for word in words for form in _french_forms(word))
        return
    for _, translations in _phrases_in(words):
        yield from (word for translation in translations for word in translation)


def _phrases_in(words: Phrase) -> list[tuple[Phrase, tuple[Phrase, ...]]]:
    """The known phrases whose words stand in an English label, longest first."""
    known = _word_translations()
    forms = {form: word for word in words for form in _english_forms(word)}
    phrases = {phrase for form in forms for phrase in known.by_word.get(form, ())}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return [
        (tuple(forms[word] for word in phrase), known.translations[phrase])
        for phrase in longest_first
        if all(word in forms for word in phrase)
    ]


def _indices_of(words: list[str], phrase: Phrase) -> set[int] | None:
    """Where the words of a French phrase stand in a label, None where one is missing."""
    indices: set[int] = set()
    for wanted in phrase:
        found = next(
            (index for index, word in enumerate(words) if index not in indices and wanted in _french_forms(word)), None
        )
        if found is None:
            return None
        indices.add(found)
    return indices


@lru_cache(maxsize=1 << 14)
def _english_forms(word: str) -> Phrase:
    """A normalised word, and what it may be the plural of."""
    if len(word) < _SHORTEST_WORD or not word.endswith("s") or word.endswith("ss"):
        return (word,)
    forms = [word, word[:-1]]
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    elif word.endswith("ves"):
        forms += [f"{word[:-3]}f", f"{word[:-3]}fe"]
    elif word.endswith("es"):
        forms.append(word[:-2])
    return tuple(forms)


@lru_cache(maxsize=1 << 14)
def _french_forms(word: str) -> Phrase:
    """A normalised word, and the singular and masculine forms that it may be of."""
    forms = [word]
    if len(word) >= _SHORTEST_WORD and word.endswith(("s", "x")):
        forms.append(word[:-1])
        if word.endswith("aux"):
            forms += [f"{word[:-3]}al", f"{word[:-3]}ail"]
    for form in tuple(forms):
        forms += [form.removesuffix(old) + new for old, new in _FRENCH_ENDINGS if form.endswith(old)]
    return tuple(dict.fromkeys(forms))


def _are_known(en: list[str], fr: list[str]) -> bool:
    """Whether English words and French words, none of which says another, are both among the known ones."""
    known = _word_translations()
    return any(not known.by_word.keys().isdisjoint(_english_forms(word)) for word in en) and any(
        not known.french.isdisjoint(_french_forms(word)) for word in fr
    )


class _WordTranslations(NamedTuple):
    translations: Mapping[Phrase, tuple[Phrase, ...]]
    by_word: Mapping[str, list[Phrase]]
    """For each English word the phrases that it stands in."""
    french: frozenset[str]
    """Every French word."""


@cache
def _word_translations() -> _WordTranslations:
    translations: dict[Phrase, tuple[Phrase, ...]] = {}
    by_word: dict[str, list[Phrase]] = {}
    for line in files(__package__).joinpath("word_translations.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        english, *french = (tuple(each.split("+")) for each in line.split())
        translations[english] = tuple(french)
        for word in english:
            by_word.setdefault(word, []).append(english)
    french_words = frozenset(word for phrases in translations.values() for phrase in phrases for word in phrase)
    return _WordTranslations(translations, by_word, french_words)
