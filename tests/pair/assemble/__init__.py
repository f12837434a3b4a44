"""Tests of profile_scraper.pair.assemble."""
