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


def counted(number: int, one: str, many: str) -> str:
    """The form of a message that fits a number: ``counted(2, "{} profile", "{} profiles")`` is ``2 profiles``."""
    return gettext.dngettext(DOMAIN, one, many, number).format(number)
