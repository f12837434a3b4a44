"""Messages to people in the language of their environment (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``).

``locale/LANGUAGE/LC_MESSAGES/profile_scraper.po`` has the translations; ``python -m tools.messages`` compiles them.
"""

import gettext
from pathlib import Path
from typing import Literal

DOMAIN = "profile_scraper"
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
