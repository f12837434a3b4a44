"""Scrapy's settings: a polite crawl by default. Each can be given on the command line (``-s NAME=VALUE``).

Scrapy takes the names in capitals. Scrapy itself is imported by a check alone, since other commands read settings too.
"""

import os
from collections.abc import Mapping

from profile_scraper.messages import UserError, _

BOT_NAME = "profile_scraper"
SPIDER_LOADER_CLASS = "profile_scraper.spiders.run.SiteSpiderLoader"

# Politeness: who asks, what the site forbids, how often, and how to wait when it says so.
CONTACT = os.environ.get("PROFILE_SCRAPER_CONTACT", "")
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
REMOVALS = "removals.txt"  # ids or addresses of people who asked to be left out, one a line
DOWNLOAD_DELAY = 1.0
CRAWL_DELAY_LIMIT = 60.0  # seconds; a robots.txt that asks for a longer delay gets this one, and a problem line says so
CONCURRENT_REQUESTS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 2
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 1  # what was fetched is archived before more is asked for
COOKIES_ENABLED = False
RETRY_TIMES = 4
RETRY_DELAY = 5.0  # seconds before the first retry, doubled for each that follows; a Retry-After goes before it
RETRY_AFTER_LIMIT = 3600.0  # a site that asks for longer is left alone for this time
PAUSE_LIMIT = 3600.0  # for so many seconds in all a crawl leaves the whole site alone
FAILURE_LIMIT = 50  # so many pages in a row that fail for the first time end the crawl

# Limits: what one page, one pager and one crawl may cost.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
PAGER_LIMIT = 1000
PAGE_LIMIT = 100_000
ADDRESS_LIMIT = 200_000  # addresses that the pages link to; those met later are not visited, and a problem line says so
BYTE_LIMIT = 10 * 1024**3

# Size limits: a site that changed its size by more than these shares since the last crawl is not believed.
SHRINK_LIMIT = 0.2
GROWTH_LIMIT = 0.5

# Responses are archived as they came, so nothing below the spider may change them.
COMPRESSION_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "profile_scraper.spiders.middlewares.RobotsTxtPolicy": 540,
    "profile_scraper.spiders.middlewares.AuxiliaryRedirects": 545,
    "profile_scraper.spiders.backoff.SiteBackoff": 550,
    "profile_scraper.spiders.middlewares.ConditionalRequests": 560,
}
EXTENSIONS = {
    "scrapy.extensions.logstats.LogStats": None,  # Progress says the same, and what is still to do
    "profile_scraper.spiders.run.Progress": 0,
}
# A site whose site.toml says render = true: the extra 'render' and Debian's package 'chromium'.
CHROMIUM = "/usr/bin/chromium"

METAREFRESH_ENABLED = False
REFERER_ENABLED = False

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"


def check_settings(settings: Mapping[str, str]) -> None:
    """Check settings that were given on the command line: Scrapy ignores a name that it does not know.

    A name that is like none of the known ones may be of an extension.

    Raises:
        UserError: a name is nearly that of a known setting, or a value is no number or switch where one is needed.
    """
    from difflib import get_close_matches

    from scrapy.settings import default_settings

    known = {name: value for name, value in {**vars(default_settings), **globals()}.items() if name.isupper()}
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
    from scrapy.settings import BaseSettings

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
