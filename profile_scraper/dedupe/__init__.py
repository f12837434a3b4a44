"""Deduplicate publication records: prepare, block, compare, decide, fuse."""

from profile_scraper.dedupe.entries import ListedEntry, Merged, merge_publications

__all__ = ["ListedEntry", "Merged", "merge_publications"]
