"""The base class of the errors that this package raises on purpose."""


class UserError(Exception):
    """The call cannot succeed as it is; the message says what failed, where, and what to do about it.

    Every error that the package raises on purpose is of this class. The commands print it without a traceback.
    """
