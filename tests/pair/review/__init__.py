"""Tests of profile_scraper.pair.review."""
