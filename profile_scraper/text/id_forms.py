"""Forms that ids are made of. They are frozen: a change here would change ids; ``tests/text/test_id_forms.py``."""

import re
import unicodedata

from profile_scraper.text.normalize import (
    APOSTROPHES,
    GREEK_NAMES,
    INVISIBLE,
    SPECIAL_LETTERS,
    TEX_SIGNS,
    CharacterTable,
    without_markup,
    words_of,
)

LATER_STOP_WORDS = frozenset(("c", "d", "l", "n", "ou", "qu"))
"""Stop words that were none when ids were first made."""
_NO_WORD = re.compile(r"[^\w]+|_+")
_SLUG_LETTERS = str.maketrans({letter: plain for letter, plain in SPECIAL_LETTERS.items() if letter != "ß"})
_DROPPED = TEX_SIGNS + "\\" + APOSTROPHES + INVISIBLE
_ASCII_DROPPED = str.maketrans("", "", _DROPPED)
_ASCII_APOSTROPHES = str.maketrans("", "", "'`")
_SYMBOL = re.compile(r"(?<=[A-Za-z])(?:\+\+|#(?!\d))")
_SYMBOL_NAMES = {"++": " plusplus ", "#": " sharp "}


_CHARACTERS = CharacterTable({ord(letter): plain for letter, plain in SPECIAL_LETTERS.items()})
_CHARACTERS.update({ord(letter): f" {name} " for letter, name in GREEK_NAMES.items()})
_CHARACTERS.update(dict.fromkeys(map(ord, _DROPPED)))


def slugify(text: str) -> str:
    """Ids of terms and of people without an address: words joined by ``-``; any apostrophe separates words."""
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SLUG_LETTERS))
        plain = "".join([character for character in decomposed if not unicodedata.combining(character)])
    return _NO_WORD.sub(" ", plain).strip().replace(" ", "-")


def id_text(text: str) -> str:
    """Text of a publication id: no case, accents and markup; apostrophes join words, Greek letters are named."""
    text = without_markup(text)
    if text.isascii():
        has_tex = "$" in text or "{" in text or "\\" in text or "_" in text or "^" in text
        return text.lower().translate(_ASCII_DROPPED if has_tex else _ASCII_APOSTROPHES)
    return unicodedata.normalize("NFKD", text.casefold()).translate(_CHARACTERS)


def id_letters(text: str) -> str:
    """Letters and digits of a publication id's text."""
    if text.isascii() and not ("&" in text or "<" in text or "\\" in text):
        return "".join(filter(str.isalnum, text)).lower()
    return "".join(words_of(id_text(text)))


def spell_symbols(text: str) -> str:
    """A title with 'C++' and 'C#' spelled out, for :func:`id_text`."""
    return _SYMBOL.sub(lambda found: _SYMBOL_NAMES[found[0]], text) if "+" in text or "#" in text else text
