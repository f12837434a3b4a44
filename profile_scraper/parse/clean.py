"""Clean text: what a person sees on the page, as one line of plain characters."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

# Anything outside this is worth a second look; most lines never leave the fast way.
_SUSPECT = re.compile(
    r"[\\`\u00ad\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufb00-\ufb06\ufffe\uffff\u0300-\u036f\x00-\x1f\x7f]"
    r"|''|[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] "
)
_MOJIBAKE = re.compile(r"[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] ")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\x00-\x08\x0e-\x1b\x7f\u0080-\u009f]"
)
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_MATH = re.compile(r"((?<!\\)\$\$?[^$]+(?<!\\)\$\$?|\\\([^\\]{1,200}(?:\\(?!\))[^\\]{0,200}){0,40}\\\))")
_OPEN_MATH = re.compile(r"(?<!\\)\$[^$]*\\[a-zA-Z]")
_ESCAPE = re.compile(r"\\([%&$#_{}])")
_ACCENT = re.compile(
    r"\{?\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])\}?|\{?\\[cvuHkrdbt]\{[A-Za-z]\}\}?"
)
_STYLE = re.compile(r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf)?|mbox|underline|url|href)\{([^{}]*)\}")
_MACRO = re.compile(r"\\[A-Za-z]+(?:\{\})?")
_DOUBLE_QUOTED = re.compile(r"``([^`]{1,400}?)(?:''|\")")
_SINGLE_QUOTED = re.compile(r"(?<![\w`'])`([^`']{1,120})'(?!\w)")
_DIVIDED = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})\b")


class _Converter(Protocol):
    def latex_to_text(self, latex: str) -> str: ...


def squeeze(text: str) -> str:
    """The text with every run of white space (no-break spaces too) made one space, none at the ends."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """The text in NFC with single spaces; LaTeX, mojibake and invisible characters made what they stand for."""
    text = " ".join(text.split())
    if text.isascii() and "\\" not in text and "`" not in text and "''" not in text:
        return text
    if _SUSPECT.search(text):
        text = _repaired(text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def joined(text: str) -> str:
    """The text with words that a PDF's line end has divided ('represen- tation') made whole.

    Only where the whole word stands elsewhere in the same text, so 'short- and long-term' is left alone.
    """
    if "- " not in text:
        return text
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}

    def whole(found: re.Match[str]) -> str:
        word = found[1] + found[2]
        return word if word.casefold() in words else found[0]

    return _DIVIDED.sub(whole, text)


def _repaired(text: str) -> str:
    if _MOJIBAKE.search(text):
        # Imported here: ftfy takes 50 ms and few pages need it.
        from ftfy import fix_encoding

        text = fix_encoding(text)
    text = _INVISIBLE.sub("", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if "\\" in text or "`" in text or "''" in text:
        parts = _MATH.split(text)
        # A formula that a cut text has left open is a formula all the same.
        rest = _OPEN_MATH.search(parts[-1])
        if rest:
            parts[-1:] = [parts[-1][: rest.start()], parts[-1][rest.start() :]]
        parts[::2] = [_without_latex(part) for part in parts[::2]]
        text = "".join(parts)
    return " ".join(text.split())


def _without_latex(text: str) -> str:
    if "\\" in text:
        text = _ACCENT.sub(lambda found: _converted(found[0]), text)
        text = _STYLE.sub(r"\1", text)
        text = _MACRO.sub(lambda found: _converted(found[0]), text)
        text = _ESCAPE.sub(r"\1", text)
    text = _DOUBLE_QUOTED.sub("“\\1”", text)
    return _SINGLE_QUOTED.sub("‘\\1’", text)


@lru_cache(maxsize=1024)
def _converted(latex: str) -> str:
    """One accent or symbol as a character; a macro that is not known stays as it stood."""
    return _converter().latex_to_text(latex).strip() or latex


@cache
def _converter() -> _Converter:
    # Imported here: few pages hold LaTeX.
    from pylatexenc.latex2text import LatexNodes2Text

    converter: _Converter = LatexNodes2Text()
    return converter
