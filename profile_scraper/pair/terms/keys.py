"""Keys of labels, so that spelling, case, accents and gender do not make two terms of one."""

from collections.abc import Mapping

from profile_scraper.records.base import Language
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import normalize_text

_ARTICLES: Mapping[Language, frozenset[str]] = {
    "en": word_set("a an of the"),
    "fr": word_set("a au aux d de des du l la le les un une"),
}
"""Articles, and the prepositions that join with them."""
_LONGEST_WITHOUT_NUMBER = 3


def term_key(facet: str, language: Language, label: str) -> str:
    """The key under which a label is looked up; for French words for people (role, level) one key for both genders."""
    return normalize_text(label, "label_key" if language == "fr" and facet in ("role", "level") else "words")


def variant_key(language: Language, label: str) -> str:
    """The key of a label without articles and plurals: 'L'exploration des données' is 'Exploration de donnée'."""
    words = normalize_text(label, "words").split()
    return " ".join(_singular(language, word) for word in words if word not in _ARTICLES[language])


def _singular(language: Language, word: str) -> str:
    if len(word) <= _LONGEST_WITHOUT_NUMBER or word.endswith("ss"):
        return word
    if language == "fr":
        if word.endswith("aux") and not word.endswith("eaux"):
            return f"{word[:-2]}l"
        return word[:-1] if word[-1] in "sx" else word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
