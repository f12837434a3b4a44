"""Where things are: one folder per institute, all of it data."""

from profile_scraper.sites.address import Address, known_address, profile_address, profile_id, read_address, site_of
from profile_scraper.sites.file import LABELS
from profile_scraper.sites.folders import VARIABLE, use_folder, user_folder
from profile_scraper.sites.model import (
    UNKNOWN_BASE,
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
from profile_scraper.sites.removals import RemovalEntry, RemovalList, mentions, mentions_of_list, naming, read_removals

__all__ = [
    "LABELS",
    "UNKNOWN_BASE",
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
    "known_address",
    "layout_days",
    "load_site",
    "mentions",
    "mentions_of_list",
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
