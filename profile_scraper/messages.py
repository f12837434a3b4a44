"""Messages to people in the language of their environment, and the errors that carry them.

``locale/LANGUAGE/LC_MESSAGES/profile_scraper.po`` has the translations; ``python -m tools.messages`` compiles them.
"""

import gettext
from collections.abc import Iterable
from pathlib import Path
from typing import Literal


class UserError(Exception):
    """The call cannot succeed as it is; the message says what failed, where, and what to do about it.

    Every error that the package raises on purpose is of this class. The commands print it without a traceback.
    """


class ArgumentError(UserError, ValueError):
    """An argument of a function of the package has a value that it does not take."""


DOMAIN = "profile_scraper"
_MOST_NAMED = 40
"""Choices that one message names."""
LOCALE = Path(__file__).parent / "locale"

gettext.bindtextdomain(DOMAIN, LOCALE)


def _(message: str) -> str:
    """The message in the user's language; the message itself where the catalogue lacks it."""
    return gettext.dgettext(DOMAIN, message)


def labelled(label: object, text: str) -> str:
    """``label: text``, with the colon as the user's language writes it."""
    return _("{label}: {text}").format(label=label, text=text)


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 profile``, ``2 profiles``, in the user's language."""
    return gettext.dngettext(DOMAIN, f"{{}} {noun}", f"{{}} {plural or f'{noun}s'}", number).format(number)


def suggestion(name: object, choices: Iterable[str]) -> str:
    """The nearest of the choices, as the end of a message; all of them where none is near and they are few."""
    from difflib import get_close_matches  # for mistyped names alone

    names = list(choices)
    nearest = get_close_matches(str(name), names, n=1)
    if nearest:
        return _(": did you mean {name}?").format(name=nearest[0])
    return _(": choose one of {names}").format(names=", ".join(names)) if 0 < len(names) <= _MOST_NAMED else ""


def user_language() -> Literal["en", "fr"]:
    """The user's language: that of the catalogue in use, ``en`` where there is none."""
    found = gettext.find(DOMAIN, LOCALE)
    return "fr" if found and Path(found).parts[-3] == "fr" else "en"


def decimal(value: float, form: str) -> str:
    """A number in a form of ``format``, with the decimal sign of the user's language."""
    text = format(value, form)
    return text.replace(".", ",") if user_language() == "fr" else text


def use_for_argparse() -> None:
    """Let argparse take its own messages from the catalogue."""
    gettext.textdomain(DOMAIN)
