"""Deduplicate publication records: prepare, block, compare, decide, fuse."""

from profile_scraper.dedupe.api import DeduplicationResult, PairDecision, deduplicate
from profile_scraper.dedupe.entries import (
    DeduplicatedPublications,
    EntryText,
    LocatedEntry,
    LocatedText,
    deduplicate_entries,
)
from profile_scraper.dedupe.records import InputRecord, RecordError, UnknownFieldWarning

__all__ = [
    "DeduplicatedPublications",
    "DeduplicationResult",
    "EntryText",
    "InputRecord",
    "LocatedEntry",
    "LocatedText",
    "PairDecision",
    "RecordError",
    "UnknownFieldWarning",
    "deduplicate",
    "deduplicate_entries",
]
