"""Two language versions of one person become one record that mixes nothing up."""

from profile_scraper.pair.card import Card, Pages, card_of
from profile_scraper.pair.identity import id_from_name
from profile_scraper.pair.pairing import Paired, pair_profiles

__all__ = ["Card", "Pages", "Paired", "card_of", "id_from_name", "pair_profiles"]
