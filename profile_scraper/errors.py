"""The errors that this package raises on purpose: their base class, and that of arguments."""


class UserError(Exception):
    """The call cannot succeed as it is; the message says what failed, where, and what to do about it.

    Every error that the package raises on purpose is of this class. The commands print it without a traceback.
    """


class ArgumentError(UserError, ValueError):
    """An argument of a function of the package has a value that it does not take."""
