"""Entries of many pages become one record a work: prepare, block, compare, decide, cluster, fuse."""

from profile_scraper.dedupe.entries import ListedEntry, Merged
from profile_scraper.dedupe.listed import merge_publications

__all__ = ["ListedEntry", "Merged", "merge_publications"]
