"""Crawl sites politely: frontier, snapshot and one generic spider that a site's folder configures."""

from profile_scraper.spiders.run import CrawlError, CrawlOutcome, crawl

__all__ = ["CrawlError", "CrawlOutcome", "crawl"]
