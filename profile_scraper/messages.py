"""Messages to people in the language of their environment (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``).

``locale/LANGUAGE/LC_MESSAGES/profile_scraper.po`` has the translations; ``python -m tools.messages`` compiles them.
"""

import gettext
from pathlib import Path

DOMAIN = "profile_scraper"
LOCALE = Path(__file__).parent / "locale"

gettext.bindtextdomain(DOMAIN, LOCALE)


def _(message: str) -> str:
    """The message in the user's language; the message itself where the catalogue lacks it."""
    return gettext.dgettext(DOMAIN, message)


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 profile``, ``2 profiles``, in the user's language."""
    return gettext.dngettext(DOMAIN, f"{{}} {noun}", f"{{}} {plural or f'{noun}s'}", number).format(number)


def user_language() -> str:
    """Code of the user's language: that of the catalogue in use, ``en`` where there is none."""
    found = gettext.find(DOMAIN, LOCALE)
    return Path(found).parts[-3].partition("_")[0] if found else "en"


def use_for_argparse() -> None:
    """Let argparse take its own messages from the catalogue."""
    gettext.textdomain(DOMAIN)
