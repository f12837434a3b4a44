"""Tests of profile_scraper.pair.terms."""
