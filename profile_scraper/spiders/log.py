"""Log of a crawl: one line a message, whatever characters a page puts into it."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from scrapy.settings import BaseSettings

from profile_scraper.text.escape import printable

_LOG_BYTES = 5 * 1024 * 1024
_LOG_FILES = 4


class EscapingFormatter(logging.Formatter):
    """Formats as another formatter does, and escapes control characters; lines of a traceback stay lines."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self._formatter = formatter

    def format(self, record: logging.LogRecord) -> str:
        """The record's text."""
        plain = logging.makeLogRecord({**record.__dict__, "msg": printable(record.getMessage()), "args": None})
        return "\n".join(map(printable, self._formatter.format(plain).split("\n")))


class _LogFile(RotatingFileHandler):
    """A log file that does without a line where the disk is full."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Drop the line: the crawl's outcome tells what is wrong."""


def log_to(path: Path, settings: BaseSettings) -> None:
    """Write the log of all crawls of this process to a file as well."""
    handler = _LogFile(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))
    handler.setLevel(settings["LOG_LEVEL"])
    logging.root.addHandler(handler)
    logging.root.setLevel(settings["LOG_LEVEL"])


def escape_log() -> None:
    """Let every handler of the root logger escape control characters."""
    for handler in logging.root.handlers:
        if not isinstance(handler.formatter, EscapingFormatter):
            handler.setFormatter(EscapingFormatter(handler.formatter or logging.Formatter()))
