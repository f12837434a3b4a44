"""Normalise text to compare it; every package normalises by these forms."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias

from profile_scraper.text.inclusive import common_form, without_doublets, without_inclusive_endings

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
