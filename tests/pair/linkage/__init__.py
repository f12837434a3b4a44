"""Tests of profile_scraper.pair.linkage."""
