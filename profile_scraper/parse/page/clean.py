"""Clean text, as a person sees it on the page: one line of plain characters, with spoiled spelling repaired."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Protocol

from lxml.etree import _Element

from profile_scraper.text.escape import quoted

_MOJIBAKE = re.compile(r"[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] ")
_SINGLE_BYTES = ("cp850", "cp437", "mac-roman")
"""Encodings of DOS and of old Macs, as which UTF-8 was read; ftfy knows not all, and none of them in short texts."""
_LETTERS = "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïñóôöùûüŒœÿ’‘“”«»–—…€°·\u00a0"
_GARBLED = re.compile("[├┬┼╬ΓÔ√¬≈‚][^\x00-\x7f]")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    r"\x00-\x08\x0e-\x1b\x7f\u0080-\u009f]"
)
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_MATH = re.compile(r"((?<!\\)\$\$?[^$]+(?<!\\)\$\$?|\\\((?:[^\\]{1,200}|\\(?![()])){1,80}\\\))")
"""A formula; one that opens another never closes, so that a run of open ones takes linear time."""
_OPEN_MATH = re.compile(r"(?<!\\)\$[^$]*\\[a-zA-Z]")
_ESCAPE = re.compile(r"\\([%&$#_{}])")
_ACCENT = re.compile(
    r"\{?\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])\}?"
    r"|\{?\\[cvuHkrdbt]\{[A-Za-z]\}\}?|\{\\[cvuHkrdbt] [A-Za-z]\}"
)
_STYLE = re.compile(r"\\(?:emph|text[a-z]{0,20}|mbox|underline|url|href)\{([^{}]*)\}")
_NOTE = re.compile(r"\\(?:footnote|thanks)\{[^{}]*\}")
_GROUP = re.compile(r"(\\[A-Za-z]+(?:\[[^\]]{0,40}\])?(?:\{[^{}]*\})+|\\\{)|\{([^{}\\]*)\}")
"""A macro with what it is applied to, else letters in braces."""
_MOST_NESTED = 4
_PROTECTED = re.compile(r"\{([A-Z][\w-]*(?: [\w-]+){0,5})\}")
"""What BibTeX keeps as it is spelt: letters in braces, which no text is printed with."""
_TEX_SPACE = re.compile(r"\\[,;: ]|(?<=[\w.,)])~(?=[\w(\\$])")
_TEX_DASH = re.compile(r"(?<!-)(---?)(?!-)")
_MACRO = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_WORDS = re.compile(r"[A-Za-z%<]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´](?=[^\W\d_])")
"""An accent that stands alone between letters."""
_DOUBLE_QUOTED = re.compile(r"``([^`]{1,400}?)(?:''|\")")
_SINGLE_QUOTED = re.compile(r"(?<![\w`'])`([^`']{1,120})'(?!\w)")


class _Converter(Protocol):
    def latex_to_text(self, latex: str) -> str: ...


def repaired(text: str) -> str:
    """The text with every such sign made the characters that it stands for, in single spaces."""
    if _MOJIBAKE.search(text):
        # Imported here: ftfy takes 50 ms and few pages need it.
        from ftfy import fix_encoding

        text = fix_encoding(text)
    if _GARBLED.search(text):
        text = _repaired_single_bytes(text)
    text = without_invisible(text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _APOSTROPHE.sub("’", text)
    if "\\" in text or "{" in text or "`" in text or "''" in text:
        parts = _MATH.split(text)
        # A formula that a cut text has left open is a formula all the same.
        rest = _OPEN_MATH.search(parts[-1])
        if rest:
            parts[-1:] = [parts[-1][: rest.start()], parts[-1][rest.start() :]]
        parts[::2] = [_without_latex(part) for part in parts[::2]]
        parts[1::2] = [_in_dollars(part) for part in parts[1::2]]
        text = "".join(parts)
    return " ".join(text.split())


def _repaired_single_bytes(text: str) -> str:
    """UTF-8 that was read in an encoding of one byte a letter: of those, the one that explains most of the text."""
    found = {name: _garbled_letters(name)[0].findall(text) for name in _SINGLE_BYTES}
    pattern, letters = _garbled_letters(max(found, key=lambda name: len(found[name])))
    return pattern.sub(lambda each: letters[each[0]], text)


@cache
def _garbled_letters(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    letters = {letter.encode().decode(encoding): letter for letter in _LETTERS}
    return re.compile("|".join(map(re.escape, letters))), letters


def without_invisible(text: str) -> str:
    """The text without controls, marks of direction, lone surrogates and characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def _in_dollars(formula: str) -> str:
    """A formula between single dollars; LaTeX also writes two, or backslash and parenthesis."""
    return f"${formula[2:-2].strip()}$" if formula.startswith(("\\(", "$$")) and len(formula) > 4 else formula


def _without_latex(text: str) -> str:
    if "\\" in text:
        text = _ACCENT.sub(lambda found: _converted(found[0]), _TEX_SPACE.sub(" ", text))
        text = _STYLE.sub(r"\1", text)
        text = _MACRO.sub(lambda found: _symbol(found[1]) or found[0], text)
        for _ in range(_MOST_NESTED if "{" in text else 0):
            text = _STYLE.sub(r"\1", _NOTE.sub("", _GROUP.sub(_without_braces, text)))
        text = _ESCAPE.sub(r"\1", text)
        text = _TEX_DASH.sub(lambda found: "–" if len(found[1]) == 2 else "—", text)
    elif "{" in text:
        text = _PROTECTED.sub(r"\1", text)
    text = _DOUBLE_QUOTED.sub("“\\1”", text)
    return _SINGLE_QUOTED.sub("‘\\1’", text)


