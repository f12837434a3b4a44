"""Which failures of a request may pass, and how long a response asks to wait."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Failures after which a request is sent again."""

    statuses: frozenset[int]
    exceptions: tuple[type[Exception], ...]

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Scrapy's ``RETRY_HTTP_CODES`` and ``RETRY_EXCEPTIONS``."""
        names = settings.getlist("RETRY_EXCEPTIONS")
        return cls(
            frozenset(int(code) for code in settings.getlist("RETRY_HTTP_CODES")),
            tuple(load_object(name) if isinstance(name, str) else name for name in names),
        )


def retry_after_of(response: Response) -> float | None:
    """Seconds that a response asks to wait; None where it does not."""
    return retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` asks to wait, from a number or a date; None where it says nothing usable."""
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
