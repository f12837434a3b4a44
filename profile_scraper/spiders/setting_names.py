"""Check the names and values of Scrapy settings before a crawl: Scrapy ignores a name that it does not know."""

from collections.abc import Mapping
from difflib import get_close_matches

from scrapy.settings import BaseSettings, default_settings

from profile_scraper import settings as own_settings
from profile_scraper.errors import UserError
from profile_scraper.messages import _


def check_settings(settings: Mapping[str, str]) -> None:
    """Check settings that were given on the command line.

    A name that is like none of the known ones may be of an extension.

    Raises:
        UserError: a name is nearly that of a known setting, or a value is no number or switch where one is needed.
    """
    defaults = {name: getattr(module, name) for module in (default_settings, own_settings) for name in dir(module)}
    known = {name: value for name, value in defaults.items() if name.isupper()}
    for name, value in settings.items():
        near = get_close_matches(name, known, n=1, cutoff=0.75)
        if name not in known and near:
            raise UserError(_("there is no setting {name}: did you mean {nearest}?").format(name=name, nearest=near[0]))
        if name in known and not _fits(name, value, known[name]):
            text = _("the setting {name} takes no value {value!r}; it takes {kind}")
            raise UserError(text.format(name=name, value=value, kind=_kind_of(known[name])))


def _kind_of(default: object) -> str:
    """What values a setting takes."""
    if isinstance(default, bool):
        return _("True or False")
    return _("a whole number") if isinstance(default, int) else _("a number")


def _fits(name: str, value: str, default: object) -> bool:
    """Whether Scrapy can read the value as it reads the default."""
    given = BaseSettings({name: value})
    try:
        if isinstance(default, bool):
            given.getbool(name)
        elif isinstance(default, int):
            given.getint(name)
        elif isinstance(default, float):
            given.getfloat(name)
    except ValueError:
        return False
    return True
