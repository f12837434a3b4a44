"""Deduplicate publication records: prepare, block, compare, decide, fuse."""

from profile_scraper.dedupe.api import DeduplicationResult, PairDecision, deduplicate
from profile_scraper.dedupe.entries import DeduplicatedPublications, LocatedEntry, deduplicate_entries
from profile_scraper.dedupe.records import InputRecord, RecordError

__all__ = [
    "DeduplicatedPublications",
    "DeduplicationResult",
    "InputRecord",
    "LocatedEntry",
    "PairDecision",
    "RecordError",
    "deduplicate",
    "deduplicate_entries",
]
