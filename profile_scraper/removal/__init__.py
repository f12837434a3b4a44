"""Find what still holds people who asked to be left out, in every file of a folder, and delete their pages."""

from profile_scraper.removal.people import RemovedPerson, Trace, TraceKind, identify
from profile_scraper.removal.search import is_decisions, is_log, purge, search

__all__ = ["RemovedPerson", "Trace", "TraceKind", "identify", "is_decisions", "is_log", "purge", "search"]
