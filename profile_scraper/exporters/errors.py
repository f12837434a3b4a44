"""The error of an export."""

from profile_scraper.errors import UserError


class ExportError(UserError):
    """An export cannot be made; the message says what to do."""
