"""Two language versions of one person become one record that mixes nothing up."""

from profile_scraper.pair.identity import id_from_name
from profile_scraper.pair.pairing import Paired, pair_profiles
from profile_scraper.pair.sides import Pages

__all__ = ["Pages", "Paired", "id_from_name", "pair_profiles"]
