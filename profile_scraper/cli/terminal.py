"""Everything that the commands print: control characters are escaped, and any encoding of the terminal works."""

import codecs
import sys

from profile_scraper.escape import escaped, printable

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


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 profile``, ``2 profiles``."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return escaped(error.object[error.start : error.end]), error.end
