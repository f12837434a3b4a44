"""Tests of profile_scraper.pair.matchers."""
