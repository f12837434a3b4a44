"""Everything that the commands print: control characters are escaped, and any encoding of the terminal works."""

import codecs
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from profile_scraper.messages import counted
from profile_scraper.text.escape import escaped, printable

__all__ = ["counted", "output", "prepare_streams", "print_error", "print_line", "printable"]

_UNENCODABLE = "profile_scraper.text.escape"


def prepare_streams() -> None:
    """Let standard output and standard error escape the characters that their encoding lacks."""
    codecs.register_error(_UNENCODABLE, _escape_unencodable)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_UNENCODABLE)


class Output:
    """What the commands print: text, nothing but errors, or one JSON object at the end."""

    def __init__(self) -> None:
        self.mode: Literal["text", "quiet", "json"] = "text"
        """What standard output gets."""
        self.result: dict[str, Any] = {}
        """What the JSON object has beside the command and its status."""

    def add(self, **fields: Any) -> None:
        """Add fields to the JSON object."""
        self.result.update(fields)

    def finish(self, command: str, status: int) -> None:
        """Print the JSON object, where one was asked for."""
        if self.mode == "json":
            fields = {"command": command, "status": status, "messages": [], **self.result}
            text = json.dumps(fields, ensure_ascii=True, default=str)
            print(text, flush=True)


output = Output()
"""The output of the command that runs."""


def print_line(text: str = "", *, flush: bool = False) -> None:
    """Print one line to standard output; for ``--json`` it is one of the object's ``messages``."""
    if output.mode == "json":
        output.result.setdefault("messages", []).append(text)
    elif output.mode == "text":
        with dropping_what_nobody_reads():
            print(printable(text), flush=flush)


def print_error(text: str) -> None:
    """Print one line to standard error."""
    print(printable(text), file=sys.stderr, flush=True)


@contextmanager
def dropping_what_nobody_reads() -> Iterator[None]:
    """Go on without standard output once its reader has ended (``profile-scraper validate … | head``)."""
    try:
        yield
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Send to nowhere what is still to be written to standard output."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return escaped(error.object[error.start : error.end]), error.end