def _without_braces(found: re.Match[str]) -> str:
    return found[1] or found[2]


@lru_cache(maxsize=1024)
def _converted(latex: str) -> str:
    """One letter with its accent as a character."""
    return _converter().latex_to_text(latex).strip() or latex


@lru_cache(maxsize=1024)
def _symbol(name: str) -> str | None:
    """The character that a macro is; None for one that is not known, or does something with what follows it."""
    # Imported here: few pages hold LaTeX.
    from pylatexenc.latex2text import get_default_latex_context_db

    meant = getattr(get_default_latex_context_db().get_macro_spec(name), "simplify_repl", None)
    return meant if isinstance(meant, str) and not _WORDS.search(meant) else None


@cache
def _converter() -> _Converter:
    # Imported here: few pages hold LaTeX.
    from pylatexenc.latex2text import LatexNodes2Text

    converter: _Converter = LatexNodes2Text()
    return converter


_ENTITY = r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,30});"
_WHOLE_ENTITY = re.compile(_ENTITY)
_ESCAPED_TWICE = re.compile(rb"&amp;" + _ENTITY[1:].encode())
_STYLES = (
    r"i|b|em|strong|su[bp]|scp|span|u"
    r"|(?:jats:)?(?:italic|bold|sc|inf|underline|roman|monospace)|jats:(?:su[bp]|p|title|sec)"
)
_STYLED = re.compile(rf"<({_STYLES})>([^<>]{{1,400}})</\1>", re.IGNORECASE)
"""A styled word whose tags are printed; a tag without its counterpart is text."""
_ESCAPED_STYLE = re.compile(rb"&lt;/(?:" + _STYLES.encode() + rb")&gt;", re.IGNORECASE)
_SOURCES = ("code", "pre", "kbd", "samp", "script", "style", "textarea")
"""Elements whose text is about markup where it looks like markup."""


def restore_entities(text: str) -> str:
    """A text with each whole entity in it made its character, once; an ampersand that begins none stays."""
    if "&" in text:
        text = _WHOLE_ENTITY.sub(lambda found: _characters(found[0]), text)
    return _STYLED.sub(r"\2", text) if "</" in text else text


def has_escaped_text(body: bytes) -> bool:
    """Whether markup may hold entities that were escaped twice, or tags that were escaped."""
    return _ESCAPED_TWICE.search(body) is not None or _ESCAPED_STYLE.search(body) is not None


def restore_text(root: _Element) -> None:
    """Restore entities and escaped tags in all texts of a tree, and in the descriptions of its images."""
    for element in root.iter():
        if element.tag.__class__ is not str:
            continue
        if _may_be_spoiled(element.text) and not _is_source(element):
            element.text = restore_entities(element.text or "")
        if _may_be_spoiled(element.tail) and not _is_source(element.getparent()):
            element.tail = restore_entities(element.tail or "")
        alt = element.get("alt")
        if alt and "&" in alt:
            element.set("alt", restore_entities(alt))


def _may_be_spoiled(text: str | None) -> bool:
    return text is not None and ("&" in text or "<" in text)


def _is_source(element: _Element | None) -> bool:
    return element is not None and (element.tag in _SOURCES or next(element.iterancestors(*_SOURCES), None) is not None)


def _characters(entity: str) -> str:
    if entity[1] != "#" and entity[1:] not in _named():
        return entity
    from html import unescape  # a table of two thousand entities, for few texts

    return unescape(entity)


@cache
def _named() -> frozenset[str]:
    from html.entities import html5  # a table of two thousand entities, for few texts

    return frozenset(html5)


# Anything outside this is worth a second look; most lines never leave the fast way.
_SUSPECT = re.compile(
    r"[\\`{´\u00ad\u061c\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufb00-\ufb06\ufff9-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f\u0300-\u036f\x00-\x1f\x7f]"
    r"|''|[├┬┼╬ΓÔ√¬≈‚][^\x00-\x7f]|[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] "
)
_DIVIDED = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})\b")


def is_visible(text: str) -> bool:
    """Whether a person sees anything of a text."""
    if text.isprintable():
        return not (text == "" or text.isspace())

    return bool(without_invisible(text).strip())


def clean(text: str) -> str:
    """The text in NFC with single spaces; LaTeX, mojibake and invisible characters made what they stand for."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable() and not ("\\" in text or "{" in text or "`" in text or "''" in text):
        return text
    if _SUSPECT.search(text):
        text = repaired(text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def joined(text: str) -> str:
    """The text with words that a PDF's line end has divided ('represen- tation') made whole.

    Only where the whole word stands elsewhere in the same text, so 'short- and long-term' is left alone.
    """
    if "- " not in text:
        return text
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}

    def rejoin(found: re.Match[str]) -> str:
        word = found[1] + found[2]
        return word if word.casefold() in words else found[0]

    return _DIVIDED.sub(rejoin, text)


def lost_letters(printed: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Warnings about texts with U+FFFD, as ``ParseWarning`` fields.

    Args:
        printed: pairs of the path of a field and its text.
    """
    return [
        {
            "field": field,
            "reason": "unreadable",
            "detail": f"{quoted(text[:60])}: U+FFFD stands for a letter that was lost",
        }
        for field, text in printed
        if "\ufffd" in text
    ]
