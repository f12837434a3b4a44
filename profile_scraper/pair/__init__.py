"""Two language versions of one person become one record that mixes nothing up."""

from profile_scraper.pair.linkage.page_summary import Pages, PageSummary, summary_of
from profile_scraper.pair.linkage.people import id_from_name
from profile_scraper.pair.pairing import Paired, pair_profiles

__all__ = ["PageSummary", "Pages", "Paired", "id_from_name", "pair_profiles", "summary_of"]
