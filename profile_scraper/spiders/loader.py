"""One spider a site: ``scrapy list`` and ``scrapy crawl`` find them by the folders of ``sites/``."""

from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from profile_scraper.sites import SiteError, load_site, site_names, site_of
from profile_scraper.spiders.site import SiteSpider


class SiteSpiderLoader:
    """Makes a site's spider from its folder, so that adding a site needs no code."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:  # noqa: ARG003 - the signature is Scrapy's
        """A loader; the settings say nothing about sites."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of the site of that name.

        Raises:
            KeyError: there is no such site.
        """
        try:
            site = load_site(spider_name)
        except SiteError as error:
            raise KeyError(str(error)) from None
        return type(f"{spider_name.title()}Spider", (SiteSpider,), {"name": site.name, "site": site})

    def find_by_request(self, request: Request) -> list[str]:
        """The sites that an address belongs to."""
        site = site_of(request.url)
        return [site.name] if site else []

    def list(self) -> list[str]:
        """The names of all sites."""
        return site_names()
