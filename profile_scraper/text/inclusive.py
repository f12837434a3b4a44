"""French inclusive writing, and the common form of a word's genders and numbers."""

import re

_SEPARATORS = "·⋅•‧∙・"
_SEPARATOR_SET = frozenset(_SEPARATORS)
_ENDING = (
    "(?:e|le|ne|te|ve|fe|se|re|ale|aux|elle|enne|ère|ere|ière|iere|rice|trice|euse|ice|esse|sse|"
    "ales|elles|ennes|ères|eres|ières|ieres|rices|trices|euses|ices|esses|sses|es|les|nes|tes|ves|fes|ses|res)"
)
# 'Professeur·e', 'étudiant·e·s', 'principaux·ales', 'agrégé(e)', 'Étudiant(e)s', 'professeur.e', 'chercheur-euse'.
_INCLUSIVE = re.compile(
    rf"(?=[{_SEPARATORS}.(-])(?<=[^\W\d_]{{2}})(?:"
    rf"(?:[{_SEPARATORS}.]{_ENDING}){{1,3}}(?:[{_SEPARATORS}.-]s|\(s\))?"
    rf"|\({_ENDING}(?:[{_SEPARATORS}.-]s)?\)(?:[{_SEPARATORS}.-]?s|\(s\))?"
    rf"|-(?:e|trice|euse|ère)(?:-?s)?"
    rf"|[{_SEPARATORS}]s|\(s\)"
    rf")(?![\w{_SEPARATORS}@])",
    re.IGNORECASE,
)
_SEPARATOR_AT_END = re.compile(rf"(?<=[^\W\d_])[{_SEPARATORS}.](?!\w)")
_DOUBLET = re.compile(r"\b([^\W\d_]{4,})\s*(?:/|\b(?:ou|et)\b)\s*([^\W\d_]{4,})", re.IGNORECASE)
_GENDERED = (("trice", "teur"), ("euse", "eur"), ("ere", "er"), ("elle", "el"), ("enne", "en"), ("ive", "if"))


def without_inclusive_endings(text: str) -> str:
    """Remove the endings that inclusive writing adds: ``Étudiant(e)s actuel(le)s`` is ``Étudiant actuel``."""
    if ("(" not in text and "." not in text and "-" not in text) and (
        text.isascii() or _SEPARATOR_SET.isdisjoint(text)
    ):
        return text
    return _SEPARATOR_AT_END.sub("", _INCLUSIVE.sub("", text))


def without_doublets(text: str) -> str:
    """``Chercheur/Chercheuse`` and ``étudiantes et étudiants`` without the second form; other words stay."""
    return _DOUBLET.sub(lambda found: found[1] if _is_doublet(found[1], found[2]) else found[0], text)


def _is_doublet(first: str, second: str) -> bool:
    return first.casefold()[:3] == second.casefold()[:3] and common_form(_plain(first)) == common_form(_plain(second))


def _plain(word: str) -> str:
    return word.casefold().replace("è", "e").replace("é", "e")


def common_form(word: str) -> str:
    """One form for a normalised word's genders and numbers; it is no word and is never shown."""
    if len(word) > 4 and word.endswith("aux"):
        word = word[:-3] + "al"
    elif len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    for feminine, masculine in _GENDERED:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            word = word[: -len(feminine)] + masculine
    return word.rstrip("e") if len(word) > 3 else word
