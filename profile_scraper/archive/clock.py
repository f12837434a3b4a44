"""Dates of captures that this machine's clock contradicts."""

from datetime import UTC, datetime, timedelta

_TOLERANCE = timedelta(days=1)


def is_future(date: str | None) -> bool:
    """Whether a date (RFC 3339) is more than a day ahead: the clock of the machine that wrote it was wrong."""
    if not date:
        return False
    try:
        timestamp = datetime.fromisoformat(date)
    except ValueError:
        return False
    timestamp = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
    return timestamp > datetime.now(UTC) + _TOLERANCE


def believable(date: str | None) -> str | None:
    """The date, None where it is in the future: any dated capture then counts before this one."""
    return None if is_future(date) else date
