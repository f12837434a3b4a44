"""Where things are: one folder per institute, all of it data."""

from profile_scraper.sites.address import Address, profile_address, profile_id, read_address, site_of
from profile_scraper.sites.file import LABELS
from profile_scraper.sites.folders import VARIABLE, use_folder, user_folder
from profile_scraper.sites.model import (
    KnownOrganization,
    Layout,
    Site,
    SiteError,
    Term,
    Words,
    layout_days,
    load_site,
    site_names,
    usable_sites,
)
from profile_scraper.sites.removals import RemovalEntry, RemovalList, mentions, naming, read_removals

__all__ = [
    "LABELS",
    "VARIABLE",
    "Address",
    "KnownOrganization",
    "Layout",
    "RemovalEntry",
    "RemovalList",
    "Site",
    "SiteError",
    "Term",
    "Words",
    "layout_days",
    "load_site",
    "mentions",
    "naming",
    "profile_address",
    "profile_id",
    "read_address",
    "read_removals",
    "site_names",
    "site_of",
    "usable_sites",
    "use_folder",
    "user_folder",
]
