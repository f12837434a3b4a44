"""What a page says cannot write lines of its own into the log, or act on a terminal."""

import logging
import sys

from profile_scraper.spiders.log import EscapingFormatter


def formatted(message: str, *arguments: object) -> str:
    record = logging.LogRecord("crawl", logging.INFO, __file__, 1, message, arguments, None)
    return EscapingFormatter(logging.Formatter("%(levelname)s %(message)s")).format(record)


def test_control_characters_and_line_ends_of_a_message_are_escaped() -> None:
    assert formatted("at %s: 100%%", "a\x1b[31mb\r\nERROR forged\u202e") == (
        "INFO at a\\u001b[31mb\\u000d\\u000aERROR forged\\u202e: 100%"
    )


def test_the_lines_of_a_traceback_stay_lines() -> None:
    try:
        int("a\x1b[2Jb\n")
    except ValueError:
        record = logging.LogRecord("crawl", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    text = EscapingFormatter(logging.Formatter("%(message)s")).format(record)
    assert text.splitlines()[0] == "failed"
    assert "\x1b" not in text
