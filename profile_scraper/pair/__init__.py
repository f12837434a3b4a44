"""Two language versions of one person become one record that mixes nothing up."""

from profile_scraper.pair.pairing import Paired, pair_profiles

__all__ = ["Paired", "pair_profiles"]
