"""Normal forms of printed words, so that spelling, case, accents and gender do not make two terms of one."""

import re
import unicodedata
from functools import lru_cache

from profile_scraper.records.base import Language

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
_NOT_WORD = re.compile(r"[^\w]+|_+")

# 'Professeur·e', 'étudiant·e·s', 'agrégé(e)', 'professeur.e', 'chercheur-euse': the mark, an ending, perhaps a plural.
_ENDING = r"(?:e|le|ne|te|ve|fe|se|ère|rice|trice|euse|ice|esse)"
_INCLUSIVE = re.compile(
    rf"(?<=[^\W\d_])(?:[·⋅•‧∙・.]{_ENDING}(?:[·⋅•‧∙・.]?s)?|\({_ENDING}\)s?|-(?:e|trice|euse|ère)s?|[·⋅•‧∙・]s)(?![\w·⋅•‧∙・@])",
    re.IGNORECASE,
)
_DOUBLET = re.compile(r"\b([^\W\d_]{4,})\s*(?:/|\bou\b)\s*([^\W\d_]{4,})", re.IGNORECASE)
_GENDERED = (("trice", "teur"), ("euse", "eur"), ("ere", "er"), ("elle", "el"), ("enne", "en"), ("ive", "if"))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents or punctuation, single spaces: ``"Éthique de l'IA"`` is ``"ethique de l ia"``."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        bare = "".join([character for character in decomposed if not unicodedata.combining(character)])
    return _NOT_WORD.sub(" ", bare).strip()


def slugify(text: str) -> str:
    """A text as an identifier: folded, words joined by ``-``."""
    return fold(text).replace(" ", "-")


@lru_cache(maxsize=1 << 16)
def term_key(facet: str, language: Language, label: str) -> str:
    """The key under which a label is looked up.

    French words for people (role, level) have one key for both genders and for every inclusive writing: ``(e)``,
    ``.e``, ``·e`` (U+00B7), ``⋅e`` (U+22C5). The key is no word; it is never shown.
    """
    if language == "fr" and facet in ("role", "level"):
        return " ".join(map(_without_gender, fold(_first_of_doublets(_INCLUSIVE.sub("", label))).split()))
    return fold(label)


def _first_of_doublets(text: str) -> str:
    """``Chercheur/Chercheuse`` without its second form; ``Recherche/Développement`` stays."""

    def shorten(found: re.Match[str]) -> str:
        first, second = found.groups()
        return first if _without_gender(fold(first)) == _without_gender(fold(second)) else found.group()

    return _DOUBLET.sub(shorten, text)


def _without_gender(word: str) -> str:
    singular = word[:-1] if len(word) > 3 and word.endswith("s") else word
    for feminine, masculine in _GENDERED:
        if singular.endswith(feminine) and len(singular) > len(feminine) + 1:
            singular = singular[: -len(feminine)] + masculine
    return singular.rstrip("e") if len(singular) > 3 else singular
