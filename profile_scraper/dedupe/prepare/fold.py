"""Text as it is compared: case, accents, markup and punctuation taken away, words kept."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ACCENT_COMMAND = re.compile(r"""\\(?:['"`^~=.]|[cvuHtdbrk](?=[\s{]))\s*\{?\\?([A-Za-z])\}?""")
_STYLE_COMMAND = re.compile(r"\\(?:text|math)?(?:bb|bf|cal|em|emph|frak|it|normal|operatorname|rm|sc|sf|tt|up)\b")
_MARKUP_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|span|scp|inf|mml:[a-z]+)\b[^<>]{0,80}>", re.IGNORECASE)
AS_A_WHOLE = "&<=\\"
"""With one of these a text is folded as a whole; without them it can be folded word by word."""
AS_PRINTED = "${}_^~"
"""What else is not the same in texts in ASCII and beyond; without it, one in ASCII only loses capitals, apostrophes."""
_OR_EQUAL = re.compile(r"[<>]\s?or\s?=", re.IGNORECASE)
"""'≥' as catalogues spell it; the sign itself is no word."""
_MARKUP = str.maketrans("", "", "${}^_\\~'’‘`´ʼ\ufffd\u00ad\u200b\u200c\u200d\ufeff")
_APOSTROPHES = str.maketrans("", "", "'`")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    # NFKD has taken the accents off; a Greek letter in a title is a name: 'IFN-γ' is 'IFN-gamma'.
    | {letter: f" {unicodedata.name(letter).rpartition(' ')[2].lower()} " for letter in "αβγδεζηθικλμνξπρστυφχψω"}
)


class _BeyondAscii(dict[int, int | str | None]):
    """What becomes of each character of a text beyond ASCII, accents already apart from their letters."""

    def __missing__(self, code: int) -> int | str | None:
        kept = _LETTERS.get(code, None if code in _MARKUP or unicodedata.combining(chr(code)) else code)
        self[code] = kept
        return kept


_BEYOND_ASCII = _BeyondAscii()
_SPACED = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(range(128, 256))
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_HASH_FACTOR = 0x1B873593CC9E2D51


def fold(text: str) -> str:
    """The text in lower case without accents, entities, LaTeX, tags and apostrophes; other punctuation stays."""
    if "&" in text:
        from html import unescape  # a table of two thousand entities, for few texts

        text = unescape(text)
    if "<" in text:
        text = _MARKUP_TAG.sub("", text)
    if "=" in text:
        text = _OR_EQUAL.sub("", text)
    if "\\" in text:
        text = _STYLE_COMMAND.sub("", _ACCENT_COMMAND.sub(r"\1", text))
    if text.isascii():
        text = text.lower()
        if "$" in text or "{" in text or "\\" in text or "_" in text or "^" in text:
            return text.translate(_MARKUP)
        return text.translate(_APOSTROPHES) if "'" in text or "`" in text else text
    return unicodedata.normalize("NFKD", text.casefold()).translate(_BEYOND_ASCII)


def words_of(folded: str) -> list[str]:
    """The words of a folded text: runs of letters and digits."""
    if folded.isascii():  # eight times as fast as the pattern
        return folded.encode().translate(_SPACED).decode().split()
    return _WORD.findall(folded)


def squeeze(text: str) -> str:
    """The letters and digits of a text alone, so that spacing and hyphenation do not count."""
    if text.isascii() and not ("&" in text or "<" in text or "\\" in text):
        return text.encode().translate(None, _NO_LETTERS).decode().lower()
    return "".join(_WORD.findall(fold(text)))


def stable_hash(text: str) -> int:
    """A 61-bit number for a text, the same in every process and on every machine."""
    # An integer's hash is its remainder by 2^61 - 1; the factor spreads what few letters say over all bits.
    return hash((int.from_bytes(text.encode("utf8", "surrogatepass"), "little") * 2 + 1) * _HASH_FACTOR)
