"""Normalise text to compare it: the named forms that every package uses, and French inclusive writing."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias

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


Form: TypeAlias = Literal["characters", "label", "label_words", "label_key", "words", "title", "alphanumeric"]
"""A named form of a text.

All forms lower the case, take accents off, resolve letters that Unicode does not decompose ('Łukasz' is 'lukasz',
'Cœur' is 'coeur'), separate elisions ("l'IA" is 'l ia') and drop other apostrophes, and name symbols and single Greek
letters ('C++' is 'c plusplus', 'IFN-γ' is 'ifn- gamma').

- ``characters``: other punctuation stays; single spaces.
- ``label``: ``characters`` without the endings of inclusive writing and without a colon at the end.
- ``label_words``: the words of ``label``, joined by one space.
- ``label_key``: the words of ``label`` in a common form for all genders and numbers; it is never shown.
- ``words``: runs of letters and digits, joined by one space.
- ``title``: entities, tags, LaTeX and TeX signs are resolved first; other punctuation and all spaces stay.
- ``alphanumeric``: the letters and digits of ``title`` alone, so that spacing and hyphenation do not count.
"""

_WORD = re.compile(r"[^\W_]+")
_ACCENT_COMMAND = re.compile(r"""\\(?:['"`^~=.]|[cvuHtdbrk](?=[\s{]))\s*\{?\\?([A-Za-z])\}?""")
_STYLE_COMMAND = re.compile(r"\\(?:text|math)?(?:bb|bf|cal|em|emph|frak|it|normal|operatorname|rm|sc|sf|tt|up)\b")
_MARKUP_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|scp|inf|mml:[a-z]+)\b[^<>]{0,80}>", re.IGNORECASE)
_OR_EQUAL = re.compile(r"[<>]\s?or\s?=", re.IGNORECASE)
"""'≥' as catalogues spell it; the sign itself is no word."""
WHOLE_TEXT_SIGNS = "&<=\\"
"""A text with one of these is normalised as a whole; without them it can be normalised word by word."""
TEX_SIGNS = "${}_^~"
"""Signs of TeX that the form ``title`` drops."""
APOSTROPHES = "'’‘`ʼ"
SPECIAL_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters that Unicode does not decompose."""
GREEK_NAMES = {letter: unicodedata.name(letter).rpartition(" ")[2].lower() for letter in "αβγδεζηθικλμνξπρστυφχψω"}
_FEW_GREEK = re.compile(r"(?<![\u0370-\u03ff])[α-ω]{1,2}(?![\u0370-\u03ff])")
"""One or two Greek letters are symbols; more are a Greek word."""
_ELISION = re.compile(r"(?<![^\W_])([cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[^\W\d_])")
_SYMBOLS = re.compile(r"(?<=[^\W\d_])\+\+|(?<=(?<![^\W_])[^\W\d_])#(?!\w)")
_SYMBOL_NAMES = {"++": " plusplus ", "#": " sharp "}
INVISIBLE = "\u00ad\u200b\u200c\u200d\ufeff\ufffd"


class CharacterTable(dict[int, int | str | None]):
    """What becomes of each character of a decomposed text beyond ASCII: accents go; filled on demand."""

    def __missing__(self, code: int) -> int | None:
        plain = self[code] = None if unicodedata.combining(chr(code)) else code
        return plain


def _table(dropped: str) -> CharacterTable:
    letters = {ord(letter): plain for letter, plain in SPECIAL_LETTERS.items()}
    apostrophes = {ord(apostrophe): "'" for apostrophe in APOSTROPHES}
    return CharacterTable({**letters, **apostrophes, **dict.fromkeys(map(ord, dropped))})


_BEYOND_ASCII = _table(INVISIBLE)
_BEYOND_ASCII_TITLE = _table(INVISIBLE + TEX_SIGNS + "\\")
_ASCII_TITLE = str.maketrans("", "", TEX_SIGNS + "\\")
_SPACED = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(range(128, 256))
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_INVISIBLE_TABLE = str.maketrans("", "", INVISIBLE[:-1])


def normalize_text(text: str, form: Form) -> str:
    """Normalise a text to a named form, see :data:`Form`."""
    return _FORMS[form](text)


def collapse_whitespace(text: str) -> str:
    """Replace each run of white space by one space; strip the ends, remove invisible characters."""
    if not text.isascii() and _INVISIBLE.search(text):
        text = text.translate(_INVISIBLE_TABLE)
    return " ".join(text.split())


def words_of(normalized: str) -> list[str]:
    """The words of a normalised text: runs of letters and digits."""
    if normalized.isascii():  # eight times as fast as the pattern
        return normalized.encode().translate(_SPACED).decode().split()
    return _WORD.findall(normalized)


def without_markup(text: str) -> str:
    """Resolve character entities, remove tags of rich text, LaTeX accents and styles."""
    if "&" in text:
        from html import unescape  # a table of two thousand entities, for few texts

        text = unescape(text)
    if "<" in text:
        text = _MARKUP_TAG.sub("", text)
    if "=" in text:
        text = _OR_EQUAL.sub("", text)
    if "\\" in text:
        text = _STYLE_COMMAND.sub("", _ACCENT_COMMAND.sub(r"\1", text))
    return text


def _characters(text: str) -> str:
    text = text.lower() if text.isascii() else _decomposed(text, _BEYOND_ASCII)
    return _with_names(text)


def _title(text: str) -> str:
    text = without_markup(text)
    if not text.isascii():
        return _with_names(_decomposed(text, _BEYOND_ASCII_TITLE))
    text = text.lower()
    if "$" in text or "{" in text or "}" in text or "\\" in text or "_" in text or "^" in text or "~" in text:
        text = text.translate(_ASCII_TITLE)
    return _with_names(text)


def _decomposed(text: str, table: CharacterTable) -> str:
    if "´" in text:  # decomposes to a space and an accent
        text = text.replace("´", "'")
    # Compatibility forms of capitals ('𝐀') become capitals that have to be lowered, too.
    return unicodedata.normalize("NFKD", text.casefold()).casefold().translate(table)


def _with_names(text: str) -> str:
    """Separate elisions, drop other apostrophes, name symbols and single Greek letters."""
    if "'" in text or "`" in text:
        text = _ELISION.sub(r"\1 ", text.replace("`", "'")).replace("'", "")
    if "++" in text or "#" in text:
        text = _SYMBOLS.sub(lambda found: _SYMBOL_NAMES[found[0]], text)
    if not text.isascii():
        text = _FEW_GREEK.sub(lambda found: "".join(f" {GREEK_NAMES.get(each, each)} " for each in found[0]), text)
    return text


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> str:
    return " ".join(words_of(_characters(text)))


@lru_cache(maxsize=1 << 15)
def _label(text: str) -> str:
    if not text.isascii() and _INVISIBLE.search(text):
        text = text.translate(_INVISIBLE_TABLE)
    return " ".join(_characters(without_inclusive_endings(text)).split()).rstrip(" :")


@lru_cache(maxsize=1 << 15)
def _label_words(text: str) -> str:
    return " ".join(words_of(_label(text)))


@lru_cache(maxsize=1 << 15)
def _label_key(text: str) -> str:
    return " ".join(map(common_form, _label_words(without_doublets(without_inclusive_endings(text))).split()))


def _alphanumeric(text: str) -> str:
    if text.isascii() and not (
        "&" in text or "<" in text or "=" in text or "\\" in text or "++" in text or "#" in text
    ):
        return text.encode().translate(None, _NO_LETTERS).decode().lower()
    return "".join(words_of(_title(text)))


_FORMS: dict[Form, Callable[[str], str]] = {
    "characters": lambda text: " ".join(_characters(text).split()),
    "label": _label,
    "label_words": _label_words,
    "label_key": _label_key,
    "words": _words,
    "title": _title,
    "alphanumeric": _alphanumeric,
}
