"""Text that a page spells in signs: mojibake, LaTeX, ligatures and invisible characters made what they stand for."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

_MOJIBAKE = re.compile(r"[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] ")
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
    r"\{?\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])\}?|\{?\\[cvuHkrdbt]\{[A-Za-z]\}\}?"
)
_STYLE = re.compile(r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf)?|mbox|underline|url|href)\{([^{}]*)\}")
_MACRO = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_WORDS = re.compile(r"[A-Za-z%<]")
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
    text = without_invisible(text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if "\\" in text or "`" in text or "''" in text:
        parts = _MATH.split(text)
        # A formula that a cut text has left open is a formula all the same.
        rest = _OPEN_MATH.search(parts[-1])
        if rest:
            parts[-1:] = [parts[-1][: rest.start()], parts[-1][rest.start() :]]
        parts[::2] = [_without_latex(part) for part in parts[::2]]
        parts[1::2] = [_in_dollars(part) for part in parts[1::2]]
        text = "".join(parts)
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """The text without controls, marks of direction, lone surrogates and characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def _in_dollars(formula: str) -> str:
    """A formula between single dollars; LaTeX also writes two, or backslash and parenthesis."""
    return f"${formula[2:-2].strip()}$" if formula.startswith(("\\(", "$$")) and len(formula) > 4 else formula


def _without_latex(text: str) -> str:
    if "\\" in text:
        text = _ACCENT.sub(lambda found: _converted(found[0]), text)
        text = _STYLE.sub(r"\1", text)
        text = _MACRO.sub(lambda found: _symbol(found[1]) or found[0], text)
        text = _ESCAPE.sub(r"\1", text)
    text = _DOUBLE_QUOTED.sub("“\\1”", text)
    return _SINGLE_QUOTED.sub("‘\\1’", text)


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
