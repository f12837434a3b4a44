"""Everything that the commands print: control characters are escaped, and any encoding of the terminal works."""

import codecs
import re
import sys

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal acts on instead of showing: C0, C1, bidirectional controls, line separators."""

_UNENCODABLE = "profile_scraper.escape"


def prepare_streams() -> None:
    """Let standard output and standard error escape the characters that their encoding lacks."""
    codecs.register_error(_UNENCODABLE, _escape_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_UNENCODABLE)


def print_line(text: str = "", *, flush: bool = False) -> None:
    """Print one line to standard output."""
    print(printable(text), flush=flush)


def print_error(text: str) -> None:
    """Print one line to standard error."""
    print(printable(text), file=sys.stderr, flush=True)


def printable(text: str) -> str:
    r"""The text with each control character as ``\uXXXX``, which JSON reads back."""
    return _CONTROLS.sub(lambda match: _escape(match[0]), text)


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 profile``, ``2 profiles``."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def _escape(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _escape(error.object[error.start : error.end]), error.end
