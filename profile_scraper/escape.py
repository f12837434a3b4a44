"""Escape the characters that a terminal acts on instead of showing."""

import re

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
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
