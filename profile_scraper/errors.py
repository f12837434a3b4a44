"""What every error that a person is meant to read has in common."""


class UserError(Exception):
    """Something cannot be done; the text says what, where and what to do, and is printed without a traceback."""
