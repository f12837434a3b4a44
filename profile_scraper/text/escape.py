"""Escape text for the place that shows it: a terminal, a page."""

import re
from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that a terminal acts on instead of showing: C0, C1, bidirectional controls, line separators."""


def printable(text: str) -> str:
    r"""The text with each control character as ``\uXXXX``, which JSON reads back."""
    return _CONTROLS.sub(lambda match: escaped(match[0]), text)


def quoted(text: str) -> str:
    r"""The text between quotation marks, for a message; unlike ``repr`` it has no ``\'`` for an apostrophe."""
    return f"'{printable(text)}'"


def escaped(text: str) -> str:
    r"""Each character as ``\uXXXX``, in UTF-16 units."""
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))


_FRAGMENTS = re.compile(
    r'(?:[^<>]++|</?(?:p|ul|ol|li|em|strong)>|</a>|<a href="(?:https?://|(?i:mailto:))[^"<>]*+">)*+'
)
_EMAIL_LINK = re.compile(r'<a href="mailto:[^"<>]*">(.*?)</a>', re.IGNORECASE)


def has_markup(fragment: str) -> bool:
    """Whether a paragraph's fragment says more than its text."""
    return not fragment.startswith("<p>") or fragment.count("<") > 2


def is_safe(html: str) -> bool:
    """Whether every tag is one that the package writes itself."""
    return _FRAGMENTS.fullmatch(html) is not None


def join_fragments(fragments: Iterable[str]) -> str:
    """Join the fragments of paragraphs, a line each; items of a list that follow each other become one list."""
    return "\n".join(fragments).replace("</ul>\n<ul>", "\n").replace("</ol>\n<ol>", "\n")


def without_email_links(html: str) -> str:
    """The fragment with the text of ``mailto:`` links in their place."""
    return _EMAIL_LINK.sub(r"\1", html)
