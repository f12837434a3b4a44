"""The language of a text by its function words."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from profile_scraper.text.wordlists import FUNCTION_WORDS

Language: TypeAlias = Literal["en", "fr"]

_ENGLISH = FUNCTION_WORDS["en"]
_FRENCH = FUNCTION_WORDS["fr"] | frozenset(("c", "d", "l", "n", "qu", "s"))
"""With what an elision leaves."""
ENGLISH_OR_FRENCH = _ENGLISH | _FRENCH
"""Function words of either language."""
_FRENCH_LETTERS = "éèêàçùœôî"
_ENOUGH = 400
"""Characters that are read: enough for an abstract, and a page has a dozen of them."""


def language_of(text: str) -> Language | None:
    """English or French by the beginning of a text; None where its words do not tell."""
    text = text[:_ENOUGH]
    english, french = count_function_words([text])
    letters = 0 if text.isascii() else sum(map(text.count, _FRENCH_LETTERS))
    if english >= (french + letters / 2) * 2 + 1:
        return "en"
    return "fr" if french + letters / 2 >= english * 2 + 2 else None


def count_function_words(texts: Iterable[str]) -> tuple[int, int]:
    """Words of texts that are function words of English, and of French."""
    english = french = 0
    for text in texts:
        words = text.lower().replace("'", " ").replace("’", " ").split()
        english += sum(map(_ENGLISH.__contains__, words))
        french += sum(map(_FRENCH.__contains__, words))
    return english, french
